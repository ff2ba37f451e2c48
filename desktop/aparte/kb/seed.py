"""A base on disk: articles, directory, themes, closure codes, lexicon and situations."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from aparte.core.article import Article, ClosureCode, Service, ServiceLevel
from aparte.core.errors import BaseUnavailableError
from aparte.kb.article_file import ArticleFileError, read_article
from aparte.kb.language import LANGUAGE_FILES, Language, load_language

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FILES = (*LANGUAGE_FILES, "themes.yaml", "directory.yaml", "closure_codes.yaml")


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
        return sorted((self.folder / "articles").rglob("*.md"))

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

    def themes(self) -> dict[str, str]:
        """The label of each theme."""
        return {str(row["id"]): str(row["label"]) for row in self._rows("themes.yaml", "themes")}

    def services(self) -> dict[str, Service]:
        """The directory, by id."""
        return {
            str(row["id"]): Service(
                id=str(row["id"]),
                name=str(row["name"]),
                level=ServiceLevel(str(row.get("level", "2"))),
                phone=str(row.get("phone") or ""),
                email=str(row.get("email") or ""),
                place=str(row.get("place") or ""),
                hours=str(row.get("hours") or ""),
                takes_over=str(row.get("takes_over") or ""),
            )
            for row in self._rows("directory.yaml", "services")
        }

    def codes(self) -> dict[str, ClosureCode]:
        """The second-level closure codes, by code."""
        return {
            str(child["code"]): ClosureCode(
                str(child["code"]), str(child["label"]), str(row["code"]), str(row["label"])
            )
            for row in self._rows("closure_codes.yaml", "codes")
            for child in row.get("children") or []
        }

    def language(self, cache: Path | None = None) -> Language:
        """What the search knows of French, from `cache` when nothing changed since it was written."""
        return load_language(self.folder, cache)

    def digest(self) -> str:
        """Changes when any file that the index depends on changes."""
        total = hashlib.sha256()
        for path in [*self.paths(), *(self.folder / name for name in _FILES)]:
            if path.exists():
                total.update(path.name.encode())
                total.update(path.read_bytes())
        return total.hexdigest()[:16]

    def _rows(self, name: str, key: str) -> list[dict[str, Any]]:
        path = self.folder / name
        if not path.exists():
            return []
        try:
            rows = (yaml.load(path.read_text("utf-8"), Loader=_Loader) or {}).get(key) or []  # noqa: S506 - safe loader
        except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError) as error:
            raise BaseUnavailableError(f"Le fichier {name} de la base est illisible : corrigez-le.") from error
        return list(rows)


def _unique(article: Article, path: Path, seen: set[str]) -> Article:
    if article.id in seen:
        raise ArticleFileError(path, 1, f"l'identifiant « {article.id} » sert déjà.")
    seen.add(article.id)
    return article
