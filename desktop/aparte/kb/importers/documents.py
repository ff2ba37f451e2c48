"""What is remembered of each document that was read: enough to tell that it need not be read again."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from aparte.kb.importers.records import Imported


@dataclass(frozen=True, slots=True)
class Document:
    """One document and the article that it gave.

    `key` changes with whatever the article was made from, empty when that is not known; `used` are
    the ids that it asked the other files for, `unknown` its elements that nobody told us of. The
    line of the article, `size` bytes long, is the one with the same number.
    """

    name: str
    article: str
    version: str
    title: str
    ranked: bool
    verified_on: date | None
    size: int
    key: str = ""
    used: tuple[str, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str)


@dataclass(frozen=True, slots=True)
class Trace:
    """How an article was made, for `Document`."""

    key: str = ""
    used: tuple[str, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)


def document(name: str, imported: Imported, size: int, trace: Trace) -> Document:
    """What is remembered of an article that was just read."""
    article = imported.article
    return Document(
        name=name,
        article=article.id,
        version=article.version,
        title=article.title,
        ranked=imported.ranked,
        verified_on=article.verified_on,
        size=size,
        key=trace.key,
        used=trace.used,
        unknown=dict(trace.unknown),
    )


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a file up to the first line that is not whole; none when there is no file."""
    with suppress(OSError, ValueError, KeyError, TypeError), path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.endswith("\n"):
                return
            data: dict[str, Any] = json.loads(line)
            day = data["verified_on"] and date.fromisoformat(data["verified_on"])
            yield Document(**{**data, "verified_on": day, "used": tuple(data["used"])})


class Earlier:
    """The articles of the import in service, by document."""

    def __init__(self, articles: Path, documents: Iterable[Document]) -> None:
        self._articles = articles
        self._places: dict[str, tuple[Document, int]] = {}
        start = 0
        for known in documents:
            self._places[known.name] = (known, start)
            start += known.size

    def get(self, name: str) -> Document | None:
        """What is remembered of a document."""
        found = self._places.get(name)
        return None if found is None else found[0]

    def line(self, name: str) -> bytes:
        """The article of a document as it is written; raises `OSError`."""
        known, start = self._places[name]
        with self._articles.open("rb") as lines:
            lines.seek(start)
            return lines.read(known.size)


def digest_of(path: Path) -> str:
    """The digest of a file, empty when it can't be read."""
    total = hashlib.sha256()
    try:
        with path.open("rb") as content:
            while block := content.read(1 << 20):
                total.update(block)
    except OSError:
        return ""
    return total.hexdigest()[:16]
