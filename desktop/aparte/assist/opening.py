"""A desk that is still being opened, so that the window need not wait for its base."""

from threading import Event

from aparte.assist.changes import BaseChanges
from aparte.assist.desk import BaseState, Desk, NationalFile, SuggestRequest
from aparte.assist.reply.reply import Reply
from aparte.core.article import Article, Service
from aparte.core.errors import AparteError, BaseUnavailableError
from aparte.core.suggestion import SearchResult, Suggestions
from aparte.core.urgent import UrgentChange

_NOT_YET = "La base de connaissances s'ouvre : réessayez dans un instant."
_EMPTY_STATE = BaseState("", 0, 0, None, 0, "")


class OpeningDesk:
    """Stands for a desk until it is attached.

    `suggest` and `search` wait, so they belong on a worker: what was typed before the base was
    open is answered as soon as it is. The other calls never wait.
    """

    def __init__(self) -> None:
        self._settled = Event()
        self._desk: Desk | None = None
        self._error: AparteError | None = None

    def attach(self, desk: Desk) -> None:
        """From now on every call goes to `desk`."""
        self._desk = desk
        self._settled.set()

    def fail(self, error: AparteError) -> None:
        """Every call, those that wait included, raises `error`, unless a desk is attached."""
        self._error = error
        self._settled.set()

    def suggest(self, request: SuggestRequest) -> Suggestions:
        self._settled.wait()
        return self._attached().suggest(request)

    def search(self, query: str, limit: int = 30) -> SearchResult:
        self._settled.wait()
        return self._attached().search(query, limit)

    def reply(self, text: str, article_id: str = "") -> Reply | None:
        return self._attached().reply(text, article_id)

    def article(self, article_id: str) -> Article:
        return self._attached().article(article_id)

    def service(self, service_id: str) -> Service | None:
        return self._desk.service(service_id) if self._desk else None

    def theme_label(self, theme: str) -> str:
        return self._desk.theme_label(theme) if self._desk else theme

    def state(self) -> BaseState:
        return self._desk.state() if self._desk else _EMPTY_STATE

    def national_file(self, article: Article) -> NationalFile | None:
        return self._desk.national_file(article) if self._desk else None

    def changes(self) -> BaseChanges | None:
        return self._attached().changes()

    def urgent(self) -> tuple[UrgentChange, ...]:
        return self._desk.urgent() if self._desk else ()

    def file_gap(self, text: str, nearest: tuple[str, ...]) -> str:
        return self._attached().file_gap(text, nearest)

    def _attached(self) -> Desk:
        if self._desk is not None:
            return self._desk
        raise self._error or BaseUnavailableError(_NOT_YET)
