"""Daily copies, taking one back, and a new key."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from aparte.core.errors import StorageError
from aparte.store import copying
from aparte.store.errors import StoreBusyError, UnknownContactError, WrongKeyError
from aparte.store.places import StoreFiles
from aparte.store.presence import Presence, alone
from aparte.store.recovery import NoBackupError
from aparte.store.slots import Keys
from aparte.store.vault import Vault
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import PASSPHRASE, nothing, record, recorded, vault


class Desk:
    """One workstation of one agent, restarted at will."""

    def __init__(self, folder: Path) -> None:
        self.files = StoreFiles(folder)
        self.keeper = MemoryKeeper()
        self.clock = HandClock()
        self.vault = self.opened()
        self.vault.begin("Alice")

    def opened(self) -> Vault:
        return vault(self.files.folder, self.keeper, self.clock)

    def restart(self) -> Vault:
        """The program ends, if it still runs, and begins again."""
        self.vault.lock(nothing)
        self.vault = self.opened()
        self.vault.unlock(self.vault.doors.agents[0].ref)
        return self.vault

    def break_database(self, at: int = 5000) -> None:
        """Close, and flip a bit of the file."""
        self.vault.lock(nothing)
        data = bytearray(self.files.database.read_bytes())
        data[at] ^= 1
        self.files.database.write_bytes(data)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.vault.lock(nothing)


def test_a_copy_is_due_once_a_day(desk: Desk) -> None:
    assert desk.vault.backups.due()
    desk.vault.back_up()
    assert not desk.vault.backups.due()
    desk.clock.pass_(hours=23, minutes=55)
    assert desk.vault.backups.due()


def test_a_copy_is_encrypted_whole_and_alone_in_its_file(desk: Desk) -> None:
    record(desk.vault, 1)
    done: list[float] = []
    backup = desk.vault.back_up(done.append)
    copying.check_sound(backup.path, desk.vault._open().key)
    with pytest.raises(WrongKeyError):
        copying.check_sound(backup.path, bytearray(32))
    assert b"SQLite format" not in backup.path.read_bytes()
    assert done[-1] == 1.0
    assert {path.name for path in desk.files.backups.iterdir()} - {".lock", "agents.json"} == {backup.path.name}


def test_copies_expire_after_fourteen_days_but_the_last(desk: Desk) -> None:
    for _ in range(20):
        desk.vault.back_up()
        desk.clock.pass_(days=1)
    assert len(desk.vault.backups.all()) == 15
    desk.clock.pass_(days=100)
    assert len(desk.vault.backups.all()) == 15
    last = desk.vault.back_up()
    assert desk.vault.backups.all() == (last,)


def test_a_clock_ten_years_ahead_stops_no_later_copy(desk: Desk) -> None:
    desk.clock.pass_(days=3650)
    desk.vault.back_up()
    desk.clock.pass_(days=-3650)
    assert desk.vault.backups.due()
    desk.clock.pass_(hours=1)
    last = desk.vault.back_up()
    assert desk.vault.backups.all()[0] == last
    assert all(one.taken_at <= desk.clock.now() for one in desk.vault.backups.all())
    assert not desk.vault.backups.due()


def test_two_copies_are_never_made_at_once(desk: Desk) -> None:
    with FileLock(desk.files.backups / ".lock"), pytest.raises(StoreBusyError, match="déjà en cours"):
        desk.vault.back_up()


def test_a_copy_that_is_cancelled_leaves_nothing(desk: Desk) -> None:
    def cancel(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.vault.back_up(cancel)
    assert desk.vault.backups.all() == ()
    assert not list(desk.files.backups.glob("building*"))
    desk.vault.back_up()


def test_a_disk_that_refuses_leaves_the_copies_of_before(desk: Desk) -> None:
    first = desk.vault.back_up()
    (desk.files.backups / "building.db").mkdir()
    desk.clock.pass_(days=1)
    with pytest.raises(StorageError, match="n'a pas pu être écrite"):
        desk.vault.back_up()
    assert desk.vault.backups.all() == (first,)


def test_a_full_disk_is_said_before_it_is_filled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_MARGIN_BYTES", 1 << 60)
    with pytest.raises(StorageError, match="Mo libres"):
        desk.vault.back_up()


def test_contacts_may_be_recorded_while_a_copy_is_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_PAGES_A_STEP", 10)
    record(desk.vault, 0)
    steps: list[float] = []

    def meanwhile(share: float) -> None:
        steps.append(share)
        record(desk.vault, len(steps))

    desk.vault.back_up(meanwhile)
    assert len(steps) > 3
    assert steps == sorted(steps)
    desk.vault.restore(None, nothing)
    assert recorded(desk.vault) == {"contact-0"}


def test_a_restore_brings_back_the_copy_and_says_what_is_lost(desk: Desk) -> None:
    record(desk.vault, 1)
    desk.vault.back_up()
    record(desk.vault, 2)
    device = desk.vault.store.outbox.device_id
    done = desk.vault.restore(None, nothing)
    assert recorded(desk.vault) == {"contact-1"}
    assert desk.vault.store.outbox.device_id != device
    assert desk.vault.store.outbox.waiting() == 1
    assert "La sauvegarde du 26/11/2026 à" in done.sentence()
    assert (done.aside / "contacts.db").exists()


def test_what_was_erased_stays_erased_after_a_restore(desk: Desk) -> None:
    record(desk.vault, 1)
    record(desk.vault, 2)
    desk.vault.back_up()
    assert desk.vault.agent is not None
    desk.vault.store.contacts.erase(desk.vault.agent.ref, "contact-1")
    desk.vault.restore(None, nothing)
    assert recorded(desk.vault) == {"contact-2"}
    with pytest.raises(UnknownContactError):
        desk.vault.store.contacts.contact("contact-1")


def test_a_damaged_database_is_replaced_at_the_start_and_the_agent_told(desk: Desk) -> None:
    record(desk.vault, 1)
    desk.vault.back_up()
    record(desk.vault, 2)
    desk.break_database()
    damaged = desk.files.database.read_bytes()
    opened = desk.restart()
    assert recorded(opened) == {"contact-1"}
    assert opened.news.startswith("La base des échanges était abîmée. La sauvegarde du 26/11/2026")
    assert [path.read_bytes() for path in desk.files.damaged.glob("*/contacts.db")] == [damaged]
    assert desk.restart().news == ""


def test_a_damaged_copy_is_passed_over(desk: Desk) -> None:
    record(desk.vault, 1)
    desk.vault.back_up()
    desk.clock.pass_(days=1)
    record(desk.vault, 2)
    newest = desk.vault.back_up()
    data = bytearray(newest.path.read_bytes())
    data[9000] ^= 1
    newest.path.write_bytes(data)
    desk.break_database()
    assert recorded(desk.restart()) == {"contact-1"}


def test_without_a_copy_an_empty_database_lets_the_agent_work(desk: Desk) -> None:
    record(desk.vault, 1)
    desk.break_database()
    opened = desk.restart()
    assert recorded(opened) == set()
    assert "Aucune sauvegarde ne s'ouvre" in opened.news
    record(opened, 2)
    assert recorded(desk.restart()) == {"contact-2"}
    assert len(list(desk.files.damaged.glob("*/contacts.db"))) == 1


@pytest.mark.parametrize("emptied", [True, False])
def test_a_database_that_disappeared_is_not_replaced_in_silence(desk: Desk, emptied: bool) -> None:
    record(desk.vault, 1)
    desk.vault.back_up()
    desk.vault.lock(nothing)
    if emptied:
        os.truncate(desk.files.database, 0)
    else:
        desk.files.database.unlink()
    opened = desk.restart()
    assert recorded(opened) == {"contact-1"}
    assert opened.news.startswith("La base des échanges avait disparu.")


def test_a_restore_without_a_copy_changes_nothing(desk: Desk) -> None:
    record(desk.vault, 1)
    with pytest.raises(NoBackupError, match="rien n'a été changé"):
        desk.vault.restore(None, nothing)
    assert recorded(desk.vault) == {"contact-1"}


def test_a_damaged_file_is_kept_as_long_as_a_copy(desk: Desk) -> None:
    desk.vault.back_up()
    desk.break_database()
    opened = desk.restart()
    desk.clock.pass_(days=13)
    opened.back_up()
    assert list(desk.files.damaged.iterdir())
    desk.clock.pass_(days=2)
    opened.back_up()
    assert not list(desk.files.damaged.iterdir())


def test_a_file_that_somebody_has_open_is_not_replaced(desk: Desk) -> None:
    desk.vault.back_up()
    other = desk.opened()
    other.unlock(other.doors.agents[0].ref)
    record(other, 1)
    for attempt in (lambda: desk.vault.restore(None, nothing), lambda: desk.vault.rekey(nothing)):
        with pytest.raises(StoreBusyError, match="autre fenêtre"):
            attempt()
        assert recorded(desk.vault) == {"contact-1"}
    other.lock(nothing)


def test_nobody_opens_a_database_that_is_being_replaced(desk: Desk) -> None:
    desk.vault.lock(nothing)
    with alone(desk.files), pytest.raises(StoreBusyError, match="en cours de remplacement"):
        Presence(desk.files, alone=False)
    desk.restart()


def test_a_new_key_opens_everything_and_the_old_one_nothing(desk: Desk) -> None:
    record(desk.vault, 1)
    desk.vault.back_up()
    old = bytearray(desk.vault._open().key)
    desk.vault.set_escrow(PASSPHRASE)
    desk.clock.pass_(hours=1)
    done = desk.vault.rekey(nothing)
    assert (done.left_out, done.problem) == (0, "")
    new = bytearray(desk.vault._open().key)
    assert new != old
    assert recorded(desk.restart()) == {"contact-1"}
    assert desk.vault.doors.open("", PASSPHRASE) == Keys(new)
    assert not desk.files.replaced.exists()
    assert len(desk.vault.backups.all()) == 1
    for path in (desk.files.database, desk.vault.backups.all()[0].path):
        with pytest.raises(WrongKeyError):
            copying.check_sound(path.rename(path.with_suffix(".moved")), old)
        path.with_suffix(".moved").rename(path)


def test_a_change_of_key_that_the_disk_refuses_leaves_the_old_one(desk: Desk) -> None:
    record(desk.vault, 1)
    desk.files.prepared.mkdir()
    with pytest.raises(StorageError):
        desk.vault.rekey(nothing)
    desk.files.prepared.rmdir()
    assert recorded(desk.restart()) == {"contact-1"}


def test_copies_are_named_by_their_moment(desk: Desk) -> None:
    (desk.files.backups / "contacts-hier.db").touch()
    backup = desk.vault.back_up()
    assert desk.vault.backups.all() == (backup,)
    assert backup.taken_at == desk.clock.now()
    assert desk.clock.now() - backup.taken_at == timedelta(0)
