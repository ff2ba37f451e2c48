"""What a screen or a command needs from the knowledge base, as one protocol.

The window and the command line know only this; `Librarian` is the real one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from aparte.assist.changes import BaseChanges
from aparte.assist.reply.reply import Reply
from aparte.core.article import Article, Service
from aparte.core.suggestion import SearchResult, Suggestions
from aparte.core.urgent import UrgentChange


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """What the citizen said so far.

    `number` grows with each request of a conversation; `settled` is true after a finished word
    or a pause, when the list may say that nothing is safe.
    """

    number: int
    text: str
    settled: bool = False


@dataclass(frozen=True, slots=True)
class NationalFile:
    """The national archive in service: what its licence asks to say of it.

    `file_date` is the archive's own, `edition` the newest date of its articles.
    """

    name: str
    file_date: date
    edition: date
    url: str


NOT_SEARCHABLE = "La recherche dans toute la base n'est pas prête : la fenêtre la prépare quand elle s'ouvre."


@dataclass(frozen=True, slots=True)
class BaseState:
    """The knowledge base in use, as the status line and `aparte kb info` show it.

    `stale` is true when the base changed and its index could not be built again: the answers are
    those of before. `problems` are French sentences about what the base lacks meanwhile.
    `national` of the `articles` are the State's, from `national_files`; `left_out` could not be read.
    `searchable` is false until the palette's search is ready: an import was stopped before its end.
    `bundle` names the signed bundle that the base came in, or is empty; `expired` when its signature
    no longer holds: the base answers all the same.
    """

    town: str
    articles: int
    passages: int
    newest_verification: date | None
    overdue: int
    folder: str
    stale: bool = False
    problems: tuple[str, ...] = ()
    national: int = 0
    national_files: tuple[NationalFile, ...] = ()
    left_out: int = 0
    searchable: bool = True
    bundle: str = ""
    expired: bool = False


class Desk(Protocol):
    """Everything a receptionist asks of the base; each call is safe from any thread."""

    def suggest(self, request: SuggestRequest) -> Suggestions:
        """Rank the articles that answer; never touches the disk, the network or a model."""
        ...

    def reply(self, text: str, article_id: str = "") -> Reply | None:
        """The reply to `text`, from the first article or from one of those offered; None when unsafe."""
        ...

    def article(self, article_id: str) -> Article:
        """The whole article; raises `BaseUnavailableError` when it is gone."""
        ...

    def search(self, query: str, limit: int = 30) -> SearchResult:
        """The palette: phrases in quotes, `titre:`, `theme:`, wildcards, OR, NOT."""
        ...

    def service(self, service_id: str) -> Service | None:
        """A line of the directory."""
        ...

    def theme_label(self, theme: str) -> str:
        """A theme's French name, or its id when it has none."""
        ...

    def state(self) -> BaseState:
        """What base is in use."""
        ...

    def national_file(self, article: Article) -> NationalFile | None:
        """The file that a national article came with, None for the town's own."""
        ...

    def changes(self) -> BaseChanges | None:
        """What the last national import changed, and the overlays to read again; it reads the disk.

        None when nothing national was imported; raises `BaseUnavailableError` when it is damaged.
        """
        ...

    def urgent(self) -> tuple[UrgentChange, ...]:
        """The town's urgent changes in force, the last validated first."""
        ...

    def file_gap(self, text: str, nearest: tuple[str, ...]) -> str:
        """Record that the base could not answer `text`; returns the gap's short reference.

        Only the lexicon's own expressions are kept, never the citizen's words.
        """
        ...
