"""Devices: how they become known, prove who they are, and are shut out."""

from datetime import timedelta
from enum import StrEnum

from aparte.core.clock import Clock
from aparte.core.identifiers import Identifiers
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.instants import milliseconds
from aparte_server.store.records import Device, Granted
from aparte_server.store.rules import touch
from aparte_server.store.secrets import code_hash, new_code, new_token, token_hash, token_parts

CODE_LASTS = timedelta(minutes=15)
TOKEN_LASTS = timedelta(days=90)
_COLUMNS = "org_id, device_id, label, revoked_at, forked_from"


class Refusal(StrEnum):
    """Why a token or a code opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"


class RefusedError(Exception):
    """A token or a code that opens nothing."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class Devices:
    """The devices of every town; nothing here returns a device of another town than asked."""

    def __init__(self, database: Database, clock: Clock, ids: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def invite(self, org_id: str, label: str) -> str:
        """A code that enrols one device of a town within a quarter of an hour."""
        code = new_code()
        now = self._clock.now()

        def work(session: Session) -> None:
            session.run("DELETE FROM enrolment_code WHERE expires_at < ?", (milliseconds(now - timedelta(days=1)),))
            session.run(
                "INSERT INTO enrolment_code (code_hash, org_id, label, expires_at) VALUES (?, ?, ?, ?)",
                (code_hash(code), org_id, label, milliseconds(now + CODE_LASTS)),
            )

        self._database.write(work)
        return code

    def enrol(self, code: str) -> Granted:
        """Use a code up; `RefusedError` when it is unknown, used or too old."""
        now = self._now()

        def work(session: Session) -> Granted:
            row = first(
                session,
                "UPDATE enrolment_code SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?"
                " RETURNING org_id, label",
                (now, code_hash(code), now),
            )
            if row is None:
                raise RefusedError(Refusal.UNKNOWN)
            return self._add(session, *row)

        return self._database.write(work)

    def fork(self, device: Device) -> Granted:
        """Another device for a copy of this one; this one stays, since the original may still use it."""

        def work(session: Session) -> Granted:
            held = locked(session, device)
            return self._add(session, held.org_id, held.label, forked_from=held.device_id)

        return self._database.write(work)

    def authenticate(self, token: str) -> Device:
        """Whose token it is, or `RefusedError`.

        The first use of a token ends the ones before it: until then, an answer that got lost on the
        way leaves the device with a token that works.
        """
        claimed = token_parts(token)
        if claimed is None:
            raise RefusedError(Refusal.UNKNOWN)
        row = self._database.read(
            lambda session: first(
                session,
                "SELECT d.org_id, d.device_id, d.label, d.revoked_at, d.forked_from, t.expires_at, t.revoked_at,"
                " t.used_at FROM device_token AS t JOIN device AS d"
                " ON d.org_id = t.org_id AND d.device_id = t.device_id WHERE t.org_id = ? AND t.token_hash = ?",
                claimed,
            )
        )
        if row is None:
            raise RefusedError(Refusal.UNKNOWN)
        device = _device(row[:5])
        if device.revoked or row[6] is not None:
            raise RefusedError(Refusal.REVOKED)
        if row[5] <= self._now():
            raise RefusedError(Refusal.EXPIRED)
        if row[7] is None:
            self._first_use(device, claimed[1])
        return device

    def rotate(self, device: Device) -> Granted:
        """A new token for a device; the one in use ends when the new one is first used."""

        def work(session: Session) -> Granted:
            return self._grant(session, locked(session, device))

        return self._database.write(work)

    def revoke(self, org_id: str, device_id: str) -> None:
        """Shut a device out, at once; `UnknownError` when the town has no such device."""

        def work(session: Session) -> int:
            known = session.run(
                "UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE org_id = ? AND device_id = ?",
                (self._now(), org_id, device_id),
            )
            if known:
                # The other workstations change the team's keys.
                touch(session, org_id)
            return known

        if not self._database.write(work):
            raise UnknownError("Ce poste n'existe pas dans cette organisation : voyez « aparte-server device list ».")

    def of(self, org_id: str) -> tuple[Device, ...]:
        """The devices of a town, the oldest first."""
        rows = self._database.read(
            lambda session: session.rows(
                f"SELECT {_COLUMNS} FROM device WHERE org_id = ? ORDER BY enrolled_at, device_id",  # noqa: S608
                (org_id,),
            )
        )
        return tuple(_device(row) for row in rows)

    def _add(self, session: Session, org_id: str, label: str, forked_from: str = "") -> Granted:
        device = Device(org_id, self._ids.uuid7(), label, forked_from=forked_from)
        session.run(
            "INSERT INTO device (org_id, device_id, label, enrolled_at, forked_from) VALUES (?, ?, ?, ?, ?)",
            (org_id, device.device_id, label, self._now(), forked_from),
        )
        return self._grant(session, device)

    def _grant(self, session: Session, device: Device) -> Granted:
        token, now = new_token(device.org_id), self._clock.now()
        ends = milliseconds(now + TOKEN_LASTS)
        session.run(
            "INSERT INTO device_token (org_id, token_hash, device_id, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            (device.org_id, token_hash(token), device.device_id, milliseconds(now), ends),
        )
        return Granted(device, token, ends)

    def _first_use(self, device: Device, hashed: str) -> None:
        def work(session: Session) -> None:
            locked(session, device)
            issued = first(
                session,
                "UPDATE device_token SET used_at = ? WHERE org_id = ? AND token_hash = ?"
                " AND used_at IS NULL AND revoked_at IS NULL RETURNING issued_at",
                (self._now(), device.org_id, hashed),
            )
            if issued is not None:
                session.run(
                    "UPDATE device_token SET revoked_at = ? WHERE org_id = ? AND device_id = ? AND token_hash <> ?"
                    " AND revoked_at IS NULL AND (used_at IS NOT NULL OR issued_at < ?)",
                    (self._now(), device.org_id, device.device_id, hashed, *issued),
                )

        self._database.write(work)

    def _now(self) -> int:
        return milliseconds(self._clock.now())


def locked(session: Session, device: Device) -> Device:
    """The device as it is now, its row held until the transaction ends; `RefusedError` when it was shut out."""
    row = first(
        session,
        f"SELECT {_COLUMNS} FROM device WHERE org_id = ? AND device_id = ?{session.for_update}",  # noqa: S608
        (device.org_id, device.device_id),
    )
    if row is None:
        raise RefusedError(Refusal.UNKNOWN)
    held = _device(row)
    if held.revoked:
        raise RefusedError(Refusal.REVOKED)
    return held


def _device(row: tuple[object, ...]) -> Device:
    org_id, device_id, label, revoked_at, forked_from = row
    return Device(str(org_id), str(device_id), str(label), revoked_at is not None, str(forked_from))
