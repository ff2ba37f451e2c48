"""All the articles of a workstation: the town's folder, then what was imported under it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from aparte.core.article import Article
from aparte.core.errors import AparteError, BaseUnavailableError
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.importers.collection import NATIONAL, Collection, Generation
from aparte.kb.overlays.merging import merged
from aparte.kb.overlays.overlay import Shelf
from aparte.kb.seed import SeedFolder, in_bundle

# In the order of their say: where two articles have one id, the first is kept.
SOURCES = ("markdown", "csv", NATIONAL)


class Library:
    """The town's own articles and the imported ones.

    `trying` puts generations that are not in service yet in the place of those that are. What came
    in a bundle goes before what was imported here.

    Attributes: `seed`, the town's folder; `imported`, where imports are kept.
    """

    def __init__(self, seed: SeedFolder, imported: Path, trying: Mapping[str, Generation] | None = None) -> None:
        self.seed = seed
        self.imported = imported
        self._trying = trying or {}

    @classmethod
    def beside(cls, seed: SeedFolder, index_dir: Path) -> "Library":
        """The library whose index is in `index_dir`."""
        return cls(seed, imported_folder(index_dir))

    def generations(self) -> Iterator[Generation]:
        """What is imported, in the order of its say; raises `BaseUnavailableError` when it is damaged."""
        for source in SOURCES:
            found = self._trying.get(source) or self.bundled(source) or collection(self.imported, source).current()
            if found is not None:
                yield found

    def articles(self, problems: list[ArticleFileError] | None = None) -> Iterator[Article]:
        """Every article that answers; those that can't be read are added to `problems`."""
        seen: set[str] = set()
        labels = self._labels()
        for article in self.seed.articles(problems):
            seen.add(article.id)
            yield article
        overlays = self.seed.overlays(problems)
        for generation in self.generations():
            shelf = Shelf(overlays if generation.national else (), generation.manifest.redirections)
            for record in generation.records():
                article = record.article
                if record.ranked and article.id not in seen:
                    seen.add(article.id)
                    crumbs = article.breadcrumb or tuple(part for part in (article.theme,) if part)
                    named = replace(article, breadcrumb=tuple(labels.get(crumb, crumb) for crumb in crumbs))
                    yield merged(named, shelf.of(record))

    def national(self) -> Generation | None:
        """The national archive in service, if there is one; raises `BaseUnavailableError` when it is damaged."""
        return next((one for one in self.generations() if one.national), None)

    def digest(self) -> str:
        """Changes when anything that the index depends on changes; what is damaged counts as absent."""
        own = self.seed.digest()
        try:
            marks = [f"{one.manifest.source} {one.manifest.digest}" for one in self.generations()]
        except AparteError:
            marks = ["damaged"]
        return hashlib.sha256("\n".join([own, *marks]).encode()).hexdigest()[:16] if marks else own

    def bundled(self, source: str) -> Generation | None:
        """What came in the same bundle as the town's folder, None for any other folder."""
        if not in_bundle(self.seed.folder):
            return None
        return collection(self.seed.folder.parent / "imported", source).current()

    def _labels(self) -> dict[str, str]:
        try:
            return self.seed.themes()
        except BaseUnavailableError:
            return {}


def imported_folder(index_dir: Path) -> Path:
    """Where imports are kept, beside the index."""
    return index_dir.parent / "imported"


def collection(imported: Path, source: str) -> Collection:
    """What one source has given."""
    return Collection(imported / source)
