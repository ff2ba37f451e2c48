"""A workstation with the small town's base, into which articles are imported."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from aparte.assist.desk import SuggestRequest
from aparte.assist.importing import ImportReport, ImportRequest, finish_index, import_articles
from aparte.assist.librarian import Librarian
from aparte.core.clock import FixedClock
from tests.fakes.base_folder import write_base
from tests.fakes.national import DOCUMENTS, write_zip

TODAY = date(2026, 11, 26)
CLOCK = FixedClock(datetime(2026, 11, 26, 9, tzinfo=UTC))


class StoppedError(Exception):
    """The program was killed here."""


class Town:
    """A workstation with the small town's base."""

    def __init__(self, folder: Path) -> None:
        self.seed = write_base(folder / "seed")
        self.index = folder / "own" / "index"
        self.folder = folder

    def take(
        self,
        source: str,
        path: Path,
        *,
        stop: Callable[[str, int], bool] = lambda _s, _d: False,
        force: bool = False,
    ) -> ImportReport:
        def progress(step: str, done: int, _total: int) -> None:
            if stop(step, done):
                raise StoppedError

        return import_articles(ImportRequest(source, path, force), self.seed, self.index, TODAY, progress)

    def national(self, documents: dict[str, str] | None = None, name: str = "vosdroits.zip") -> Path:
        return write_zip(self.folder / name, documents or DOCUMENTS)

    def desk(self) -> Librarian:
        return Librarian.open(self.seed, self.index, CLOCK)

    def build(self) -> None:
        """The full-text index that follows an import."""
        finish_index(self.index)

    def first(self, question: str) -> str:
        items = self.desk().suggest(SuggestRequest(1, question, settled=True)).items
        return items[0].article_id if items else ""

    def generations(self) -> list[str]:
        return sorted(path.name for path in self.index.glob("gen-*"))
