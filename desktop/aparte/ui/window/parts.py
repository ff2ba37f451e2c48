"""The window's parts, built and laid out; what happens between them is said elsewhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from aparte.assist.desk import Desk
from aparte.core.clock import Clock
from aparte.settings import Settings, options
from aparte.ui.contact.strip import ContactStrip
from aparte.ui.contact.tabs import ContactTabs
from aparte.ui.contact.view import ContactPanel
from aparte.ui.conversation.question import LiveQuestion
from aparte.ui.conversation.view import ConversationPanel
from aparte.ui.messages import Notices
from aparte.ui.rail.frame import Frame
from aparte.ui.reader.view import Reader
from aparte.ui.suggestions.view import SuggestionsPanel
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Appearance
from aparte.ui.urgent.banner import UrgentBanner
from aparte.ui.window.answers import Answers
from aparte.ui.window.columns import Columns
from aparte.ui.window.strip import NoticeStrip
from aparte.ui.window.topbar import TopBar


class WindowParts(QMainWindow):
    """A window that does nothing yet.

    Attributes: `appearance`; `topbar` with its `tabs`, `conversation` with its `contact` panel,
    `contact_strip`, `suggestions`, `reader`, `columns`, `strip`; `urgent`, the town's notices; `pages`,
    of which the first is the exchange, in a `frame` with the rail; `question` and `answers`, which speak with the base.
    Signals: `paletteRequested`, `keymapRequested`, `preferencesRequested`, `changesRequested`; `foldNeeded` when
    the columns must be laid out again; `copied(str)` with the text on the clipboard; `closed`
    when the window goes.
    """

    paletteRequested = Signal()
    keymapRequested = Signal()
    preferencesRequested = Signal()
    changesRequested = Signal()
    foldNeeded = Signal()
    copied = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, settings: Settings, tasks: Tasks, clock: Clock, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Aparté")
        self.appearance = Appearance(settings, self)
        theme, today = self.appearance.theme, clock.today()
        self.answers = Answers(desk, settings, tasks, clock, notices)
        self.question = LiveQuestion(desk, tasks.latest(), self)
        self.tabs = ContactTabs(theme)
        self.topbar = TopBar(theme, self.tabs)
        self.urgent = UrgentBanner(theme)
        self.contact = ContactPanel(theme, clock, lambda: settings.get(options.KEEP_CALL_BACK_DAYS))
        self.contact_strip = ContactStrip(theme)
        self.conversation = ConversationPanel(theme, self.contact)
        self.suggestions = SuggestionsPanel(theme, today)
        self.reader = Reader(theme, today)
        self.columns = Columns(
            self.conversation,
            contact=self.contact,
            strip=self.contact_strip,
            suggestions=self.suggestions,
            reader=self.reader,
            theme=theme,
        )
        self.columns.set_widths(settings.get(options.COLUMN_WIDTHS))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._stacked())
        self.frame = Frame(self.pages, theme)
        self.setCentralWidget(self.frame)
        self.strip = NoticeStrip(theme, self.pages)
        self.strip.keep_clear(self.contact_strip)

    def _stacked(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "window")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self.urgent)
        column.addWidget(self.columns, 1)
        return page
