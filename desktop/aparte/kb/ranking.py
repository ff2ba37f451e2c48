"""Ranking: from a query to the articles that answer, each with its best passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aparte.kb.impact import Floats, Ints
from aparte.kb.index import BaseIndex
from aparte.kb.query import Query, Unit
from aparte.kb.sight import Sight, tellings

CACHED_UNITS = 64
# How many articles are looked at for local ones that come just after a national one.
DEPTH = 16


@dataclass(frozen=True, slots=True)
class Tuning:
    """How evidence adds up; docs/benchmarks.md shows what each part brings.

    `saturation` bounds what one word can give an article: two words that meet beat one rare
    word that meets in every field. A local article stands before the first national one unless that
    scores `local_lead` times as much, provided that its subjects hold as much of the question.
    """

    saturation: float = 25.0
    local_lead: float = 1.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article in the result: its row, its best passage, its score."""

    article: int
    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What a question gives to every article, and to every passage."""

    articles: Floats
    passages: Floats


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a unit gives: to every article, and to the passages `[places]` alone."""

    articles: Floats
    places: Ints
    passages: Floats


class Ranker:
    """Ranks the articles of one index."""

    def __init__(self, index: BaseIndex, tuning: Tuning | None = None) -> None:
        self._index = index
        self._tuning = tuning or Tuning()
        # From key to key all words but the last are the same.
        self._evidence = lru_cache(maxsize=CACHED_UNITS)(self._gathered)
        self._mixed = bool(index.local.any()) and not bool(index.local.all())

    @property
    def starts(self) -> Ints:
        """The first passage of each article."""
        return self._index.starts

    def rank(self, query: Query, limit: int = 8) -> list[Ranked]:
        """The best articles, best first, local before national when both answer.

        None when no unit meets the base.
        """
        return self.order(query, self.weigh(query), limit)

    def weigh(self, query: Query) -> Weight:
        """What the words of a query give to every article and passage."""
        index = self._index
        scores = np.zeros(index.articles.size, np.float32)
        passages = np.zeros(index.passages.size, np.float32)
        if not query.units or not index.starts.size:
            return Weight(scores, passages)
        for unit in query.units:
            evidence = self._evidence(_options(unit))
            weight = np.float32(unit.weight)
            scores += evidence.articles * weight
            passages[evidence.places] += evidence.passages * weight
        scores += np.maximum.reduceat(passages, index.starts)
        return Weight(scores, passages)

    def order(self, query: Query, weight: Weight, limit: int) -> list[Ranked]:
        """The best articles of what was weighed, in the order that they are shown."""
        scores = weight.articles
        best = _largest(scores, max(limit, DEPTH) if self._mixed else limit).tolist()
        return [
            Ranked(article, self._best_passage(article, weight.passages), float(scores[article]))
            for article in (self._local_first(query, best, scores) if self._mixed else best)[:limit]
        ]

    def evidence(self, unit: Unit) -> Floats:
        """How strongly one word of a query speaks for each article, its own weight left out."""
        return self._evidence(_options(unit)).articles

    def _local_first(self, query: Query, best: list[int], scores: Floats) -> list[int]:
        """Put before the first national article the local ones after it that answer as well."""
        local = self._index.local
        place = next((at for at, article in enumerate(best) if not local[article]), len(best))
        if place == len(best):
            return best
        first, least_score = best[place], scores[best[place]] / self._tuning.local_lead
        near = [article for article in best[place:] if local[article] and scores[article] >= least_score]
        if not near:
            return best
        typed = [unit for unit in query.units if unit.typed]
        weights = tellings(typed, self._index)
        least = self._share(first, typed, weights)
        lifted = [article for article in near if self._share(article, typed, weights) >= least]
        return [*best[:place], *lifted, *(article for article in best[place:] if article not in lifted)]

    def _share(self, article: int, typed: Sequence[Unit], weights: NDArray[np.float64]) -> float:
        """How much of the question an article's subjects hold."""
        sight = Sight(self._index, article)
        return float(sum(weight * sight.in_subjects(unit) for unit, weight in zip(typed, weights, strict=True)))

    def _gathered(self, options: tuple[tuple[str, float], ...]) -> _Evidence:
        articles = self._index.articles.best_of(options)
        passages = self._index.passages.best_of(options)
        places = np.flatnonzero(passages).astype(np.int32)
        most = np.float32(self._tuning.saturation)
        return _Evidence(articles * (most / (articles + most)), places, passages[places])

    def _best_passage(self, article: int, passages: Floats) -> int:
        starts = self._index.starts
        first = int(starts[article])
        last = int(starts[article + 1]) if article + 1 < starts.size else passages.size
        return first + int(np.argmax(passages[first:last]))


def _options(unit: Unit) -> tuple[tuple[str, float], ...]:
    return tuple((option.term, option.weight) for option in unit.alternatives)


def _largest(scores: Floats, count: int) -> NDArray[np.int64]:
    top = np.argpartition(-scores, count)[:count] if scores.size > count else np.arange(scores.size)
    top = top[scores[top] > 0]
    return np.asarray(top[np.argsort(-scores[top], kind="stable")], np.int64)
