"""One exchange with a citizen: what goes from the text to the list, to the reader, and back."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from aparte.core.errors import AparteError
from aparte.core.suggestion import Suggestion, Suggestions
from aparte.settings import Settings, options
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.tab import OnScreen, OpenTab
from aparte.ui.reader.page import Opened
from aparte.ui.sentences import in_words
from aparte.ui.window.parts import WindowParts


class Exchange(QObject):
    """Carries answers and the keyboard between the columns, for the contact on screen.

    Signals: `typed`, when the agent changed what the citizen says.
    """

    typed = Signal()

    def __init__(self, window: WindowParts, settings: Settings, contacts: OpenContacts) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._contacts = contacts
        self._showing = False
        self._before: OpenTab | None = None
        self._read_next = False
        self._undo_offered = False
        field = window.conversation.field
        field.textChanged.connect(self._ask)
        field.downFromLastLine.connect(self.to_suggestions)
        window.conversation.nextRequested.connect(self.start_next)
        window.conversation.undoRequested.connect(self.undo_next)
        window.question.answered.connect(self._show_answer)
        window.question.emptied.connect(self._show_nothing)
        window.question.failed.connect(self._tell_failed_question)
        window.suggestions.list.opened.connect(self._open_and_read_suggestion)
        window.suggestions.list.left.connect(self.to_conversation)
        window.reader.left.connect(self.to_conversation)
        window.answers.opened.connect(self._show_opened)
        contacts.leaving.connect(self._leave)
        contacts.entered.connect(self._enter)

    def start_next(self) -> None:
        """The next citizen; the contact that was on screen stays open, and Ctrl+Z goes back to it."""
        self._window.frame.show_exchange()
        left = self._contacts.current
        if left.saving:
            return
        if not left.has_content():
            left.change(said="", notes="")
            self._leave(left)
            self._enter(left)
            self.to_conversation()
            return
        self._contacts.add(self._contacts.fresh(left.channel))
        self.to_conversation()
        self._before = left
        self._undo_offered = True
        self._window.strip.offer(
            self.tr("L'échange précédent reste ouvert."),
            action=self.tr("Y revenir"),
            key="Ctrl+Z",
            do=self.undo_next,
        )

    def undo_next(self) -> None:
        """Go back to the contact that was on screen before the next citizen."""
        before, self._before = self._before, None
        if before is not None and before in self._contacts.tabs:
            self._contacts.select(before)
            self._window.strip.hide()
            self.to_conversation()

    def to_conversation(self) -> None:
        """The keyboard goes back to the text, which nothing has changed."""
        self._window.frame.show_exchange()
        self._uncover()
        self._window.conversation.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_suggestions(self) -> None:
        """The keyboard goes to the list, when it has a card."""
        self._window.frame.show_exchange()
        if self._window.suggestions.has_cards():
            self._uncover()
            self._window.suggestions.list.enter()

    def to_contact(self) -> None:
        """The keyboard goes to the closure codes."""
        self.show_contact()
        self._window.contact.enter_codes()

    def show_contact(self) -> None:
        """With the columns folded, the contact panel takes the list's place."""
        self._window.frame.show_exchange()
        self._window.columns.show_reader(False)
        self._window.columns.show_contact(True)
        self._window.foldNeeded.emit()

    def to_reader(self) -> None:
        """The keyboard goes to the article, when there is one."""
        window = self._window
        window.frame.show_exchange()
        if window.reader.opened is None:
            return
        window.columns.show_reader(True)
        window.foldNeeded.emit()
        window.reader.scroller.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_and_read(self, article_id: str, section: int, why: Suggestion | None = None) -> None:
        """Open an article, and give it the keyboard."""
        self._window.frame.show_exchange()
        self._read_next = True
        self._open(article_id, section, why)

    def open_rank(self, rank: int) -> None:
        """Open what was at that rank when the agent looked; the text keeps the keyboard."""
        if not self._window.frame.exchanging:
            return
        guard_s = self._settings.get(options.OPEN_DELAY_GUARD_MS) / 1000
        suggestion = self._window.suggestions.list.seen(rank, guard_s)
        if suggestion is not None:
            self._read_next = False
            self._open(suggestion.article_id, suggestion.section, suggestion)

    def _ask(self) -> None:
        text = self._window.conversation.field.toPlainText()
        if not self._showing and text != self._contacts.current.contact.said:
            if text and self._undo_offered:
                # From the first key of the next citizen, undoing takes back that key.
                self._undo_offered = False
                self._window.strip.hide()
            self._contacts.current.change(said=text)
            self.typed.emit()
        self._window.question.ask(text)

    def _open(self, article_id: str, section: int, why: Suggestion | None) -> None:
        unsure = why is not None and self._window.suggestions.unsure
        self._window.answers.open(article_id, section, why, unsure=unsure)

    def _open_and_read_suggestion(self, suggestion: Suggestion) -> None:
        self.open_and_read(suggestion.article_id, suggestion.section, suggestion)

    def _show_answer(self, answer: Suggestions) -> None:
        self._window.suggestions.show_answer(answer)
        self._window.conversation.show_answer(answer)

    def _show_nothing(self, number: int) -> None:
        self._window.suggestions.clear(number)
        self._window.conversation.chips.show_texts(())

    def _tell_failed_question(self, error: Exception) -> None:
        if not isinstance(error, AparteError):
            raise error
        self._window.suggestions.show_problem(in_words(str(error)))

    def _show_opened(self, opened: Opened) -> None:
        window = self._window
        ticked = self._contacts.current.screen.ticked.setdefault(opened.article.id, set())
        window.reader.show_article(replace(opened, ticked=ticked))
        window.suggestions.list.select_article(opened.article.id)
        window.columns.show_reader(True)
        window.foldNeeded.emit()
        if self._read_next or window.columns.covered:
            window.reader.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, tab: OpenTab) -> None:
        """Keep what is on screen with the contact that goes off it."""
        window = self._window
        window.answers.forget_asked()
        tab.screen = OnScreen(
            window.reader.opened,
            window.reader.scroller.share(),
            tab.screen.ticked,
            list(window.conversation.originals),
            window.conversation.field.textCursor().position(),
        )

    def _enter(self, tab: OpenTab) -> None:
        """Show a contact as it was left; no key opens what another one had in the list."""
        window, screen = self._window, tab.screen
        self._before, self._undo_offered = None, False
        if not tab.has_content():
            screen = tab.screen = OnScreen()
        window.suggestions.forget()
        self._showing = True
        window.conversation.show_contact(tab.contact.said, screen.originals, screen.cursor)
        self._showing = False
        if screen.opened is None:
            window.reader.close_article()
            return
        window.reader.show_article(screen.opened)
        QTimer.singleShot(0, window.reader, lambda: window.reader.scroller.scroll_to_share(screen.share))

    def _uncover(self) -> None:
        self._window.columns.show_reader(False)
        self._window.columns.show_contact(False)
        self._window.foldNeeded.emit()
