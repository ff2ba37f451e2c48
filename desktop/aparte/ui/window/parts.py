"""The window's parts, built and laid out; what happens between them is said elsewhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from aparte.assist.desk import Desk
from aparte.core.clock import Clock
from aparte.settings import Settings, options
from aparte.ui.conversation.question import LiveQuestion
from aparte.ui.conversation.view import ConversationPanel
from aparte.ui.messages import Notices
from aparte.ui.reader.view import Reader
from aparte.ui.suggestions.view import SuggestionsPanel
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Appearance
from aparte.ui.window.answers import Answers
from aparte.ui.window.columns import Columns
from aparte.ui.window.strip import NoticeStrip
from aparte.ui.window.topbar import TopBar


class WindowParts(QMainWindow):
    """A window that does nothing yet.

    Attributes: `appearance`; `topbar`, `conversation`, `suggestions`, `reader`, `columns`,
    `strip`; `question` and `answers`, which speak with the base.
    Signals: `paletteRequested`, `keymapRequested`, `preferencesRequested`; `foldNeeded` when
    the columns must be laid out again; `copied(str)` with the text on the clipboard; `closed`
    when the window goes.
    """

    paletteRequested = Signal()
    keymapRequested = Signal()
    preferencesRequested = Signal()
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
        self.topbar = TopBar(theme)
        self.conversation = ConversationPanel(theme)
        self.suggestions = SuggestionsPanel(theme, today)
        self.reader = Reader(theme, today)
        self.columns = Columns(self.conversation, self.suggestions, self.reader, theme)
        self.columns.set_widths(settings.get(options.COLUMN_WIDTHS))
        page = self._stacked()
        self.setCentralWidget(page)
        self.strip = NoticeStrip(theme, page)

    def _stacked(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "window")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self.columns, 1)
        return page
