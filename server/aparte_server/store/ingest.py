"""Taking events in: everything of a batch in one transaction, answered after its end.

Order of locks, the same for everyone: the device, its organisation, then rows by their keys.
"""

from collections.abc import Sequence

from aparte.core.clock import Clock
from aparte.wire.event import Event, EventType
from aparte_server.figures.facts import month_of
from aparte_server.store import cursor
from aparte_server.store.batches import Item
from aparte_server.store.database import Database, Session, first, groups
from aparte_server.store.devices import locked
from aparte_server.store.erasing import erase, erased_at
from aparte_server.store.instants import milliseconds
from aparte_server.store.journal import ErasureJournal
from aparte_server.store.organisations import found
from aparte_server.store.records import Ack, Device, Ingested, Organisation, Receipt, Status
from aparte_server.store.retention import purged

_EVENT = (
    "org_id, event_id, device_id, seq, contact_id, agent_ref, type, schema_v, occurred_at, seen_cursor, supersedes,"
    " received_at, payload, month"
)
_EVENT_WIDTH = 14


class GapError(Exception):
    """The batch does not follow what the server has: send again from `ack`."""

    def __init__(self, ack: Ack) -> None:
        super().__init__("gap")
        self.ack = ack


class ForkError(Exception):
    """Another event has this place: two disks use one device."""

    def __init__(self, ack: Ack) -> None:
        super().__init__("fork")
        self.ack = ack


class Ingest:
    """Takes batches in."""

    def __init__(self, database: Database, clock: Clock, journal: ErasureJournal) -> None:
        self._database = database
        self._clock = clock
        self._journal = journal

    def take(self, device: Device, items: Sequence[Item]) -> Ingested:
        """Keep what is new; returns once it is on the disk.

        Raises `GapError`, `ForkError`, or `RefusedError` for a device shut out meanwhile; then
        nothing of the batch was kept.
        """
        fresh, ack = self._database.write(lambda session: self._take(session, device, items))
        if any(map(_erases, items)):
            self._database.sweep()
        return Ingested(ack, fresh)

    def ack(self, device: Device) -> Ack:
        """What the receipts say."""
        return self._database.read(lambda session: last_receipt(session, device))

    def _take(self, session: Session, device: Device, items: Sequence[Item]) -> tuple[tuple[Receipt, ...], Ack]:
        """The receipts that were added, and what the device's receipts say with them."""
        locked(session, device)
        fresh = _following(session, device, items)
        if not fresh:
            return (), last_receipt(session, device)
        # Held to the end: an erasure waits for this batch, or this batch sees the erasure.
        lock = session.for_update if any(map(_erases, fresh)) else session.for_share
        town = found(session, "org_id", device.org_id, lock)
        inserted = self._insert(session, device, town, [item for item in fresh if item.event is not None])
        self._set_aside(session, device, [item for item in fresh if item.event is None])
        receipts = _receipts(fresh, inserted)
        session.run(
            f"INSERT INTO receipt (org_id, device_id, seq, event_id, status) VALUES {groups(5, len(receipts))}",  # noqa: S608
            [
                value
                for one in receipts
                for value in (device.org_id, device.device_id, one.seq, one.event_id, one.status.value)
            ],
        )
        return receipts, Ack(receipts[-1].seq, receipts[-1].event_id)

    def _insert(self, session: Session, device: Device, town: Organisation, items: Sequence[Item]) -> set[str]:
        """Add the events that the town does not have yet; returns their ids."""
        if not items:
            return set()
        gone = erased_at(session, device.org_id, {item.contact_id for item in items})
        rows: list[object] = []
        # By their ids: two devices that bring the same events wait for each other in one order.
        distinct = {item.event_id: item for item in reversed(items)}
        for event_id in purged(session, town.org_id, distinct) if town.purged_at else ():
            del distinct[event_id]
        if not distinct:
            return set()
        now = self._clock.now()
        received, arrived = milliseconds(now), f"~{now:%Y-%m}"
        for _, item in sorted(distinct.items()):
            event = item.event
            assert event is not None
            seen = cursor.seen(event.seen_cursor, town.generation, town.change_no)
            late = gone.get(item.contact_id, 0) > seen
            rows += (device.org_id, item.event_id, device.device_id, item.seq, item.contact_id, event.agent_ref)
            rows += (event.type.value, event.schema_v, event.occurred_at, event.seen_cursor, event.supersedes)
            rows += (received, None if late else item.payload, _month(event) or arrived)
        inserted = {
            str(row[0])
            for row in session.rows(
                f"INSERT INTO event ({_EVENT}) VALUES {groups(_EVENT_WIDTH, len(distinct))}"  # noqa: S608
                " ON CONFLICT (org_id, event_id) DO NOTHING RETURNING event_id",
                rows,
            )
        }
        for item in items:
            if _erases(item) and item.event_id in inserted:
                erase(session, device.org_id, item.contact_id, self._journal)
        return inserted

    def _set_aside(self, session: Session, device: Device, items: Sequence[Item]) -> None:
        gone = erased_at(session, device.org_id, {item.contact_id for item in items if item.contact_id})
        for item in sorted(items, key=lambda one: one.event_id):
            body = item.body if item.contact_id and item.contact_id not in gone else None
            session.run(
                "INSERT INTO quarantine (org_id, event_id, device_id, seq, contact_id, reason, received_at, body)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (org_id, event_id) DO NOTHING",
                (
                    *(device.org_id, item.event_id, device.device_id, item.seq, item.contact_id, item.reason),
                    *(milliseconds(self._clock.now()), body),
                ),
            )


def _month(event: Event) -> str | None:
    """The month that a recorded contact counts in."""
    return month_of(event.payload) if event.type is EventType.CONTACT_RECORDED else None


def _erases(item: Item) -> bool:
    return item.event is not None and item.event.type is EventType.CONTACT_ERASED


def last_receipt(session: Session, device: Device) -> Ack:
    """The last event of a device that the server answers for."""
    row = first(
        session,
        "SELECT seq, event_id FROM receipt WHERE org_id = ? AND device_id = ? ORDER BY seq DESC LIMIT 1",
        (device.org_id, device.device_id),
    )
    return Ack(int(row[0]), str(row[1])) if row else Ack(0, "")


def _following(session: Session, device: Device, items: Sequence[Item]) -> Sequence[Item]:
    """The part of the batch that the server has no receipt for; `GapError` or `ForkError`."""
    ack = last_receipt(session, device)
    if any(item.seq != items[0].seq + place for place, item in enumerate(items)) or items[0].seq > ack.seq + 1:
        raise GapError(ack)
    again = [item for item in items if item.seq <= ack.seq]
    if again:
        kept = session.rows(
            "SELECT seq, event_id FROM receipt WHERE org_id = ? AND device_id = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (device.org_id, device.device_id, again[0].seq, again[-1].seq),
        )
        if [(item.seq, item.event_id) for item in again] != [(int(seq), event_id) for seq, event_id in kept]:
            raise ForkError(ack)
    return items[len(again) :]


def _receipts(items: Sequence[Item], inserted: set[str]) -> tuple[Receipt, ...]:
    left = set(inserted)
    receipts = []
    for item in items:
        if item.event is None:
            status = Status.QUARANTINED
        elif item.event_id in left:
            left.remove(item.event_id)
            status = Status.ACCEPTED
        else:
            status = Status.DUPLICATE
        receipts.append(Receipt(item.seq, item.event_id, status))
    return tuple(receipts)
