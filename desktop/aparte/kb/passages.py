"""Cutting articles into the passages that are ranked and quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aparte.core.article import FACT_WORDS, Article

# The section of a passage that is made of what is shown at a glance.
AT_A_GLANCE = -1
TARGET_CHARS = 600
LONGEST_CHARS = 1200
_MARKUP = re.compile(r"\*\*|__|`|^#+\s*|^>\s?|^\s*[-*+]\s+|^\s*\d+[.)]\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}.*$", re.MULTILINE)
_BREAK = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable part of an article, in plain text; `section` is `AT_A_GLANCE` for the town's facts.

    `local`: the town's own words in a national article.
    """

    section: int
    heading: str
    text: str
    local: bool = False


def passages(article: Article) -> Iterator[Passage]:
    """The passages of `article` in reading order; an article without text gives its title."""
    empty = True
    for number, section in enumerate(article.sections):
        for text in _chunks(plain(section.body)):
            empty = False
            # An answer without its condition is a wrong answer: it is in what is ranked and quoted.
            said = f"{section.condition}\n{text}" if section.condition else text
            yield Passage(number, section.heading, said, section.local)
    for text in _chunks("\n".join(added(article))):
        empty = False
        yield Passage(AT_A_GLANCE, "", text, local=True)
    if empty:
        yield Passage(0, "", article.title)


def added(article: Article) -> Iterator[str]:
    """What the town adds at a glance to a national article, whose own text says the rest."""
    for fact in article.facts:
        if fact.local:
            yield f"{FACT_WORDS[fact.kind]} : {_limited(fact.value, fact.condition)}"
    for document in article.documents:
        if document.local:
            yield f"À apporter : {_limited(document.label, document.condition)}"
    if article.online is not None and article.online.local:
        yield f"En ligne : {article.online.label}"
        yield f"Sans internet : {article.online.offline}"


def _limited(value: str, condition: str) -> str:
    return f"{value} ({condition})" if condition else value


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
