"""Articles given one JSON object a line, as the benches take them.

A line has `id`, `title` and `text`, and where known `theme`, `sub_theme`, `folder`, `keywords`,
`questions` and `url`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aparte.core.article import Article, Origin, Section, Source
from aparte.core.errors import BaseUnavailableError

_HEADING_CHARS = 90


def read_jsonl(path: Path) -> Iterator[Article]:
    """The articles of a file; raises `BaseUnavailableError` naming the line it can't take."""
    seen: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    article = _article(line, f"{path.name}, ligne {number}")
                    if article.id in seen:
                        raise BaseUnavailableError(f"{path.name}, ligne {number} : l'identifiant sert déjà.")
                    seen.add(article.id)
                    yield article
    except (OSError, UnicodeDecodeError) as error:
        raise BaseUnavailableError(f"Le fichier {path.name} ne peut pas être lu.") from error


def _article(line: str, place: str) -> Article:
    try:
        entry: dict[str, Any] = json.loads(line)
        theme = _text(entry.get("theme") or "")
        crumbs = (theme, _text(entry.get("sub_theme") or ""), _text(entry.get("folder") or ""))
        url = _text(entry.get("url") or "")
        return Article(
            id=_text(entry["id"]),
            title=" ".join(_text(entry["title"]).split()),
            origin=Origin.NATIONAL,
            theme=theme,
            breadcrumb=tuple(crumb for crumb in crumbs if crumb),
            keywords=_strings(entry.get("keywords")),
            questions=_strings(entry.get("questions")),
            sources=(Source(url, url),) if url else (),
            sections=tuple(sections(_text(entry["text"]))),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaseUnavailableError(f"{place} : il faut un objet JSON avec id, title et text.") from error


def _text(value: object) -> str:
    """The value as text that can be written: half a surrogate pair becomes a question mark."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(_text(part) for part in value) if isinstance(value, Iterable) else ()


def sections(text: str) -> Iterator[Section]:
    """The sections of a plain text whose headings stand alone on a line."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [line for line in lines if line]
    heading, body = "", list[str]()
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else ""
        before = lines[at - 1] if at else ""
        if _is_heading(line, before, after):
            if body or heading:
                yield Section(heading, "\n\n".join(body))
            heading, body = line.rstrip(" :"), []
        else:
            body.append(line)
    yield Section(heading, "\n\n".join(body))


def _is_heading(line: str, before: str, after: str) -> bool:
    if len(line) > _HEADING_CHARS or not line[0].isupper() or not after or not after[0].isupper():
        return False
    if not before:
        return True
    in_list = before[-1] in ":,;" and line[-1] != "?"
    closed = re.search(r"[.;,!]$", line)
    return (
        not in_list
        and not closed
        and (line[-1] == "?" or (line[-1] != ":" and before[-1] in ".?)") or len(after) > _HEADING_CHARS)
    )
