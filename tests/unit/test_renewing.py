"""A base renewed in place: served at once, whole, and kept when the new one can't be built."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aparte.assist.desk import SuggestRequest
from aparte.assist.librarian import Librarian
from aparte.core.clock import FixedClock
from aparte.core.errors import AparteError
from tests.fakes.base_folder import LOST_CARD, spoil_rebuilding, write_base

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
SAID = "Combien coûte une carte d'identité perdue ?"
CARD = Path("articles/identite/carte-perdue.md")


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_base(tmp_path / "seed")


@pytest.fixture
def desk(seed: Path, tmp_path: Path) -> Librarian:
    return Librarian.open(seed, tmp_path / "index", CLOCK)


def dearer(folder: Path) -> None:
    (folder / CARD).write_text(LOST_CARD.replace("25 €", "31 €").replace("25 euros", "31 euros"), "utf-8")


def seen(desk: Librarian) -> str:
    items = desk.suggest(SuggestRequest(1, SAID, settled=True)).items
    reply = desk.reply(SAID)
    said = reply.text(with_source=True) if reply is not None else ""
    return " ".join([items[0].quote, said, repr(desk.article("carte-perdue"))])


def test_an_edited_article_is_served_without_a_restart(desk: Librarian, seed: Path) -> None:
    assert "25 €" in seen(desk)
    dearer(seed)
    assert desk.renew()
    assert "31 €" in seen(desk)
    assert "25" not in seen(desk)


def test_nothing_is_built_when_nothing_changed(desk: Librarian, seed: Path) -> None:
    before = desk.base
    assert (desk.renew(), desk.renew(seed)) == (False, False)
    assert desk.base is before


def test_another_folder_takes_the_place_of_the_town_s(desk: Librarian, tmp_path: Path) -> None:
    other = write_base(tmp_path / "other")
    dearer(other)
    (other / "town.yaml").write_text("name: Autreville\n", "utf-8")
    assert desk.renew(other)
    assert "31 €" in seen(desk)
    assert (desk.state().town, desk.state().folder) == ("Autreville", str(other))


def test_a_base_that_cannot_be_built_leaves_the_one_in_service(desk: Librarian, seed: Path, tmp_path: Path) -> None:
    spoil_rebuilding(seed, tmp_path / "index")
    with pytest.raises(AparteError):
        desk.renew()
    assert "25 €" in seen(desk)


def test_a_call_under_way_ends_on_the_base_it_began_with(desk: Librarian, seed: Path) -> None:
    before = desk.base
    dearer(seed)
    desk.renew()
    assert "25 €" in repr(before.article("carte-perdue"))
