"""The index on disk: whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
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


def every_file(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_one_changed_byte_anywhere_is_noticed(index_root: Path, small_language: Language) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    folder = current_folder(index_root)
    assert folder is not None
    for path in every_file(folder):
        content = path.read_bytes()
        # What is kept for the next build is checked by the next build.
        if not content or path.name == "manifest.json" or path.name.startswith("kept."):
            continue
        at = len(content) // 2
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        assert open_base(index_root, small_language) is None, path.name
        path.write_bytes(content)
    restored = open_base(index_root, small_language)
    assert restored is not None
    restored.close()


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


def generations(root: Path) -> list[str]:
    return sorted(path.name.split("-")[1] for path in root.glob("gen-*"))


def test_the_generation_before_is_kept_and_no_older_one(index_root: Path, small_language: Language) -> None:
    for digest in ("d1", "d2", "d3"):
        build_base(index_root, SMALL_ARTICLES, small_language, digest).close()
    assert generations(index_root) == ["d2", "d3"]


def test_an_open_base_goes_on_when_others_build_anew(index_root: Path, small_language: Language) -> None:
    opened = build_base(index_root, SMALL_ARTICLES, small_language, "d1")
    for digest in ("d2", "d3", "d4"):
        build_base(index_root, SMALL_ARTICLES, small_language, digest).close()
    assert opened.answer("piscine mercredi").items[0].article_id == "piscine"
    assert opened.search("piscine", 3).hits[0].article_id == "piscine"
    assert opened.article("piscine").title == "Piscine : horaires et tarifs"


def test_what_a_killed_build_left_is_swept(index_root: Path, small_language: Language) -> None:
    (index_root / ".building-dead").mkdir(parents=True)
    (index_root / ".CURRENT-dead").write_text("x", "utf-8")
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    assert sorted(path.name for path in index_root.glob(".*")) == []


def test_builds_at_once_all_end_well(index_root: Path, small_language: Language) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(lambda _: build_base(index_root, SMALL_ARTICLES, small_language, "d1"), range(4)))
    assert [base.answer("piscine mercredi").items[0].article_id for base in built] == ["piscine"] * 4
    assert generations(index_root) == ["d1"]


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
