"""What the agent does with an answer: open it, copy it, report that there was none."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from aparte.assist.copying import answer_text, plain
from aparte.assist.desk import Desk
from aparte.assist.drafting.draft import Draft
from aparte.assist.reply.reply import Reply
from aparte.assist.urgent.telling import about
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.core.suggestion import Suggestion, Suggestions
from aparte.settings import Settings, options
from aparte.ui.messages import Notices
from aparte.ui.reader.page import Opened
from aparte.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Given:
    """Words that left the window.

    `section` is where they stand in the article; `edited`, when the agent changed them; `drafted`, when a model
    wrote them.
    """

    opened: Opened
    words: str
    section: int
    edited: bool = False
    drafted: bool = False


class Answers(QObject):
    """Runs what may touch the base off the main thread, and tells how it went.

    Signals: `opened(Opened)`; `renewed(Opened, Opened)`, before and after another reply;
    `copied(str)`; `given(Given)`, what was copied.
    """

    opened = Signal(object)
    renewed = Signal(object, object)
    copied = Signal(str)
    given = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, tasks: Tasks, clock: Clock, notices: Notices) -> None:
        super().__init__()
        self._desk = desk
        self._settings = settings
        self._tasks = tasks
        self._clock = clock
        self._notices = notices
        self._asked = 0

    def open(
        self,
        article_id: str,
        section: int = -1,
        why: Suggestion | None = None,
        *,
        unsure: bool = False,
        question: str = "",
    ) -> None:
        """Fetch an article and show it with its reply to `question`, unless another was asked for meanwhile."""
        self._asked += 1
        asked = self._asked

        def show(opened: Opened) -> None:
            if asked == self._asked:
                shown = replace(opened, section=section, suggestion=why, unsure=unsure)
                self.opened.emit(replying(shown, opened.reply))

        asks = question if why is not None and not unsure else ""
        self._tasks.run(_fetching(self._desk, article_id, asks), show, self.tell)

    def renew(self, opened: Opened, question: str) -> None:
        """Word the reply again for a question that went on; `renewed` tells, with what was on screen."""
        desk = self._desk
        self._tasks.run(
            lambda: desk.reply(question, opened.article.id),
            lambda reply: self.renewed.emit(opened, replying(opened, reply)),
            self.tell,
        )

    def forget_asked(self) -> None:
        """A new contact: an article still on its way comes too late."""
        self._asked += 1

    def copy(self, opened: Opened | None, *, other_way: bool = False) -> None:
        """Put the answer on the clipboard; `other_way` inverts the setting on its source."""
        with_source = self._settings.get(options.COPY_WITH_SOURCE) != other_way
        text = self.text_of(opened, with_source=with_source)
        if opened is None or not text:
            return
        self._give(
            Given(opened, text, opened.section),
            self.tr("Réponse copiée, avec sa source.") if with_source else self.tr("Réponse copiée, sans sa source."),
        )

    def text_of(self, opened: Opened | None, *, with_source: bool | None = None) -> str:
        """The answer as it would be copied: the reply where the question has one, else the section shown.

        Empty, with a word to the agent, when no article is open.
        """
        if opened is None:
            self._notices.warn(self.tr("Ouvrez d'abord une fiche : c'est elle qui sera copiée."))
            return ""
        sourced = self._settings.get(options.COPY_WITH_SOURCE) if with_source is None else with_source
        if opened.reply is not None:
            return opened.reply.text(with_source=sourced)
        return answer_text(opened.article, opened.section, sourced, self._clock.today(), opened.service)

    def copy_edited(self, opened: Opened, words: str) -> None:
        """Put the answer as the agent changed it on the clipboard."""
        given = Given(opened, _pasted(words), opened.section, edited=True)
        self._give(given, self.tr("Réponse modifiée copiée."))

    def copy_draft(self, opened: Opened, draft: Draft) -> None:
        """Put what the model wrote on the clipboard, once the agent chose it."""
        with_source = self._settings.get(options.COPY_WITH_SOURCE)
        self._give(
            Given(opened, draft.text(with_source=with_source), section_of(draft), drafted=True),
            self.tr("Brouillon copié, avec sa source.") if with_source else self.tr("Brouillon copié, sans sa source."),
        )

    def copy_edited_draft(self, opened: Opened, draft: Draft, words: str) -> None:
        """Put the draft as the agent changed it on the clipboard."""
        given = Given(opened, _pasted(words), section_of(draft), edited=True, drafted=True)
        self._give(given, self.tr("Brouillon modifié copié."))

    def file_gap(self, text: str, answer: Suggestions | None) -> None:
        """Record that the base did not answer, and say under which reference."""
        if not text.strip():
            self._notices.warn(self.tr("Écrivez d'abord la question : elle dira ce qui manque."))
            return
        nearest = tuple(item.article_id for item in answer.items[:3]) if answer else ()
        desk = self._desk
        self._tasks.run(lambda: desk.file_gap(text, nearest), self._tell_gap, self.tell)

    def follow_link(self, url: str) -> None:
        """Open a page of the web in the browser: the agent pressed its link."""
        if url.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(url))

    def tell(self, error: Exception) -> None:
        """A foreseen failure is told; any other is the exception hook's."""
        if not isinstance(error, AparteError):
            raise error
        self._notices.problem(error)

    def _give(self, given: Given, told: str) -> None:
        QGuiApplication.clipboard().setText(given.words)
        self._notices.info(told)
        self.given.emit(given)
        self.copied.emit(given.words)

    def _tell_gap(self, reference: str) -> None:
        self._notices.info(self.tr("Manque signalé, référence {reference}.").format(reference=reference))


def section_of(draft: Draft) -> int:
    """The section of its own article that a draft rests on first, -1 for the facts at a glance."""
    places = (citation for sentence in draft.sentences for citation in sentence.citations)
    return next((place.section for place in places if place.article_id == draft.article_id), -1)


def replying(opened: Opened, reply: Reply | None) -> Opened:
    """With a reply, the section that it rests on is the one shown; without, the passage's own."""
    own = opened.suggestion.section if opened.suggestion is not None else opened.section
    section = reply.sentences[0].citation.section if reply is not None and reply.sentences else own
    return replace(opened, reply=reply, section=section if opened.suggestion is not None else opened.section)


def _pasted(words: str) -> str:
    return plain(words).replace("\n", "\r\n")


def _fetching(desk: Desk, article_id: str, question: str) -> Callable[[], Opened]:
    def fetch() -> Opened:
        article = desk.article(article_id)
        service = desk.service(article.contact) if article.contact else None
        reply = desk.reply(question, article_id) if question else None
        urgent = about(desk.urgent(), article)
        return Opened(article, service, reply=reply, file=desk.national_file(article), urgent=urgent)

    return fetch
