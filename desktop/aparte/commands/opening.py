"""The contacts, opened for one command and closed again."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aparte.assist.contacts.office import Office, open_office
from aparte.commands.secret import read_secret
from aparte.core.clock import SystemClock
from aparte.core.errors import UsageError
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte.store.doors import Need
from aparte.store.keys import SystemKeyring
from aparte.store.vault import VaultState


@contextmanager
def opened_office(options: Namespace, found: Places) -> Iterator[Office]:
    """The office of this workstation, open for `--agent`, or for its only one.

    Raises `UsageError` when nobody has started yet or several agents could be meant, and what
    opening the vault raises.
    """
    settings = Settings(found.settings, Policy.read(found.policy))
    office = open_office(found.store, found.seed, settings, SystemClock(), SystemKeyring())
    _enter(office, options.agent, options.passphrase_file)
    try:
        yield office
    finally:
        office.workstation.lock()


def _enter(office: Office, name: str | None, passphrase_file: Path | None) -> None:
    workstation = office.workstation
    if workstation.vault.state is VaultState.ABSENT:
        raise UsageError("Aucun échange n'a encore été enregistré sur ce poste : ouvrez Aparté une première fois.")
    agent = workstation.vault.doors.sole_or_named(name or "")
    nothing = workstation.vault.need(agent.ref) is Need.NOTHING
    secret = "" if nothing else read_secret(passphrase_file, f"Code de {agent.name} : ", "--passphrase-file")
    workstation.unlock(agent.ref, secret)
