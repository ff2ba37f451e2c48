"""Ranking: from a query to the articles that answer, each with its best passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aparte.kb.impact import Floats
from aparte.kb.index import BaseIndex
from aparte.kb.query import Query, Unit

CANDIDATES = 24


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the second look adds to the sum of impacts; see docs/benchmarks.md for each one's share."""

    adjacency: float = 0.35
    title_share: float = 0.0
    situation_cap: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article in the result: its row, its best passage, its score.

    `met` has, for each unit of the query, the share in [0, 1] of the best evidence in the base
    that the article gives; `met_here` the same for its best passage. `ideal` is the share of the
    score that one article holding all the best evidence would have.
    """

    article: int
    passage: int
    score: float
    met: Floats
    met_here: Floats
    ideal: float


class Ranker:
    """Ranks the articles of one index."""

    def __init__(self, index: BaseIndex, tuning: Tuning | None = None) -> None:
        self._index = index
        self._tuning = tuning or Tuning()
        # From key to key all words but the last are the same.
        self._evidence = lru_cache(maxsize=24)(self._gathered)

    def rank(self, query: Query, limit: int = 8) -> list[Ranked]:
        """The best articles, best first; none when no unit meets the base."""
        index = self._index
        if not query.units or not index.starts.size:
            return []
        by_article = np.zeros((len(query.units), index.articles.size), np.float32)
        by_passage = np.zeros(index.passages.size, np.float32)
        rows = []
        for at, unit in enumerate(query.units):
            articles, passages = self._evidence(tuple((option.term, option.weight) for option in unit.alternatives))
            by_article[at] = articles * np.float32(unit.weight)
            rows.append(passages)
            by_passage += passages * np.float32(unit.weight)
        scores = by_article.sum(axis=0) + np.maximum.reduceat(by_passage, index.starts)
        most = np.maximum(by_article.max(axis=1), 1e-6)
        most_here = np.array([max(float(row.max()), 1e-6) for row in rows], np.float32)
        weights = np.array([unit.weight for unit in query.units], np.float32)
        ideal = float(most.sum() + (most_here * weights).sum())
        pairs = self._pairs(query.units)
        found = []
        for article in _largest(scores, CANDIDATES):
            first = int(index.starts[article])
            last = int(index.starts[article + 1]) if article + 1 < index.starts.size else index.passages.size
            passage = first + int(np.argmax(by_passage[first:last]))
            base = float(scores[article])
            score = base + self._second_look(pairs, int(article), passage)
            met_here = np.array([row[passage] for row in rows], np.float32) / most_here
            found.append(Ranked(int(article), passage, score, by_article[:, article] / most, met_here, base / ideal))
        found.sort(key=lambda ranked: -ranked.score)
        return found[:limit]

    def _gathered(self, options: tuple[tuple[str, float], ...]) -> tuple[Floats, Floats]:
        """What a unit's alternatives give to each article and to each passage."""
        return self._index.articles.best_of(options), self._index.passages.best_of(options)

    def _second_look(self, pairs: Sequence[tuple[int, int, float]], article: int, passage: int) -> float:
        if not pairs:
            return 0.0
        index = self._index
        here = index.sequence[index.offsets[passage] : index.offsets[passage + 1]]
        title = index.titles[index.title_offsets[article] : index.title_offsets[article + 1]]
        bonus = 0.0
        for first, second, weight in pairs:
            bonus += weight * (_adjacent(here, first, second) + 2 * _adjacent(title, first, second))
        return self._tuning.adjacency * bonus

    def _pairs(self, units: Sequence[Unit]) -> list[tuple[int, int, float]]:
        """Neighbouring words of the question as term rows, with the rarity of the rarer one."""
        terms = self._index.passages.terms
        written = sorted((unit for unit in units if unit.typed and unit.alternatives), key=lambda unit: unit.start)
        pairs = []
        for left, right in pairwise(written):
            first, second = terms.get(left.alternatives[0].term), terms.get(right.alternatives[0].term)
            if first is not None and second is not None and right.start - left.end <= 12:
                idf = self._index.passages.idf
                pairs.append((first, second, float(min(left.weight, right.weight) * min(idf[first], idf[second]))))
        return pairs


def _adjacent(sequence: NDArray[np.int32], first: int, second: int) -> bool:
    return bool(((sequence[:-1] == first) & (sequence[1:] == second)).any())


def _largest(scores: Floats, count: int) -> NDArray[np.int64]:
    if scores.size > count:
        top = np.argpartition(-scores, count)[:count]
    else:
        top = np.arange(scores.size)
    top = top[scores[top] > 0]
    return np.asarray(top[np.argsort(-scores[top], kind="stable")], np.int64)
