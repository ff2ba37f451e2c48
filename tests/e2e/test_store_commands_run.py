"""`aparte store` as a terminal sees it: real processes, no keyring, a passphrase in a file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.base_folder import write_base
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import PASSPHRASE, nothing, record, recorded, vault

ROOT = Path(__file__).parents[2]


class Machine:
    """A workstation without a keyring, one agent, one contact."""

    def __init__(self, folder: Path) -> None:
        self.seed = write_base(folder / "seed")
        self.own = folder / "own"
        self.secret = folder / "secret.txt"
        self.secret.write_text(f"{PASSPHRASE}\n", "utf-8")
        opened = vault(self.own / "store", MemoryKeeper(present=False))
        opened.begin("Alice", PASSPHRASE)
        record(opened, 1)
        opened.lock(nothing)

    def store(self, action: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """One command to its end, its passphrase in the file."""
        command = [sys.executable, "-m", "aparte", "store", action, *arguments]
        return subprocess.run(
            [*command, "--passphrase-file", str(self.secret), "--basedir", str(self.own), "--seed", str(self.seed)],
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "desktop"),
                "PYTHONIOENCODING": "utf-8",
                "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            },
            timeout=60,
            check=False,
        )

    def contacts(self) -> set[str]:
        opened = vault(self.own / "store", MemoryKeeper(present=False))
        opened.unlock(opened.doors.agents[0].ref, PASSPHRASE)
        try:
            return recorded(opened)
        finally:
            opened.lock(nothing)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_base_is_examined_copied_given_a_new_key_and_taken_back(machine: Machine) -> None:
    for action, told in (
        ("check", "est saine"),
        ("backup", "Sauvegarde faite"),
        ("rekey", "La clé de la base est changée"),
        ("restore", "a été reprise"),
        ("check", "est saine"),
    ):
        done = machine.store(action)
        assert (done.returncode, done.stderr) == (0, "")
        assert told in done.stdout
    assert machine.contacts() == {"contact-1"}


def test_a_wrong_passphrase_ends_with_5_and_one_sentence(machine: Machine) -> None:
    machine.secret.write_text("une autre phrase de passe", "utf-8")
    done = machine.store("backup")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == "aparte : Ce code n'est pas le bon : recommencez.\n"


def test_no_file_and_no_terminal_ends_with_2(machine: Machine) -> None:
    machine.secret.unlink()
    done = machine.store("check")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_no_secret_and_no_contact_reach_the_log(machine: Machine) -> None:
    machine.store("backup")
    machine.secret.write_text("une autre phrase de passe", "utf-8")
    machine.store("rekey")
    log = (machine.own / "aparte.log").read_text("utf-8")
    for said in (PASSPHRASE, "une autre phrase", "Zéphyrine", "passeport"):
        assert said not in log
