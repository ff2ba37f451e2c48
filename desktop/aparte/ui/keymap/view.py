"""F1: every key on one page, from the table the shortcuts are made from."""

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aparte.settings.marking import QT_TRANSLATE_NOOP
from aparte.ui.keymap.actions import BINDINGS, Action, Group, KeyBinding, label, native
from aparte.ui.theme import Theme

_GROUPS = {
    Group.EVERYWHERE: QT_TRANSLATE_NOOP("actions", "Partout"),
    Group.CONVERSATION: QT_TRANSLATE_NOOP("actions", "Dans ce que dit l'usager"),
    Group.CONTACT: QT_TRANSLATE_NOOP("actions", "Dans l'échange"),
    Group.SUGGESTIONS: QT_TRANSLATE_NOOP("actions", "Dans les suggestions"),
    Group.READER: QT_TRANSLATE_NOOP("actions", "Dans la fiche"),
    Group.DRAFT: QT_TRANSLATE_NOOP("actions", "Dans le brouillon qu'on refuse"),
    Group.WRITING: QT_TRANSLATE_NOOP("actions", "Dans la réponse et les notes"),
    Group.PALETTE: QT_TRANSLATE_NOOP("actions", "Dans la recherche"),
}
_TWO_COLUMNS_FROM = 740


class KeyMap(QDialog):
    """The key map; `extra` are keys of the desktop itself, as (keys, label) pairs."""

    def __init__(self, parent: QWidget, theme: Theme, extra: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(parent)
        self.setObjectName("keymap")
        self.setWindowTitle(self.tr("Touches du clavier"))
        self._theme = theme
        self._extra = extra
        self._page = QWidget()
        self._page.setProperty("role", "page")
        self._columns = QHBoxLayout(self._page)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "page")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.windowTitle())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._count = 0
        self.resize(self._comfortable())
        self._scroll.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = 2 if event.size().width() >= self._theme.px(_TWO_COLUMNS_FROM) else 1
        if count != self._count:
            self._count = count
            self._fill(count)

    def _comfortable(self) -> QSize:
        px = self._theme.px
        wanted = QSize(px(920), px(660))
        parent = self.parentWidget()
        screen = parent.screen() if parent is not None else QGuiApplication.primaryScreen()
        return wanted.boundedTo(screen.availableSize() * 0.95)

    def _fill(self, count: int) -> None:
        while (item := self._columns.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        px = self._theme.px
        self._columns.setContentsMargins(px(24), px(18), px(24), px(18))
        self._columns.setSpacing(px(16))
        everywhere, *others = (self._group(group) for group in Group)
        halves = [[everywhere], others] if count == 2 else [[everywhere, *others]]
        for half in halves:
            self._columns.addWidget(_stacked(half, px(18)), 1)

    def _group(self, group: Group) -> QWidget:
        part = QFrame()
        part.setProperty("role", "card")
        px = self._theme.px
        rows = QGridLayout(part)
        rows.setContentsMargins(px(16), px(12), px(16), px(14))
        rows.setHorizontalSpacing(px(14))
        rows.setVerticalSpacing(px(7))
        rows.setColumnMinimumWidth(0, px(116))
        rows.setColumnStretch(1, 1)
        heading = QLabel(QCoreApplication.translate("actions", _GROUPS[group]))
        heading.setProperty("role", "heading")
        rows.addWidget(heading, 0, 0, 1, 2)
        lines = [(self._caps(item), label(item.action)) for item in BINDINGS if item.group is group]
        if group is Group.EVERYWHERE:
            lines += [(self._cap_row([native(keys)], ""), text) for keys, text in self._extra]
        for rank, (caps, text) in enumerate(lines, start=1):
            said = QLabel(text)
            said.setWordWrap(True)
            rows.addWidget(caps, rank, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            rows.addWidget(said, rank, 1)
        return part

    def _caps(self, item: KeyBinding) -> QWidget:
        keys = [native(key) for key in item.keys]
        if item.action in (Action.OPEN_RANK, Action.SWITCH, Action.DRAFT_WHY):
            return self._cap_row(keys, self.tr("à"))
        return self._cap_row(keys[:1], "")

    def _cap_row(self, keys: list[str], between: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(6))
        for rank, key in enumerate(keys):
            if rank and between:
                line.addWidget(_soft(between))
            cap = QLabel(key)
            cap.setProperty("role", "key")
            line.addWidget(cap)
        return row


def _soft(text: str) -> QLabel:
    word = QLabel(text)
    word.setProperty("role", "soft")
    return word


def _stacked(parts: list[QWidget], gap: int) -> QWidget:
    column = QWidget()
    pile = QVBoxLayout(column)
    pile.setContentsMargins(0, 0, 0, 0)
    pile.setSpacing(gap)
    for part in parts:
        pile.addWidget(part)
    pile.addStretch(1)
    return column
