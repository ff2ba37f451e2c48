"""Importing a town's articles from a spreadsheet saved as CSV: one line an article."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from aparte.core.article import Article, Source
from aparte.kb.article_file import split_sections
from aparte.kb.importers.archive import file_day
from aparte.kb.importers.collection import Collection
from aparte.kb.importers.importing import Found, Prepared, Progress, Provenance, finish, silent
from aparte.kb.importers.inline import safe_url
from aparte.kb.importers.records import Imported, versioned
from aparte.kb.importers.refusals import ImportRefusedError
from aparte.kb.text import fold

SOURCE = "csv"
LARGEST_BYTES = 50_000_000
_COLUMNS = {
    "id": "id identifiant",
    "title": "title titre intitule",
    "text": "text texte contenu reponse body",
    "theme": "theme",
    "keywords": "keywords mots-cles mots",
    "questions": "questions question",
    "service": "service",
    "contact": "contact relais",
    "closure_code": "closure_code code",
    "verified_on": "verified_on verifie-le verifiee-le",
    "review_by": "review_by revoir-le a-revoir-le",
    "source": "source",
    "url": "url lien adresse",
}
_NAMES = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_PARTS = re.compile(r"\s*[|\n]\s*")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def import_csv(
    path: Path, collection: Collection, today: date, progress: Progress = silent, *, force: bool = False
) -> Prepared:
    """Read a CSV file into a generation that is not in service yet.

    Raises `ImportRefusedError` with the line that is wrong; then nothing has changed.
    """
    content = _content(path)
    articles = list(_articles(_decoded(content, path), path.name))
    with collection.staging(hashlib.sha256(content).hexdigest()[:16]) as staging:
        for at, article in enumerate(articles):
            progress("Fiches de la ville", at, len(articles))
            if article.id not in staging.contents:
                staging.add(article.id, versioned(Imported(article, kind="csv")))
        provenance = Provenance(SOURCE, path.name, "", file_day(path.stat().st_mtime))
        return finish(collection, staging, provenance, Found(Counter(files=1), Counter(), [], {}), today, force=force)


def slug(title: str) -> str:
    """An id made of a title's words."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(title)))[:80].strip("-")


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise ImportRefusedError(f"« {path} » ne peut pas être lu : vérifiez le nom du fichier.") from error
    if len(content) > LARGEST_BYTES:
        raise ImportRefusedError(f"« {path.name} » dépasse 50 Mo : ce n'est pas une liste de fiches.")
    return content


def _decoded(content: bytes, path: Path) -> str:
    """UTF-8, else what French spreadsheets write."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise ImportRefusedError(f"« {path.name} » n'est pas un texte lisible : enregistrez-le en CSV UTF-8.")


def _articles(text: str, name: str) -> Iterator[Article]:
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    seen: set[str] = set()
    try:
        columns = [_NAMES.get(fold(cell).strip().replace(" ", "-"), "") for cell in next(rows, [])]
        if not {"title", "text"} <= set(columns):
            raise ImportRefusedError(f"« {name} » : la première ligne doit nommer les colonnes « titre » et « texte ».")
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _article(dict(zip(columns, row, strict=False)), f"« {name} », ligne {rows.line_num}", seen)
    except csv.Error as error:
        raise ImportRefusedError(f"« {name} », ligne {rows.line_num} : ce n'est pas du CSV lisible.") from error


def _article(row: dict[str, str], place: str, seen: set[str]) -> Article:
    title = " ".join(row.get("title", "").split())
    found = row.get("id", "").strip() or slug(title)
    if not title or not row.get("text", "").strip():
        raise ImportRefusedError(f"{place} : il manque le titre ou le texte. Rien n'a changé.")
    if not re.fullmatch(r"[\w.-]{1,80}", found):
        raise ImportRefusedError(f"{place} : « {found[:40]} » n'est pas un identifiant. Rien n'a changé.")
    if found in seen:
        raise ImportRefusedError(f"{place} : l'identifiant « {found} » sert déjà. Rien n'a changé.")
    seen.add(found)
    source, url = " ".join(row.get("source", "").split()), safe_url(row.get("url"))
    return Article(
        id=found,
        title=title,
        theme=" ".join(row.get("theme", "").split()),
        breadcrumb=tuple(part for part in (" ".join(row.get("theme", "").split()),) if part),
        service=row.get("service", "").strip(),
        contact=row.get("contact", "").strip(),
        keywords=_parts(row.get("keywords", "").replace(",", "|")),
        questions=_parts(row.get("questions", "")),
        closure_code=row.get("closure_code", "").strip(),
        verified_on=_date(row.get("verified_on", ""), place),
        review_by=_date(row.get("review_by", ""), place),
        sources=(Source(source or url, url),) if source or url else (),
        sections=tuple(split_sections(row["text"].replace("\r\n", "\n"))),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTS.split(text.strip()) if part)


def _date(written: str, place: str) -> date | None:
    text = written.strip()
    if not text:
        return None
    french = _DAY.fullmatch(text)
    try:
        if french:
            return date(int(french.group(3)), int(french.group(2)), int(french.group(1)))
        return date.fromisoformat(text)
    except ValueError as error:
        raise ImportRefusedError(f"{place} : « {text[:20]} » n'est pas une date (31/12/2026).") from error
