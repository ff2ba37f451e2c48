"""How likely it is that the first suggestion answers.

A logistic model over features that mean the same on every base: shares and ratios. Its
coefficients are fitted by `tools/fit_confidence.py`, cross-validated by article.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aparte.kb.analysis import stems
from aparte.kb.impact import Units
from aparte.kb.index import BaseIndex
from aparte.kb.query import Query, Unit
from aparte.kb.ranking import Ranked

FEATURES = (
    "subject",  # share of the question, by rarity, that the article's title, keywords, headings… hold
    "article",  # the same over the whole article
    "title",  # share of the title, by rarity, that the question holds
    "score",  # the ranking's own sum, bounded
    "lead",  # how far the second suggestion is behind
    "named",  # an expression of several words is among the article's subjects
    "unnamed",  # such an expression was said, and is not
    "situation",  # the strength of a recognised situation that the article is about
    "elsewhere",  # the strength of a recognised situation that it is not about
    "foreign",  # the strength of a recognised subject that no administration answers
    "unmet",  # the weight of the most telling word that the article lacks
    "length",  # number of words, bounded
)
_BOUNDED_SCORE = 60.0
_BOUNDED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Model:
    """Coefficients in the order of `FEATURES`, and the probability under which we abstain."""

    bias: float
    coefficients: tuple[float, ...]
    threshold: float


MODEL = Model(
    bias=-3.41,
    coefficients=(1.44, 2.05, 2.80, 2.69, -0.27, -0.56, -2.35, 1.91, -0.45, -2.32, -0.60, 1.44),
    threshold=0.28,
)


def probability(values: Sequence[float], model: Model) -> float:
    """The calibrated probability, in [0, 1]."""
    logit = model.bias + sum(weight * value for weight, value in zip(model.coefficients, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def features(query: Query, ranked: Sequence[Ranked], index: BaseIndex) -> tuple[float, ...]:
    """The features of one result, each about in [0, 1]; zeros when nothing was found."""
    typed = [unit for unit in query.units if unit.typed]
    if not ranked or not typed:
        return (0.0,) * len(FEATURES)
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else 0.0
    sight = _Sight(index, best)
    weights = np.array([unit.weight * unit.telling * (1 + _rarity(unit, index)) / 2 for unit in typed])
    whole = float(weights.sum()) or 1.0
    held = np.array([sight.in_article(unit) for unit in typed])
    named, unnamed = sight.named(query.expressions)
    situation, elsewhere, foreign = sight.situations(query)
    return (
        float((weights * [sight.in_subjects(unit) for unit in typed]).sum()) / whole,
        float((weights * held).sum()) / whole,
        sight.title_share(typed),
        min(1.0, best.score / _BOUNDED_SCORE),
        1.0 - second / best.score if best.score > 0 else 0.0,
        named,
        unnamed,
        situation,
        elsewhere,
        foreign,
        float(max(weights[held < 0.1], default=0.0)),
        min(1.0, len(typed) / _BOUNDED_WORDS),
    )


class _Sight:
    """What the best article holds of a question."""

    def __init__(self, index: BaseIndex, best: Ranked) -> None:
        self._index = index
        self._best = best
        self._subjects = frozenset(index.subjects.at(best.article).tolist())

    def in_subjects(self, unit: Unit) -> float:
        terms = self._index.articles.terms
        return max(
            (_worth(o.term, o.weight) for o in unit.alternatives if terms.get(o.term) in self._subjects), default=0.0
        )

    def in_article(self, unit: Unit) -> float:
        best = 0.0
        for option in unit.alternatives:
            worth = _worth(option.term, option.weight)
            found = self._index.articles.row(option.term) if worth > best else None
            if found is not None and _contains(found[0], self._best.article):
                best = worth
        return best

    def title_share(self, typed: Sequence[Unit]) -> float:
        title = self._index.titles.at(self._best.article)
        idf = self._index.articles.idf[title]
        asked = {self._index.articles.terms.get(option.term) for unit in typed for option in unit.alternatives}
        met = sum(float(value) for row, value in zip(title.tolist(), idf, strict=True) if row in asked)
        return met / (float(idf.sum()) or 1.0)

    def named(self, expressions: Sequence[str]) -> tuple[float, float]:
        met = any(self._index.articles.terms.get(expression) in self._subjects for expression in expressions)
        return float(met), float(bool(expressions) and not met)

    def situations(self, query: Query) -> tuple[float, float, float]:
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
