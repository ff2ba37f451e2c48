"""The contact in one row, for when the columns are folded: what it is about, and the record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.wording import CodeNames, share_text, time_text
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon


class ContactStrip(QWidget):
    """Opens the panel in the list's place, and saves.

    Signals: `toggled(bool)`, by the agent; `saveRequested`.
    """

    toggled = Signal(bool)
    saveRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contactStrip")
        self._theme = theme
        self._open = False
        self._words = self.tr("Échange")
        self._summary = QPushButton()
        self._summary.setObjectName("contactSummary")
        self._summary.setProperty("role", "picker")
        self._summary.setMinimumWidth(1)
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._summary.clicked.connect(lambda: self.toggled.emit(not self._open))
        self._save = QPushButton(self.tr("Enregistrer"))
        self._save.setObjectName("saveFromStrip")
        self._save.setProperty("role", "main")
        words = self.tr("Enregistrer cet échange")
        self._save.setToolTip(f"{words} ({key_text(Action.SAVE)})")
        self._save.clicked.connect(self.saveRequested)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._summary, 1)
        self._row.addWidget(self._save)
        self.restyle(theme)

    def show_tab(self, tab: OpenTab, names: CodeNames) -> None:
        """Say what the contact is about, as far as is known."""
        code = tab.demand.code
        about = self.tr("Échange")
        if code:
            about = names.label(code)
        elif tab.guesses:
            about = f"{tab.guesses[0].label} {share_text(tab.guesses[0].share)}".rstrip()
        self._words = f"{time_text(tab.watch.seconds)} · {about}"
        self._save.setEnabled(not tab.saving)
        self._save.setText(self.tr("Enregistrement…") if tab.saving else self.tr("Enregistrer"))
        self._fit()

    def show_open(self, open_: bool) -> None:
        """Whether the panel is in the list's place."""
        self._open = open_
        name = "chevron-down" if open_ else "chevron-up"
        self._summary.setIcon(icon(name, self._theme.tokens.soft, self._theme.px(15)))
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._row.setSpacing(theme.px(8))
        self.show_open(self._open)

    def set_edges(self, side: int, bottom: int) -> None:
        """The room around the row."""
        self._row.setContentsMargins(side, 0, side, bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = self.tr("Suggestions") if self._open else self._words
        said = self.tr("Revenir aux suggestions") if self._open else self.tr("Échange : {words}").format(words=words)
        room = self._summary.width() - self._theme.px(48)
        metrics = self._summary.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0))
        # A letter and three points say less than the icon alone.
        self._summary.setText(shown if len(shown) > 4 else "")
        self._summary.setToolTip(said)
        self._summary.setAccessibleName(said)
