"""One question ranked by words and meaning together, and how sure the words are of what came first."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from aparte.kb.dense.likeness import Likeness, blended, settled
from aparte.kb.query import Query
from aparte.kb.ranking import Ranked, Ranker


@dataclass(frozen=True, slots=True)
class Refined:
    """The articles in their order, those that words alone would have shown, and the confidence of the words."""

    ranked: list[Ranked]
    by_words: frozenset[int]
    sure: float


def refined(
    query: Query,
    likeness: Likeness,
    ranker: Ranker,
    sure_of: Callable[[Query, list[Ranked]], float],
    limit: int,
) -> Refined:
    """Rank with both; whatever comes first, the confidence is at most what words alone had, and have in it."""
    words = ranker.weigh(query)
    by_words = ranker.order(query, words, limit)
    sure = sure_of(query, by_words)
    ranked = settled(ranker.order(query, blended(words, likeness, ranker.starts), limit), by_words, sure)
    if ranked and by_words and ranked[0].article != by_words[0].article:
        first = replace(ranked[0], score=float(words.articles[ranked[0].article]))
        sure = min(sure, sure_of(query, [first, by_words[0]]))
    return Refined(ranked, frozenset(one.article for one in by_words), sure)
