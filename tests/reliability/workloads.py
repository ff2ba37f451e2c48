"""What is done while the power is cut: `python -m tests.reliability.workloads FOLDER NAME [OPTION]`.

Each line on the standard output acknowledges something: it was said to be on the disk.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from aparte.core.contact import Channel, OpenContact
from aparte.store.vault import Vault
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import PASSPHRASE, nothing, record, vault

BEFORE = 8
RECORDS = 25


def opened(folder: Path, *, days: int = 1) -> Vault:
    """The vault of a workstation without a keyring, unlocked; begun when it is new."""
    clock = HandClock()
    clock.pass_(days=days)
    found = vault(folder, MemoryKeeper(present=False), clock)
    if found.doors.begun:
        found.unlock(found.doors.agents[0].ref, PASSPHRASE)
    else:
        found.begin("Alice", PASSPHRASE)
    return found


def prepare(folder: Path) -> None:
    """A store with some contacts, a copy of it, and one contact more."""
    made = opened(folder, days=0)
    for number in range(BEFORE - 1):
        record(made, number)
    made.back_up()
    record(made, BEFORE - 1)
    made.lock(nothing)


def acknowledge(text: str) -> None:
    """Tell the one who will check."""
    os.write(1, f"{text}\n".encode())


def recording(found: Vault, synchronous: str) -> None:
    """An agent at work: a draft kept as it is typed, then recorded; one in five is erased."""
    assert found.agent is not None
    connection = found.store.database.connection.conn
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    # As often as after weeks of use.
    connection.execute("PRAGMA wal_autocheckpoint = 60")
    for number in range(BEFORE, BEFORE + RECORDS):
        draft = OpenContact("draft", "E-ABCDEF", Channel.DESK, HandClock().now(), notes=str(number))
        found.store.drafts.keep(found.agent.ref, draft)
        acknowledge(f"kept {number}")
        acknowledge(f"recorded {record(found, number)}")
        if number % 5 == 0:
            acknowledge(f"erasing contact-{number - 1}")
            found.store.contacts.erase(found.agent.ref, f"contact-{number - 1}")
            acknowledge(f"erased contact-{number - 1}")


def backing_up(found: Vault, _option: str) -> None:
    """A copy is made, and an old one expires."""
    found.back_up()
    acknowledge("done")


def restoring(found: Vault, _option: str) -> None:
    """The copy is taken back."""
    found.restore(None, nothing)
    acknowledge("done")


def rekeying(found: Vault, _option: str) -> None:
    """The key is changed."""
    found.rekey(nothing)
    acknowledge("done")


def changing_agents(found: Vault, _option: str) -> None:
    """The passphrase is changed there and back, an agent comes and goes."""
    assert found.agent is not None
    found.add("Bruno", "une autre phrase de passe")
    acknowledge("added")
    found.rename(found.doors.agents[1].ref, "Brunon")
    found.remove(found.doors.agents[1].ref)
    acknowledge("removed")
    found.set_escrow("la phrase du coffre de la mairie")
    acknowledge("escrow")


def opening(_found: Vault, _option: str) -> None:
    """A first start, or one that finds the database damaged: opening was all there was to do."""
    acknowledge("done")


def damage(folder: Path) -> None:
    """Flip a bit in the middle of the database."""
    path = folder / "contacts.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


WORKLOADS: dict[str, Callable[[Vault, str], None]] = {
    "record": recording,
    "backup": backing_up,
    "restore": restoring,
    "rekey": rekeying,
    "agents": changing_agents,
    "repair": opening,
    "begin": opening,
}


def main(folder: str, name: str, option: str = "FULL") -> None:
    """Run one workload."""
    found = opened(Path(folder))
    WORKLOADS[name](found, option)
    found.lock(nothing)


if __name__ == "__main__":
    main(*sys.argv[1:])
