"""The vault as an agent meets it: first start, PINs, lock, switch, several agents."""

import json
from pathlib import Path

import pytest

from aparte.core.errors import StorageError
from aparte.store.agents import AgentError, DamagedAgentsError, NewerAgentsError
from aparte.store.attempts import TooManyAttemptsError
from aparte.store.doors import Need
from aparte.store.errors import StoreClosedError
from aparte.store.keys import (
    KeyringLockedError,
    KeyringUnavailableError,
    MissingSecretError,
    WeakSecretError,
    WrongSecretError,
)
from aparte.store.places import StoreFiles
from aparte.store.vault import Vault, VaultState
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import NOTES, PASSPHRASE, nothing, record, recorded, vault

PIN, OTHER_PIN = "482913", "730264"


def started(folder: Path, keeper: MemoryKeeper) -> Vault:
    """A workstation of two agents with PINs, Alice at work."""
    opened = vault(folder, keeper)
    opened.begin("Alice")
    opened.change_secret("", PIN)
    opened.add("Bruno", OTHER_PIN)
    return opened


def autosave(opened: Vault) -> None:
    record(opened, 7)


def agent_ref(opened: Vault, name: str) -> str:
    return opened.doors.directory.named(name).ref


def test_the_first_start_with_a_keyring_asks_for_nothing(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = vault(tmp_path, keeper)
    assert (opened.state, opened.doors.need_to_add()) == (VaultState.ABSENT, Need.NOTHING)
    agent = opened.begin("Alice")
    record(opened, 1)
    opened.lock(nothing)
    again = vault(tmp_path, keeper)
    assert (again.state, again.need(agent.ref)) == (VaultState.LOCKED, Need.NOTHING)
    again.unlock(agent.ref)
    assert recorded(again) == {"contact-1"}
    again.lock(nothing)


def test_without_a_keyring_a_passphrase_is_asked_for(tmp_path: Path) -> None:
    opened = vault(tmp_path, MemoryKeeper(present=False))
    assert opened.doors.need_to_add() is Need.PASSPHRASE
    with pytest.raises(WeakSecretError, match="12 caractères"):
        opened.begin("Alice", PIN)
    assert opened.state is VaultState.ABSENT
    agent = opened.begin("Alice", PASSPHRASE)
    opened.lock(nothing)
    with pytest.raises(WrongSecretError):
        opened.reauthenticate("tortue verte volcan")
    opened.reauthenticate(PASSPHRASE)
    assert opened.need(agent.ref) is Need.PASSPHRASE
    opened.lock(nothing)


def test_a_town_that_wants_a_pin_gets_one(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = vault(tmp_path, keeper, require_pin=True)
    assert opened.doors.need_to_add() is Need.PIN
    with pytest.raises(WeakSecretError):
        opened.begin("Alice")
    opened.begin("Alice", PIN)
    with pytest.raises(WeakSecretError):
        opened.change_secret(PIN, "")
    opened.lock(nothing)


def test_a_town_that_comes_to_want_a_pin_says_so_at_the_next_start(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = vault(tmp_path, keeper)
    agent = opened.begin("Alice")
    assert not opened.doors.must_choose_pin(agent.ref)
    opened.lock(nothing)
    assert vault(tmp_path, keeper, require_pin=True).doors.must_choose_pin(agent.ref)


def test_a_pin_chosen_later_replaces_the_keyring(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = vault(tmp_path, keeper)
    agent = opened.begin("Alice")
    kept = set(keeper.secrets)
    opened.change_secret("", PIN)
    opened.lock(nothing)
    assert kept & set(keeper.secrets) == set()
    with pytest.raises(WrongSecretError):
        opened.unlock(agent.ref, "")
    opened.unlock(agent.ref, PIN)
    opened.change_secret(PIN, "")
    opened.lock(nothing)
    opened.reauthenticate()
    opened.lock(nothing)


def test_a_pin_alone_opens_nothing_on_a_stolen_disk(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())
    alice = agent_ref(opened, "Alice")
    opened.lock(nothing)
    with pytest.raises(MissingSecretError):
        vault(tmp_path, MemoryKeeper()).unlock(alice, PIN)
    with pytest.raises(KeyringUnavailableError):
        vault(tmp_path, MemoryKeeper(present=False)).unlock(alice, PIN)


def test_a_locked_keyring_is_a_sentence_and_counts_no_attempt(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = started(tmp_path, keeper)
    alice = agent_ref(opened, "Alice")
    opened.lock(nothing)
    keeper.locked = True
    for _ in range(10):
        with pytest.raises(KeyringLockedError):
            opened.unlock(alice, PIN)
    keeper.locked = False
    opened.unlock(alice, PIN)
    opened.lock(nothing)


def test_wrong_pins_make_the_next_wait_even_after_a_restart(tmp_path: Path) -> None:
    keeper, clock = MemoryKeeper(), HandClock()
    opened = started(tmp_path, keeper)
    alice = agent_ref(opened, "Alice")
    opened.lock(nothing)
    for _ in range(3):
        with pytest.raises(WrongSecretError):
            vault(tmp_path, keeper, clock).unlock(alice, "000001")
    with pytest.raises(TooManyAttemptsError):
        vault(tmp_path, keeper, clock).unlock(alice, PIN)
    clock.pass_(seconds=5)
    again = vault(tmp_path, keeper, clock)
    again.unlock(alice, PIN)
    again.lock(nothing)


def test_the_lock_saves_what_is_typed_first_and_wipes_the_key(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())
    key = opened._open().key
    opened.lock(lambda: autosave(opened))
    assert key == bytes(32)
    assert opened.state is VaultState.LOCKED
    with pytest.raises(StoreClosedError, match="verrouillés"):
        _ = opened.store
    opened.reauthenticate(PIN)
    assert recorded(opened) == {"contact-7"}
    opened.lock(nothing)


def test_a_lock_whose_autosave_fails_loses_nothing(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())

    def refuse() -> None:
        raise StorageError("Le disque est plein.")

    with pytest.raises(StorageError):
        opened.lock(refuse)
    assert opened.state is VaultState.UNLOCKED
    record(opened, 1)
    opened.lock(nothing)
    opened.lock(nothing)


def test_agents_switch_without_closing_the_database(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())
    store = opened.store
    saved = []
    bruno = opened.switch(agent_ref(opened, "Bruno"), OTHER_PIN, lambda: saved.append("draft"))
    assert (opened.agent, opened.store, saved) == (bruno, store, ["draft"])
    with pytest.raises(WrongSecretError):
        opened.switch(agent_ref(opened, "Alice"), OTHER_PIN, nothing)
    assert opened.agent == bruno
    opened.lock(nothing)


def test_two_agents_both_have_a_pin(tmp_path: Path) -> None:
    opened = vault(tmp_path)
    opened.begin("Alice")
    with pytest.raises(AgentError, match="code pour Alice"):
        opened.add("Bruno", OTHER_PIN)
    opened.change_secret("", PIN)
    opened.add("Bruno", OTHER_PIN)
    with pytest.raises(WeakSecretError):
        opened.change_secret(PIN, "")
    opened.lock(nothing)


def test_pseudonyms_say_nothing_of_names_and_survive_a_new_one(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())
    before = {agent.ref for agent in opened.doors.agents}
    opened.rename(agent_ref(opened, "Alice"), "  Alice   Martin ")
    assert opened.agent is not None
    assert opened.agent.name == "Alice Martin"
    assert {agent.ref for agent in opened.doors.agents} == before
    assert len(before) == 2
    other = vault(tmp_path / "other")
    other.begin("Alice")
    assert other.agent is not None
    assert other.agent.ref not in before
    for one in (opened, other):
        one.lock(nothing)


@pytest.mark.parametrize("name", ["", "   ", "ALICE", "x" * 61, "a\x07b"])
def test_names_that_would_confuse_are_refused(tmp_path: Path, name: str) -> None:
    opened = started(tmp_path, MemoryKeeper())
    with pytest.raises(AgentError):
        opened.add(name, OTHER_PIN)
    opened.lock(nothing)


def test_an_agent_who_left_opens_nothing_any_more(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())
    bruno = agent_ref(opened, "Bruno")
    with pytest.raises(AgentError, match="laissez d'abord la place"):
        opened.remove(agent_ref(opened, "Alice"))
    opened.remove(bruno)
    opened.lock(nothing)
    with pytest.raises(AgentError):
        opened.unlock(bruno, OTHER_PIN)
    opened.reauthenticate(PIN)
    with pytest.raises(AgentError):
        opened.doors.remove(agent_ref(opened, "Alice"))
    opened.lock(nothing)


def test_the_key_is_in_no_file_and_no_citizen_in_the_agents_file(tmp_path: Path) -> None:
    opened = started(tmp_path, MemoryKeeper())
    record(opened, 1)
    key = bytes(opened._open().key)
    opened.back_up()
    opened.lock(nothing)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert key not in data, path
            assert key.hex().encode() not in data, path
            assert NOTES.encode() not in data, path
            assert PIN.encode() not in data, path


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": 1}', None], ids=str)
def test_a_broken_list_of_agents_is_read_from_its_copy(tmp_path: Path, broken: bytes | None) -> None:
    keeper = MemoryKeeper()
    started(tmp_path, keeper).lock(nothing)
    files = StoreFiles(tmp_path)
    if broken is None:
        files.agents.unlink()
    else:
        files.agents.write_bytes(broken)
    opened = vault(tmp_path, keeper)
    opened.unlock(agent_ref(opened, "Alice"), PIN)
    opened.lock(nothing)
    if broken is not None:
        (files.backups / "agents.json").write_bytes(broken)
        with pytest.raises(DamagedAgentsError, match="sauvegarde"):
            vault(tmp_path, keeper)


def test_a_base_without_its_agents_is_not_written_over(tmp_path: Path) -> None:
    started(tmp_path, MemoryKeeper()).lock(nothing)
    files = StoreFiles(tmp_path)
    for path in (files.agents, files.backups / "agents.json"):
        path.unlink()
    before = files.database.read_bytes()
    opened = vault(tmp_path)
    assert opened.state is VaultState.ABSENT
    with pytest.raises(DamagedAgentsError, match="ont disparu"):
        opened.begin("Alice")
    assert files.database.read_bytes() == before
    assert not files.agents.exists()


def test_a_list_of_agents_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    started(tmp_path, keeper).lock(nothing)
    files = StoreFiles(tmp_path)
    for path in (files.agents, files.backups / "agents.json"):
        path.write_text(json.dumps({**json.loads(path.read_bytes()), "schema": 99}), "utf-8")
    with pytest.raises(NewerAgentsError, match="plus récente"):
        vault(tmp_path, keeper)


def test_the_escrow_opens_when_every_pin_is_forgotten(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = started(tmp_path, keeper)
    opened.set_escrow("la phrase du coffre de la mairie")
    opened.lock(nothing)
    elsewhere = vault(tmp_path, MemoryKeeper(present=False))
    keys = elsewhere.doors.open("", "la phrase du coffre de la mairie")
    assert len(keys.current) == 32
    with pytest.raises(WrongSecretError):
        elsewhere.doors.open("", "une autre phrase du coffre")


def test_a_slot_that_nobody_vouches_for_gets_no_new_key(tmp_path: Path) -> None:
    keeper = MemoryKeeper()
    opened = started(tmp_path, keeper)
    thief = vault(tmp_path / "thief", keeper)
    thief.begin("Alice", "")
    planted = thief.doors.directory.slots[0].document()
    thief.lock(nothing)
    opened.lock(nothing)
    path = StoreFiles(tmp_path).agents
    document = json.loads(path.read_bytes())
    document["slots"].append(planted)
    path.write_text(json.dumps(document), "utf-8")
    again = vault(tmp_path, keeper)
    again.unlock(agent_ref(again, "Alice"), PIN)
    assert again.rekey(nothing).left_out == 1
    assert len(again.doors.directory.slots) == 2
    again.lock(nothing)
