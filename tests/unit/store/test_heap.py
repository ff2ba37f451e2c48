"""The bench's own way into the tables writes what the store itself would have written."""

from datetime import UTC
from pathlib import Path

from aparte.core.clock import FixedClock
from aparte.core.identifiers import Identifiers
from aparte.store.database import StoreDatabase
from aparte.store.store import open_store
from tests.bench.contact_heap import ContactHeap, pile
from tests.fakes.recorded import AGENT, KEY, NOON, MovingClock

# What names the device, the events and the moments of writing.
_LEFT_OUT = frozenset({"device_id", "event_id", "occurred_at", "saved_at", "at", "n"})
_TABLES = ("contact", "demand", "answer_use", "version", "listed", "event", "meta")
_COUNTS = ("count_contact", "count_demand", "count_article")


def rows(database: StoreDatabase, table: str) -> list[str]:
    found = database.rows(f"SELECT * FROM {table}")
    return [str({name: value for name, value in row.items() if name not in _LEFT_OUT}) for row in found]


def test_a_piled_contact_is_a_recorded_contact(tmp_path: Path) -> None:
    made = list(ContactHeap(NOON).contacts(60))
    piled = open_store(tmp_path / "piled.db", KEY, FixedClock(NOON), zone=UTC)
    assert pile(piled.database, AGENT, iter(made)) == 60
    clock = MovingClock()
    recorded = open_store(tmp_path / "recorded.db", KEY, clock, ids=Identifiers(clock), zone=UTC)
    for one in made:
        clock.set(one.contact.closed_at)
        recorded.contacts.record(AGENT, one.contact)
    for table in _TABLES:
        assert rows(piled.database, table) == rows(recorded.database, table), table
    for table in _COUNTS:
        assert sorted(rows(piled.database, table)) == sorted(rows(recorded.database, table)), table
    piled.close()
    recorded.close()
