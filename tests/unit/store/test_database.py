"""Opening the file: what is refused, in which words, and that the agent can go on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aparte.core.clock import FixedClock
from aparte.store.database import KEY_BYTES, StoreDatabase, connect, examine, open_database, refuse_affected
from aparte.store.engine import dbapi2
from aparte.store.errors import (
    AffectedLibraryError,
    DamagedStoreError,
    NewerStoreError,
    StoreBusyError,
    StoreClosedError,
    WrongKeyError,
)
from aparte.store.migrations import STEPS
from aparte.store.store import open_store
from tests.fakes.recorded import AGENT, KEY, NOON, NOTES, WORDS, contact, opened
from tests.fakes.stores import StoreFolder

OTHER_KEY = bytes(KEY_BYTES)


def filled(folder: StoreFolder, contacts: int = 40) -> Path:
    """A closed file of some pages."""
    for _ in range(contacts):
        folder.store.contacts.record(AGENT, contact(folder.ids), keep_notes_until=NOON.date())
    folder.store.close()
    return folder.path


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0b100
    path.write_bytes(data)


def test_the_settings_that_keep_what_was_acknowledged(folder: StoreFolder) -> None:
    asked = ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "secure_delete", "busy_timeout", "temp_store")
    found = [folder.store.database.value(f"PRAGMA {name}") for name in asked]
    assert found == ["wal", 2, 1, 1, 1, 5000, 2]


def test_nothing_can_be_read_without_the_key(folder: StoreFolder) -> None:
    folder.store.drafts.keep(AGENT, opened(folder.ids))
    folder.store.contacts.record(AGENT, contact(folder.ids), keep_notes_until=NOON.date())
    on_disk = b"".join(path.read_bytes() for path in folder.path.parent.iterdir())
    assert on_disk
    for text in (WORDS, NOTES, "SQLite format 3", "open_contact", AGENT):
        assert text.encode() not in on_disk
    assert KEY not in on_disk
    assert KEY.hex().encode() not in on_disk


def test_only_its_owner_reads_the_file(folder: StoreFolder) -> None:
    folder.store.drafts.keep(AGENT, opened(folder.ids))
    modes = {path.name: path.stat().st_mode & 0o077 for path in folder.path.parent.glob("contacts.db*")}
    assert {name: modes[name] for name in ("contacts.db", "contacts.db-wal", "contacts.db-shm")} == {
        "contacts.db": 0,
        "contacts.db-wal": 0,
        "contacts.db-shm": 0,
    }


def test_another_key_is_said_so_and_changes_nothing(folder: StoreFolder) -> None:
    path = filled(folder)
    before = path.read_bytes()
    with pytest.raises(WrongKeyError, match="La clé de ce poste n'ouvre pas"):
        open_database(path, OTHER_KEY)
    assert path.read_bytes() == before
    assert folder.another().outbox.waiting() == 80


@pytest.mark.parametrize("page", range(6))
def test_one_flipped_bit_is_found_at_start(folder: StoreFolder, page: int) -> None:
    path = filled(folder)
    flip(path, page * 4096 + 2000)
    with pytest.raises(DamagedStoreError, match="abîmée"):
        open_database(path, KEY)


def test_a_damaged_first_page_is_not_taken_for_another_key(folder: StoreFolder) -> None:
    path = filled(folder)
    flip(path, 3)
    with pytest.raises(DamagedStoreError):
        open_database(path, KEY)
    with pytest.raises(WrongKeyError):
        open_database(path, OTHER_KEY)


def test_damage_of_a_large_file_is_met_later_and_said_so(folder: StoreFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file is not read whole at start: what meets the damage says so, suggestions go on."""
    monkeypatch.setattr("aparte.store.database.CHECKED_AT_START_BYTES", 0)
    path = filled(folder)
    data = path.read_bytes()
    # Behind the tables' own descriptions, which opening has to read.
    for page in range(3 * len(data) // 16384, len(data) // 4096):
        flip(path, page * 4096 + 2000)
    store = open_store(path, KEY, FixedClock(NOON))
    with pytest.raises(DamagedStoreError, match="Restaurez"):
        store.contacts.record(AGENT, contact(folder.ids))
    assert examine(store.database) != ()
    store.close()
    path.write_bytes(data)
    assert folder.another().outbox.waiting() == 80


def test_a_sound_file_has_nothing_wrong(folder: StoreFolder) -> None:
    assert examine(folder.store.database) == ()


def test_a_file_that_is_no_database_is_not_overwritten(folder: StoreFolder, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"une liste de courses " * 500)
    with pytest.raises(WrongKeyError):
        open_database(path, KEY)
    assert path.read_bytes().startswith(b"une liste")


def test_a_newer_database_is_refused_untouched(folder: StoreFolder) -> None:
    folder.store.database.run(f"PRAGMA user_version = {len(STEPS) + 1}")
    folder.store.close()
    with pytest.raises(NewerStoreError, match="version plus récente"):
        open_database(folder.path, KEY)
    database = connect(folder.path, KEY)
    assert database.value("PRAGMA user_version") == len(STEPS) + 1
    database.close()


@pytest.mark.parametrize(
    ("version", "accepted"),
    [
        ("3.40.1", False),
        ("3.44.5", False),
        ("3.44.6", True),
        ("3.45.0", False),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.53.4", True),
        ("4.0.0", True),
    ],
)
def test_an_affected_sqlite_is_refused(version: str, accepted: bool) -> None:
    if accepted:
        refuse_affected(version)
    else:
        with pytest.raises(AffectedLibraryError, match=version):
            refuse_affected(version)


def test_the_sqlite_at_hand_is_not_affected() -> None:
    refuse_affected(dbapi2.sqlite_version)


def test_a_key_of_another_length_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        open_database(tmp_path / "contacts.db", bytes(16))


def test_a_second_program_writes_in_between(folder: StoreFolder) -> None:
    other = folder.another()
    for number in range(6):
        store = folder.store if number % 2 else other
        store.contacts.record(AGENT, contact(folder.ids, uses=()))
    assert [event.seq for event in other.outbox.pending()] == [1, 2, 3, 4, 5, 6]


def test_a_program_that_holds_the_file_is_said_so(folder: StoreFolder) -> None:
    other = folder.another()
    other.database.run("PRAGMA busy_timeout = 20")
    one = contact(folder.ids)
    with folder.store.database.writing():
        with pytest.raises(StoreBusyError, match="Un autre Aparté"):
            other.contacts.record(AGENT, one)
        assert other.outbox.waiting() == 0  # reading goes on
    other.contacts.record(AGENT, contact(folder.ids))


def test_a_closed_store_is_said_so(folder: StoreFolder) -> None:
    folder.store.close()
    with pytest.raises(StoreClosedError, match="verrouillée"):
        folder.store.drafts.keep(AGENT, opened(folder.ids))
    with pytest.raises(StoreClosedError):
        folder.store.drafts.opened(AGENT)


def test_a_block_that_fails_changes_nothing_and_the_next_one_works(folder: StoreFolder) -> None:
    database = folder.store.database
    with pytest.raises(RuntimeError, match="half-way"):
        _change_and_fail(database)
    assert database.value("SELECT last_seq FROM meta") == 0
    with database.writing(), database.writing():
        database.run("UPDATE meta SET last_seq = 3")
    assert database.value("SELECT last_seq FROM meta") == 3


def _change_and_fail(database: StoreDatabase) -> None:
    with database.writing():
        database.run("UPDATE meta SET last_seq = 9")
        raise RuntimeError("half-way")


def test_reading_sees_one_state(folder: StoreFolder) -> None:
    other = folder.another()
    with other.database.reading():
        before = other.outbox.waiting()
        folder.store.contacts.record(AGENT, contact(folder.ids))
        assert other.outbox.waiting() == before
    assert other.outbox.waiting() == before + 2


def test_programs_that_make_the_file_at_once_agree_on_its_device(tmp_path: Path) -> None:
    source = (
        "import sys; from pathlib import Path; from aparte.core.clock import SystemClock;"
        "from aparte.store.store import open_store;"
        "store = open_store(Path(sys.argv[1]), bytes(range(32)), SystemClock());"
        "print(store.outbox.device_id)"
    )
    command = [sys.executable, "-c", source, str(tmp_path / "contacts.db")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) for _ in range(4)]
    devices = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert len(set(devices)) == 1
