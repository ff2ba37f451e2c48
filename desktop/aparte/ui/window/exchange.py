"""One exchange with a citizen: what goes from the text to the list, to the reader, and back."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt

from aparte.core.article import Document
from aparte.core.errors import AparteError
from aparte.core.suggestion import Suggestion, Suggestions
from aparte.settings import Settings, options
from aparte.ui.reader.page import Opened
from aparte.ui.sentences import in_words
from aparte.ui.window.parts import WindowParts


@dataclass(frozen=True, slots=True)
class _Contact:
    """What was on screen for a citizen: the article, and the papers ticked in each."""

    opened: Opened | None
    ticked: dict[str, set[Document]]


class Exchange(QObject):
    """Carries answers and the keyboard between the three columns."""

    def __init__(self, window: WindowParts, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._stash: _Contact | None = None
        self._ticked: dict[str, set[Document]] = {}
        self._read_next = False
        self._undo_offered = False
        field = window.conversation.field
        field.textChanged.connect(self._ask)
        field.downFromLastLine.connect(self.to_suggestions)
        window.conversation.nextRequested.connect(self.start_next)
        window.conversation.nextUndone.connect(self._restore_last)
        window.question.answered.connect(self._show_answer)
        window.question.emptied.connect(self._show_nothing)
        window.question.failed.connect(self._tell_failed_question)
        window.suggestions.list.opened.connect(self._open_and_read_suggestion)
        window.suggestions.list.left.connect(self.to_conversation)
        window.reader.left.connect(self.to_conversation)
        window.answers.opened.connect(self._show_opened)

    def start_next(self) -> None:
        """Clear for the next citizen; Ctrl+Z brings the last one back."""
        window = self._window
        window.answers.forget_asked()
        stash = _Contact(window.reader.opened, self._ticked)
        had_text, self._ticked = window.conversation.start_next(), {}
        window.reader.close_article()
        window.suggestions.forget()
        self.to_conversation()
        if had_text:
            self._stash = stash
            self._undo_offered = True
            window.strip.offer(
                self.tr("Texte effacé."),
                action=self.tr("Annuler"),
                key="Ctrl+Z",
                do=window.conversation.undo_next,
            )

    def to_conversation(self) -> None:
        """The keyboard goes back to the text, which nothing has changed."""
        self._uncover()
        self._window.conversation.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_suggestions(self) -> None:
        """The keyboard goes to the list, when it has a card."""
        if self._window.suggestions.has_cards():
            self._uncover()
            self._window.suggestions.list.enter()

    def to_reader(self) -> None:
        """The keyboard goes to the article, when there is one."""
        window = self._window
        if window.reader.opened is None:
            return
        window.columns.show_reader(True)
        window.foldNeeded.emit()
        window.reader.scroller.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_and_read(self, article_id: str, section: int, why: Suggestion | None = None) -> None:
        """Open an article, and give it the keyboard."""
        self._read_next = True
        self._open(article_id, section, why)

    def open_rank(self, rank: int) -> None:
        """Open what was at that rank when the agent looked; the text keeps the keyboard."""
        guard_s = self._settings.get(options.OPEN_DELAY_GUARD_MS) / 1000
        suggestion = self._window.suggestions.list.seen(rank, guard_s)
        if suggestion is not None:
            self._read_next = False
            self._open(suggestion.article_id, suggestion.section, suggestion)

    def _ask(self) -> None:
        text = self._window.conversation.field.toPlainText()
        if text and self._undo_offered:
            # From the first key of the next citizen, undoing takes back that key.
            self._undo_offered = False
            self._window.strip.hide()
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
        ticked = self._ticked.setdefault(opened.article.id, set())
        window.reader.show_article(replace(opened, ticked=ticked))
        window.suggestions.list.select_article(opened.article.id)
        window.columns.show_reader(True)
        window.foldNeeded.emit()
        if self._read_next or window.columns.covered:
            window.reader.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore_last(self) -> None:
        window = self._window
        if self._stash is not None:
            self._ticked = self._stash.ticked
            if self._stash.opened is not None and window.reader.opened is None:
                window.reader.show_article(self._stash.opened)
        self._stash = None
        window.strip.hide()
        self.to_conversation()

    def _uncover(self) -> None:
        self._window.columns.show_reader(False)
        self._window.foldNeeded.emit()
