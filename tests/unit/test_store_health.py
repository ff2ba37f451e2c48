"""`aparte doctor` on the contacts: what it sees from outside, without a key or a question."""

import os
import shutil
from pathlib import Path

import pytest

from aparte.assist.contacts import health
from aparte.assist.contacts.health import examine_store
from aparte.assist.finding import Finding, Level
from aparte.settings.places import Places
from aparte.store.keys import KeyKeeper
from aparte.store.places import NetworkPlaceError
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import PASSPHRASE, nothing, record, vault

NOWHERE = Path("/nonexistent/policy.toml")


class UntouchedKeeper(MemoryKeeper):
    """Says whether it is there; whoever asks it for a secret fails the test."""

    def _answer(self) -> None:
        raise AssertionError("the keyring was asked for a secret")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "seed", tmp_path / "own", NOWHERE)


def seen(places: Places, keeper: KeyKeeper, clock: HandClock | None = None) -> dict[str, Finding]:
    return {one.subject: one for one in examine_store(places, clock or HandClock(), keeper)}


def begun(places: Places, keeper: MemoryKeeper, secret: str = "") -> None:
    """An agent, one contact, everything closed again."""
    opened = vault(places.store, keeper)
    opened.begin("Alice", secret)
    record(opened, 1)
    opened.lock(nothing)


def test_a_machine_where_nobody_started_is_fine(places: Places) -> None:
    found = seen(places, UntouchedKeeper())
    assert {one.level for one in found.values()} == {Level.FINE}
    assert found["Échanges"].detail.startswith("aucun encore")
    assert not places.store.exists()


def test_a_store_is_described_without_being_opened(places: Places) -> None:
    begun(places, MemoryKeeper(present=False), PASSPHRASE)
    before = {path: path.stat().st_mtime_ns for path in places.store.rglob("*")}
    found = seen(places, UntouchedKeeper())
    assert found["Échanges"].level is Level.FINE
    assert "1 agent, verrouillée par une phrase de passe" in found["Échanges"].detail
    assert {path: path.stat().st_mtime_ns for path in places.store.rglob("*")} == before


def test_without_a_keyring_a_passphrase_is_announced(places: Places) -> None:
    told = seen(places, UntouchedKeeper(present=False))["Trousseau de clés"]
    assert told.level is Level.WARNING
    assert "phrase de passe de 12 caractères" in told.detail


def test_a_keyring_that_held_the_key_and_is_gone_is_a_failure(places: Places) -> None:
    begun(places, MemoryKeeper())
    told = seen(places, UntouchedKeeper(present=False))
    assert told["Trousseau de clés"].level is Level.FAILURE
    assert "store recover" in told["Trousseau de clés"].advice
    assert "ouverte par le trousseau" in told["Échanges"].detail


def test_a_missing_list_of_agents_is_a_failure(places: Places) -> None:
    begun(places, MemoryKeeper())
    for path in places.store.rglob("agents.json"):
        path.unlink()
    assert seen(places, UntouchedKeeper())["Échanges"].level is Level.FAILURE


def test_a_damaged_list_of_agents_is_a_failure(places: Places) -> None:
    begun(places, MemoryKeeper())
    for path in places.store.rglob("agents.json"):
        path.write_text("{", "utf-8")
    told = seen(places, UntouchedKeeper())["Échanges"]
    assert told.level is Level.FAILURE
    assert "liste des agents" in told.detail


def test_a_base_that_is_gone_is_told(places: Places) -> None:
    begun(places, MemoryKeeper())
    (places.store / "contacts.db").unlink()
    assert seen(places, UntouchedKeeper())["Échanges"].level is Level.WARNING


def test_the_last_copy_is_dated_and_an_old_one_is_told(places: Places) -> None:
    keeper, clock = MemoryKeeper(), HandClock()
    begun(places, keeper)
    assert seen(places, UntouchedKeeper(), clock)["Sauvegardes"].level is Level.WARNING
    opened = vault(places.store, keeper, clock)
    opened.unlock(opened.doors.agents[0].ref)
    opened.back_up()
    opened.lock(nothing)
    told = seen(places, UntouchedKeeper(), clock)["Sauvegardes"]
    assert (told.level, f"{clock.now().astimezone():%d/%m/%Y}" in told.detail) == (Level.FINE, True)
    later = HandClock()
    later.pass_(days=6)
    assert seen(places, UntouchedKeeper(), later)["Sauvegardes"].level is Level.WARNING


def test_a_share_is_a_failure(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise NetworkPlaceError(f"{folder} est sur un dossier du réseau.")

    monkeypatch.setattr(health, "refuse_unsafe", refuse)
    assert seen(places, UntouchedKeeper())["Dossier des échanges"].level is Level.FAILURE


def test_the_room_for_copies_is_told(places: Places) -> None:
    begun(places, MemoryKeeper())
    # Sparse: only its length is what the disk has left.
    os.truncate(places.store / "contacts.db", shutil.disk_usage(places.store).free)
    told = seen(places, UntouchedKeeper())["Place des échanges"]
    assert told.level is Level.WARNING
    assert "libérez de la place" in told.advice
