"""What each word that was said speaks for: the evidence that a closure code is guessed from."""

from collections.abc import Iterator
from dataclasses import dataclass

from aparte.core.suggestion import ReasonKind
from aparte.kb.impact import Floats, Impact
from aparte.kb.lexicon import Lexicon
from aparte.kb.query import Query, Unit
from aparte.kb.ranking import Ranker

_LEARNT = frozenset({ReasonKind.TYPED, ReasonKind.REPAIR, ReasonKind.SYNONYM})
_LEAST_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Clue:
    """A word said, or what was inferred from several.

    `word` is as the citizen said it, empty when it was inferred; `articles` has how strongly it
    speaks for each article of the base, shape (articles,); `options` are the index terms that may
    stand for it, with their weights; `names` are the base's own words for it, the same from one
    index to the next: stems, and the lexicon's concepts after a "#". A word that the base doesn't
    know has no name, nor has a number.
    """

    word: str
    weight: float
    articles: Floats
    options: tuple[tuple[str, float], ...]
    names: tuple[str, ...]


def read_clues(query: Query, ranker: Ranker, lexicon: Lexicon, known: Impact) -> tuple[Clue, ...]:
    """The clues of a query, in its own order."""
    return tuple(
        Clue(
            word=unit.word,
            weight=unit.weight,
            articles=ranker.evidence(unit),
            options=tuple((option.term, option.weight) for option in unit.alternatives),
            names=tuple(dict.fromkeys(_names(unit, lexicon, known))) if unit.typed else (),
        )
        for unit in query.units
    )


def _names(unit: Unit, lexicon: Lexicon, known: Impact) -> Iterator[str]:
    for option in unit.alternatives:
        if option.kind not in _LEARNT or option.weight < _LEAST_WEIGHT or option.term not in known.terms:
            continue
        if option.term.startswith("#"):
            yield f"#{lexicon.name(int(option.term[1:]))}"
        elif not any(sign.isdigit() for sign in option.term):
            yield option.term
