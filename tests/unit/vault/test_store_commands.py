"""`aparte store`: what a technician types, sees and gets as exit code."""

import getpass
from pathlib import Path

import pytest

from aparte.commands.store import StoreCommands
from aparte.core.errors import UsageError
from aparte.settings.arguments import parse
from aparte.settings.places import Places
from aparte.store.agents import AgentError
from aparte.store.keys import WrongSecretError
from aparte.store.vault import Vault
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import CHEAP, nothing, record, recorded, vault

PIN, OTHER_PIN, ESCROW = "482913", "730264", "la phrase du coffre de la mairie"


class Workstation:
    """A folder, its keyring, and a technician at a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keeper = MemoryKeeper()
        self.clock = HandClock()

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def vault(self) -> Vault:
        return vault(self.store, self.keeper, self.clock)

    def one_agent(self) -> None:
        """Alice without a PIN, and a contact."""
        opened = self.vault()
        opened.begin("Alice")
        record(opened, 1)
        opened.lock(nothing)

    def two_agents(self) -> None:
        """Alice and Bruno with PINs, and an escrow passphrase."""
        self.one_agent()
        opened = self.vault()
        opened.unlock(opened.doors.agents[0].ref)
        opened.change_secret("", PIN)
        opened.add("Bruno", OTHER_PIN)
        opened.set_escrow(ESCROW)
        opened.lock(nothing)

    def contacts(self, secret: str = "") -> set[str]:
        opened = self.vault()
        opened.unlock(opened.doors.agents[0].ref, secret)
        try:
            return recorded(opened)
        finally:
            opened.lock(nothing)

    def file(self, text: str) -> str:
        path = self.folder / f"secret-{len(text)}.txt"
        path.write_text(text + "\n", "utf-8")
        return str(path)

    def run(self, *arguments: str) -> int:
        options = parse(["store", *arguments])
        self.clock.pass_(hours=1)
        found = Places(self.folder, self.folder)
        commands = StoreCommands(options, found, self.keeper, self.clock, CHEAP)
        return int(getattr(commands, options.action)())


@pytest.fixture
def place(tmp_path: Path) -> Workstation:
    return Workstation(tmp_path)


def test_a_sound_base_is_said_sound(place: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    place.one_agent()
    assert place.run("check") == 0
    assert capsys.readouterr().out == "La base des échanges est saine.\n"


def test_a_damaged_base_is_told_with_the_way_out(place: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    place.one_agent()
    place.run("backup")
    database = place.store / "contacts.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    assert place.run("check") == 1
    out = capsys.readouterr().out
    assert "problème : " in out
    assert "aparte store restore" in out
    assert database.read_bytes() == data
    assert place.run("restore") == 0
    assert "a été reprise" in capsys.readouterr().out
    assert place.run("check") == 0
    assert place.contacts() == {"contact-1"}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE meta SET last_seq = last_seq + 1", "a un trou"),
        ("UPDATE listed SET contacts = 0", "du journal est faux"),
        ("DELETE FROM count_contact", "comptent moins"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM contact", "sans leur échange"),
    ],
)
def test_sums_that_disagree_are_told(
    place: Workstation, capsys: pytest.CaptureFixture[str], damage: str, told: str
) -> None:
    place.one_agent()
    opened = place.vault()
    opened.unlock(opened.doors.agents[0].ref)
    opened.store.database.connection.conn.executescript(damage)
    opened.lock(nothing)
    assert place.run("check") == 1
    assert told in capsys.readouterr().out


def test_copies_are_listed_and_one_of_them_taken_back(place: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    place.one_agent()
    place.run("backup")
    opened = place.vault()
    opened.unlock(opened.doors.agents[0].ref)
    record(opened, 2)
    opened.lock(nothing)
    place.run("backup")
    capsys.readouterr()
    assert place.run("restore", "--list") == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert len(names) == 2
    with pytest.raises(UsageError, match="--list"):
        place.run("restore", "--copy", "hier.db")
    assert place.run("restore", "--copy", names[1]) == 0
    assert place.contacts() == {"contact-1"}


def test_a_new_key_needs_nobodys_pin_but_one(place: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    place.two_agents()
    assert place.run("rekey", "--agent", "Bruno", "--passphrase-file", place.file(OTHER_PIN)) == 0
    assert "restent les mêmes" in capsys.readouterr().out
    assert place.contacts(PIN) == {"contact-1"}


def test_several_agents_have_to_be_told_apart(place: Workstation) -> None:
    place.two_agents()
    with pytest.raises(AgentError, match=r"--agent \(Alice, Bruno\)"):
        place.run("backup", "--passphrase-file", place.file(PIN))


def test_a_secret_is_never_guessed_without_a_terminal(place: Workstation) -> None:
    place.two_agents()
    with pytest.raises(UsageError, match="--passphrase-file"):
        place.run("backup", "--agent", "alice")


def test_a_wrong_pin_does_nothing(place: Workstation) -> None:
    place.two_agents()
    with pytest.raises(WrongSecretError):
        place.run("rekey", "--agent", "Alice", "--passphrase-file", place.file("000000"))


@pytest.mark.parametrize("content", [b"", b"two\nlines\n", b"\xff\xfe\x00", b"x" * 2000])
def test_a_file_that_holds_no_secret_is_refused(place: Workstation, content: bytes) -> None:
    place.two_agents()
    path = place.folder / "secret.txt"
    path.write_bytes(content)
    for wrong in (str(path), str(place.folder / "absent.txt")):
        with pytest.raises(UsageError, match="fichier"):
            place.run("backup", "--agent", "Alice", "--passphrase-file", wrong)


def test_the_escrow_gives_an_agent_a_new_pin_even_on_a_new_session(place: Workstation) -> None:
    place.two_agents()
    place.keeper.secrets.clear()
    arguments = ("recover", "--agent", "Alice", "--passphrase-file", place.file(ESCROW))
    assert place.run(*arguments, "--new-file", place.file("591357")) == 0
    assert place.contacts("591357") == {"contact-1"}


def test_the_escrow_puts_a_lone_agents_key_back_in_the_keyring(place: Workstation) -> None:
    place.one_agent()
    assert place.run("escrow", "--new-file", place.file(ESCROW)) == 0
    place.keeper.secrets.clear()
    assert place.run("recover", "--passphrase-file", place.file(ESCROW)) == 0
    assert place.contacts() == {"contact-1"}


def test_the_towns_wish_for_a_pin_holds_for_a_recovery_too(place: Workstation) -> None:
    place.one_agent()
    place.run("escrow", "--new-file", place.file(ESCROW))
    (place.folder / "settings.json").write_text('{"schema": 1, "values": {"require_pin": true}}', "utf-8")
    place.run("recover", "--passphrase-file", place.file(ESCROW), "--new-file", place.file(PIN))
    with pytest.raises(WrongSecretError):
        place.contacts()
    assert place.contacts(PIN) == {"contact-1"}


def test_a_secret_is_typed_without_being_shown(place: Workstation, monkeypatch: pytest.MonkeyPatch) -> None:
    place.two_agents()
    typed = iter([PIN, ESCROW, "une autre saisie"])
    monkeypatch.setattr("sys.stdin", _Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    with pytest.raises(UsageError, match="pas les mêmes"):
        place.run("escrow", "--agent", "Alice")


def test_nothing_is_said_where_nobody_has_started(place: Workstation) -> None:
    with pytest.raises(AgentError, match="Personne n'a encore commencé"):
        place.run("check")


class _Terminal:
    def isatty(self) -> bool:
        return True
