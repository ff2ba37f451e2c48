"""How likely it is that the first suggestions answer.

A small logistic model over features that mean the same on every base: shares and ratios, no
raw score. Its coefficients are fitted by `tools/fit_confidence.py`, cross-validated by article.
"""

import math
from dataclasses import dataclass

import numpy as np

from aparte.kb.index import BaseIndex
from aparte.kb.query import Query, Unit
from aparte.kb.ranking import Ranked

FEATURES = ("article", "passage", "gap", "strength", "title", "unmet", "words")


@dataclass(frozen=True, slots=True)
class Model:
    """Coefficients in the order of `FEATURES`, and the probability under which we abstain."""

    bias: float = -2.0
    coefficients: tuple[float, ...] = (2.0, 2.0, 0.5, 2.0, 1.0, -2.0, 0.0)
    threshold: float = 0.5


def features(query: Query, ranked: list[Ranked], index: BaseIndex) -> tuple[float, ...]:
    """The features of one result, each about in [0, 1]; zeros when nothing was found."""
    typed = [at for at, unit in enumerate(query.units) if unit.typed]
    if not ranked or not typed:
        return (0.0,) * len(FEATURES)
    best = ranked[0]
    weights = np.array([query.units[at].weight * rarity(query.units[at], index) for at in typed], np.float32)
    total = float(weights.sum()) or 1.0
    met = np.clip(best.met[typed], 0, 1)
    here = np.clip(best.met_here[typed], 0, 1)
    second = ranked[1].score if len(ranked) > 1 else 0.0
    unmet = max((float(weight) for weight, share in zip(weights, met, strict=True) if share < 0.05), default=0.0)
    return (
        float((weights * met).sum()) / total,
        float((weights * here).sum()) / total,
        1.0 - second / best.score if best.score > 0 else 0.0,
        min(1.0, best.ideal),
        _title_share(query, best, index),
        unmet / total,
        min(1.0, len(typed) / 8),
    )


def probability(values: tuple[float, ...], model: Model) -> float:
    """The calibrated probability, in [0, 1]."""
    logit = model.bias + sum(weight * value for weight, value in zip(model.coefficients, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def rarity(unit: Unit, index: BaseIndex) -> float:
    """How much a word tells: the idf of what was typed, of its best repair, or the highest one."""
    known = [found for option in unit.alternatives[:1] if (found := index.articles.rarity(option.term)) is not None]
    if known:
        return known[0]
    others = [found for option in unit.alternatives if (found := index.articles.rarity(option.term)) is not None]
    return max(others) if others else math.log1p(2 * index.articles.size)


def _title_share(query: Query, best: Ranked, index: BaseIndex) -> float:
    """The share of the title's words, by rarity, that the question holds."""
    title = index.titles[index.title_offsets[best.article] : index.title_offsets[best.article + 1]]
    if not title.size:
        return 0.0
    terms = index.articles.terms
    asked = {terms.get(option.term) for unit in query.units if unit.typed for option in unit.alternatives}
    idf = index.articles.idf[title]
    return float(sum(value for row, value in zip(title, idf, strict=True) if int(row) in asked) / (idf.sum() or 1.0))
