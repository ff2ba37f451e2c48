"""The part of a national article that a piece of an overlay lies on, found by its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aparte.core.article import Section
from aparte.kb.text import folded

# A sentence ends a line, or before what may begin another one.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zß-ÿ]|[«\d])")
# What stands before the words of a line: a list's dash, a quote's bar.
_LEAD = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)])(?:\s+|$))*")


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence: its section, its line there, and `[start, end)` in the line."""

    section: int
    line: int
    start: int
    end: int


def sections_of(heading: str, sections: Sequence[Section]) -> tuple[int, ...]:
    """The sections that have this heading, whatever its accents, capitals and signs."""
    wanted = folded(heading)
    return tuple(at for at, section in enumerate(sections) if wanted and folded(section.heading) == wanted)


def sentences_with(words: str, sections: Sequence[Section]) -> tuple[Place, ...]:
    """The sentences that hold these words, one after the other."""
    wanted = f" {folded(words)} "
    found = []
    for at, section in enumerate(sections):
        for number, line in enumerate(section.body.split("\n")):
            found += [
                Place(at, number, start, end)
                for start, end in _spans(line)
                if wanted.strip() and wanted in f" {folded(line[start:end])} "
            ]
    return tuple(found)


def without(body: str, places: Sequence[Place]) -> str:
    """The text of a section less some of its sentences; an item that they leave empty goes whole."""
    lines = body.split("\n")
    gone: set[int] = set()
    for place in sorted(places, key=lambda one: (-one.line, -one.start)):
        line = lines[place.line]
        left = (line[: place.start].rstrip() + " " + line[place.end :].lstrip()).rstrip()
        lines[place.line] = left
        if not _LEAD.sub("", left, count=1).strip(" *_"):
            gone |= {place.line, *_hanging(lines, place.line)}
    kept = (line for at, line in enumerate(lines) if at not in gone)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _spans(line: str) -> Iterator[tuple[int, int]]:
    start = len(match.group()) if (match := _LEAD.match(line)) else 0
    for found in _SENTENCE.finditer(line, start):
        yield start, found.start()
        start = found.end()
    if start < len(line):
        yield start, len(line)


def _hanging(lines: Sequence[str], at: int) -> Iterator[int]:
    """The lines that hang under an item."""
    if not lines[at].lstrip().startswith("-"):
        return
    for below in range(at + 1, len(lines)):
        if not lines[below].startswith("  "):
            return
        yield below
