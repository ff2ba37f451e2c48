"""The preferences dialog, made from the catalogue."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from aparte.settings import CATALOGUE, Option, Settings, options
from aparte.ui.preferences.editors import editor, said
from aparte.ui.preferences.locked import LockLine
from aparte.ui.preferences.widgets import stylesheet
from aparte.ui.theme import Theme


class Preferences(QDialog):
    """Every option that an agent may change, each change applied and kept at once; and what the town fixed.

    `shortcut_note` says in words that the desktop gives no global shortcut, or is empty; `drafts_note`
    whether the local model can write; `updates_note` whether a version of the program is ready.
    """

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        theme: Theme,
        shortcut_note: str = "",
        *,
        drafts_note: Callable[[], str] = str,
        updates_note: Callable[[], str] = str,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setWindowTitle(self.tr("Réglages"))
        self._settings = settings
        self._theme = theme
        self._shortcut_note = shortcut_note
        self._drafts_note = drafts_note
        self._updates_note = updates_note
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setProperty("role", "page")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._fill()
        self.resize(self._comfortable())

    def restyle(self, theme: Theme) -> None:
        """Take another look or size; the option being changed keeps the focus."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        at = self._scroll.verticalScrollBar().value()
        self._theme = theme
        self._fill()
        self.resize(self.size().expandedTo(self._comfortable()))
        if name and (again := self.findChild(QWidget, name)) is not None:
            again.setFocus()
        self._scroll.verticalScrollBar().setValue(at)

    def _comfortable(self) -> QSize:
        px = self._theme.px
        screen = self.screen() or QGuiApplication.primaryScreen()
        return QSize(px(520), px(640)).boundedTo(screen.availableSize() * 0.95)

    def _fill(self) -> None:
        self.setStyleSheet(stylesheet(self._theme))
        page = QWidget()
        px = self._theme.px
        pile = QVBoxLayout(page)
        pile.setContentsMargins(px(24), px(20), px(24), px(16))
        pile.setSpacing(px(8))
        shown = [option for option in CATALOGUE if option.is_offered or self._is_fixed(option)]
        for group, members in groupby(shown, key=lambda option: option.group):
            heading = QLabel(said(group))
            heading.setProperty("role", "heading")
            pile.addWidget(heading)
            pile.addWidget(self._card(list(members)))
            pile.addSpacing(px(8))
        if note := self._updates_note():
            line = _words(note, "soft")
            line.setObjectName("updatesStanding")
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            pile.addWidget(line)
        pile.addStretch(1)
        close = QPushButton(self.tr("Fermer"))
        close.setProperty("role", "main")
        close.setObjectName("preferencesClose")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        pile.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._scroll.setWidget(page)

    def _card(self, members: list[Option[Any]]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        px = self._theme.px
        rows = QVBoxLayout(card)
        rows.setContentsMargins(px(16), px(12), px(16), px(12))
        rows.setSpacing(px(12))
        for option in members:
            rows.addWidget(self._row(option))
        return card

    def _row(self, option: Option[Any]) -> QWidget:
        row = QWidget()
        px = self._theme.px
        pile = QVBoxLayout(row)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(px(3))
        problem = _words("", "warning")
        widget = editor(option, self._settings, self._theme, lambda text: _say(problem, text))
        widget.setObjectName(f"option-{option.key}")
        if (focused := widget.focusProxy()) is not None:
            focused.setObjectName(f"option-{option.key}-part")
        if not isinstance(widget, QCheckBox):
            widget.setAccessibleName(said(option.label))
            pile.addWidget(_words(said(option.label), "strong"))
        pile.addWidget(widget)
        if help_text := self._help(option):
            note = _words(help_text, "soft")
            note.setContentsMargins(px(4) if isinstance(widget, QCheckBox) else 0, 0, px(50), 0)
            pile.addWidget(note)
            widget.setAccessibleDescription(help_text)
        if option is options.DRAFTS:
            pile.addWidget(self._drafts_line(px(4)))
        if self._settings.locked_by(option):
            line = LockLine(option, self._settings, self._theme)
            widget.setAccessibleDescription(line.accessibleName())
            pile.addWidget(line)
        widget.setEnabled(self._is_free(option))
        problem.hide()
        pile.addWidget(problem)
        return row

    def _drafts_line(self, indent: int) -> QLabel:
        """Whether drafts can be had, said anew when they are switched."""
        line = _words(self._drafts_note(), "soft")
        line.setObjectName("draftsStanding")
        line.setContentsMargins(indent, 0, 0, 0)
        line.setVisible(bool(line.text()))

        def say(option: Option[Any]) -> None:
            if option is options.DRAFTS:
                line.setText(self._drafts_note())

        self._settings.changed.append(say)
        line.destroyed.connect(lambda: self._settings.changed.remove(say))
        return line

    def _is_fixed(self, option: Option[Any]) -> bool:
        return bool(option.label) and bool(self._settings.locked_by(option))

    def _is_free(self, option: Option[Any]) -> bool:
        if option is options.GLOBAL_SHORTCUT and self._shortcut_note:
            return False
        return not self._settings.locked_by(option)

    def _help(self, option: Option[Any]) -> str:
        if option is options.GLOBAL_SHORTCUT and self._shortcut_note:
            return self._shortcut_note
        return said(option.help) if option.help else ""


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
