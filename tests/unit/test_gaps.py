"""Gaps: filed durably, without the citizen's words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aparte.assist.gaps import GapFile
from aparte.assist.librarian import Librarian
from aparte.core.clock import FixedClock
from aparte.core.errors import StorageError
from tests.fakes.base_folder import write_base

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def test_a_gap_keeps_its_date_and_its_nearest_articles(tmp_path: Path) -> None:
    path = tmp_path / "gaps.jsonl"
    reference = GapFile(path, CLOCK).file(("carte d'identité",), ("cni",))
    assert reference in path.read_text("utf-8")
    assert "2026-11-23T09:00:00" in path.read_text("utf-8")


def test_no_word_of_the_citizen_is_kept(tmp_path: Path) -> None:
    said = "Madame Alice Martin, 3 rue des Lilas, paul.martin@orange.fr, a perdu sa carte d'identité"
    desk = Librarian.open(write_base(tmp_path / "seed"), tmp_path / "data" / "index", CLOCK)
    desk.file_gap(said, ())
    kept = (tmp_path / "data" / "gaps.jsonl").read_text("utf-8").lower()
    assert not [word for word in ("alice", "martin", "lilas", "orange", "paul") if word in kept]


def test_a_disk_that_refuses_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StorageError, match="n'a pas pu être noté"):
        GapFile(tmp_path / "file" / "gaps.jsonl", CLOCK).file((), ())
