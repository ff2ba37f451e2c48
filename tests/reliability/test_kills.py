"""kill -9, really, in the middle of saving, typing, correcting, erasing, retraining and migrating."""

import os
import random
import shutil
from datetime import UTC
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from aparte.core.identifiers import Identifiers
from aparte.store.database import connect, examine
from aparte.store.migrations import STEPS, migrate, version
from aparte.store.store import open_store
from tests.fakes.recorded import AGENT, KEY, MovingClock, contact
from tests.reliability import busy_agent
from tests.reliability.busy_agent import LATER_STEPS
from tests.reliability.ledger import Ledger, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is another thing on Windows")
# A file serves some kills, then a new one does, so that comparing it whole stays quick.
KILLS_A_FILE = 10
FOR_EVER = 1_000_000


def kill_after(process: Any, ours: Connection, words: int, then_s: float) -> list[tuple[str, Any]]:
    """What the process said until it had said `words` things and `then_s` seconds more had passed."""
    heard: list[tuple[str, Any]] = []
    while len(heard) < words:
        assert ours.poll(60), "the agent fell silent"
        heard.append(ours.recv())
    process.join(then_s)
    process.kill()
    process.join()
    while True:
        try:
            heard.append(ours.recv())
        except (EOFError, OSError):  # killed while it spoke: the act was not begun
            return heard


def kills(folder: Path, count: int, seed: int) -> int:
    """Kill an agent `count` times; returns how many acts were acknowledged."""
    chance = random.Random(seed)
    acknowledged = 0
    for number in range(count):
        if number % KILLS_A_FILE == 0:
            ledger = Ledger()
            path = folder / f"{number}" / "contacts.db"
        standing = list(ledger.model.contacts)
        with started(busy_agent.work, path, seed * 100_000 + number, standing, FOR_EVER) as (process, ours):
            for word, task in kill_after(process, ours, chance.randint(1, 30), chance.uniform(0, 0.004)):
                ledger.hear(word, task)
        ledger.settle(path)
        acknowledged += ledger.acknowledged
        ledger.acknowledged = 0
    return acknowledged


def migrations(folder: Path, count: int, seed: int) -> set[int]:
    """Kill a migration `count` times; returns the versions the file was left at."""
    chance = random.Random(seed)
    clock = MovingClock()
    ids = Identifiers(clock)
    old = folder / "old.db"
    store = open_store(old, KEY, clock, ids=ids, zone=UTC)
    made = [contact(ids) for _ in range(150)]
    with store.database.writing():
        for one in made:
            store.contacts.record(AGENT, one)
    store.close()
    left = set()
    for number in range(count):
        path = folder / f"copy{number}.db"
        shutil.copy(old, path)
        with started(busy_agent.upgrade, path) as (process, ours):
            kill_after(process, ours, 1, chance.uniform(0, 0.03))
        left.add(check_upgrade(path, len(made)))
    return left


def check_upgrade(path: Path, contacts: int) -> int:
    """Whole steps only; then the migration ends as if nothing had happened."""
    database = connect(path, KEY)
    assert examine(database) == ()
    found = version(database)
    for number in range(1, len(LATER_STEPS)):
        done = found >= len(STEPS) + number
        columns = {row["name"] for row in database.rows("SELECT name FROM pragma_table_info('contact')")}
        tables = {row["name"] for row in database.rows("SELECT name FROM sqlite_schema")}
        assert (f"extra{number}" in columns, f"extra{number}" in tables) == (done, done)
        if done:
            assert database.value(f"SELECT count(*) FROM contact WHERE extra{number} IS NOT n * {number}") == 0
    migrate(database, LATER_STEPS)
    assert database.value("SELECT count(*) FROM contact") == contacts
    assert database.value("SELECT last_seq FROM meta") == 2 * contacts
    database.close()
    return found


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    assert kills(tmp_path, 10, seed=1) > 10


def test_five_kills_of_a_migration_leave_whole_versions(tmp_path: Path) -> None:
    migrations(tmp_path, 5, seed=1)


@pytest.mark.slow
def test_five_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    assert kills(tmp_path, 500, seed=2) > 2000


@pytest.mark.slow
def test_a_hundred_kills_of_a_migration_leave_whole_versions(tmp_path: Path) -> None:
    left = migrations(tmp_path, 100, seed=2)
    assert len(left) > 2, "the kills all fell in the same place"
