"""Tokens of people and programs that read figures; they open nothing of a device's."""

from dataclasses import dataclass
from datetime import timedelta

from aparte.core.clock import Clock
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.devices import Refusal, RefusedError
from aparte_server.store.instants import milliseconds
from aparte_server.store.secrets import new_staff_token, staff_token_parts

READ_STATS = "read-stats"
LASTS_DAYS = 365


@dataclass(frozen=True, slots=True)
class StaffToken:
    """What is known of a token: never the token itself."""

    org_id: str
    label: str
    scope: str
    expires_at: int
    revoked: bool


class Staff:
    """Tokens of every town, each for one town."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def issue(self, org_id: str, label: str, days: int = LASTS_DAYS) -> str:
        """A token that reads the figures of a town, in clear for the only time."""
        token, hashed = new_staff_token(org_id)
        now = self._clock.now()

        def work(session: Session) -> None:
            session.run(
                "INSERT INTO staff_token (org_id, token_hash, label, scope, issued_at, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (org_id, hashed, label, READ_STATS, milliseconds(now), milliseconds(now + timedelta(days=days))),
            )

        self._database.write(work)
        return token

    def authenticate(self, token: str, scope: str) -> StaffToken:
        """Whose token it is; `RefusedError` when it is unknown, too old, taken back or for something else."""
        claimed = staff_token_parts(token)
        row = claimed and self._database.read(
            lambda session: first(
                session,
                "SELECT org_id, label, scope, expires_at, revoked_at FROM staff_token"
                " WHERE org_id = ? AND token_hash = ?",
                claimed,
            )
        )
        if not row or row[2] != scope:
            raise RefusedError(Refusal.UNKNOWN)
        known = _known(row)
        if known.revoked:
            raise RefusedError(Refusal.REVOKED)
        if known.expires_at <= milliseconds(self._clock.now()):
            raise RefusedError(Refusal.EXPIRED)
        return known

    def of(self, org_id: str) -> tuple[StaffToken, ...]:
        """The tokens of a town, the oldest first."""
        rows = self._database.read(
            lambda session: session.rows(
                "SELECT org_id, label, scope, expires_at, revoked_at FROM staff_token WHERE org_id = ?"
                " ORDER BY issued_at, label",
                (org_id,),
            )
        )
        return tuple(map(_known, rows))

    def revoke(self, org_id: str, label: str) -> None:
        """Take every token of that label back, at once; `UnknownError` when there is none."""

        def work(session: Session) -> int:
            return session.run(
                "UPDATE staff_token SET revoked_at = coalesce(revoked_at, ?) WHERE org_id = ? AND label = ?",
                (milliseconds(self._clock.now()), org_id, label),
            )

        if not self._database.write(work):
            raise UnknownError("Aucun jeton ne porte ce nom ici : voyez « aparte-server org tokens ».")


def _known(row: tuple[object, ...]) -> StaffToken:
    org_id, label, scope, expires_at, revoked_at = row
    return StaffToken(str(org_id), str(label), str(scope), int(str(expires_at)), revoked_at is not None)
