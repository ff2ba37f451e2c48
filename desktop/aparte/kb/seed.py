"""A base on disk: articles, directory, themes, closure codes, lexicon and situations."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from aparte.core.article import Article, Service, ServiceLevel
from aparte.core.contact import ClosureCode
from aparte.core.errors import BaseUnavailableError
from aparte.kb.article_file import read_article
from aparte.kb.closure_codes import load_closure_codes
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.language import LANGUAGE_FILES, Language, load_language
from aparte.kb.overlays.overlay import Overlay
from aparte.kb.overlays.reading import overlay_paths, read_overlay
from aparte.kb.reading import UNREADABLE, read_yaml

T = TypeVar("T")
CODES_FILE = "closure_codes.yaml"
# Beside the base of an installed bundle: its record, and the codes it dropped.
BUNDLE_RECORD, DROPPED_FILE = "bundle.json", "dropped_codes.yaml"
_FILES = (*LANGUAGE_FILES, "themes.yaml", "directory.yaml", CODES_FILE)


class SeedFolder:
    """A folder of knowledge as managers edit it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "articles").is_dir():
            raise BaseUnavailableError(
                f"Aucune base de connaissances dans « {folder} » : le dossier « articles » manque."
            )

    def paths(self) -> list[Path]:
        """The article files, in a stable order."""
        return sorted(path for path in (self.folder / "articles").rglob("*.md") if path.is_file())

    def articles(self, problems: list[ArticleFileError] | None = None) -> Iterator[Article]:
        """The articles that can be read; the others are added to `problems` and left out."""
        labels = self.themes()
        seen: set[str] = set()
        for path in self.paths():
            try:
                article = _unique(read_article(path), path, seen)
            except ArticleFileError as error:
                if problems is not None:
                    problems.append(error)
                continue
            yield replace(article, breadcrumb=(labels.get(article.theme, article.theme),))

    def overlays(self, problems: list[ArticleFileError] | None = None) -> list[Overlay]:
        """The town's overlays that can be read; the others are added to `problems` and left out."""
        found: dict[str, Overlay] = {}
        for path in overlay_paths(self.folder):
            try:
                overlay = read_overlay(path)
                if overlay.id in found:
                    raise ArticleFileError(path, 1, f"l'identifiant « {overlay.id} » sert déjà.")  # noqa: TRY301 - as those of reading
            except ArticleFileError as error:
                if problems is not None:
                    problems.append(error)
                continue
            found[overlay.id] = overlay
        return list(found.values())

    def themes(self) -> dict[str, str]:
        """The label of each theme."""
        return self._table("themes.yaml", "themes", lambda row: str(row["label"]))

    def services(self) -> dict[str, Service]:
        """The directory, by id."""
        return self._table("directory.yaml", "services", _service)

    def closure_codes(self) -> tuple[ClosureCode, ...]:
        """The code list in its own order, retired codes included; raises `BaseUnavailableError`.

        Those that a bundle dropped stay readable: what was recorded with them is still there.
        """
        codes = load_closure_codes(self.folder / CODES_FILE)
        known = {one.code for one in codes}
        dropped = load_closure_codes(dropped_codes(self.folder))
        return (*codes, *(one for one in dropped if one.code not in known))

    def language(self, cache: Path | None = None) -> Language:
        """What the search knows of French, from `cache` when nothing changed since it was written."""
        return load_language(self.folder, cache)

    def digest(self) -> str:
        """Changes when any file that the index depends on changes."""
        total = hashlib.sha256()
        for path in [*self.paths(), *overlay_paths(self.folder), *(self.folder / name for name in _FILES)]:
            total.update(path.name.encode())
            with suppress(OSError):
                total.update(path.read_bytes())
        return total.hexdigest()[:16]

    def _table(self, name: str, key: str, read: Callable[[dict[str, Any]], T]) -> dict[str, T]:
        """The rows of a file by id, empty when it is absent; raises `BaseUnavailableError`."""
        path = self.folder / name
        if not path.exists():
            return {}
        try:
            return {str(row["id"]): read(row) for row in (read_yaml(path) or {})[key]}
        except UNREADABLE as error:
            raise BaseUnavailableError(
                f"Le fichier {name} de la base est illisible : « aparte kb check » dit à quelle ligne."
            ) from error


def dropped_codes(folder: Path) -> Path:
    """Where the codes are that the base in `folder` no longer holds, and an earlier bundle did."""
    return folder.parent / DROPPED_FILE if in_bundle(folder) else folder / DROPPED_FILE


def in_bundle(folder: Path) -> bool:
    """Whether a base is that of an installed bundle."""
    return (folder.parent / BUNDLE_RECORD).is_file()


def _service(row: dict[str, Any]) -> Service:
    return Service(
        id=str(row["id"]),
        name=str(row["name"]),
        level=ServiceLevel(str(row.get("level", "2"))),
        phone=str(row.get("phone") or ""),
        email=str(row.get("email") or ""),
        place=str(row.get("place") or ""),
        hours=str(row.get("hours") or ""),
        takes_over=str(row.get("takes_over") or ""),
    )


def _unique(article: Article, path: Path, seen: set[str]) -> Article:
    if article.id in seen:
        raise ArticleFileError(path, 1, f"l'identifiant « {article.id} » sert déjà.")
    seen.add(article.id)
    return article
