"""What meaning may change in a list, and what it may not, whatever a model's vectors say."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aparte.core.article import Article, Origin, Section
from aparte.core.suggestion import ReasonKind
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.dense.likeness import LEAST_SHARE, MOST_NEAR, Likeness, blended, shares
from aparte.kb.dense.refining import SURE
from aparte.kb.language import Language
from aparte.kb.ranking import Weight

_UNIT = st.floats(-1, 1, width=32)
_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
QUESTIONS = ("piscine mercredi", "carte perdue au marché", "vélo électrique volé", "bruit la nuit chez le voisin")


def likeness(*near: float) -> Likeness:
    return Likeness(np.array(near, np.float32), np.arange(len(near), dtype=np.int32))


def weight(*words: float) -> Weight:
    scores = np.array(words, np.float32)
    return Weight(scores, scores.copy())


def starts(count: int) -> "np.typing.NDArray[np.int32]":
    return np.arange(count, dtype=np.int32)


@given(st.lists(st.tuples(st.floats(0, 80, width=16), _UNIT), min_size=2, max_size=12))
def test_more_words_and_a_nearer_meaning_never_come_after(articles: list[tuple[float, float]]) -> None:
    words, near = zip(*articles, strict=True)
    scores = blended(weight(*words), likeness(*near), starts(len(words))).articles
    for one in range(len(articles)):
        for other in range(len(articles)):
            # Of those that no word met, three enter: which of several alike is left to their order.
            if words[one] >= words[other] and near[one] >= near[other] and words[one] > 0:
                assert scores[one] >= scores[other]


@given(st.lists(_UNIT, min_size=3, max_size=12), st.floats(0.25, 4, width=16), st.floats(-1, 1, width=16))
def test_a_model_s_own_scale_changes_nothing(near: list[float], scale: float, shift: float) -> None:
    exact = np.round(np.array(near), 2)
    before = shares(Likeness(exact.astype(np.float32), starts(len(near))))
    after = shares(Likeness((exact * scale + shift).astype(np.float32), starts(len(near))))
    assert after == pytest.approx(before, abs=2e-3)


def test_without_vectors_the_words_alone_decide() -> None:
    scores = blended(weight(3, 0, 7), likeness(np.nan, np.nan, np.nan), starts(3)).articles
    assert scores.tolist() == [3, 0, 7]


def test_an_article_that_was_not_read_loses_nothing_it_had() -> None:
    scores = blended(weight(3, 2, 7), likeness(0.9, np.nan, 0.1), starts(3)).articles
    assert scores[1] == 2
    assert scores[0] > 3


@given(st.lists(_UNIT, min_size=3, max_size=12))
def test_an_article_that_no_word_met_enters_only_when_it_is_near(near: list[float]) -> None:
    share = shares(likeness(*near))
    scores = blended(weight(*[0.0] * len(near)), likeness(*near), starts(len(near))).articles
    assert ((scores > 0) <= (share >= LEAST_SHARE)).all()
    assert (scores > 0).sum() == min(MOST_NEAR, (share >= LEAST_SHARE).sum())


def test_the_passage_that_words_met_stays_the_quote() -> None:
    both = Weight(np.array([4, 0], np.float32), np.array([0, 3, 0, 0], np.float32))
    near = Likeness(np.array([0.2, 0.9], np.float32), np.array([0, 3], np.int32))
    passages = blended(both, near, np.array([0, 2], np.int32)).passages
    assert int(np.argmax(passages[:2])) == 1
    assert int(np.argmax(passages[2:])) == 1


def near_of(base: KnowledgeBase, data: st.DataObject) -> Likeness:
    count = sum(1 for _ in base.cards())
    near = data.draw(st.lists(_UNIT | st.just(float("nan")), min_size=count, max_size=count))
    texts = base.texts()
    return Likeness(np.array(near, np.float32), texts.starts, texts.of)


@_QUICK
@given(st.data(), st.sampled_from(QUESTIONS))
def test_whatever_a_model_says_what_is_safe_is_for_words_to_say(
    small_base: KnowledgeBase, data: st.DataObject, text: str
) -> None:
    before, after = small_base.answer(text), small_base.refined(text, near_of(small_base, data))
    assert after is not None
    assert after.confidence <= before.confidence
    assert after.verdict is before.verdict
    if before.confidence >= SURE:
        assert after.items[0].article_id == before.items[0].article_id


@_QUICK
@given(st.data(), st.sampled_from(QUESTIONS))
def test_what_meaning_brought_says_so(small_base: KnowledgeBase, data: st.DataObject, text: str) -> None:
    known = {item.article_id for item in small_base.answer(text).items}
    after = small_base.refined(text, near_of(small_base, data))
    assert after is not None
    for item in after.items:
        near = any(reason.kind is ReasonKind.MEANING for reason in item.reasons)
        assert near is (item.article_id not in known)


def test_without_a_word_to_search_nothing_is_refined(small_base: KnowledgeBase) -> None:
    count = sum(1 for _ in small_base.cards())
    near = Likeness(np.ones(count, np.float32), np.zeros(count, np.int32), small_base.texts().of)
    assert small_base.refined("et de la", near) is None


def test_the_likeness_of_another_base_is_not_taken(small_base: KnowledgeBase) -> None:
    count = sum(1 for _ in small_base.cards())
    near = Likeness(np.ones(count, np.float32), np.zeros(count, np.int32), "gen-before")
    assert small_base.refined("piscine mercredi", near) is None


def _twin(article_id: str, origin: Origin) -> Article:
    text = "Le composteur se retire au dépôt, avec un justificatif de domicile."
    return Article(article_id, "Composteur au jardin", origin=origin, sections=(Section("Retrait", text),))


OTHERS = tuple(
    Article(f"autre-{at}", title, sections=(Section("", f"{title}, sur place."),))
    for at, title in enumerate(("Piscine", "Mariage", "Passeport", "Cantine"))
)


@_QUICK
@given(st.lists(_UNIT, min_size=6, max_size=6))
def test_the_town_s_own_stays_before_a_national_one_that_meaning_does_not_put_far_ahead(
    two_origins: KnowledgeBase, near: list[float]
) -> None:
    texts = two_origins.texts()
    found = Likeness(np.array(near, np.float32), texts.starts, texts.of)
    after = two_origins.refined("composteur jardin", found)
    assert after is not None
    scores = {item.article_id: item.score for item in after.items}
    order = list(scores)
    if scores["F1"] <= 1.3 * scores["ville"]:
        assert order.index("ville") < order.index("F1")


@pytest.fixture(scope="module")
def two_origins(tmp_path_factory: pytest.TempPathFactory, small_language: Language) -> KnowledgeBase:
    folder: Path = tmp_path_factory.mktemp("twins")
    articles = (_twin("F1", Origin.NATIONAL), _twin("ville", Origin.LOCAL), *OTHERS)
    return build_base(folder, articles, small_language, "twins", full_text=False)
