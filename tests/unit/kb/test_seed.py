"""The base's own files, well written or not."""

from pathlib import Path

import pytest

from aparte.core.errors import BaseUnavailableError
from aparte.kb.seed import SeedFolder

BROKEN = {
    "directory.yaml": [
        "services: 3",
        "services: [a]",
        "services: [{name: x}]",
        "services: [{id: a, name: b, level: 9}]",
        "a: [",
    ],
    "themes.yaml": ["themes: 3", "themes: [{id: a}]", "[]"],
    "lexicon.yaml": ["groups: [{same: []}]", "abbreviations: [a]", "groups: 3", "- a", "groups: [{say: [a]}]"],
    "situations.yaml": ["- {about: [a], said: 3}", "- {about: 3, said: [a]}", "- a", "3"],
    "elsewhere.yaml": ["- {topic: a}", "- {said: [1, 2]}"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path


@pytest.mark.parametrize(("name", "content"), [(name, content) for name, rows in BROKEN.items() for content in rows])
def test_a_broken_file_is_one_sentence_that_names_it(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(BaseUnavailableError, match=name.replace(".", r"\.")):
        read_all(SeedFolder(folder))


def test_absent_files_are_an_empty_base(folder: Path) -> None:
    read_all(SeedFolder(folder))


def test_a_folder_named_like_an_article_is_passed_over(folder: Path) -> None:
    (folder / "articles" / "x.md").mkdir()
    assert SeedFolder(folder).paths() == []
    assert SeedFolder(folder).digest()


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailableError, match="articles"):
        SeedFolder(tmp_path)


def read_all(seed: SeedFolder) -> None:
    seed.themes()
    seed.services()
    seed.language()
