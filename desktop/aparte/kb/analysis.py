"""What the index and the queries see of a text: stems, and the concepts of the lexicon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from aparte.kb.stem import stem
from aparte.kb.stopwords import LINKS, is_content
from aparte.kb.text import tokens


class Term(NamedTuple):
    """A stem with the word it came from, `[start, end)` in the text; `content` is false for small talk.

    A tuple, since a keystroke makes thousands of them.
    """

    stem: str
    form: str
    start: int
    end: int
    content: bool


def terms(text: str) -> list[Term]:
    """The stemmed words of `text` in order, linking words left out."""
    return [
        Term(root, token.form, token.start, token.end, content)
        for token in tokens(text)
        for root, content in _kept(token.form)
    ]


def stems(text: str) -> list[str]:
    """The stems of the content words of `text`, in order."""
    return [term.stem for term in terms(text) if term.content]


@lru_cache(maxsize=65536)
def _kept(form: str) -> tuple[tuple[str, bool], ...]:
    """The stem of a word and whether it carries a subject; empty for a linking word."""
    return () if form in LINKS else ((stem(form), is_content(form)),)


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """An expression of the lexicon found in a text: its concept, and `[first, last)` terms."""

    concept: int
    first: int
    last: int


class PhraseMatcher:
    """Finds known stem sequences in a list of terms, the longest at each place.

    `phrases` maps a sequence of stems to the ids that it stands for.
    """

    def __init__(self, phrases: Mapping[tuple[str, ...], tuple[int, ...]]) -> None:
        self._phrases = phrases
        self._longest: dict[str, int] = {}
        for phrase in phrases:
            self._longest[phrase[0]] = max(self._longest.get(phrase[0], 0), len(phrase))

    def find(self, sequence: Sequence[str]) -> list[ConceptHit]:
        """Every concept in `sequence`; nested shorter expressions are found as well."""
        hits: list[ConceptHit] = []
        for first, word in enumerate(sequence):
            longest = min(self._longest.get(word, 0), len(sequence) - first)
            for length in range(longest, 0, -1):
                ids = self._phrases.get(tuple(sequence[first : first + length]))
                if ids:
                    hits.extend(ConceptHit(concept, first, first + length) for concept in ids)
        return hits


def phrase_key(expression: str) -> tuple[str, ...]:
    """The stems by which an expression of the lexicon is recognised."""
    return tuple(term.stem for term in terms(expression))
