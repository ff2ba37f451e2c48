"""What the base answers: the right article, why, and when it abstains."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.suggestion import ReasonKind, Verdict
from aparte.kb.base import KnowledgeBase


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("J'ai perdu ma carte d'identité", "cni-perdue"),
        ("cni paumée", "cni-perdue"),
        ("pasport adulte c koi le prix", "passeport"),
        ("horaires de la pisc", "piscine"),
        ("le voisin fait du tapage", "nuisances"),
        ("Le type du dessus fait la java toutes les nuits, je dors plus", "nuisances"),
        ("jeter un vieux matelas", "encombrants"),
    ],
)
def test_the_right_article_comes_first(small_base: KnowledgeBase, said: str, expected: str) -> None:
    assert small_base.answer(said).items[0].article_id == expected


def test_accents_and_apostrophes_change_nothing(small_base: KnowledgeBase) -> None:
    typed = small_base.answer("carte d'identité volée\n").items
    bare = small_base.answer("CARTE D’IDENTITE VOLEE\n").items
    assert [item.article_id for item in typed] == [item.article_id for item in bare]


def test_an_article_is_offered_once_with_its_best_passage(small_base: KnowledgeBase) -> None:
    items = small_base.answer("prix de la carte d'identité, timbre fiscal").items
    ids = [item.article_id for item in items]
    assert len(ids) == len(set(ids))
    assert "25 €" in items[0].quote


def test_a_change_of_subject_is_followed(small_base: KnowledgeBase) -> None:
    said = "J'ai perdu ma carte d'identité. Et sinon, la piscine ouvre à quelle heure le mercredi ?"
    assert small_base.answer(said).items[0].article_id == "piscine"


def test_a_fragment_leans_on_what_was_said(small_base: KnowledgeBase) -> None:
    assert small_base.answer("C'est pour un passeport. Et ça coûte combien ?").items[0].article_id == "passeport"


def test_a_suggestion_says_why(small_base: KnowledgeBase) -> None:
    reasons = {reason.typed: reason for reason in small_base.answer("pasport adulte\n").items[0].reasons}
    assert (reasons["pasport"].kind, reasons["pasport"].matched) == (ReasonKind.REPAIR, "passeport")
    assert reasons["adulte"].kind is ReasonKind.TYPED


def test_a_repair_is_reported(small_base: KnowledgeBase) -> None:
    assert [(repair.typed, repair.matched) for repair in small_base.answer("pasport\n").repairs] == [
        ("pasport", "passeport")
    ]


def test_marks_lie_on_the_words_that_met(small_base: KnowledgeBase) -> None:
    item = small_base.answer("tapage nocturne police").items[0]
    assert {item.quote[mark.start : mark.end].lower() for mark in item.marks} >= {"tapage", "nocturne", "police"}


def test_a_greeting_being_typed_is_no_question(small_base: KnowledgeBase) -> None:
    assert small_base.answer("bonj").verdict is Verdict.EMPTY


def test_nothing_typed_is_empty(small_base: KnowledgeBase) -> None:
    assert small_base.answer("").verdict is Verdict.EMPTY
    assert small_base.answer("bonjour madame").verdict is Verdict.EMPTY


def test_what_the_base_lacks_is_not_claimed(small_base: KnowledgeBase) -> None:
    assert small_base.answer("comment cuire un gigot de chevreuil au thym\n").verdict is Verdict.UNSURE


def test_one_unknown_word_is_too_little_to_refuse(small_base: KnowledgeBase) -> None:
    assert small_base.answer("gigot\n").verdict is Verdict.UNDECIDED


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered_calmly(small_base: KnowledgeBase, text: str) -> None:
    answer = small_base.answer(text)
    scores = [item.score for item in answer.items]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= 8
    for item in answer.items:
        assert all(0 <= mark.start < mark.end <= len(item.quote) for mark in item.marks)


@pytest.mark.parametrize(
    "text", ["é" * 100_000, "mot " * 25_000, "\x00\x00", "🙂" * 500, "\u202eabc שלום مرحبا", "'" * 5000]
)
def test_hostile_text_is_answered(small_base: KnowledgeBase, text: str) -> None:
    assert len(small_base.answer(text).items) <= 8
