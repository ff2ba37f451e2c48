"""Cutting articles into the passages that are ranked and quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aparte.core.article import Article

TARGET_CHARS = 600
LONGEST_CHARS = 1200
_MARKUP = re.compile(r"\*\*|__|`|^#+\s*|^>\s?|^\s*[-*+]\s+|^\s*\d+[.)]\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}.*$", re.MULTILINE)
_BREAK = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable part of an article, in plain text."""

    section: int
    heading: str
    text: str


def passages(article: Article) -> Iterator[Passage]:
    """The passages of `article` in reading order; an article without text gives its title."""
    empty = True
    for number, section in enumerate(article.sections):
        for text in _chunks(plain(section.body)):
            empty = False
            # An answer without its condition is a wrong answer: it is in what is ranked and quoted.
            yield Passage(number, section.heading, f"{section.condition}\n{text}" if section.condition else text)
    if empty:
        yield Passage(0, "", article.title)


def plain(markdown: str) -> str:
    """The words of a Markdown text, one block a line; a table row ends with a bar.

    The bar keeps rows apart when a quote runs them together: a fee must not pass to the next row.
    """
    text = _MARKUP.sub("", _LINK.sub(r"\1", _TABLE_RULE.sub("", markdown)))
    return "\n".join(line for line in map(_line, text.split("\n")) if line)


def _line(written: str) -> str:
    if "|" not in written:
        return " ".join(written.split())
    cells = " ".join(written.replace("|", " · ").split()).strip(" ·")
    return f"{cells} |" if cells else ""


def _chunks(text: str) -> Iterator[str]:
    chunk = ""
    for piece in _pieces(text):
        if chunk and len(chunk) + len(piece) > TARGET_CHARS:
            yield chunk
            chunk = ""
        chunk = f"{chunk}\n{piece}" if chunk else piece
    if chunk:
        yield chunk


def _pieces(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if len(line) <= LONGEST_CHARS:
            if line:
                yield line
            continue
        for sentence in _BREAK.split(line):
            for start in range(0, len(sentence), LONGEST_CHARS):
                yield sentence[start : start + LONGEST_CHARS]
