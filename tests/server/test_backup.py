"""The restore drill, as whoever keeps the server goes through it, on SQLite and on PostgreSQL alike."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aparte.core.errors import UsageError
from aparte_server.cli import main
from aparte_server.store import postgres_backup
from aparte_server.store.backups import copier_for, name_at
from aparte_server.store.migrations import migrate
from aparte_server.store.records import Ack, Device
from aparte_server.store.sealing import seal, unseal
from aparte_server.store.store import open_database
from tests.server.postgres import PostgresServer
from tests.server.town import WORDS, Town, event, events, uuid


class Site:
    """A server's database and journal; opened for a moment at a time, as a server that is stopped in between."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.copy = folder / "copy"
        self.org_id = ""
        with self.opened() as town:
            self.org_id = town.org_id
            self.device: Device = town.device()

    @contextmanager
    def opened(self) -> Iterator[Town]:
        with closing(open_database(self.url)) as database:
            migrate(database)
            town = Town(database, self.folder)
            if self.org_id:
                town.organisation = town.store.organisations.get(self.org_id)
                town.org_id = self.org_id
            yield town

    def copied(self) -> None:
        """By another version of the server than this one."""
        self.copy.touch()
        copier_for(self.url).copy(self.copy)

    def run(self, *arguments: str) -> int:
        return main(["--database", self.url, "--journal", str(self.folder / "erasures.jsonl"), *arguments])

    def content(self) -> dict[str, str | None]:
        with self.opened() as town:
            return town.payloads()


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    url = str(tmp_path / "town.db")
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.url("backup_" + uuid().replace("-", ""))
    return Site(url, tmp_path)


def test_a_drill_brings_everything_back_but_what_was_erased_since(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    contact = uuid()
    first = [event(1, contact_id=contact), *events(2, 3)]
    later = events(4, 6)
    with site.opened() as town:
        town.take(site.device, first)
    assert site.run("backup", str(site.copy)) == 0
    with site.opened() as town:
        town.take(site.device, later)
        town.store.changes.erase(site.org_id, contact)
        before = town.store.organisations.get(site.org_id)
    assert site.run("restore", str(site.copy)) == 2
    assert len(site.content()) == 6
    assert site.run("restore", str(site.copy), "--yes") == 0
    assert "1 échange(s) effacé(s) à nouveau" in capsys.readouterr().out
    content = site.content()
    assert set(content) == {one.event_id for one in first}
    assert [name for name, payload in content.items() if payload is None] == [first[0].event_id]
    with site.opened() as town:
        now = town.store.organisations.get(site.org_id)
        assert now.generation != before.generation
        assert now.change_no > before.change_no
        # What the workstations still keep fills the server again.
        assert town.store.ingest.ack(site.device) == Ack(3, first[-1].event_id)
        town.take(site.device, later)
    assert len(site.content()) == 6


def test_a_sealed_copy_opens_with_its_key_alone(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    with site.opened() as town:
        town.take(site.device, events(1, 2))
    key, other = site.folder / "key", site.folder / "other"
    key.write_text("5a" * 32 + "\n")
    other.write_text("a5" * 32)
    assert site.run("backup", str(site.copy), "--key-file", str(key)) == 0
    assert WORDS.encode() not in site.copy.read_bytes()
    with site.opened() as town:
        town.take(site.device, events(3, 3))
    capsys.readouterr()
    for wrong in ([], ["--key-file", str(other)], ["--key-file", str(site.copy)], ["--key-file", "absent"]):
        assert site.run("restore", str(site.copy), "--yes", *wrong) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert len(site.content()) == 3
    assert site.run("restore", str(site.copy), "--yes", "--key-file", str(key)) == 0
    assert len(site.content()) == 2


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_whatever_is_sealed_comes_back_and_no_torn_piece_does(tmp_path: Path, size: int) -> None:
    plain, sealed, back = (tmp_path / name for name in ("plain", "sealed", "back"))
    plain.write_bytes(bytes(range(256)) * (size // 256) + bytes(size % 256))
    key = bytes(range(32))
    seal(plain, sealed, key)
    unseal(sealed, back, key)
    assert back.read_bytes() == plain.read_bytes()
    whole, piece = sealed.read_bytes(), (1 << 20) + 16
    flipped = bytearray(whole)
    flipped[-1] ^= 1
    swapped = whole[:24] + whole[24 + piece : 24 + 2 * piece] + whole[24 : 24 + piece] + whole[24 + 2 * piece :]
    cut = whole[: 24 + max(0, (len(whole) - 25) // piece) * piece]
    for torn in (bytes(flipped), whole[:-1], cut, whole + b"x", *([swapped] if size > 2 << 20 else [])):
        sealed.write_bytes(torn)
        with pytest.raises(UsageError):
            unseal(sealed, back, key)


def test_a_copy_is_made_while_the_server_works_and_put_back_only_when_it_is_stopped(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with site.opened() as town:
        town.take(site.device, events(1, 2))
        assert site.run("backup", str(site.copy)) == 0
        assert site.run("restore", str(site.copy), "--yes") == 4
        assert "arrêtez aparte-server" in capsys.readouterr().err
        town.take(site.device, events(3, 3))
    assert len(site.content()) == 3
    assert site.copy.stat().st_mode & 0o077 == 0


def test_a_copy_of_a_newer_server_is_refused_and_nothing_changes(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with site.opened() as town:
        town.take(site.device, events(1, 2))
        town.database.script("INSERT INTO schema_version (version) VALUES (9999)")
    with closing(open_database(site.url)) as database:
        # Made by the newer server; this one would not open that database at all.
        site.copied()
        database.script("DELETE FROM schema_version WHERE version = 9999")
    assert site.run("restore", str(site.copy), "--yes") == 4
    assert "plus récente" in capsys.readouterr().err
    assert len(site.content()) == 2


def test_a_copy_of_an_older_server_is_brought_up_to_date(site: Site) -> None:
    with site.opened() as town:
        town.take(site.device, events(1, 2))
        town.database.script(
            "DROP INDEX event_month;DROP INDEX event_corrected;"
            "ALTER TABLE event DROP COLUMN month;DROP TABLE purged_event;"
            "ALTER TABLE organisation DROP COLUMN keep_months;ALTER TABLE organisation DROP COLUMN purged_at;"
        )
        town.database.script(
            "DROP TABLE erased_count;DROP TABLE staff_token;DROP TABLE staff_person;DROP TABLE urgent_change;"
            "DROP TABLE urgent_act;DROP TABLE urgent_version;DROP TABLE staff_identity;DROP TABLE sign_in;"
            "DROP TABLE staff_session;DELETE FROM schema_version WHERE version > 1"
        )
        site.copied()
    assert site.run("restore", str(site.copy), "--yes") == 0
    with site.opened() as town:
        assert town.store.ready()
        assert town.store.counting.month(site.org_id, "2026-10").counts == {}
    assert len(site.content()) == 2


@pytest.mark.parametrize("fault", ["truncated", "empty", "other", "absent"])
def test_a_copy_that_is_none_is_refused_and_nothing_changes(
    site: Site, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with site.opened() as town:
        town.take(site.device, events(1, 300))
    site.run("backup", str(site.copy))
    whole = site.copy.read_bytes()
    site.copy.write_bytes({"truncated": whole[: len(whole) // 2], "empty": b""}.get(fault, b"something else"))
    if fault == "absent":
        site.copy.unlink()
    capsys.readouterr()
    assert site.run("restore", str(site.copy), "--yes") in (2, 4)
    assert capsys.readouterr().err.count("\n") == 1
    assert len(site.content()) == 300


def test_a_damaged_database_is_put_aside(tmp_path: Path) -> None:
    site = Site(str(tmp_path / "town.db"), tmp_path)
    with site.opened() as town:
        town.take(site.device, events(1, 2))
    site.run("backup", str(site.copy))
    (tmp_path / "town.db").write_bytes(b"nothing that SQLite knows" * 500)
    assert site.run("restore", str(site.copy), "--yes") == 0
    assert len(site.content()) == 2
    assert (tmp_path / "town.db.abimee").exists()


def test_a_folder_keeps_fourteen_days(tmp_path: Path) -> None:
    site = Site(str(tmp_path / "town.db"), tmp_path)
    folder = tmp_path / "copies"
    folder.mkdir()
    now = datetime.now(UTC)
    old, young = (folder / name_at(now - timedelta(days=days), ".db") for days in (15, 13))
    other = folder / "note.txt"
    for file in (old, young, other):
        file.write_text("x")
    assert site.run("backup", str(folder)) == 0
    kept = {file.name for file in folder.iterdir()}
    assert {young.name, other.name} < kept
    assert old.name not in kept
    assert sum(re.fullmatch(r"aparte-server-.*\.db", name) is not None for name in kept) == 2


def test_a_copy_never_takes_the_place_of_a_file(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.copy.write_text("mine")
    assert site.run("backup", str(site.copy)) == 2
    assert site.run("backup", str(site.folder / "absent" / "copy")) == 4
    assert capsys.readouterr().err.count("\n") == 2
    assert site.copy.read_text() == "mine"
    assert [file.name for file in site.folder.iterdir() if file.name.startswith(".copy")] == []


def test_without_the_tools_of_postgresql_the_reason_is_told(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(postgres.url("tools_" + uuid().replace("-", "")), tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres_backup, "_DEBIAN", tmp_path)
    assert site.run("backup", str(site.copy)) == 4
    assert "postgresql-client" in capsys.readouterr().err
    assert not site.copy.exists()


def test_a_password_is_not_on_the_command_line() -> None:
    address, secret = postgres_backup._without_password("postgresql://a:s3cret@db.example:5432/town?sslmode=require")
    assert "s3cret" not in address
    assert "sslmode=require" in address
    assert secret == {"PGPASSWORD": "s3cret"}
