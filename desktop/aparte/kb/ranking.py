"""Ranking: from a query to the articles that answer, each with its best passage."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aparte.kb.impact import Floats
from aparte.kb.index import BaseIndex
from aparte.kb.query import Query


@dataclass(frozen=True, slots=True)
class Tuning:
    """How evidence adds up; docs/benchmarks.md shows what each part brings.

    `saturation` bounds what one word can give an article: two words that meet beat one rare
    word that meets in every field.
    """

    saturation: float = 25.0


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
        found = []
        for article in _largest(scores, limit):
            first = int(index.starts[article])
            last = int(index.starts[article + 1]) if article + 1 < index.starts.size else index.passages.size
            passage = first + int(np.argmax(by_passage[first:last]))
            score = float(scores[article])
            met_here = np.array([row[passage] for row in rows], np.float32) / most_here
            found.append(Ranked(int(article), passage, score, by_article[:, article] / most, met_here, score / ideal))
        return found

    def _gathered(self, options: tuple[tuple[str, float], ...]) -> tuple[Floats, Floats]:
        """What a unit's alternatives give to each article and to each passage."""
        articles = self._index.articles.best_of(options)
        most = np.float32(self._tuning.saturation)
        return articles * (most / (articles + most)), self._index.passages.best_of(options)


def _largest(scores: Floats, count: int) -> NDArray[np.int64]:
    top = np.argpartition(-scores, count)[:count] if scores.size > count else np.arange(scores.size)
    top = top[scores[top] > 0]
    return np.asarray(top[np.argsort(-scores[top], kind="stable")], np.int64)
