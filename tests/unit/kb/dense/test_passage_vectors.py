"""The vectors of a base: only what changed is read again, and each article answers by its nearest passage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from aparte.core.article import Article, Origin, Section
from aparte.core.model import Vectors
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.dense.vectors import ForeignVectorsError, PassageVectors
from aparte.kb.language import Language
from tests.fakes.embedder import WordEmbedder

ARTICLES = (
    Article("F1", "Le permis de chasser", origin=Origin.NATIONAL, sections=(Section("Examen", "Il se passe en mai."),)),
    Article(
        "bois",
        "Bois de chauffage",
        sections=(Section("Retrait", "Les bûches sont au dépôt."), Section("Prix", "Le stère coûte 30 €.")),
    ),
    Article("jumeau", "Bois de chauffage", sections=(Section("Prix", "Le stère coûte 30 €."),)),
)


@pytest.fixture
def base(tmp_path: Path, small_language: Language) -> Iterator[KnowledgeBase]:
    opened = build_base(tmp_path / "index", ARTICLES, small_language, "one", full_text=False)
    yield opened
    opened.close()


def prepared(base: KnowledgeBase, folder: Path, fingerprint: str = "one") -> PassageVectors:
    found = PassageVectors(base.texts(), folder, fingerprint)
    assert found.prepare(lambda: True)
    return found


def read_all(vectors: PassageVectors, embedder: WordEmbedder) -> list[str]:
    """Read what is missing; returns it."""
    said: list[str] = []
    while passages := vectors.missing(2):
        texts = vectors.texts(passages)
        said += texts
        vectors.add(passages, embedded(embedder, texts))
    return said


def embedded(embedder: WordEmbedder, texts: Sequence[str]) -> Vectors:
    found = embedder.embed_passages(texts)
    assert found is not None
    return found


def test_the_town_s_passages_come_first_and_a_text_said_twice_once(base: KnowledgeBase, tmp_path: Path) -> None:
    vectors = prepared(base, tmp_path / "v")
    said = read_all(vectors, WordEmbedder())
    assert said == [
        "Bois de chauffage\nRetrait\nLes bûches sont au dépôt.",
        "Bois de chauffage\nPrix\nLe stère coûte 30 €.",
        "Le permis de chasser\nExamen\nIl se passe en mai.",
    ]
    assert (vectors.read, vectors.total) == (4, 4)


def test_what_was_read_is_found_again(base: KnowledgeBase, tmp_path: Path) -> None:
    read_all(prepared(base, tmp_path / "v"), WordEmbedder())
    assert prepared(base, tmp_path / "v").missing(9) == []


def test_after_a_change_only_what_changed_is_read_again(
    base: KnowledgeBase, tmp_path: Path, small_language: Language
) -> None:
    read_all(prepared(base, tmp_path / "v"), WordEmbedder())
    wood = replace(ARTICLES[1], sections=(ARTICLES[1].sections[0], Section("Prix", "Le stère coûte 31 €.")))
    newer = build_base(tmp_path / "index", (ARTICLES[0], wood), small_language, "two", full_text=False)
    said = read_all(prepared(newer, tmp_path / "v"), WordEmbedder())
    newer.close()
    assert said == ["Bois de chauffage\nPrix\nLe stère coûte 31 €."]


def test_another_embedder_reads_everything_for_itself(base: KnowledgeBase, tmp_path: Path) -> None:
    read_all(prepared(base, tmp_path / "v"), WordEmbedder())
    other = prepared(base, tmp_path / "v", "other")
    assert len(other.missing(9)) == 3
    read_all(other, WordEmbedder())
    other.forget_others()
    assert len(list((tmp_path / "v").iterdir())) == 1


def test_an_article_is_as_near_as_its_nearest_passage(base: KnowledgeBase, tmp_path: Path) -> None:
    vectors, embedder = prepared(base, tmp_path / "v"), WordEmbedder()
    read_all(vectors, embedder)
    asked = embedder.embed_question("les bûches du dépôt")
    assert asked is not None
    near = vectors.likeness(asked)
    assert near is not None
    assert int(np.argmax(near.articles)) == 1
    assert base.texts().text(int(near.passages[1])).endswith("Les bûches sont au dépôt.")


def test_an_article_that_was_not_read_has_no_likeness(base: KnowledgeBase, tmp_path: Path) -> None:
    vectors, embedder = prepared(base, tmp_path / "v"), WordEmbedder()
    passages = vectors.missing(1)
    vectors.add(passages, embedded(embedder, vectors.texts(passages)))
    asked = embedder.embed_question("permis de chasser")
    assert asked is not None
    near = vectors.likeness(asked)
    assert near is not None
    assert np.isnan(near.articles).tolist() == [True, False, True]
    assert near.passages.tolist()[0] == -1


def test_vectors_that_are_none_are_refused(base: KnowledgeBase, tmp_path: Path) -> None:
    vectors = prepared(base, tmp_path / "v")
    wrong = np.full(4, np.nan, "<f4").tobytes()
    with pytest.raises(ForeignVectorsError):
        vectors.add([0], Vectors(4, wrong))
    with pytest.raises(ForeignVectorsError):
        vectors.add([0, 1], Vectors(4, bytes(16)))
    assert vectors.read == 0


def test_a_reading_that_is_told_to_stop_is_not_ready(base: KnowledgeBase, tmp_path: Path) -> None:
    vectors = PassageVectors(base.texts(), tmp_path / "v", "one")
    assert not vectors.prepare(lambda: False)
    assert not vectors.ready
