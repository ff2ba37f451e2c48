"""Whom to call back, passed on sealed: the server knows that there is someone, until when, and nothing else.

The last to act wins, in the order in which the server hears of it. Done is the end: the box goes at once, and
nothing that comes late brings it back. Every function runs in the caller's transaction, which holds the
organisation's row.
"""

import json
from collections.abc import Collection
from datetime import date, timedelta

from aparte.wire.event import Event, EventType
from aparte_server.store.batches import Item
from aparte_server.store.database import Session, first
from aparte_server.store.journal import Erased, ErasureJournal
from aparte_server.store.organisations import next_change
from aparte_server.store.records import Device

KIND = "call_back"
KINDS = frozenset({EventType.CALL_BACK_SET, EventType.CALL_BACK_TAKEN, EventType.CALL_BACK_DONE})
# For one whose end nobody gave; a client keeps none for longer than a year.
_USUAL_DAYS, _LONGEST_DAYS = 30, 366


def apply(session: Session, device: Device, item: Item, today: date, journal: ErasureJournal) -> None:
    """What an event of a device changes, and the change that tells of it."""
    event, sealed, org_id = item.event, item.sealed, device.org_id
    assert event is not None
    if is_done(session, org_id, event.contact_id):
        return
    if event.type is EventType.CALL_BACK_DONE:
        finish(session, org_id, event.contact_id, today, journal)
        return
    last_day = _last_day(event, today)
    if not sealed or last_day < today.isoformat():
        return
    if event.type is EventType.CALL_BACK_SET:
        _put(session, org_id, event.contact_id, last_day, device_id=device.device_id, sealed=sealed)
    else:
        _put(session, org_id, event.contact_id, last_day, taken_device=device.device_id, taken=sealed)
    _tell(session, org_id, event.contact_id)


def is_done(session: Session, org_id: str, contact_id: str) -> bool:
    """Whether it was done, and must not come back."""
    row = first(session, "SELECT done FROM call_back WHERE org_id = ? AND contact_id = ?", (org_id, contact_id))
    return row is not None and bool(row[0])


def finish(session: Session, org_id: str, contact_id: str, today: date, journal: ErasureJournal) -> None:
    """Empty it for good and tell every workstation."""
    last_day = (today + timedelta(days=_LONGEST_DAYS)).isoformat()
    session.run(
        "INSERT INTO call_back (org_id, contact_id, device_id, sealed, taken_device, taken, last_day, done)"
        " VALUES (?, ?, '', '', '', '', ?, 1) ON CONFLICT (org_id, contact_id) DO UPDATE SET"
        " sealed = '', taken_device = '', taken = '', last_day = excluded.last_day, done = 1",
        (org_id, contact_id, last_day),
    )
    session.run(
        "UPDATE quarantine SET body = NULL WHERE org_id = ? AND contact_id = ? AND body IS NOT NULL",
        (org_id, contact_id),
    )
    change_no = _tell(session, org_id, contact_id)
    # Before the commit, like an erasure: a backup put back must not bring it back.
    journal.note(Erased(org_id, contact_id, change_no, KIND))


def drop(session: Session, org_id: str, contact_id: str) -> None:
    """Its contact is erased: so is this."""
    session.run("DELETE FROM call_back WHERE org_id = ? AND contact_id = ?", (org_id, contact_id))


def expire(session: Session, org_id: str, today: date) -> int:
    """Delete what has passed its last day, as the workstations do on their own."""
    return session.run("DELETE FROM call_back WHERE org_id = ? AND last_day < ?", (org_id, today.isoformat()))


def contents(session: Session, org_id: str, contacts: Collection[str], today: date) -> dict[str, str]:
    """What is to be told of each of these contacts, as JSON; nothing of those that have no row."""
    if not contacts:
        return {}
    rows = session.rows(
        "SELECT contact_id, device_id, sealed, taken_device, taken, last_day, done FROM call_back"  # noqa: S608
        f" WHERE org_id = ? AND last_day >= ? AND contact_id IN ({','.join('?' * len(contacts))})",
        (org_id, today.isoformat(), *sorted(contacts)),
    )
    return {
        str(row[0]): json.dumps(
            {
                "done": bool(row[6]),
                "device_id": row[1],
                "sealed": row[2],
                "taken_device": row[3],
                "taken": row[4],
                "until": row[5],
            },
            separators=(",", ":"),
        )
        for row in rows
    }


def _put(session: Session, org_id: str, contact_id: str, last_day: str, **values: str) -> None:
    session.run(
        "INSERT INTO call_back (org_id, contact_id, device_id, sealed, taken_device, taken, last_day, done)"
        " VALUES (?, ?, '', '', '', '', ?, 0) ON CONFLICT (org_id, contact_id) DO NOTHING",
        (org_id, contact_id, last_day),
    )
    if "sealed" in values:
        # Its own day is the one that counts: whoever took it only repeats what it read.
        values["last_day"] = last_day
    told = ", ".join(f"{name} = ?" for name in values)
    session.run(
        f"UPDATE call_back SET {told} WHERE org_id = ? AND contact_id = ?",  # noqa: S608
        (*values.values(), org_id, contact_id),
    )


def _tell(session: Session, org_id: str, contact_id: str) -> int:
    change_no = next_change(session, org_id)
    session.run(
        "INSERT INTO change (org_id, change_no, kind, subject) VALUES (?, ?, ?, ?)",
        (org_id, change_no, KIND, contact_id),
    )
    return change_no


def _last_day(event: Event, today: date) -> str:
    try:
        wanted = date.fromisoformat(str(event.payload.get("until", "")))
    except ValueError:
        wanted = today + timedelta(days=_USUAL_DAYS)
    return min(wanted, today + timedelta(days=_LONGEST_DAYS)).isoformat()
