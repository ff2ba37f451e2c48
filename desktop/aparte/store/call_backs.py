"""Whom to call back or meet: kept apart, erased when done."""

from datetime import datetime

from aparte.core.clock import Clock
from aparte.core.identifiers import Identifiers
from aparte.core.records import Reminder
from aparte.store.codec import moment
from aparte.store.database import StoreDatabase
from aparte.store.errors import UnknownContactError
from aparte.store.events import EventLog
from aparte.store.reader import call_back_of
from aparte.wire.event import EventType


class CallBacks:
    """The reminder list; shared by the agents of the workstation, as the call-backs are."""

    def __init__(self, database: StoreDatabase, clock: Clock, ids: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._events = EventLog(database, ids)

    def reminders(self, now: datetime) -> tuple[Reminder, ...]:
        """What is to be done, soonest first, what has no date last."""
        rows = self._database.rows(
            "SELECT contact.id, contact.reference, call_back.* FROM call_back"
            " JOIN contact ON contact.n = call_back.contact ORDER BY due IS NULL, due, contact"
        )
        return tuple(
            Reminder(
                contact_id=row["id"],
                reference=row["reference"],
                call_back=call_back_of(row),
                late=row["due"] is not None and row["due"] < moment(now),
            )
            for row in rows
        )

    def done(self, agent_ref: str, contact_id: str) -> None:
        """Erase whom to call back; one that is done already is left alone."""
        with self._database.writing():
            number = self._database.value("SELECT n FROM contact WHERE id = ?", (contact_id,))
            if number is None:
                raise UnknownContactError("Ce rappel n'est plus dans la liste : son échange a été effacé.")
            if self._database.run("DELETE FROM call_back WHERE contact = ?", (number,)):
                self._events.append(EventType.CALL_BACK_DONE, contact_id, agent_ref, self._clock.now(), payload={})
        self._database.sweep()
