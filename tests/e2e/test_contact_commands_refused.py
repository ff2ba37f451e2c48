"""Commands on contacts that can't be done: one sentence, the right code, nothing half-written."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_contact_commands_run import Town
from tests.fakes.machine import NO_KEYRING, ROOT


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Read alone."""
    return Town(tmp_path_factory.mktemp("town"))


def shell(town: Town, redirection: str, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    start = [sys.executable, "-m", "aparte", *command, "--basedir", str(town.own), "--seed", str(town.seed)]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *start, "--passphrase-file", str(town.secret)],
        capture_output=True,
        encoding="utf-8",
        cwd=town.own.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), **NO_KEYRING, **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", ["contact list", "contact export", "stats month 2026-10", "store check"])
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_an_output_that_refuses_is_4_and_one_sentence(town: Town, command: str, redirection: str) -> None:
    done = shell(town, redirection, *command.split())
    assert (done.returncode, len(done.stderr.splitlines())) == (4, 1)
    assert done.stderr.startswith("aparte : La sortie standard est ")


def test_a_limit_beyond_all_numbers_is_all(town: Town) -> None:
    assert len(town.said("contact", "list", "--limit", "9" * 23).splitlines()) == 3


@pytest.mark.parametrize("name", ["", "/", "x" * 300, "absent/x"])
@pytest.mark.parametrize("command", ["contact export", "stats month 2026-10 --csv"])
def test_a_file_that_can_t_be_written_is_4_and_one_sentence(town: Town, command: str, name: str) -> None:
    done = town.opened(*command.split(), "--out", name)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (4, "", 1)
    assert "n'a pas pu être écrit" in done.stderr


def test_an_export_keeps_every_letter_where_the_console_has_few(town: Town) -> None:
    done = shell(town, "", "contact", "export", "--words-too", PYTHONIOENCODING="ascii")
    assert "Wrze\\u015bniewska" in done.stdout


def test_a_wrong_code_is_5(tmp_path: Path) -> None:
    town = Town(tmp_path)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("mauvais volcan bleu\n", "utf-8")
    done = town.aparte("contact", "list", "--passphrase-file", str(wrong))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (5, "", 1)
    assert "5 clé indisponible ou code refusé" in " ".join(town.aparte("--help").stdout.split())


@pytest.mark.parametrize("name", ["/dev/zero", "-"])
def test_a_text_without_end_is_refused(town: Town, name: str) -> None:
    start = [sys.executable, "-m", "aparte", "privacy", "test", name, "--basedir", str(town.own)]
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [*start, "--seed", str(town.seed)],
            stdin=endless,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONIOENCODING": "utf-8"},
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert "coupez-le en parties de 1 000 000 caractères" in done.stderr


def test_an_interruption_is_130_and_one_word(town: Town) -> None:
    """The passphrase comes from a pipe that nobody writes to: the command waits for it."""
    pipe = town.own.parent / "pipe"
    os.mkfifo(pipe)
    start = [sys.executable, "-m", "aparte", "contact", "list", "--basedir", str(town.own), "--seed", str(town.seed)]
    running = subprocess.Popen(
        [*start, "--passphrase-file", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), **NO_KEYRING},
    )
    # It opens once the command has opened the other end.
    with pipe.open("wb"):
        running.send_signal(signal.SIGINT)
        said, told = running.communicate(timeout=60)
    assert (running.returncode, said, told) == (130, "", "aparte : Interrompu.\n")


def test_two_commands_at_once_both_end_well(tmp_path: Path) -> None:
    town = Town(tmp_path)
    start = [sys.executable, "-m", "aparte", "store", "backup", "--basedir", str(town.own), "--seed", str(town.seed)]
    running = subprocess.Popen(
        [*start, "--passphrase-file", str(town.secret)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), **NO_KEYRING},
    )
    assert town.said("contact", "erase", town.visit.reference, "--yes")
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (0, "")
    assert "est saine" in town.said("store", "check")


def test_contacts_that_another_program_has_open_are_not_replaced(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.said("store", "backup")
    holder = (
        "import sys; from pathlib import Path; from aparte.store.places import StoreFiles;"
        "from aparte.store.presence import shared\n"
        "with shared(StoreFiles(Path(sys.argv[1]))): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holder, str(town.own / "store")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    for command in ("restore", "rekey"):
        done = town.opened("store", command)
        assert (done.returncode, done.stdout) == (4, "")
        assert "ouvert dans une autre fenêtre" in done.stderr
    other.communicate("")
    assert "a été reprise" in town.said("store", "restore")


@pytest.mark.parametrize("gone", [False, True])
def test_an_empty_or_missing_base_is_a_fault_and_is_never_copied(tmp_path: Path, gone: bool) -> None:
    town = Town(tmp_path)
    town.said("store", "backup")
    base = town.own / "store/contacts.db"
    base.unlink() if gone else base.write_bytes(b"")
    done = town.opened("store", "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "vide ou a disparu" in done.stdout
    assert town.opened("store", "backup").returncode == 4
    assert len(town.said("store", "restore", "--list").splitlines()) == 1
    town.said("store", "restore")
    assert len(town.listed()) == 3


def test_an_empty_copy_is_never_taken_back(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.said("store", "backup")
    (town.own / "store/backups/contacts-29990101T000000000000Z.db").write_bytes(b"")
    town.said("store", "restore")
    assert len(town.listed()) == 3


def test_a_spoilt_lock_file_stops_nobody(tmp_path: Path) -> None:
    town = Town(tmp_path)
    (town.own / "store/presence.lock").write_bytes(os.urandom(5000))
    assert len(town.listed()) == 3
