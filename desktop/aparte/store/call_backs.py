"""Whom to call back or meet: kept apart, shared with the team sealed, erased when done.

A call-back of this workstation is in `call_back`; how the team stands about each, and those of the others, in
`team_call_back`, sealed as they came: they are opened to be shown, and a key that comes later opens them too.
"""

import json
import logging
from datetime import datetime
from typing import Any

from aparte.core.clock import Clock
from aparte.core.contact import CallBack
from aparte.core.identifiers import Identifiers
from aparte.core.records import Reminder
from aparte.store.codec import moment
from aparte.store.database import Row, StoreDatabase
from aparte.store.errors import NotSharedError, UnknownContactError
from aparte.store.events import EventLog
from aparte.store.reader import call_back_of
from aparte.store.ring import Ring
from aparte.store.shared import forget, last_day, seal, seal_taker, taker, unseal
from aparte.store.team import Team
from aparte.wire import payloads
from aparte.wire.event import EventType

log = logging.getLogger(__name__)

# How the server names the change that tells of one.
CALL_BACK = "call_back"
_FIELDS = ("device_id", "sealed", "taken_device", "taken", "until")


class CallBacks:
    """The reminder list; shared by the agents of the workstation, and with the other workstations of the town."""

    def __init__(self, database: StoreDatabase, clock: Clock, ids: Identifiers, team: Team) -> None:
        self._database = database
        self._clock = clock
        self._team = team
        self._events = EventLog(database, ids)

    def reminders(self, now: datetime) -> tuple[Reminder, ...]:
        """What is to be done, soonest first, what has no date last."""
        with self._database.reading():
            found = [*self._own(now), *self._others(now)]
        # Stable: of equal ones, those of this workstation come first, in their order.
        return tuple(sorted(found, key=_rank))

    def done(self, agent_ref: str, contact_id: str) -> None:
        """Erase whom to call back, here and for the team; one that is done already is left alone."""
        with self._database.writing():
            known = self._database.value(
                "SELECT 1 FROM contact WHERE id = ? UNION SELECT 1 FROM team_call_back WHERE contact_id = ?",
                (contact_id, contact_id),
            )
            if known is None and not self._done_here(contact_id):
                raise UnknownContactError(
                    "Ce rappel n'est plus dans la liste : un collègue l'a fait, ou son échange a été effacé."
                )
            if forget(self._database, contact_id):
                self._events.append(EventType.CALL_BACK_DONE, contact_id, agent_ref, self._clock.now(), payload={})
        self._database.sweep()

    def take(self, agent_ref: str, contact_id: str, name: str) -> None:
        """Tell the team that this agent will call; `name` is empty where the town does not tell names.

        Raises `NotSharedError` for one that the team does not see.
        """
        with self._database.writing():
            row = self._database.row("SELECT * FROM team_call_back WHERE contact_id = ?", (contact_id,))
            if row is None or not self._team.shares:
                raise NotSharedError(
                    "Ce rappel n'est pas encore partagé avec l'équipe : réessayez après la prochaine synchronisation."
                )
            sealed = seal_taker(self._team, contact_id, name)
            told = payloads.call_back_taken(last_day(row), sealed)
            self._events.append(EventType.CALL_BACK_TAKEN, contact_id, agent_ref, self._clock.now(), payload=told)
            self._database.run(
                "UPDATE team_call_back SET taken_device = (SELECT device_id FROM meta), taken = ? WHERE contact_id = ?",
                (sealed, contact_id),
            )

    def share(self) -> int:
        """Tell the team of what was noted before this workstation had its keys; returns how many."""
        if not self._team.shares:
            return 0
        with self._database.writing():
            rows = self._database.rows(
                "SELECT contact.id, contact.reference, author.ref, call_back.* FROM call_back"
                " JOIN contact ON contact.n = call_back.contact JOIN author ON author.n = contact.author"
                " WHERE NOT shared ORDER BY call_back.contact"
            )
            for row in rows:
                wanted = call_back_of(row)
                told = payloads.call_back_set(wanted, seal(self._team, row["id"], row["reference"], wanted))
                self._events.append(EventType.CALL_BACK_SET, row["id"], row["ref"], self._clock.now(), payload=told)
            self._database.run("UPDATE call_back SET shared = 1 WHERE NOT shared")
        return len(rows)

    def learn(self, contact_id: str, content: str) -> bool:
        """Inside `writing`: how a call-back stands, as the server tells; whether that changes anything here."""
        told = _told(content)
        if told is None or self._database.value("SELECT 1 FROM erasure WHERE contact_id = ?", (contact_id,)):
            return False
        if told["done"]:
            return forget(self._database, contact_id)
        if self._done_here(contact_id):
            # The server has not heard of it yet.
            return False
        before = self._database.row("SELECT * FROM team_call_back WHERE contact_id = ?", (contact_id,))
        after = {"contact_id": contact_id} | {name: told[name] for name in _FIELDS}
        if before == after:
            return False
        self._database.run(
            "INSERT OR REPLACE INTO team_call_back (contact_id, device_id, sealed, taken_device, taken, until)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            tuple(after.values()),
        )
        return True

    def _own(self, now: datetime) -> list[Reminder]:
        ring, labels, device_id = self._around()
        rows = self._database.rows(
            "SELECT contact.id AS contact_id, contact.reference, call_back.*, team.taken, team.taken_device,"
            " team.contact_id AS known FROM call_back JOIN contact ON contact.n = call_back.contact"
            " LEFT JOIN team_call_back AS team ON team.contact_id = contact.id ORDER BY call_back.contact"
        )
        return [
            Reminder(
                contact_id=row["contact_id"],
                reference=row["reference"],
                call_back=(wanted := call_back_of(row)),
                late=_is_late(wanted, now),
                shared=row["known"] is not None,
                taken=taker(ring, row, labels, device_id),
            )
            for row in rows
        ]

    def _others(self, now: datetime) -> list[Reminder]:
        ring, labels, device_id = self._around()
        rows = self._database.rows(
            "SELECT * FROM team_call_back WHERE sealed != '' AND contact_id NOT IN"
            " (SELECT contact.id FROM call_back JOIN contact ON contact.n = call_back.contact) ORDER BY contact_id"
        )
        found = []
        for row in rows:
            opened = unseal(ring, row)
            reference, wanted = opened or ("", CallBack())
            found.append(
                Reminder(
                    contact_id=row["contact_id"],
                    reference=reference,
                    call_back=wanted,
                    late=_is_late(wanted, now),
                    workstation=labels.get(row["device_id"], "") or "?",
                    shared=True,
                    taken=taker(ring, row, labels, device_id),
                    readable=opened is not None,
                )
            )
        return found

    def _around(self) -> tuple[Ring, dict[str, str], str]:
        return self._team.ring, self._team.labels(), str(self._database.value("SELECT device_id FROM meta"))

    def _done_here(self, contact_id: str) -> bool:
        return bool(
            self._database.value(
                "SELECT 1 FROM event WHERE contact_id = ? AND type = ?",
                (contact_id, EventType.CALL_BACK_DONE.value),
            )
        )


def _rank(reminder: Reminder) -> tuple[bool, int]:
    due = reminder.call_back.due
    return due is None, 0 if due is None else moment(due)


def _is_late(wanted: CallBack, now: datetime) -> bool:
    return wanted.due is not None and wanted.due < now


def _told(content: str) -> Row | None:
    """What the server's JSON says; None for nothing, or for what this version can't read."""
    if not content:
        return None
    try:
        raw: Any = json.loads(content)
        told: Row = {name: raw[name] for name in _FIELDS} | {"done": raw["done"] is True}
    except (ValueError, TypeError, KeyError):
        log.warning("a call-back that can't be read is passed over")
        return None
    if all(isinstance(told[name], str) for name in _FIELDS):
        return told
    log.warning("a call-back that can't be read is passed over")
    return None
