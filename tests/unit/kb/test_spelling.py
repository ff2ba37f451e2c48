"""Repairs: what people meant, and no meddling with real words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.kb.forms import Forms
from aparte.kb.spelling import Speller

WORDS = ("passeport", "identite", "papier", "renouvellement", "cantine", "enfant", "naissance", "piscine", "logement")
SPELLER = Speller(Forms.of(dict.fromkeys(WORDS, 3)), frozenset({"pape", "quoi"}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pasport", "passeport"),
        ("didentite", "identite"),
        ("papie", "papier"),
        ("renouvelemant", "renouvellement"),
        ("denfan", "enfant"),
        ("lojement", "logement"),
        ("naisance", "naissance"),
    ],
)
def test_a_slip_is_repaired(typed: str, meant: str) -> None:
    assert SPELLER.repairs(typed)[0].form == meant


@pytest.mark.parametrize("typed", ["passeport", "pape", "ab", "2026", "zzzzzzzz"])
def test_what_is_known_short_or_nothing_like_is_left(typed: str) -> None:
    assert SPELLER.repairs(typed) == ()


def test_words_begin_with_what_is_typed_most_frequent_first() -> None:
    speller = Speller(Forms.of({"pass": 1, "passeport": 9, "passage": 4, "piscine": 7}))
    assert speller.begins("pas", 2) == ["passeport", "passage"]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=45))
def test_a_repair_is_always_a_word_of_the_base(typed: str) -> None:
    for repair in SPELLER.repairs(typed):
        assert repair.form in {*WORDS, "pape", "quoi"}
        assert 0 < repair.trust <= 1
