"""A text as the recognisers read it: as written, and in lower case at the same places."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# What people, and scanners, put between the digits of a number.
GAP = r"[ \t\u00a0\u202f\u2009.\-\u2010\u2011\u2013_·]"
_WORD = re.compile(r"[ \u00a0]{0,2}((?:[^\W_]+['’\-])*[^\W_]+['’]?)")


@dataclass(frozen=True, slots=True)
class Page:
    """`low` is `text` in lower case, letter for letter: a place in one is the same place in the other.

    `shouted` is true when all is in capitals, which then say nothing.
    """

    text: str
    low: str
    shouted: bool

    @classmethod
    def of(cls, text: str) -> "Page":
        """The page of a text of any length."""
        low = text.lower()
        if len(low) != len(text):
            low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
        return cls(text, low, text.isupper())

    def words(self, start: int, limit: int) -> Iterator["Word"]:
        """At most `limit` words of the line from `start` on, as long as only spaces part them."""
        for _ in range(limit):
            found = _WORD.match(self.text, start, start + _LONGEST)
            if found is None:
                return
            start = found.end()
            low = self.low[found.start(1) : start]
            head = 2 if low[1:2] in ("'", "’") and len(low) > 2 else 0
            yield Word(low, found.start(1), start, self._capital(found.start(1) + head))

    def _capital(self, place: int) -> bool:
        return not self.shouted and self.text[place].isupper()


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, where it stands, and whether it has a capital, an elided article left aside."""

    low: str
    start: int
    end: int
    capital: bool


def bare(text: str) -> str:
    """The words of `text` without case, accents or punctuation, one space apart."""
    return " ".join(re.findall(r"[a-z0-9]+", without_accents(text.casefold())))


def without_accents(text: str) -> str:
    """`text` with its letters alone."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


_LONGEST = 60
