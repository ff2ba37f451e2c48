"""`aparte store` as a terminal sees it: real processes, no keyring, a passphrase in a file."""

import subprocess
from pathlib import Path

import pytest

from aparte.store.vault import Vault
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.machine import Machine
from tests.fakes.vaults import PASSPHRASE, nothing, record, recorded, vault


class Town(Machine):
    """One contact recorded."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        opened = self.vault()
        record(opened, 1)
        opened.lock(nothing)

    def vault(self) -> Vault:
        opened = vault(self.own / "store", MemoryKeeper(present=False))
        opened.unlock(opened.doors.agents[0].ref, PASSPHRASE)
        return opened

    def store(self, action: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self.opened("store", action, *arguments)

    def contacts(self) -> set[str]:
        opened = self.vault()
        try:
            return recorded(opened)
        finally:
            opened.lock(nothing)


@pytest.fixture
def machine(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_a_base_is_examined_copied_given_a_new_key_and_taken_back(machine: Town) -> None:
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


def test_a_wrong_passphrase_ends_with_5_and_one_sentence(machine: Town) -> None:
    machine.secret.write_text("une autre phrase de passe", "utf-8")
    done = machine.store("backup")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == "aparte : Ce code n'est pas le bon : recommencez.\n"


def test_no_file_and_no_terminal_ends_with_2(machine: Town) -> None:
    machine.secret.unlink()
    done = machine.store("check")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_no_secret_and_no_contact_reach_the_log(machine: Town) -> None:
    machine.store("backup")
    machine.secret.write_text("une autre phrase de passe", "utf-8")
    machine.store("rekey")
    log = (machine.own / "aparte.log").read_text("utf-8")
    for said in (PASSPHRASE, "une autre phrase", "Zéphyrine", "passeport"):
        assert said not in log
