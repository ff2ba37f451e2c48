"""How likely it is that the first suggestion answers.

A logistic model over features that mean the same on every base: shares and ratios. Its
coefficients are fitted by `tools/fit_confidence.py`, cross-validated by article.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aparte.kb.index import BaseIndex
from aparte.kb.query import Query
from aparte.kb.ranking import Ranked
from aparte.kb.sight import Sight, tellings

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
    bias=-3.50,
    coefficients=(1.85, 2.52, 2.28, 2.51, -0.01, -0.64, -2.32, 1.45, -0.81, -2.40, -0.57, 1.40),
    threshold=0.30,
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
    sight = Sight(index, best.article)
    weights = tellings(typed, index)
    whole = float(weights.sum()) or 1.0
    held = np.array([sight.in_article(unit) for unit in typed])
    named, unnamed = sight.named(query.expressions)
    situation, elsewhere, foreign = sight.situations(query)
    return (
        float((weights * [sight.in_subjects(unit) for unit in typed]).sum()) / whole,
        float((weights * held).sum()) / whole,
        sight.title_share(typed),
        min(1.0, best.score / _BOUNDED_SCORE),
        # A local article may stand before a national one that scores more.
        max(0.0, 1.0 - second / best.score) if best.score > 0 else 0.0,
        named,
        unnamed,
        situation,
        elsewhere,
        foreign,
        float(max(weights[held < 0.1], default=0.0)),
        min(1.0, len(typed) / _BOUNDED_WORDS),
    )
