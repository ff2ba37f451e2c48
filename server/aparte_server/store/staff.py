"""Tokens of the staff: a person's, who may what their role may, or a program's, which reads figures.

They open nothing of a device's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aparte.core.clock import Clock
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.devices import Refusal, RefusedError
from aparte_server.store.instants import milliseconds
from aparte_server.store.persons import Person, Role, person_of
from aparte_server.store.secrets import new_staff_token, staff_token_parts

READ_STATS = "read-stats"
OF_A_PERSON = "person"
LASTS_DAYS = 365
_COLUMNS = "org_id, label, scope, expires_at, revoked_at, person_id"


@dataclass(frozen=True, slots=True)
class StaffToken:
    """What is known of a token: never the token itself; `person_id` is empty for a program's."""

    org_id: str
    label: str
    scope: str
    expires_at: int
    revoked: bool
    person_id: str = ""


class RoleRefusedError(Exception):
    """The token is good, and whoever holds it may not do this."""


class Staff:
    """Tokens of every town, each for one town."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def issue(self, org_id: str, label: str, days: int = LASTS_DAYS) -> str:
        """A token that reads the figures of a town, in clear for the only time."""
        return self._issued(org_id, label, days, READ_STATS, "")

    def issue_to(self, person: Person, label: str, days: int = LASTS_DAYS) -> str:
        """A token of a person, in clear for the only time: whoever shows it is that person."""
        return self._issued(person.org_id, label, days, OF_A_PERSON, person.person_id)

    def _issued(self, org_id: str, label: str, days: int, scope: str, person_id: str) -> str:
        token, hashed = new_staff_token(org_id)
        now = self._clock.now()

        def work(session: Session) -> None:
            session.run(
                "INSERT INTO staff_token (org_id, token_hash, label, scope, issued_at, expires_at, person_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*(org_id, hashed, label, scope, milliseconds(now)), *(_after(now, days), person_id)),
            )

        self._database.write(work)
        return token

    def authenticate(self, token: str) -> StaffToken:
        """Whose token it is, to read figures; `RefusedError` when it is unknown, too old or taken back."""
        return self._database.read(lambda session: self._known(session, token)[0])

    def person(self, token: str, role: Role) -> Person:
        """Who shows a token.

        Raises `RefusedError` as `authenticate`, and `RoleRefusedError` when it is nobody's, or
        someone's who may not what `role` may.
        """
        person = self._database.read(lambda session: self._known(session, token)[1])
        if person is None or not person.role.covers(role):
            raise RoleRefusedError
        return person

    def _known(self, session: Session, token: str) -> tuple[StaffToken, Person | None]:
        claimed = staff_token_parts(token)
        row = claimed and first(
            session,
            f"SELECT {_COLUMNS} FROM staff_token WHERE org_id = ? AND token_hash = ?",  # noqa: S608
            claimed,
        )
        if not row:
            raise RefusedError(Refusal.UNKNOWN)
        known = _known(row)
        person = person_of(session, known.org_id, known.person_id) if known.person_id else None
        if known.revoked or (person is not None and person.removed):
            raise RefusedError(Refusal.REVOKED)
        if known.expires_at <= milliseconds(self._clock.now()):
            raise RefusedError(Refusal.EXPIRED)
        return known, person

    def of(self, org_id: str) -> tuple[StaffToken, ...]:
        """The tokens of a town, the oldest first."""
        rows = self._database.read(
            lambda session: session.rows(
                f"SELECT {_COLUMNS} FROM staff_token WHERE org_id = ? ORDER BY issued_at, label",  # noqa: S608
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
    org_id, label, scope, expires_at, revoked_at, person_id = row
    return StaffToken(
        *(str(org_id), str(label), str(scope), int(str(expires_at))), revoked_at is not None, str(person_id)
    )


def _after(now: datetime, days: int) -> int:
    return milliseconds(now + timedelta(days=days))
