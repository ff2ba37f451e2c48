"""Importing a town's articles from a folder of Markdown, with or without a front matter."""

import hashlib
import re
from collections import Counter
from collections.abc import Container
from datetime import date
from pathlib import Path

from aparte.core.article import Article
from aparte.kb.article_file import read_article, split_sections
from aparte.kb.front_matter import LARGEST_BYTES, ArticleFileError
from aparte.kb.importers.archive import MOST_ENTRIES, file_day
from aparte.kb.importers.collection import Collection
from aparte.kb.importers.csv_file import slug
from aparte.kb.importers.importing import Found, Prepared, Progress, Provenance, finish, silent
from aparte.kb.importers.records import Imported, versioned
from aparte.kb.importers.refusals import ImportRefusedError

SOURCE = "markdown"
_TITLE = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*$", re.MULTILINE)


def import_markdown(
    folder: Path, collection: Collection, today: date, progress: Progress = silent, *, force: bool = False
) -> Prepared:
    """Read a folder of `.md` files into a generation that is not in service yet.

    A file that can't be read is left out and said so. Raises `ImportRefusedError`.
    """
    paths = _paths(folder)
    contents = hashlib.sha256()
    for path in paths:
        contents.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    left_out: list[str] = []
    with collection.staging(contents.hexdigest()[:16]) as staging:
        for at, path in enumerate(paths):
            progress("Fiches de la ville", at, len(paths))
            document = path.relative_to(folder).as_posix()
            if document not in staging.taken:
                try:
                    staging.add(document.replace("\n", " "), _imported(path, staging.contents))
                except ArticleFileError as problem:
                    left_out.append(str(problem))
        newest = max((file_day(path.stat().st_mtime) for path in paths), default=today)
        found = Found(Counter(files=len(paths)), Counter(), left_out, {})
        return finish(collection, staging, Provenance(SOURCE, folder.name, "", newest), found, today, force=force)


def _paths(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ImportRefusedError(f"« {folder} » n'est pas un dossier : donnez celui qui contient les fichiers .md.")
    found = sorted(path for path in folder.rglob("*.md") if path.is_file() and not path.is_symlink())
    if not found:
        raise ImportRefusedError(f"« {folder} » ne contient aucun fichier .md : rien n'a changé.")
    if len(found) > MOST_ENTRIES:
        raise ImportRefusedError(f"« {folder} » contient plus de {MOST_ENTRIES} fichiers : dossier refusé.")
    return found


def _imported(path: Path, seen: Container[str]) -> Imported:
    article = _article(path)
    if article.id in seen:
        raise ArticleFileError(path, 1, f"l'identifiant « {article.id} » sert déjà.")
    return versioned(Imported(article, kind="markdown"))


def _article(path: Path) -> Article:
    """An article of our own format, else one made of a page: its title, then its `##` sections."""
    try:
        if path.stat().st_size <= LARGEST_BYTES:
            text = path.read_text("utf-8-sig").replace("\x00", "")
            if text.strip() and not text.startswith("---"):
                return _page(path, text)
    except (OSError, UnicodeDecodeError):
        pass  # read_article says what is wrong, with its line
    return read_article(path)


def _page(path: Path, text: str) -> Article:
    found = _TITLE.match(text)
    title = found.group(1) if found else path.stem.replace("-", " ").replace("_", " ").strip()
    body = text[found.end() :] if found else text
    name = slug(title) or slug(path.stem)
    if not name:
        raise ArticleFileError(path, 1, "la page n'a ni titre ni nom de fichier lisible.")
    return Article(id=name, title=title, sections=tuple(split_sections(body)))
