"""Reading one article file: Markdown under a YAML front matter (docs/kb-format.md)."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from aparte.core.article import Article, Document, Fact, FactKind, OnlineProcedure, Section, Source
from aparte.core.errors import AparteError
from aparte.kb.reading import parse_yaml

LARGEST_BYTES = 1_000_000
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^##\s+(.+?)\s*#*\s*$")


class ArticleFileError(AparteError):
    """A file that can't be taken as an article; `line` counts from 1."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, ligne {line} : {problem}")
        self.path = path
        self.line = line
        self.problem = problem


def read_article(path: Path) -> Article:
    """The article in `path`; raises `ArticleFileError` with the line that is wrong."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ArticleFileError(path, 1, "le fichier dépasse 1 Mo : ce n'est pas une fiche.")
        content = path.read_bytes()
    except OSError as error:
        raise ArticleFileError(path, 1, "le fichier ne peut pas être lu.") from error
    return parse_article(content, path)


def parse_article(content: bytes, path: Path) -> Article:
    """The article in the bytes of `path`; raises `ArticleFileError`."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\x00", "")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ArticleFileError(path, line, "le fichier n'est pas en UTF-8.") from error
    if not text.strip():
        raise ArticleFileError(path, 1, "la fiche est vide.")
    parts = _FENCE.match(text)
    if not parts:
        raise ArticleFileError(path, 1, "l'en-tête entre deux lignes « --- » manque.")
    return _Front(path, parts.group(1)).article(parts.group(2), hashlib.sha256(content).hexdigest()[:16])


def key_line(front: str, key: str) -> int:
    """The line of the file where a key of the front matter stands, 1 when it is absent."""
    found = re.search(rf"^{re.escape(key)}\s*:", front, re.MULTILINE)
    return front[: found.start()].count("\n") + 2 if found else 1


class _Front:
    def __init__(self, path: Path, front: str) -> None:
        self._path = path
        self._front = front
        try:
            data = parse_yaml(front)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise ArticleFileError(
                path, (mark.line + 2) if mark else 1, "l'en-tête n'est pas du YAML valide."
            ) from error
        except ValueError as error:
            raise ArticleFileError(path, 1, "une date de l'en-tête n'existe pas.") from error
        if not isinstance(data, dict):
            raise ArticleFileError(path, 1, "l'en-tête n'est pas une suite « clé: valeur ».")
        self._data: dict[str, Any] = data

    def article(self, body: str, version: str) -> Article:
        return Article(
            id=self._text("id", required=True),
            title=self._text("title", required=True),
            theme=self._text("theme"),
            service=self._text("service"),
            contact=self._text("contact"),
            audience=self._text("audience"),
            keywords=self._texts("keywords"),
            questions=self._texts("questions"),
            closure_code=self._text("closure_code"),
            verified_on=self._date("verified_on"),
            review_by=self._date("review_by"),
            sources=tuple(
                Source(self._part(row, "sources", "label"), str(row.get("url") or "")) for row in self._rows("sources")
            ),
            facts=tuple(self._fact(row) for row in self._rows("facts")),
            documents=tuple(
                Document(self._part(row, "documents", "label"), str(row.get("condition") or ""))
                for row in self._rows("documents")
            ),
            online=self._online(),
            sections=tuple(split_sections(body)),
            version=version,
        )

    def _fail(self, key: str, problem: str) -> ArticleFileError:
        return ArticleFileError(self._path, key_line(self._front, key), problem)

    def _text(self, key: str, required: bool = False) -> str:
        value = self._data.get(key)
        if value is None or value == "":
            if required:
                raise self._fail(key, f"« {key} » manque.")
            return ""
        if isinstance(value, (dict, list)):
            raise self._fail(key, f"« {key} » doit être un texte.")
        return " ".join(str(value).split())

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self._fail(key, f"« {key} » doit être une liste de textes, entre guillemets si besoin.")
        return tuple(" ".join(str(part).split()) for part in value)

    def _date(self, key: str) -> date | None:
        value = self._data.get(key)
        if value is None or (isinstance(value, date) and not hasattr(value, "hour")):
            return value
        raise self._fail(key, f"« {key} » doit être une date AAAA-MM-JJ.")

    def _rows(self, key: str) -> list[dict[str, Any]]:
        value = self._data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self._fail(key, f"« {key} » doit être une liste de lignes {{…}}.")
        return value

    def _part(self, row: dict[str, Any], key: str, part: str) -> str:
        value = row.get(part)
        if value is None or isinstance(value, (dict, list)) or not str(value).strip():
            raise self._fail(key, f"une ligne de « {key} » n'a pas de « {part} ».")
        return " ".join(str(value).split())

    def _fact(self, row: dict[str, Any]) -> Fact:
        kind = self._part(row, "facts", "kind")
        if kind not in set(FactKind):
            raise self._fail("facts", f"« {kind} » n'est pas une sorte de fait.")
        return Fact(FactKind(kind), self._part(row, "facts", "value"), str(row.get("condition") or ""))

    def _online(self) -> OnlineProcedure | None:
        value = self._data.get("online")
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._fail("online", "« online » doit avoir « label » et « url ».")
        return OnlineProcedure(
            self._part(value, "online", "label"), self._part(value, "online", "url"), self._text("offline")
        )


def split_sections(body: str) -> Iterator[Section]:
    """The `##` sections of a Markdown body, a lead without heading first when there is one."""
    heading, lines = "", list[str]()
    for line in body.split("\n"):
        found = _HEADING.match(line)
        if found:
            if heading or "".join(lines).strip():
                yield Section(heading, "\n".join(lines).strip())
            heading, lines = found.group(1), []
        else:
            lines.append(line)
    if heading or "".join(lines).strip():
        yield Section(heading, "\n".join(lines).strip())
