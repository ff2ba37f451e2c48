"""The YAML front matter of a Markdown file of the base: its values typed, its faults at their line."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from aparte.core.article import Document, Fact, FactKind, OnlineProcedure, Source
from aparte.core.errors import AparteError
from aparte.kb.reading import parse_yaml

LARGEST_BYTES = 1_000_000
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)


class ArticleFileError(AparteError):
    """A file that can't be taken as an article; `line` counts from 1."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, ligne {line} : {problem}")
        self.path = path
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Filed:
    """A file taken apart: its front matter, the Markdown under it, and a digest of the whole."""

    front: "FrontMatter"
    body: str
    version: str


def read_filed(path: Path) -> Filed:
    """The parts of the file in `path`; raises `ArticleFileError` with the line that is wrong."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ArticleFileError(path, 1, "le fichier dépasse 1 Mo : ce n'est pas une fiche.")
        content = path.read_bytes()
    except OSError as error:
        raise ArticleFileError(path, 1, "le fichier ne peut pas être lu.") from error
    return parse_filed(content, path)


def parse_filed(content: bytes, path: Path) -> Filed:
    """The parts of the file whose bytes are `content`; raises `ArticleFileError`."""
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
    return Filed(FrontMatter(path, parts.group(1)), parts.group(2), hashlib.sha256(content).hexdigest()[:16])


def key_line(front: str, key: str) -> int:
    """The line of the file where a key of the front matter stands, 1 when it is absent."""
    found = re.search(rf"^{re.escape(key)}\s*:", front, re.MULTILINE)
    return front[: found.start()].count("\n") + 2 if found else 1


class FrontMatter:
    """The values of a front matter; what is wrong raises `ArticleFileError` at its line.

    Attributes: `path`, the file it stands in.
    """

    def __init__(self, path: Path, front: str) -> None:
        self.path = path
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

    def fail(self, key: str, problem: str) -> ArticleFileError:
        """The error that says what is wrong with a key, at its line."""
        return ArticleFileError(self.path, key_line(self._front, key), problem)

    def names(self) -> tuple[str, ...]:
        """The keys, as they are written."""
        return tuple(str(key) for key in self._data)

    def text(self, key: str, *, required: bool = False) -> str:
        """A text on one line, empty when it is absent."""
        value = self._data.get(key)
        if value is None or value == "":
            if required:
                raise self.fail(key, f"« {key} » manque.")
            return ""
        if isinstance(value, (dict, list)):
            raise self.fail(key, f"« {key} » doit être un texte.")
        return " ".join(str(value).split())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.fail(key, f"« {key} » doit être une liste de textes, entre guillemets si besoin.")
        return tuple(" ".join(str(part).split()) for part in value)

    def day(self, key: str) -> date | None:
        """A date."""
        value = self._data.get(key)
        if value is None or (isinstance(value, date) and not hasattr(value, "hour")):
            return value
        raise self.fail(key, f"« {key} » doit être une date AAAA-MM-JJ.")

    def rows(self, key: str) -> list[dict[str, Any]]:
        """A list of mappings."""
        value = self._data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.fail(key, f"« {key} » doit être une liste de lignes {{…}}.")
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        """A mapping, empty when it is absent."""
        value = self._data.get(key) or {}
        if not isinstance(value, dict):
            raise self.fail(key, f"« {key} » doit avoir « label » et « url ».")
        return value

    def part(self, row: Mapping[str, Any], key: str, part: str) -> str:
        """A text that a row of `key` must have."""
        value = row.get(part)
        if value is None or isinstance(value, (dict, list)) or not str(value).strip():
            raise self.fail(key, f"une ligne de « {key} » n'a pas de « {part} ».")
        return " ".join(str(value).split())

    def sources(self) -> tuple[Source, ...]:
        """Where the facts come from."""
        return tuple(
            Source(self.part(row, "sources", "label"), str(row.get("url") or "")) for row in self.rows("sources")
        )

    def facts(self) -> tuple[Fact, ...]:
        """The facts at a glance, row by row."""
        return tuple(self._fact(row) for row in self.rows("facts"))

    def documents(self) -> tuple[Document, ...]:
        """What to bring."""
        return tuple(
            Document(self.part(row, "documents", "label"), str(row.get("condition") or ""))
            for row in self.rows("documents")
        )

    def online(self) -> OnlineProcedure | None:
        """The procedure on the web, with the way that needs no computer."""
        if self._data.get("online") is None:
            return None
        value = self.mapping("online")
        return OnlineProcedure(
            self.part(value, "online", "label"), self.part(value, "online", "url"), self.text("offline")
        )

    def _fact(self, row: Mapping[str, Any]) -> Fact:
        kind = self.part(row, "facts", "kind")
        if kind not in set(FactKind):
            raise self.fail("facts", f"« {kind} » n'est pas une sorte de fait.")
        return Fact(FactKind(kind), self.part(row, "facts", "value"), str(row.get("condition") or ""))
