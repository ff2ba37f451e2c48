"""The index that comes with the program spares a first start the building, and never stands in its way."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aparte.assist.librarian import Librarian
from aparte.core.clock import FixedClock
from aparte.kb.delivered import FOLDER
from aparte.kb.storage import current_folder

SEED = Path(__file__).parents[3] / "kb_seed"
CLOCK = FixedClock(datetime(2026, 11, 26, tzinfo=UTC))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An installed program's folder: a small base with its index beside."""
    folder = tmp_path / "program"
    seed = folder / "kb_seed"
    (seed / "articles").mkdir(parents=True)
    for path in SEED.glob("*.yaml"):
        (seed / path.name).write_bytes(path.read_bytes())
    for path in sorted((SEED / "articles" / "identite").glob("*.md"))[:3]:
        (seed / "articles" / path.name).write_bytes(path.read_bytes())
    Librarian.open(seed, folder / "building" / "index", CLOCK)
    (folder / "building" / "index").replace(folder / FOLDER)
    shutil.rmtree(folder / "building")
    return folder


def test_a_first_start_takes_the_delivered_index(program: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "index"
    desk = Librarian.open(program / "kb_seed", own, CLOCK)
    delivered, taken = current_folder(program / FOLDER), current_folder(own)
    assert delivered is not None
    assert taken is not None
    # An index built here would have a segment of another name.
    assert {path.name for path in taken.rglob("*.seg")} == {path.name for path in delivered.rglob("*.seg")}
    assert desk.search("carte").total > 0
    assert not any(path.stat().st_nlink > 1 for path in taken.iterdir() if path.is_file())


def test_a_town_that_changed_an_article_has_its_own_answer(program: Path, tmp_path: Path) -> None:
    article = min((program / "kb_seed" / "articles").glob("*.md"))
    article.write_text(article.read_text("utf-8") + "\nLe guichet Saperlipopette est ouvert.\n", "utf-8")
    desk = Librarian.open(program / "kb_seed", tmp_path / "own" / "index", CLOCK)
    assert desk.search("saperlipopette").total == 1


def test_a_damaged_delivered_index_is_built_as_ever(program: Path, tmp_path: Path) -> None:
    folder = current_folder(program / FOLDER)
    assert folder is not None
    (folder / "terms.txt").write_text("nothing\n", "utf-8")
    desk = Librarian.open(program / "kb_seed", tmp_path / "own" / "index", CLOCK)
    assert desk.search("carte").total > 0


def test_an_index_in_service_stays(program: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "index"
    Librarian.open(program / "kb_seed", own, CLOCK)
    before = current_folder(own)
    Librarian.open(program / "kb_seed", own, CLOCK)
    assert current_folder(own) == before
