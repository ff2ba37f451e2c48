"""A town on a real store, its devices, and the events they send."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from aparte.wire.event import Event, EventType, encode
from aparte_server.store.batches import read_batch
from aparte_server.store.database import Database
from aparte_server.store.journal import FileJournal
from aparte_server.store.records import Device, Ingested
from aparte_server.store.retention import Retention
from aparte_server.store.store import build_store
from tests.fakes.clock import HandClock

WORDS = "réponse donnée"
_numbers = count(1)


def uuid() -> str:
    """A new identifier, the same ones in each run of the program."""
    return str(UUID(int=(0x7 << 76) | (0b10 << 62) | next(_numbers)))


class Town:
    """One organisation, and what tests ask of its store."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.clock = HandClock()
        self.folder = folder
        self.database = database
        self.journal = FileJournal(folder / "erasures.jsonl")
        self.store = build_store(database, self.clock, self.journal)
        self.organisation = self.store.organisations.add("Ville inventée", f"{next(_numbers):014}")
        self.org_id = self.organisation.org_id

    def device(self) -> Device:
        return self.store.devices.enrol(self.store.devices.invite(self.org_id, "accueil")).device

    def take(self, device: Device, events: Iterable[Event]) -> Ingested:
        return self.store.ingest.take(device, read_batch(body(events)))

    def renew(self) -> None:
        """What follows a restore: cursors given out before count no more."""
        self.store.organisations.renew_generations()

    def cursor(self) -> str:
        found = self.store.organisations.get(self.org_id)
        return f"{found.generation}:{found.change_no}"

    def payloads(self) -> dict[str, str | None]:
        rows = self.database.read(
            lambda session: session.rows("SELECT event_id, payload FROM event WHERE org_id = ?", (self.org_id,))
        )
        return dict(rows)

    def purged(self) -> set[str]:
        rows = self.database.read(
            lambda session: session.rows("SELECT event_id FROM purged_event WHERE org_id = ?", (self.org_id,))
        )
        return {event_id for (event_id,) in rows}

    def clear_away(self) -> int:
        """Everything recorded and received until now, as in ten years and the time that it is kept."""
        later = HandClock(self.clock.now() + timedelta(days=5000))
        return Retention(self.database, later).purge(self.org_id)

    def receipts(self, device: Device) -> list[tuple[int, str, str]]:
        return [
            (int(seq), event_id, status)
            for seq, event_id, status in self.database.read(
                lambda session: session.rows(
                    "SELECT seq, event_id, status FROM receipt WHERE org_id = ? AND device_id = ? ORDER BY seq",
                    (self.org_id, device.device_id),
                )
            )
        ]

    def set_aside(self) -> dict[str, tuple[str, str | None]]:
        rows = self.database.read(
            lambda session: session.rows(
                "SELECT event_id, reason, body FROM quarantine WHERE org_id = ?", (self.org_id,)
            )
        )
        return {event_id: (reason, kept) for event_id, reason, kept in rows}


def event(seq: int, kind: EventType = EventType.CONTACT_RECORDED, contact_id: str = "", cursor: str = "") -> Event:
    return Event(
        event_id=uuid(),
        device_id="whatever the body says",
        seq=seq,
        contact_id=contact_id or uuid(),
        agent_ref="agent-7",
        type=kind,
        occurred_at="2026-11-26T09:00:00.000Z",
        payload={"note": WORDS},
        seen_cursor=cursor,
    )


def events(first: int, last: int) -> list[Event]:
    return [event(seq) for seq in range(first, last + 1)]


def renumbered(known: Iterable[Event]) -> list[Event]:
    """The same events as another device would send them."""
    return [replace(one, seq=seq) for seq, one in enumerate(known, 1)]


def body(batch: Iterable[Event]) -> bytes:
    return b"\n".join(map(encode, batch))
