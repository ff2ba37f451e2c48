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
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _article(line, f"{path.name}, ligne {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise BaseUnavailableError(f"Le fichier {path.name} ne peut pas être lu.") from error


def _article(line: str, place: str) -> Article:
    try:
        entry: dict[str, Any] = json.loads(line)
        theme = str(entry.get("theme") or "")
        crumbs = (theme, str(entry.get("sub_theme") or ""), str(entry.get("folder") or ""))
        url = str(entry.get("url") or "")
        return Article(
            id=str(entry["id"]),
            title=" ".join(str(entry["title"]).split()),
            origin=Origin.NATIONAL,
            theme=theme,
            breadcrumb=tuple(crumb for crumb in crumbs if crumb),
            keywords=_strings(entry.get("keywords")),
            questions=_strings(entry.get("questions")),
            sources=(Source(url, url),) if url else (),
            sections=tuple(sections(str(entry["text"]))),
        )
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BaseUnavailableError(f"{place} : il faut un objet JSON avec id, title et text.") from error


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(str(part) for part in value) if isinstance(value, Iterable) else ()


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
