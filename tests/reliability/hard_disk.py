"""An agent whose disk refuses: run as a program, it prints what was said and what is left.

`full FOLDER` fills the disk that FOLDER is, frees some of it, and goes on. `limited FOLDER` does
the same under a limit on the size of files. `protected FOLDER` opens a store on a disk that can't
be written any more.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from aparte.core.errors import AparteError
from aparte.store.database import examine
from aparte.store.store import Store, open_store
from tests.fakes.recorded import AGENT, KEY, MovingClock, call_back, contact, opened
from tests.fakes.stores import StoreFolder

_FILLER_BYTES = 500_000


def full(folder: Path) -> None:
    filler = folder / "filler"
    filler.write_bytes(bytes(_FILLER_BYTES))
    go_on(StoreFolder(folder), filler.unlink)


def limited(folder: Path) -> None:
    _, hardest = resource.getrlimit(resource.RLIMIT_FSIZE)
    agent = StoreFolder(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, hardest))
    go_on(agent, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hardest, hardest)))


def go_on(agent: StoreFolder, free: Callable[[], object]) -> None:
    """Record until the disk refuses, several ways; make room; record again."""
    acknowledged = 0
    draft = opened(agent.ids)
    agent.store.drafts.keep(AGENT, draft)
    while True:
        try:
            agent.store.contacts.record(AGENT, contact(agent.ids, call_back=call_back()))
        except AparteError as error:
            print(f"{type(error).__name__}: {error}")
            break
        acknowledged += 1
    refused = sum(_refused(act) for act in _acts(agent))
    print(f"read on: {agent.store.outbox.waiting() == 3 * acknowledged}")
    free()
    agent.store.contacts.record(AGENT, contact(agent.ids, call_back=call_back()))
    store = agent.reopen()
    print(
        f"went on: {store.outbox.waiting() == 3 * (acknowledged + 1)}, drafts: {store.drafts.opened(AGENT) == (draft,)}"
    )
    print(f"sound: {examine(store.database) == ()}, refused: {refused > 0}, recorded: {acknowledged > 0}")


def _acts(agent: StoreFolder) -> list[Callable[[], object]]:
    big = "mot " * 200_000
    return [
        lambda: agent.store.drafts.keep(AGENT, opened(agent.ids, said=big)),
        lambda: agent.store.contacts.record(AGENT, contact(agent.ids, notes=big), keep_notes_until=agent.clock.today()),
        lambda: agent.store.drafts.keep(AGENT, opened(agent.ids, said=big)),
    ]


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except AparteError:
        return True
    return False


def protected(folder: Path) -> None:
    store = _opened(folder)
    store.contacts.record(AGENT, contact(StoreFolder(folder).ids))
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        _opened(folder).contacts.record(AGENT, contact(StoreFolder(folder).ids))
    except AparteError as error:
        print(f"{type(error).__name__}: {error}")
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
    print(f"went on: {_opened(folder).outbox.waiting() == 2}")


def _opened(folder: Path) -> Store:
    return open_store(folder / "contacts.db", KEY, MovingClock(), zone=UTC)


if __name__ == "__main__":
    {"full": full, "limited": limited, "protected": protected}[sys.argv[1]](Path(sys.argv[2]))
