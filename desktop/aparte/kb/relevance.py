"""How much of a question a short text holds: the ranking's words and synonyms, one text at a time."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from aparte.kb.analysis import terms
from aparte.kb.index import index_terms
from aparte.kb.lexicon import Lexicon
from aparte.kb.query import Query

Rarity = Callable[[str], float | None]

_COMMON = 0.3


class Relevance:
    """One question, ready to be held against the sentences and conditions of an article."""

    def __init__(self, query: Query, lexicon: Lexicon, rarity: Rarity, rarest: float) -> None:
        self._lexicon = lexicon
        self._weights: list[float] = []
        self._by_term: dict[str, dict[int, float]] = {}
        self._typed = frozenset(at for at, unit in enumerate(query.units) if unit.typed)
        for at, unit in enumerate(query.units):
            known = rarity(unit.alternatives[0].term)
            telling = _COMMON + (1 - _COMMON) * ((rarest if known is None else known) / rarest)
            self._weights.append(unit.weight * telling)
            for option in unit.alternatives:
                places = self._by_term.setdefault(option.term, {})
                places[at] = max(places.get(at, 0.0), option.weight)

    def held(self, text: str) -> dict[int, float]:
        """The units of the question that `text` meets, with what each is worth."""
        found: dict[int, float] = {}
        for term in _indexed(text, self._lexicon):
            for at, weight in self._by_term.get(term, {}).items():
                found[at] = max(found.get(at, 0.0), weight * self._weights[at])
        return found

    def typed(self, text: str) -> dict[int, float]:
        """The same, for the words that were really said."""
        return {at: worth for at, worth in self.held(text).items() if at in self._typed}

    def whole(self) -> float:
        """What a text would be worth that held every word that was said."""
        return sum(self._weights[at] for at in self._typed) or 1.0

    def worth(self, units: Iterable[int]) -> float:
        """What some units of the question are worth together, whatever meets them."""
        return sum(self._weights[at] for at in units)


@lru_cache(maxsize=8192)
def _indexed(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The terms of a sentence: those of an open article are read again at each pause."""
    return frozenset(index_terms(terms(text), lexicon))
