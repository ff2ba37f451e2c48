"""Who comes first when words and meaning do not agree, by how sure the words are of each."""

import numpy as np
import pytest

from aparte.kb.dense.likeness import Likeness
from aparte.kb.dense.refining import SURE, Judge, refined
from aparte.kb.impact import Ints
from aparte.kb.query import Query
from aparte.kb.ranking import Ranked, Ranker, Weight

SAFE = 0.3
# Enough for meaning to bring its nearest article before the first of the words.
STRONG = 0.4
# By words the first article leads by a little, by meaning the second one by far.
WORDS, NEAR = (9.0, 8.0, 1.0), (0.1, 0.9, 0.1)


class Three(Ranker):
    """Three articles of one passage, whose scores are given."""

    def __init__(self) -> None:
        """Nothing of an index is needed."""

    @property
    def starts(self) -> Ints:
        return np.arange(3, dtype=np.int32)

    def weigh(self, query: Query) -> Weight:
        assert query == Query(())
        return Weight(np.array(WORDS, np.float32), np.array(WORDS, np.float32))

    def order(self, query: Query, weight: Weight, limit: int) -> list[Ranked]:
        assert query == Query(())
        best = np.argsort(-weight.articles)[:limit].tolist()
        return [Ranked(article, article, float(weight.articles[article])) for article in best]


@pytest.mark.parametrize(
    ("first", "second", "order", "sure"),
    [
        (SURE, 0.99, [0, 1, 2], SURE),  # a sure one stays
        (0.5, 0.4, [1, 0, 2], 0.4),  # a safe one gives way to a safe one
        (0.5, 0.9, [1, 0, 2], 0.5),  # and no more is claimed than before
        (0.5, 0.2, [0, 1, 2], 0.5),  # but not to one that words do not speak for
        (0.2, 0.1, [1, 0, 2], 0.1),  # where nothing is safe, meaning says what is looked at first
        (0.2, 0.9, [1, 0, 2], 0.2),  # and it still is not safe
    ],
)
def test_who_comes_first(first: float, second: float, order: list[int], sure: float) -> None:
    judge = Judge(lambda _, ranked: {0: first, 1: second}[ranked[0].article], SAFE, strength=STRONG)
    near = Likeness(np.array(NEAR, np.float32), np.arange(3, dtype=np.int32))
    found = refined(Query(()), near, Three(), judge, 3)
    assert [one.article for one in found.ranked] == order
    assert found.sure == sure
    assert found.by_words == (0, 1, 2)


@pytest.mark.parametrize("held", [0, 1])
def test_when_what_is_suspended_would_be_first_for_words_or_for_meaning_nothing_is_safe(held: int) -> None:
    judge = Judge(lambda _, __: 0.5, SAFE, {held}, strength=STRONG)
    near = Likeness(np.array(NEAR, np.float32), np.arange(3, dtype=np.int32))
    found = refined(Query(()), near, Three(), judge, 3)
    assert (found.suspended, found.sure) == (held, 0.0)
    assert held not in [one.article for one in found.ranked]


def test_what_is_suspended_further_down_is_only_left_out() -> None:
    judge = Judge(lambda _, __: 0.5, SAFE, {2}, strength=STRONG)
    near = Likeness(np.array(NEAR, np.float32), np.arange(3, dtype=np.int32))
    found = refined(Query(()), near, Three(), judge, 3)
    assert (found.suspended, found.sure, [one.article for one in found.ranked]) == (-1, 0.5, [1, 0])


def test_a_first_that_meaning_left_out_of_a_short_list_is_there_all_the_same() -> None:
    judge = Judge(lambda _, __: 1.0, SAFE, strength=STRONG)
    near = Likeness(np.array(NEAR, np.float32), np.arange(3, dtype=np.int32))
    found = refined(Query(()), near, Three(), judge, 1)
    assert [one.article for one in found.ranked] == [0]
