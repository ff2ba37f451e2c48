"""Importing articles: read, made searchable, then put in service at once.

The index of the new articles is built while the old ones are still served; the switch is one
rename. Stopped before it, nothing has changed; started again, it goes on where it stopped.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.assist.changes import Change, overlays_to_review
from aparte.core.article import Article
from aparte.core.errors import AparteError, BaseUnavailableError
from aparte.kb.base import add_full_text, build_base
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.importers.archive import open_archive
from aparte.kb.importers.collection import NATIONAL, Collection, Manifest
from aparte.kb.importers.comparing import Differences
from aparte.kb.importers.csv_file import import_csv
from aparte.kb.importers.importing import Prepared, Progress, silent
from aparte.kb.importers.markdown_folder import import_markdown
from aparte.kb.importers.refusals import ImportRefusedError
from aparte.kb.importers.vosdroits import import_vosdroits
from aparte.kb.library import Library, collection, imported_folder
from aparte.kb.seed import SeedFolder


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import: `source` is vosdroits, csv or markdown; `force` goes back in time."""

    source: str
    path: Path
    force: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; `passages` counts the whole base, `to_review` are the overlays to read again."""

    manifest: Manifest
    differences: Differences
    passages: int
    to_review: tuple[Change, ...] = ()


def import_articles(
    request: ImportRequest, seed_dir: Path, index_dir: Path, today: date, progress: Progress = silent
) -> ImportReport:
    """Import and make searchable; the palette's full-text search is to follow with `finish_index`.

    Raises `ImportRefusedError`, `StorageError` or `BaseUnavailableError`; then the base in service
    is still what it was.
    """
    seed = SeedFolder(seed_dir)
    imported = imported_folder(index_dir)
    if Library(seed, imported).bundled(request.source) is not None:
        raise ImportRefusedError(
            "Le lot de connaissances installé contient déjà ces fiches : elles se mettent à jour avec lui."
        )
    kept = collection(imported, request.source)
    with kept.importing():
        prepared = _prepared(request, kept, today, progress)
        library = Library(seed, imported, {request.source: prepared.generation})
        _look_before(Library(seed, imported), request.source, today)
        with _dropped_on_failure(kept, prepared):
            passages = _indexed(library, seed, index_dir, progress)
            generation = kept.switch(prepared.generation)
        to_review = overlays_to_review(library, generation, today) if generation.national else ()
    return ImportReport(generation.manifest, prepared.differences, passages, to_review)


def finish_index(index_dir: Path) -> None:
    """Give the index in service its full-text part; raises `StorageError`."""
    add_full_text(index_dir)


def _look_before(library: Library, source: str, today: date) -> None:
    """What overlays rest on until now: the new texts will be held against it."""
    with suppress(BaseUnavailableError):  # damaged, which this import mends
        national = library.national() if source == NATIONAL else None
        if national is not None:
            overlays_to_review(library, national, today)


def _prepared(request: ImportRequest, kept: Collection, today: date, progress: Progress) -> Prepared:
    if request.source == "csv":
        return import_csv(request.path, kept, today, progress, force=request.force)
    if request.source == "markdown":
        return import_markdown(request.path, kept, today, progress, force=request.force)
    return import_vosdroits(open_archive(request.path), kept, today, progress, force=request.force)


def _indexed(library: Library, seed: SeedFolder, index_dir: Path, progress: Progress) -> int:
    problems: list[ArticleFileError] = []
    base = build_base(
        index_dir,
        _counted(library, problems, progress),
        seed.language(cache=index_dir),
        library.digest(),
        full_text=False,
        left_out=problems,
    )
    base.close()
    return base.passages


def _counted(library: Library, problems: list[ArticleFileError], progress: Progress) -> Iterator[Article]:
    total = sum(one.manifest.counts["articles"] for one in library.generations())
    done = 0
    for done, article in enumerate(library.articles(problems)):
        progress("Index", min(done, total), total)
        yield article
    progress("Index", max(done, total), max(done, total))


@contextmanager
def _dropped_on_failure(kept: Collection, prepared: Prepared) -> Iterator[None]:
    """A refused import leaves nothing; an interrupted one leaves its articles for the next run."""
    try:
        yield
    except AparteError:
        kept.drop(prepared.generation)
        raise
