"""The real desk: the town's base, opened or built, and its directory."""

import atexit
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import yaml

from aparte.assist.changes import BaseChanges, base_changes
from aparte.assist.desk import BaseState, NationalFile, SuggestRequest
from aparte.assist.gaps import GapFile, gap_file
from aparte.assist.reply.replier import Replier
from aparte.assist.reply.reply import Reply
from aparte.core.article import Article, Origin, Service, ServiceLevel
from aparte.core.clock import Clock
from aparte.core.errors import BaseUnavailableError, StorageError
from aparte.core.suggestion import SearchResult, Suggestions, Verdict
from aparte.kb.base import Answer, KnowledgeBase, build_base, open_base
from aparte.kb.dense.likeness import Likeness
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder

log = logging.getLogger(__name__)
T = TypeVar("T")


class Librarian:
    """Answers from one base; implements `Desk`."""

    def __init__(
        self,
        base: KnowledgeBase,
        library: Library,
        gaps: GapFile,
        clock: Clock,
        *,
        stale: bool = False,
        kept: bool = True,
        lost: str = "",
    ) -> None:
        self._base = base
        self._replier = Replier(base)
        self._library = library
        self._seed = seed = library.seed
        self._gaps = gaps
        self._clock = clock
        self._stale = stale
        self._problems = [*([lost] if lost else []), *_lacks(base, kept=kept)]
        self._services = self._table(seed.services)
        self._themes = self._table(seed.themes)
        self._files = self._national_files()

    @classmethod
    def open(cls, seed_dir: Path, index_dir: Path, clock: Clock) -> "Librarian":
        """Open the base in `seed_dir`, its index built again when it changed or is damaged.

        What was imported is beside the index. When the new index can't be written, the one in
        service goes on; when there is none, one is built in a temporary folder.
        Raises `BaseUnavailableError` or `StorageError` when nothing can be served.
        """
        seed = SeedFolder(seed_dir)
        library = Library.beside(seed, index_dir)
        language = seed.language(cache=index_dir)
        digest = library.digest()
        gaps = GapFile(gap_file(index_dir.parent), clock)
        base = open_base(index_dir, language)
        if base is not None and base.digest == digest:
            return cls(base, library, gaps, clock)
        problems: list[ArticleFileError] = []
        try:
            fresh = build_base(index_dir, library.articles(problems), language, digest, left_out=problems)
        except StorageError as refusal:
            log.warning("the index could not be written: %s", type(refusal.__cause__).__name__)
            if base is not None:
                return cls(base, library, gaps, clock, stale=True)
            problems.clear()
            fallback = Path(tempfile.mkdtemp(prefix="aparte-"))
            atexit.register(shutil.rmtree, fallback, ignore_errors=True)
            fresh = build_base(fallback, library.articles(problems), language, digest, left_out=problems)
            return cls(fresh, library, gaps, clock, kept=False)
        except BaseUnavailableError as refusal:
            if base is not None:
                return cls(base, library, gaps, clock, stale=True)
            # Damaged imports must not silence the town's own articles.
            problems.clear()
            fresh = build_base(index_dir, seed.articles(problems), language, seed.digest(), left_out=problems)
            return cls(fresh, library, gaps, clock, lost=str(refusal))
        if base is not None:
            base.close()
        for problem in problems:
            log.warning("article left out: %s, line %d", problem.path.name, problem.line)
        return cls(fresh, library, gaps, clock)

    @property
    def base(self) -> KnowledgeBase:
        """What closure codes are guessed from."""
        return self._base

    def complete(self) -> None:
        """Make the search of the whole base ready when a stopped import left it undone; blocks.

        Raises `StorageError`.
        """
        self._base.complete()

    def suggest(self, request: SuggestRequest) -> Suggestions:
        """Rank the articles that answer."""
        return self._told(request, self._base.answer(request.text))

    def refine(self, request: SuggestRequest, likeness: Likeness) -> Suggestions | None:
        """Rank them again with the meaning counted too; None when there is nothing to rank."""
        answer = self._base.refined(request.text, likeness)
        return self._told(request, answer) if answer is not None else None

    def reply(self, text: str, article_id: str = "") -> Reply | None:
        """The reply to `text`, from the first article or from one of those offered; None when unsafe."""
        return self._replier.reply(text, self._clock.today(), article_id)

    def article(self, article_id: str) -> Article:
        """The whole article."""
        return self._base.article(article_id)

    def search(self, query: str, limit: int = 30) -> SearchResult:
        """The palette's query language."""
        return self._base.search(query, limit)

    def service(self, service_id: str) -> Service | None:
        """A line of the directory."""
        return self._services.get(service_id)

    def theme_label(self, theme: str) -> str:
        """A theme's French name, or its id when it has none."""
        return self._themes.get(theme, theme)

    def state(self) -> BaseState:
        """What base is in use."""
        cards = list(self._base.cards())
        verified = [card.verified_on for card in cards if card.verified_on]
        today = self._clock.today()
        return BaseState(
            town=self._town(),
            articles=len(cards),
            national=sum(card.origin is Origin.NATIONAL for card in cards),
            national_files=self._files,
            left_out=self._base.left_out,
            passages=self._base.passages,
            newest_verification=max(verified, default=None),
            overdue=sum(card.review_by is not None and card.review_by < today for card in cards),
            folder=str(self._seed.folder),
            stale=self._stale,
            problems=tuple(self._problems),
            searchable=self._base.has_full_text,
        )

    def national_file(self, article: Article) -> NationalFile | None:
        """The file that a national article came with."""
        return self._files[0] if self._files and article.origin is Origin.NATIONAL else None

    def changes(self) -> BaseChanges | None:
        """What the last national import changed, and the overlays to read again."""
        return base_changes(self._library, self._clock.today(), self._base.holds)

    def file_gap(self, text: str, nearest: tuple[str, ...]) -> str:
        """Record that the base could not answer `text`."""
        return self._gaps.file(self._base.subjects(text), nearest)

    def _told(self, request: SuggestRequest, answer: Answer) -> Suggestions:
        verdict = answer.verdict
        if verdict is Verdict.UNSURE and not request.settled:
            verdict = Verdict.UNDECIDED
        return Suggestions(
            number=request.number,
            verdict=verdict,
            items=answer.items,
            confidence=answer.confidence,
            repairs=answer.repairs,
            hand_over=self._hand_over(answer.items[0].article_id if answer.items else ""),
            elapsed_ms=answer.elapsed_ms,
        )

    def _table(self, read: Callable[[], dict[str, T]]) -> dict[str, T]:
        """A table of the base; when it is broken, the articles answer without it."""
        try:
            return read()
        except BaseUnavailableError as error:
            log.warning("a table of the base is left out: %s", type(error.__cause__).__name__)
            self._problems.append(str(error))
            return {}

    def _hand_over(self, article_id: str) -> Service | None:
        """Who to ask: the nearest article's second level, else the first welcome."""
        contact = self._services.get(self._base.contact(article_id)) if article_id else None
        if contact is not None:
            return contact
        first = [service for service in self._services.values() if service.level is ServiceLevel.FIRST]
        return first[0] if first else None

    def _national_files(self) -> tuple[NationalFile, ...]:
        try:
            return tuple(
                NationalFile(one.manifest.file_name, one.manifest.file_date, one.manifest.edition, one.manifest.url)
                for one in self._library.generations()
                if one.national
            )
        except BaseUnavailableError as error:
            log.warning("imported articles are damaged: %s", type(error.__cause__).__name__)
            return ()

    def _town(self) -> str:
        try:
            data = yaml.safe_load((self._seed.folder / "town.yaml").read_text("utf-8"))
            return str(data["name"])
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
            return self._seed.folder.name


def _lacks(base: KnowledgeBase, *, kept: bool) -> Iterator[str]:
    if base.left_out:
        yield f"Fiches illisibles laissées de côté : {base.left_out}. Prévenez la personne qui tient la base."
    if not kept:
        yield "L'index ne peut pas être gardé sur ce poste : il sera reconstruit à chaque ouverture."
