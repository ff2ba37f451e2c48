"""Notes what was done with the answers, for the contact on screen."""

from collections.abc import Callable, Iterable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.desk import Desk
from aparte.core.article import Article
from aparte.core.clock import Clock
from aparte.core.contact import Act, Refusal
from aparte.core.errors import AparteError
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.uses import use_of
from aparte.ui.suggestions.list import SuggestionList
from aparte.ui.tasks import Tasks

SEEN_AFTER_S = 1.0


class Witness(QObject):
    """An article counts as shown once its card was visible for a second, or at a human act.

    Signals: `noted(OpenTab)` when a contact has one more use.
    """

    noted = Signal(object)

    def __init__(
        self,
        contacts: OpenContacts,
        cards: SuggestionList,
        *,
        desk: Desk,
        tasks: Tasks,
        clock: Clock,
        parent: QObject | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._contacts = contacts
        self._cards = cards
        self._desk = desk
        self._tasks = tasks
        self._clock = clock
        self._now = now
        self._since: dict[str, float] = {}
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._note_seen)
        cards.painted.connect(self._see)
        cards.verticalScrollBar().valueChanged.connect(self._see)

    def note(
        self,
        act: Act,
        article: Article,
        *,
        section: int = -1,
        passage: str = "",
        by_machine: bool = False,
        refusal: Refusal | None = None,
    ) -> None:
        """The agent did something with an article or its draft; what was visible then counts as shown."""
        tab, now = self._contacts.current, self._clock.now()
        use = use_of(article, act, now, section=section, passage=passage, by_machine=by_machine, refusal=refusal)
        if tab.uses.note(use):
            self.noted.emit(tab)
        self.act()

    def refuse(self, article_id: str) -> None:
        """The agent says that a suggestion does not fit."""
        self._fetch((article_id,), Act.REFUSED)

    def act(self, then: Callable[[], object] | None = None) -> None:
        """A human act: what is visible now was shown; `then` is called once that is noted."""
        self._fetch(tuple(self._cards.visible_ids()), Act.SHOWN, then)

    def forget(self) -> None:
        """Another contact is on the screen: its seconds begin anew."""
        self._since.clear()
        self._due.stop()

    def _see(self) -> None:
        visible, now = self._cards.visible_ids(), self._now()
        self._since = {article_id: self._since.get(article_id, now) for article_id in visible}
        if not self._due.isActive() and self._fresh(visible):
            self._due.start(round(SEEN_AFTER_S * 1000))

    def _note_seen(self) -> None:
        now = self._now()
        long_enough = [one for one, since in self._since.items() if now - since >= SEEN_AFTER_S * 0.98]
        self._fetch(tuple(long_enough), Act.SHOWN)
        waiting = [now - since for one, since in self._since.items() if one not in long_enough]
        if waiting:
            self._due.start(max(1, round((SEEN_AFTER_S - max(waiting)) * 1000)))

    def _fresh(self, article_ids: Iterable[str]) -> list[str]:
        uses = self._contacts.current.uses
        return [one for one in article_ids if not uses.knows(Act.SHOWN, one)]

    def _fetch(self, article_ids: tuple[str, ...], act: Act, then: Callable[[], object] | None = None) -> None:
        """The articles' versions are read off the main thread, then noted for the contact of that moment."""
        tab, at, desk = self._contacts.current, self._clock.now(), self._desk
        wanted = tuple(self._fresh(article_ids)) if act is Act.SHOWN else article_ids
        if not wanted:
            if then is not None:
                then()
            return

        def take(articles: list[Article]) -> None:
            news = [article for article in articles if tab.uses.note(use_of(article, act, at))]
            if news:
                self.noted.emit(tab)
            if then is not None:
                then()

        self._tasks.run(lambda: _articles(desk, wanted), take)


def _articles(desk: Desk, article_ids: tuple[str, ...]) -> list[Article]:
    """Those that are still in the base."""
    found = []
    for article_id in article_ids:
        try:
            found.append(desk.article(article_id))
        except AparteError:
            continue
    return found
