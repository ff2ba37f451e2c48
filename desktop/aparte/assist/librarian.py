"""The real desk: the town's base, opened or built, taken anew when it changes, and its directory."""

import atexit
import logging
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from aparte.assist.changes import BaseChanges, base_changes
from aparte.assist.desk import BaseState, NationalFile, SuggestRequest
from aparte.assist.gaps import GapFile, gap_file
from aparte.assist.reply.reply import Reply
from aparte.assist.serving import Served, serve
from aparte.assist.urgent.keeping import UrgentFile
from aparte.core.article import Article, Origin, Service
from aparte.core.clock import Clock
from aparte.core.errors import BaseUnavailableError, StorageError
from aparte.core.suggestion import SearchResult, Suggestions, Verdict
from aparte.core.urgent import UrgentChange, UrgentSet
from aparte.kb.base import Answer, KnowledgeBase, build_base, open_base
from aparte.kb.delivered import take_delivered
from aparte.kb.dense.likeness import Likeness
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder

log = logging.getLogger(__name__)


class Librarian:
    """Answers from one base at a time; implements `Desk`.

    `index` is where the base's index is kept, for `renew`; `urgent` the town's urgent changes.
    """

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
        index: Path | None = None,
        urgent: UrgentSet | None = None,
    ) -> None:
        self._gaps = gaps
        self._clock = clock
        self._index = index
        self._urgent = urgent or UrgentSet()
        self._building, self._changing = Lock(), Lock()
        self._served = self._revised(serve(base, library, stale=stale, kept=kept, lost=lost))

    @classmethod
    def open(cls, seed_dir: Path, index_dir: Path, clock: Clock) -> "Librarian":
        """Open the base in `seed_dir`, its index built again when it changed or is damaged.

        What was imported is beside the index. When the new index can't be written, the one in
        service goes on; when there is none, one is built in a temporary folder.
        Raises `BaseUnavailableError` or `StorageError` when nothing can be served.
        """
        take_delivered(seed_dir, index_dir)
        seed = SeedFolder(seed_dir)
        library = Library.beside(seed, index_dir)
        language = seed.language(cache=index_dir)
        digest = library.digest()
        gaps = GapFile(gap_file(index_dir.parent), clock)
        urgent = UrgentFile.under(index_dir.parent).read()
        base = open_base(index_dir, language)
        if base is not None and base.digest == digest:
            return cls(base, library, gaps, clock, index=index_dir, urgent=urgent)
        problems: list[ArticleFileError] = []
        try:
            fresh = build_base(index_dir, library.articles(problems), language, digest, left_out=problems)
        except StorageError as refusal:
            log.warning("the index could not be written: %s", type(refusal.__cause__).__name__)
            if base is not None:
                return cls(base, library, gaps, clock, stale=True, index=index_dir, urgent=urgent)
            problems.clear()
            fallback = Path(tempfile.mkdtemp(prefix="aparte-"))
            atexit.register(shutil.rmtree, fallback, ignore_errors=True)
            fresh = build_base(fallback, library.articles(problems), language, digest, left_out=problems)
            return cls(fresh, library, gaps, clock, kept=False, urgent=urgent)
        except BaseUnavailableError as refusal:
            if base is not None:
                return cls(base, library, gaps, clock, stale=True, index=index_dir, urgent=urgent)
            # Damaged imports must not silence the town's own articles.
            problems.clear()
            fresh = build_base(index_dir, seed.articles(problems), language, seed.digest(), left_out=problems)
            return cls(fresh, library, gaps, clock, lost=str(refusal), index=index_dir, urgent=urgent)
        if base is not None:
            base.close()
        _tell(problems)
        return cls(fresh, library, gaps, clock, index=index_dir, urgent=urgent)

    def renew(self, seed_dir: Path | None = None) -> bool:
        """Take in service what has changed on the disk, without a restart; whether anything has.

        `seed_dir` puts another folder in the place of the town's. The index is built from the one in
        service, behind it: only on a worker. What is being answered goes on with the base it began
        with; who holds `base` is to be given the new one. Raises `StorageError` or
        `BaseUnavailableError` when it can't be built: the base in service stays.
        """
        with self._building:
            before = self._served
            if self._index is None:
                return False
            library = before.library
            if seed_dir is not None and seed_dir != library.seed.folder:
                library = Library.beside(SeedFolder(seed_dir), self._index)
            digest = library.digest()
            if digest == before.base.digest and library is before.library:
                return False
            language = library.seed.language(cache=self._index)
            problems: list[ArticleFileError] = []
            base = build_base(self._index, library.articles(problems), language, digest, left_out=problems)
            _tell(problems)
            made = serve(base, library)
            # An urgent change that comes meanwhile does not wait for the build. The base before is
            # closed with the last call that reads it.
            with self._changing:
                self._served = self._revised(made)
            return True

    def take_urgent(self, urgent: UrgentSet) -> bool:
        """Have the town's urgent changes in force, in the place of those before; whether anything changes now.

        As after `renew`, who holds `base` is to be given the new one.
        """
        with self._changing:
            self._urgent = urgent
        return self.keep_time()

    def keep_time(self) -> bool:
        """What was to begin begins, what was to end ends; whether anything did."""
        with self._changing:
            before = self._served
            self._served = self._revised(before)
            return self._served is not before

    def urgent(self) -> tuple[UrgentChange, ...]:
        """The urgent changes in force, the last validated first."""
        return self._served.urgent

    def misplaced(self) -> tuple[UrgentChange, ...]:
        """The urgent changes in force that found nothing to change, for the town to look at again."""
        return self._served.misplaced()

    def _revised(self, served: Served) -> Served:
        now = self._urgent.in_force(self._clock.now())
        return served if now == served.urgent else served.revised(now)

    def close(self) -> None:
        """Release the files; nothing is asked any more."""
        self._served.base.close()

    @property
    def base(self) -> KnowledgeBase:
        """The base in service; another one after `renew`."""
        return self._served.base

    @property
    def folder(self) -> Path:
        """The folder of knowledge in service."""
        return self._served.library.seed.folder

    @property
    def services(self) -> Mapping[str, Service]:
        """The directory in service."""
        return self._served.services

    def complete(self) -> None:
        """Make the search of the whole base ready when a stopped import left it undone; blocks.

        Raises `StorageError`.
        """
        with self._building:
            base = self._served.base
            base.complete()
            if self._served.base is not base:
                self._served.base.complete()  # revised meanwhile; the index is there

    def suggest(self, request: SuggestRequest) -> Suggestions:
        """Rank the articles that answer."""
        served = self._served
        return _told(request, served, served.base.answer(request.text))

    def refine(self, request: SuggestRequest, likeness: Likeness) -> Suggestions | None:
        """Rank them again with the meaning counted too; None when there is nothing to rank, or for another base."""
        served = self._served
        answer = served.base.refined(request.text, likeness)
        return _told(request, served, answer) if answer is not None else None

    def reply(self, text: str, article_id: str = "") -> Reply | None:
        """The reply to `text`, from the first article or from one of those offered; None when unsafe."""
        return self._served.replier.reply(text, self._clock.today(), article_id)

    def article(self, article_id: str) -> Article:
        """The whole article."""
        return self._served.base.article(article_id)

    def search(self, query: str, limit: int = 30) -> SearchResult:
        """The palette's query language."""
        return self._served.base.search(query, limit)

    def service(self, service_id: str) -> Service | None:
        """A line of the directory."""
        return self._served.services.get(service_id)

    def theme_label(self, theme: str) -> str:
        """A theme's French name, or its id when it has none."""
        return self._served.themes.get(theme, theme)

    def state(self) -> BaseState:
        """What base is in use."""
        return self._served.state(self._clock)

    def national_file(self, article: Article) -> NationalFile | None:
        """The file that a national article came with."""
        files = self._served.files
        return files[0] if files and article.origin is Origin.NATIONAL else None

    def changes(self) -> BaseChanges | None:
        """What the last national import changed, and the overlays to read again."""
        served = self._served
        return base_changes(served.library, self._clock.today(), served.base.holds)

    def file_gap(self, text: str, nearest: tuple[str, ...]) -> str:
        """Record that the base could not answer `text`."""
        return self._gaps.file(self._served.base.subjects(text), nearest)


def _told(request: SuggestRequest, served: Served, answer: Answer) -> Suggestions:
    verdict = answer.verdict
    if verdict is Verdict.UNSURE and not request.settled:
        verdict = Verdict.UNDECIDED
    return Suggestions(
        number=request.number,
        verdict=verdict,
        items=answer.items,
        confidence=answer.confidence,
        repairs=answer.repairs,
        hand_over=served.hand_over(answer.suspended or (answer.items[0].article_id if answer.items else "")),
        elapsed_ms=answer.elapsed_ms,
        suspended=served.suspended(answer.suspended) if answer.suspended else None,
    )


def _tell(problems: list[ArticleFileError]) -> None:
    for problem in problems:
        log.warning("article left out: %s, line %d", problem.path.name, problem.line)
