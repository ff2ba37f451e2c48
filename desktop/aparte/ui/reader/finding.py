"""Finding a term whatever its accents and case, position for position."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from aparte.core.suggestion import Span


class Findable(Protocol):
    """A part of the page in which a term can be found."""

    def seek(self, term: str) -> int:
        """Mark every place of `term` and count them; an empty term unmarks."""
        ...

    def point_at(self, hit: int) -> tuple[int, int]:
        """Stress the `hit`-th place (-1: none); its top and height inside the part."""
        ...


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """`text` in lower case without accents, one character for each."""
    return "".join(_fold(character) for character in text)


def places(text: str, term: str) -> Iterator[Span]:
    """Every place of `term` in `text`, none overlapping."""
    needle = folded(term.strip())
    if not needle:
        return
    hay = folded(text)
    start = hay.find(needle)
    while start >= 0:
        yield Span(start, start + len(needle))
        start = hay.find(needle, start + len(needle))


def _fold(character: str) -> str:
    if character in "’‘":
        return "'"
    if character in "\u00a0\u202f\n\u2029\u2028":
        return " "
    return (unicodedata.normalize("NFD", character)[0].lower() or character)[0]
