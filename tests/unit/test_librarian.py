"""The desk over a base that lacks something: it answers, and says what is missing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aparte import cli
from aparte.assist.desk import SuggestRequest
from aparte.assist.librarian import Librarian
from aparte.core.clock import FixedClock
from tests.fakes.base_folder import write_base

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
SAID = SuggestRequest(1, "j'ai perdu ma carte d'identité", settled=True)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_base(tmp_path / "seed")


def first(desk: Librarian) -> str:
    return desk.suggest(SAID).items[0].article_id


def test_a_whole_base_has_no_problem(seed: Path, tmp_path: Path) -> None:
    desk = Librarian.open(seed, tmp_path / "index", CLOCK)
    assert (first(desk), desk.state().problems, desk.state().stale) == ("carte-perdue", (), False)


def test_articles_left_out_are_told_at_every_opening(seed: Path, tmp_path: Path) -> None:
    (seed / "articles" / "broken.md").write_text("no front matter", "utf-8")
    for _ in range(2):
        desk = Librarian.open(seed, tmp_path / "index", CLOCK)
        assert first(desk) == "carte-perdue"
        assert [problem for problem in desk.state().problems if "laissées de côté : 1" in problem]


def test_a_broken_directory_leaves_the_articles_answering(seed: Path, tmp_path: Path) -> None:
    (seed / "directory.yaml").write_text("services: 3", "utf-8")
    desk = Librarian.open(seed, tmp_path / "index", CLOCK)
    assert first(desk) == "carte-perdue"
    assert desk.service("titres") is None
    assert [problem for problem in desk.state().problems if "directory.yaml" in problem]


def test_a_place_that_refuses_the_index_still_answers(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    desk = Librarian.open(seed, tmp_path / "file" / "index", CLOCK)
    assert first(desk) == "carte-perdue"
    assert [problem for problem in desk.state().problems if "à chaque ouverture" in problem]


def test_the_old_index_answers_when_the_new_one_cannot_be_built(seed: Path, tmp_path: Path) -> None:
    Librarian.open(seed, tmp_path / "index", CLOCK)
    for path in (seed / "articles").rglob("*.md"):
        path.write_text("spoilt", "utf-8")
    desk = Librarian.open(seed, tmp_path / "index", CLOCK)
    assert (first(desk), desk.state().stale) == ("carte-perdue", True)


def test_the_command_line_tells_what_the_base_lacks(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seed / "articles" / "broken.md").write_text("no front matter", "utf-8")
    places = ["--seed", str(seed), "--basedir", str(tmp_path / "own")]
    cli.main(["kb", "info", *places])
    cli.main(["doctor", *places])
    assert capsys.readouterr().out.count("laissées de côté : 1") == 2
