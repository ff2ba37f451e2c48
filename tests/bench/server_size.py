"""What a town's events weigh in the server's database, and how long its month and its copies take.

CONTACTS says how many contacts (100000), STORE `sqlite` or `postgres`; JSON names a file for the
figures. Events go in as the server takes them, without HTTP: `bench-server` times that.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from aparte.core.clock import SystemClock
from aparte.core.identifiers import Identifiers
from aparte.wire.event import Event, EventType, encode
from aparte_server.store.backups import copier_for, restore
from aparte_server.store.batches import MOST_EVENTS, read_batch
from aparte_server.store.database import Database
from aparte_server.store.journal import FileJournal
from aparte_server.store.migrations import migrate
from aparte_server.store.records import Device
from aparte_server.store.store import ServerStore, build_store, open_database
from tests.bench.report import machine, table, write_json
from tests.bench.server import STORE, server_url

CONTACTS = int(os.environ.get("CONTACTS") or "100000")
DEVICES, DAYS = 20, 365
_CODES = [f"CODE-{number:02}" for number in range(40)]
_TABLES = ("event", "receipt")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="aparte-bench-") as name, server_url(Path(name)) as url:
        folder = Path(name)
        database = open_database(url)
        migrate(database)
        store = build_store(database, SystemClock(), FileJournal(folder / "erasures.jsonl"))
        town = store.organisations.add("Banc d'essai", "21920073000018")
        devices = [
            store.devices.enrol(store.devices.invite(town.org_id, f"accueil {place}")).device
            for place in range(DEVICES)
        ]
        figures = {"filling_s": _timed(lambda: _fill(store, devices))}
        figures["month_s"] = _timed(lambda: store.counting.month(town.org_id, "2026-03"))
        copy = folder / "copy"
        copy.touch()
        copier = copier_for(url)
        figures["backup_s"] = _timed(lambda: copier.copy(copy))
        figures |= {f"{name}_bytes": size / CONTACTS for name, size in _sizes(database, url).items()}
        figures["backup_bytes"] = copy.stat().st_size / CONTACTS
        database.close()
        figures["restore_s"] = _timed(lambda: restore(copier, copy, lambda _: None))
    print(table(("figure, bytes a contact", STORE), list(figures.items())))
    write_json({"store": STORE, "contacts": CONTACTS, **figures, "machine": machine()})
    return 0


def _fill(store: ServerStore, devices: list[Device]) -> None:
    chance, ids = Random(5), Identifiers(SystemClock())
    each = CONTACTS // DEVICES
    for device in devices:
        for first in range(1, each + 1, MOST_EVENTS // 2):
            numbers = range(first, min(first + MOST_EVENTS // 2, each + 1))
            lines = [encode(_event(ids.uuid7(), number, chance)) for number in numbers]
            store.ingest.take(device, read_batch(b"\n".join(lines)))


def _event(event_id: str, seq: int, chance: Random) -> Event:
    day = date(2026, 1, 1) + timedelta(days=chance.randrange(DAYS))
    payload = {
        "reference": "E-7K4PQ2",
        "channel": chance.choice(("desk", "phone", "email")),
        "opened_at": f"{day}T09:00:00.000Z",
        "closed_at": f"{day}T09:04:10.000Z",
        "local_day": str(day),
        "local_hour": 10,
        "handled_s": 250,
        "late": False,
        "tally": False,
        "demands": [
            {
                "id": "d",
                "code": chance.choice(_CODES),
                "choice": "confirmed",
                "outcome": "answered",
                "guesses": chance.sample(_CODES, 3),
                "service": "",
            }
        ],
    }
    return Event(
        event_id=event_id,
        device_id="",
        seq=seq,
        contact_id=str(UUID(int=chance.getrandbits(128))),
        agent_ref=f"agent-{seq % 3}",
        type=EventType.CONTACT_RECORDED,
        occurred_at=f"{day}T09:04:10.000Z",
        payload=json.loads(json.dumps(payload)),
    )


def _sizes(database: Database, url: str) -> dict[str, int]:
    if database.name == "sqlite":
        return {"database": Path(url).stat().st_size}
    rows = database.read(
        lambda session: session.rows(
            "SELECT relname, pg_total_relation_size(oid), pg_indexes_size(oid) FROM pg_class WHERE relname IN (?, ?)",
            _TABLES,
        )
    )
    return {
        key: int(size)
        for name, whole, indexes in rows
        for key, size in ((str(name), whole), (f"{name}_indexes", indexes))
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
