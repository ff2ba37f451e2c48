"""The journal's screen: contacts, reminders, gaps."""

from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from aparte.ui.emptystate import EmptyState, State
from aparte.ui.journal.details import Details
from aparte.ui.journal.filters import FilterBar
from aparte.ui.journal.gaps import GapList
from aparte.ui.journal.model import JournalModel
from aparte.ui.journal.reminders import Reminders
from aparte.ui.journal.table import ContactTable
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.style import stylesheet
from aparte.ui.screen.tabs import Tabs
from aparte.ui.screen.words import across, page, rule, words
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density, density_for

_BESIDE_FROM = 900.0


class Tab(StrEnum):
    """The screen's pages."""

    CONTACTS = "contacts"
    REMINDERS = "reminders"
    GAPS = "gaps"


class JournalView(QWidget):
    """Widgets and their layout; `JournalActions` makes them do something.

    The details stand beside the list, or in its place where the window is narrow.

    Attributes: `tabs`, `filters`, `table`, `details`, `reminders`, `gaps`.
    Signals: `unlockWanted`, from the page shown while the journal is locked.
    """

    unlockWanted = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setObjectName("journal")
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._reading = False
        self.tabs = Tabs(
            (
                (Tab.CONTACTS.value, self.tr("Échanges")),
                (Tab.REMINDERS.value, self.tr("À rappeler")),
                (Tab.GAPS.value, self.tr("Sans réponse")),
            )
        )
        self.tabs.setAccessibleName(self.tr("Pages du journal"))
        self.filters = FilterBar(theme, today)
        self.table = ContactTable(theme, JournalModel(today, self))
        self.details = Details(theme, today)
        self.reminders = Reminders(theme, today)
        self.gaps = GapList(theme, today)
        self._locked = EmptyState(theme)
        self._title = words(self.tr("Journal"), "title", wrap=False)
        self._lay_out()
        self._connect()
        self.restyle(theme)

    def set_today(self, today: date) -> None:
        """The day has changed."""
        self.filters.today = self.reminders.today = self.gaps.today = self.table.model.today = today

    def enter(self) -> None:
        """Take the keyboard: the list where there is one, so that the arrows work at once."""
        wanted = self.table.view if self.table.view.isVisible() else self.filters.field
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_locked(self, locked: bool) -> None:
        """Hide every record, or bring them back."""
        self._locked.show_state(
            State(
                "lock",
                self.tr("Journal verrouillé"),
                (self.tr("Entrez votre code pour le retrouver. Les suggestions, elles, restent disponibles."),),
            )
            if locked
            else None
        )
        self._whole.setCurrentWidget(self._locked if locked else self._open)
        if locked:
            self.details.show_none()

    def show_reading(self, *, reading: bool) -> None:
        """Where the window is narrow: the details, or the list."""
        self._reading = reading
        self._fold()

    @property
    def beside(self) -> bool:
        """Whether list and details are both on screen."""
        return self.width() >= self._theme.px(_BESIDE_FROM)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.setStyleSheet(stylesheet(theme))
        self.filters.restyle(theme)
        self.table.restyle(theme)
        self.details.restyle(theme)
        self.reminders.restyle(theme)
        self.gaps.restyle(theme)
        self._locked.restyle(theme)
        rescale(self, theme)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._reading:
            self.show_reading(reading=False)
            self.table.view.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._left = page("window")
        filters = spaced(QVBoxLayout(), 0, (16, 2, 16, 8))
        filters.addWidget(self.filters)
        left = spaced(QVBoxLayout(self._left))
        left.addLayout(filters)
        left.addWidget(rule())
        left.addWidget(self.table, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._left)
        self._split.addWidget(self.details)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._pages = QStackedWidget()
        for part in (self._split, self.reminders, self.gaps):
            self._pages.addWidget(part)
        self._open = QWidget()
        column = spaced(QVBoxLayout(self._open))
        column.addLayout(across(self._title, self.tabs, None, gap=14, edges=(16, 9, 16, 7)))
        column.addWidget(self._pages, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._open)
        self._whole.addWidget(self._locked)
        outer = spaced(QVBoxLayout(self))
        outer.addWidget(self._whole)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._turn)
        self.table.view.left.connect(self.filters.field.setFocus)
        self.table.view.typed.connect(self._search_for)
        self.details.backWanted.connect(lambda: self.show_reading(reading=False))

    def _search_for(self, character: str) -> None:
        self.filters.field.setFocus()
        self.filters.field.setText(character)

    def _turn(self, tab: str) -> None:
        pages = {Tab.CONTACTS: self._split, Tab.REMINDERS: self.reminders, Tab.GAPS: self.gaps}
        self._pages.setCurrentWidget(pages[Tab(tab)])

    def _fold(self) -> None:
        beside = self.beside
        self._left.setVisible(beside or not self._reading)
        self.details.setVisible(beside or self._reading)
        self.details.show_back(not beside)
        self._title.setVisible(self.width() >= self._theme.px(520))
        short = density_for(self.height(), self._theme.factor) is not Density.ROOMY
        self.filters.fold(folded=short or self.width() < self._theme.px(520))
        if beside:
            wide = min(max(self._theme.px(400), round(self.width() * 0.4)), self._theme.px(560))
            self._split.setSizes([self.width() - wide, wide])
