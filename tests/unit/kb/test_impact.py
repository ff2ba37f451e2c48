"""The impact matrix against BM25 worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.kb.impact import Field
from aparte.kb.weighing import ImpactBuilder

FIELD = Field("body", 2.0, 1.2, 0.75)


def test_a_weight_is_bm25_times_the_field() -> None:
    builder = ImpactBuilder([FIELD])
    builder.add([["a", "a", "b"]])
    builder.add([["b"]])
    impact = builder.build()
    units, weights = impact.row("a") or (None, None)
    assert units is not None
    assert weights is not None
    idf = math.log1p((2 - 1 + 0.5) / (1 + 0.5))
    norm = 1.2 * (1 - 0.75 + 0.75 * 3 / 2)
    assert units.tolist() == [0]
    assert float(weights[0]) == pytest.approx(2.0 * idf * 2 * 2.2 / (2 + norm), rel=1e-5)


def test_the_best_alternative_counts_once() -> None:
    builder = ImpactBuilder([FIELD])
    builder.add([["a", "b"]])
    builder.add([["c"]])
    impact = builder.build()
    one = impact.best_of([("a", 1.0)])
    both = impact.best_of([("a", 1.0), ("b", 0.5)])
    assert np.array_equal(one, both)


def test_a_word_nobody_has_gives_nothing() -> None:
    builder = ImpactBuilder([FIELD])
    builder.add([["a"]])
    impact = builder.build()
    assert impact.row("z") is None
    assert impact.best_of([("z", 1.0)]).tolist() == [0.0]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=12))
def test_rows_are_sorted_and_hold_each_unit_once(documents: list[list[str]]) -> None:
    builder = ImpactBuilder([FIELD, Field("other", 1.0, 1.2, 0.0)])
    for words in documents:
        builder.add([words, words[:1]])
    impact = builder.build()
    for term in set("".join(word for words in documents for word in words)):
        row = impact.row(term)
        assert row is not None
        assert row[0].tolist() == [at for at, words in enumerate(documents) if term in words]
        assert (row[1] > 0).all()
