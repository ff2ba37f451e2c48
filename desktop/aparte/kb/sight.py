"""What an article holds of a question: by its subjects, its whole text, its title."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aparte.kb.analysis import stems
from aparte.kb.impact import Units
from aparte.kb.index import BaseIndex
from aparte.kb.query import Query, Unit

Floats64 = NDArray[np.float64]


class Sight:
    """What one article holds of a question."""

    def __init__(self, index: BaseIndex, article: int) -> None:
        self._index = index
        self._article = article
        self._subjects = frozenset(index.subjects.at(article).tolist())

    def in_subjects(self, unit: Unit) -> float:
        """How far a word is met by what names the article's subject, in [0, 1]."""
        terms = self._index.articles.terms
        return max(
            (_worth(o.term, o.weight) for o in unit.alternatives if terms.get(o.term) in self._subjects), default=0.0
        )

    def in_article(self, unit: Unit) -> float:
        """How far a word is met anywhere in the article, in [0, 1]."""
        best = 0.0
        for option in unit.alternatives:
            worth = _worth(option.term, option.weight)
            found = self._index.articles.row(option.term) if worth > best else None
            if found is not None and _contains(found[0], self._article):
                best = worth
        return best

    def title_share(self, typed: Sequence[Unit]) -> float:
        """The share of the title, by rarity, that the question holds."""
        title = self._index.titles.at(self._article)
        idf = self._index.articles.idf[title]
        asked = {self._index.articles.terms.get(option.term) for unit in typed for option in unit.alternatives}
        met = sum(float(value) for row, value in zip(title.tolist(), idf, strict=True) if row in asked)
        return met / (float(idf.sum()) or 1.0)

    def named(self, expressions: Sequence[str]) -> tuple[float, float]:
        """Whether an expression of several words is among the subjects, and whether one was said and is not."""
        met = any(self._index.articles.terms.get(expression) in self._subjects for expression in expressions)
        return float(met), float(bool(expressions) and not met)

    def situations(self, query: Query) -> tuple[float, float, float]:
        """The strength of a situation that the article is about, is not about, and that none is."""
        met = missed = foreign = 0.0
        for situation in query.situations:
            if not situation.about:
                foreign = max(foreign, situation.strength)
                continue
            share = max(self._share(expression) for expression in situation.about[:2])
            met = max(met, situation.strength * share)
            missed = max(missed, situation.strength * (1 - share))
        return met, missed, foreign

    def _share(self, expression: str) -> float:
        """The share of an expression's words, by rarity, among the article's subjects."""
        articles = self._index.articles
        weights = {root: articles.rarity(root) or math.log1p(2 * articles.size) for root in stems(expression)}
        met = sum(weight for root, weight in weights.items() if articles.terms.get(root) in self._subjects)
        return met / (sum(weights.values()) or 1.0)


def tellings(typed: Sequence[Unit], index: BaseIndex) -> Floats64:
    """How much each word tells of what is asked: its weight in the conversation, and its rarity."""
    return np.array([unit.weight * unit.telling * (1 + _rarity(unit, index)) / 2 for unit in typed], np.float64)


def _contains(units: Units, at: int) -> bool:
    # A number of another type would have the whole row copied.
    place = int(np.searchsorted(units, units.dtype.type(at)))
    return place < units.size and int(units[place]) == at


def _worth(term: str, weight: float) -> float:
    """How far a met alternative stands for the word: a shared concept counts for its part."""
    return min(1.0, weight * 2 if term.startswith("#") and weight < 0.5 else weight)


def _rarity(unit: Unit, index: BaseIndex) -> float:
    """The rarity of the word in the base, in [0, 1]; 1 for a word it has never seen."""
    options = unit.alternatives[:1] or ()
    known = [value for option in options if (value := index.articles.rarity(option.term)) is not None]
    return (known[0] if known else math.log1p(2 * index.articles.size)) / math.log1p(2 * index.articles.size)
