"""One question ranked by words and meaning together, in which words keep the last word on what is safe."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from aparte.kb.dense.likeness import STRENGTH, Likeness, blended
from aparte.kb.query import Query
from aparte.kb.ranking import Ranked, Ranker, Weight

# The first article of a list that is as sure as this stays first.
SURE = 0.7


@dataclass(frozen=True, slots=True)
class Judge:
    """How sure the words of a question are of the first article of a list, and from where on that is safe.

    `held` are the articles that may not be shown: the town suspended them. `strength` is what meaning weighs.
    """

    sure_of: Callable[[Query, list[Ranked]], float]
    safe: float
    held: Collection[int] = ()
    strength: float = STRENGTH


@dataclass(frozen=True, slots=True)
class Refined:
    """The articles in their order, those of the words alone in theirs, and the confidence of the words.

    `suspended` is the one that would come first, were it not held; -1 when there is none.
    """

    ranked: list[Ranked]
    by_words: tuple[int, ...]
    sure: float
    suspended: int = -1


def refined(query: Query, likeness: Likeness, ranker: Ranker, judge: Judge, limit: int) -> Refined:
    """Rank with both: a sure answer stays first, a safe one gives way to another safe one only.

    The confidence is at most what words alone had, and have in what comes first; none when either would
    put first what is held.
    """
    words = ranker.weigh(query)
    most = limit + len(judge.held)
    by_words = ranker.order(query, words, most)
    both = ranker.order(query, blended(words, likeness, ranker.starts, judge.strength), most)
    suspended = next((one[0].article for one in (by_words, both) if one and one[0].article in judge.held), -1)
    by_words, both = _shown(by_words, judge, limit), _shown(both, judge, limit)
    found = _settled(query, words, by_words, both, judge)
    return found if suspended < 0 else replace(found, sure=0.0, suspended=suspended)


def _shown(ranked: list[Ranked], judge: Judge, limit: int) -> list[Ranked]:
    return [one for one in ranked if one.article not in judge.held][:limit]


def _settled(query: Query, words: Weight, by_words: list[Ranked], ranked: list[Ranked], judge: Judge) -> Refined:
    known = tuple(one.article for one in by_words)
    sure = judge.sure_of(query, by_words)
    if not by_words or not ranked or ranked[0].article == by_words[0].article:
        return Refined(ranked, known, sure)
    score = float(words.articles[ranked[0].article])
    other = judge.sure_of(query, [replace(ranked[0], score=score), by_words[0]])
    if sure >= SURE or other < judge.safe <= sure:
        return Refined(_with_first(by_words[0], ranked), known, sure)
    return Refined(ranked, known, min(sure, other))


def _with_first(first: Ranked, ranked: list[Ranked]) -> list[Ranked]:
    """`ranked` after the article that is to be first, which need not be in it."""
    same = next((one for one in ranked if one.article == first.article), first)
    return [same, *(one for one in ranked if one is not same)][: len(ranked)]
