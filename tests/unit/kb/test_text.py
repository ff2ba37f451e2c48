"""Folding, tokens and sentences."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from aparte.kb.text import fold, sentences, tokens


def test_accents_case_and_ligatures_fold_away() -> None:
    assert fold("ŒUVRÉE") == "oeuvree"


def test_a_born_child_is_not_a_negation() -> None:
    assert fold("né") != fold("ne")


def test_elided_words_are_left_out_with_either_apostrophe() -> None:
    assert [token.form for token in tokens("l'école d’Aubremont")] == ["ecole", "aubremont"]


def test_hyphens_separate_words() -> None:
    assert [token.form for token in tokens("rendez-vous")] == ["rendez", "vous"]


def test_an_unbroken_run_is_no_word() -> None:
    assert list(tokens("a" * 100_000)) == []


def test_sentences_keep_their_place() -> None:
    text = "Bonjour. J'ai perdu ma carte ! Et mon fils ?"
    assert [text[start : start + len(part)] for start, part in sentences(text)] == [part for _, part in sentences(text)]
    assert [part for _, part in sentences(text)] == ["Bonjour.", "J'ai perdu ma carte !", "Et mon fils ?"]


@given(st.text())
def test_a_token_stands_where_it_says(text: str) -> None:
    for token in tokens(text):
        assert fold(text[token.start : token.end]) == token.form


@given(st.text())
def test_sentences_lose_no_word(text: str) -> None:
    whole = [token.form for token in tokens(text)]
    assert [token.form for _, part in sentences(text) for token in tokens(part)] == whole


def test_accents_written_apart_are_accents() -> None:
    apart = unicodedata.normalize("NFD", "déclaration né")
    assert [token.form for token in tokens(apart)] == [token.form for token in tokens("déclaration né")]


def test_an_amount_is_one_word() -> None:
    assert [token.form for token in tokens("2,80 € à 80 ans")] == ["2,80", "a", "80", "ans"]
