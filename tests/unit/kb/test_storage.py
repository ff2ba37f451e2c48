"""The index on disk: whole or not at all."""

from pathlib import Path

import pytest

from aparte.core.article import Article, Section
from aparte.core.errors import BaseUnavailableError, StorageError
from aparte.kb.article_json import from_json, to_json
from aparte.kb.base import build_base, open_base
from aparte.kb.language import Language
from aparte.kb.storage import current_folder
from tests.unit.kb.conftest import SMALL_ARTICLES


def test_an_opened_base_answers_like_the_built_one(index_root: Path, small_language: Language) -> None:
    built = build_base(index_root, SMALL_ARTICLES, small_language, "d1")
    opened = open_base(index_root, small_language)
    assert opened is not None
    assert opened.digest == "d1"
    question = "carte d'identité perdue"
    assert opened.answer(question).items == built.answer(question).items


@pytest.mark.parametrize("harm", ["cut", "gone", "manifest", "pointer", "empty"])
def test_a_damaged_index_is_not_trusted(index_root: Path, small_language: Language, harm: str) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    folder = current_folder(index_root)
    assert folder is not None
    if harm == "cut":
        path = folder / "passages.weights.npy"
        path.write_bytes(path.read_bytes()[:-7])
    elif harm == "gone":
        (folder / "forms.txt").unlink()
    elif harm == "manifest":
        (folder / "manifest.json").write_text("{", "utf-8")
    elif harm == "pointer":
        (index_root / "CURRENT").write_text("../elsewhere", "utf-8")
    else:
        (index_root / "CURRENT").write_bytes(b"\xff\xfe")
    assert open_base(index_root, small_language) is None


def test_a_new_generation_replaces_the_old_one(index_root: Path, small_language: Language) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    build_base(index_root, SMALL_ARTICLES[:2], small_language, "d2").close()
    assert [path.name.startswith("gen-d2") for path in index_root.glob("gen-*")] == [True]


def test_a_failed_build_leaves_the_old_one_in_service(index_root: Path, small_language: Language) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    with pytest.raises(BaseUnavailableError):
        build_base(index_root, (), small_language, "d2")
    kept = open_base(index_root, small_language)
    assert kept is not None
    assert kept.digest == "d1"
    assert list(index_root.glob(".building-*")) == []


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, small_language: Language) -> None:
    occupied = tmp_path / "index"
    occupied.write_text("a file where the folder should be", "utf-8")
    with pytest.raises(StorageError, match="ne peut pas être écrit"):
        build_base(occupied, SMALL_ARTICLES, small_language, "d1")


def test_articles_survive_their_json() -> None:
    article = Article(id="a", title="T", sections=(Section("é", "œ"),), keywords=("k",))
    assert from_json(to_json(article)) == article
