"""What of a call-back leaves this workstation: a box that the team alone opens; and how it goes again.

Functions, inside the caller's transaction.
"""

import json
from datetime import date

from aparte.core.contact import CallBack
from aparte.core.records import Taken
from aparte.store.codec import at, day_or_none, moment, to_json
from aparte.store.database import Row, StoreDatabase
from aparte.store.keys import WrongSecretError
from aparte.store.ring import Ring
from aparte.store.team import Team
from aparte.wire.event import EventType

_WHOM, _WHO = "call_back", "taken"
_SEALING = (EventType.CALL_BACK_SET.value, EventType.CALL_BACK_TAKEN.value)


def seal(team: Team, contact_id: str, reference: str, wanted: CallBack) -> str:
    """Whom to call back, for the team."""
    told = {
        "reference": reference,
        "name": wanted.name,
        "phone": wanted.phone,
        "about": wanted.about,
        "due": None if wanted.due is None else moment(wanted.due),
    }
    return team.ring.seal(contact_id, _WHOM, told)


def unseal(ring: Ring, row: Row) -> tuple[str, CallBack] | None:
    """The reference and whom to call back; None while the key is missing here."""
    until = day_or_none(row["until"])
    try:
        told = ring.open(row["contact_id"], _WHOM, row["sealed"])
        due = told["due"]
        wanted = CallBack(
            str(told["name"]),
            str(told["phone"]),
            str(told["about"]),
            at(due) if isinstance(due, int) else None,
            until,
        )
        return str(told["reference"]), wanted
    except (WrongSecretError, KeyError):
        return None


def seal_taker(team: Team, contact_id: str, name: str) -> str:
    """Who will call, for the team; an empty name is « a colleague »."""
    return team.ring.seal(contact_id, _WHO, {"agent": name})


def taker(ring: Ring, row: Row, labels: dict[str, str], device_id: str) -> Taken | None:
    """Who said that they would call, if anyone did."""
    if not row["taken"]:
        return None
    try:
        agent = str(ring.open(row["contact_id"], _WHO, row["taken"]).get("agent", ""))
    except WrongSecretError:
        agent = ""
    return Taken(labels.get(row["taken_device"], ""), agent, here=row["taken_device"] == device_id)


def forget(database: StoreDatabase, contact_id: str) -> bool:
    """Nothing of whom to call back remains here, in the events that told of it either; whether there was anything."""
    gone = database.run("DELETE FROM call_back WHERE contact = (SELECT n FROM contact WHERE id = ?)", (contact_id,))
    gone += database.run("DELETE FROM team_call_back WHERE contact_id = ?", (contact_id,))
    _strip(database, contact_id)
    return gone > 0


def expire(database: StoreDatabase, today: str) -> int:
    """What has passed its last day; returns how many."""
    rows = database.rows(
        "SELECT contact.id FROM call_back JOIN contact ON contact.n = call_back.contact WHERE until < ?"
        " UNION SELECT contact_id FROM team_call_back WHERE until < ?",
        (today, today),
    )
    for row in rows:
        forget(database, row["id"])
    return len(rows)


def _strip(database: StoreDatabase, contact_id: str) -> None:
    rows = database.rows(
        "SELECT seq, payload FROM event WHERE contact_id = ? AND type IN (?, ?) AND payload IS NOT NULL",
        (contact_id, *_SEALING),
    )
    for row in rows:
        told = json.loads(row["payload"])
        if told.pop("sealed", None) is not None:
            database.run("UPDATE event SET payload = ? WHERE seq = ?", (to_json(told), row["seq"]))


def last_day(row: Row) -> date:
    """Through which day it is kept."""
    return date.fromisoformat(row["until"])
