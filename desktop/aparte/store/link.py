"""The town's server as this workstation knows it: its address, the device's token, how far we are.

What a change does and the cursor that says it was done are written in one transaction: a process
killed between them would apply it again, or never.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aparte.core.clock import Clock
from aparte.store.call_backs import CALL_BACK, CallBacks
from aparte.store.codec import at, moment
from aparte.store.contacts import Contacts
from aparte.store.database import StoreDatabase
from aparte.store.outbox import Outbox
from aparte.wire.event import EventType

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One device of one server.

    `refused` is the server's word when it no longer takes this device, or empty; `synced_at` is
    the end of the last whole exchange, None before the first.
    """

    server: str
    device_id: str
    token: str
    expires_at: datetime
    enrolled_at: datetime
    synced_at: datetime | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ServerChange:
    """Something that every device of the town must apply; `subject` is what it is about, `content` how it stands."""

    change_no: int
    kind: str
    subject: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What changed here: contacts erased at the town's request, call-backs of the team."""

    erased: int = 0
    call_backs: int = 0


class Link:
    """Reads and writes the enrolment; every call belongs on the store's serial lane."""

    def __init__(
        self, database: StoreDatabase, clock: Clock, outbox: Outbox, contacts: Contacts, call_backs: CallBacks
    ) -> None:
        self._call_backs = call_backs
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._contacts = contacts

    def enrolment(self) -> Enrolment | None:
        """The device that this workstation is, None before it is enrolled."""
        row = self._database.row("SELECT * FROM link")
        if row is None:
            return None
        return Enrolment(
            server=row["server"],
            device_id=row["device_id"],
            token=row["token"],
            expires_at=at(row["expires_at"]),
            enrolled_at=at(row["enrolled_at"]),
            synced_at=None if row["synced_at"] is None else at(row["synced_at"]),
            refused=row["refused"],
        )

    def cursor(self) -> str:
        """The newest change that was applied, as the server names it."""
        return str(self._database.value("SELECT seen_cursor FROM meta"))

    def become(self, server: str, device_id: str, token: str, expires_at: datetime) -> int:
        """Be another device, of this server: everything kept is to be sent again; returns how many events."""
        now = moment(self._clock.now())
        with self._database.writing():
            self._database.run(
                "INSERT INTO link (only, server, device_id, token, expires_at, enrolled_at) VALUES (1, ?, ?, ?, ?, ?)"
                " ON CONFLICT (only) DO UPDATE SET server = excluded.server, device_id = excluded.device_id,"
                " token = excluded.token, expires_at = excluded.expires_at, enrolled_at = excluded.enrolled_at,"
                " refused = ''",
                (server, device_id, token, moment(expires_at), now),
            )
            self._database.run("UPDATE team SET settled = '', escrowed = ''")
            return self._outbox.resequence(device_id)

    def renew(self, token: str, expires_at: datetime) -> None:
        """The same device with another token."""
        with self._database.writing():
            self._database.run("UPDATE link SET token = ?, expires_at = ?, refused = ''", (token, moment(expires_at)))

    def refuse(self, word: str) -> None:
        """The server no longer takes this device: it must be enrolled again."""
        with self._database.writing():
            self._database.run("UPDATE link SET refused = ?", (word,))

    def synced(self) -> None:
        """An exchange went to its end."""
        with self._database.writing():
            self._database.run("UPDATE link SET synced_at = ?, refused = ''", (moment(self._clock.now()),))

    def leave(self) -> None:
        """Send to no server any more; what was recorded stays, and waits."""
        with self._database.writing():
            self._database.run("DELETE FROM link")
            self._database.run("DELETE FROM lease")

    def apply(self, changes: Sequence[ServerChange], cursor: str) -> Applied:
        """Apply a page and keep its cursor, or nothing at all; returns what changed here.

        A kind that this version does not know is passed over: the version that will know it reads
        everything again from the first change.
        """
        erased, call_backs = 0, 0
        with self._database.writing():
            for change in changes:
                if change.kind == EventType.CONTACT_ERASED:
                    erased += self._contacts.erased_by_town(change.subject)
                elif change.kind == CALL_BACK:
                    call_backs += self._call_backs.learn(change.subject, change.content)
                else:
                    log.warning("a change of an unknown kind is passed over")
            self._database.run("UPDATE meta SET seen_cursor = ?", (cursor,))
        if erased or call_backs:
            self._database.sweep()
        return Applied(erased, call_backs)
