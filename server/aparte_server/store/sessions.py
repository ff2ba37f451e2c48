"""Sign-ins and sessions of the staff, and the list of who may: the provider's word alone opens nothing."""

from dataclasses import dataclass
from datetime import timedelta

from aparte.core.clock import Clock
from aparte.core.errors import UsageError
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.devices import Refusal, RefusedError
from aparte_server.store.instants import milliseconds
from aparte_server.store.organisations import found
from aparte_server.store.persons import Person, person_of
from aparte_server.store.secrets import browser_hash, new_secret, new_session_token, session_parts, state_hash

SIGN_IN_LASTS = timedelta(minutes=10)
SESSION_LASTS = timedelta(hours=10)
IDLE = timedelta(hours=1)
# How often a session in use is written down: each request would be a write.
_NOTED = timedelta(minutes=5)
EMAIL, SUB = "email", "sub"
_LONGEST = 200


class NotListedError(Exception):
    """The provider knows this person, and the town has not said that they may."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What goes out with a browser, and must come back with it."""

    state: str
    browser: str
    nonce: str
    verifier: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session, in clear for the only time, and whose it is; `expires_at` in milliseconds since 1970."""

    token: str
    person: Person
    expires_at: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone of the list, as the provider names them."""

    kind: str
    value: str
    person: Person


class Sessions:
    """For every town; a session is for one town and one person."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, after: str) -> SignIn:
        """A sign-in that lasts some minutes and is used once; `after` is where the browser goes then."""
        begun = SignIn(new_secret(), new_secret(), new_secret(), new_secret(), after)
        now = self._clock.now()

        def work(session: Session) -> None:
            session.run("DELETE FROM sign_in WHERE expires_at < ?", (milliseconds(now),))
            session.run(
                "INSERT INTO sign_in (state_hash, browser_hash, nonce, verifier, next, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(state_hash(begun.state), browser_hash(begun.browser), begun.nonce, begun.verifier, after),
                    milliseconds(now + SIGN_IN_LASTS),
                ),
            )

        self._database.write(work)
        return begun

    def returned(self, state: str, browser: str) -> SignIn:
        """The sign-in that comes back, used up by that; `RefusedError` for any other."""
        row = self._database.write(
            lambda session: first(
                session,
                "DELETE FROM sign_in WHERE state_hash = ? AND browser_hash = ? AND expires_at > ?"
                " RETURNING nonce, verifier, next",
                (state_hash(state), browser_hash(browser), self._now()),
            )
        )
        if row is None:
            raise RefusedError(Refusal.UNKNOWN)
        return SignIn(state, browser, str(row[0]), str(row[1]), str(row[2]))

    def allow(self, person: Person, kind: str, value: str) -> None:
        """Let whoever the provider names so be that person of the town."""
        said = normal(kind, value)
        self._database.write(
            lambda session: session.run(
                "INSERT INTO staff_identity (org_id, kind, value, person_id, made_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (org_id, kind, value) DO UPDATE SET person_id = excluded.person_id",
                (person.org_id, kind, said, person.person_id, self._now()),
            )
        )

    def listed(self, org_id: str) -> tuple[Listed, ...]:
        """Everyone on the list of a town, those removed too."""

        def work(session: Session) -> tuple[Listed, ...]:
            rows = session.rows(
                "SELECT kind, value, person_id FROM staff_identity WHERE org_id = ? ORDER BY kind, value", (org_id,)
            )
            known = ((str(kind), str(value), person_of(session, org_id, who)) for kind, value, who in rows)
            return tuple(Listed(kind, value, person) for kind, value, person in known if person is not None)

        return self._database.read(work)

    def disallow(self, org_id: str, kind: str, value: str) -> None:
        """Take someone off the list and end their sessions, at once; `UnknownError` when nobody is named so."""

        def work(session: Session) -> bool:
            row = first(
                session,
                "DELETE FROM staff_identity WHERE org_id = ? AND kind = ? AND value = ? RETURNING person_id",
                (org_id, kind, normal(kind, value)),
            )
            if row is not None:
                session.run(
                    "UPDATE staff_session SET ended_at = ? WHERE org_id = ? AND person_id = ? AND ended_at IS NULL",
                    (self._now(), org_id, row[0]),
                )
            return row is not None

        if not self._database.write(work):
            raise UnknownError("Personne ne porte ce nom sur la liste : voyez « aparte-server staff list ».")

    def open(self, siret: str, sub: str, email: str) -> OpenSession:
        """A session for whoever the provider names so, in the town of that SIRET; else `NotListedError`."""
        now = self._clock.now()
        ends = milliseconds(now + SESSION_LASTS)

        def work(session: Session) -> OpenSession:
            try:
                town = found(session, "siret", siret)
            except UnknownError:
                raise NotListedError from None
            person = _listed_person(session, town.org_id, sub, email)
            token, hashed = new_session_token(town.org_id)
            session.run(
                "DELETE FROM staff_session WHERE org_id = ? AND expires_at < ?",
                (town.org_id, milliseconds(now - SESSION_LASTS)),
            )
            session.run(
                "INSERT INTO staff_session (org_id, session_hash, person_id, made_at, seen_at, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (town.org_id, hashed, person.person_id, milliseconds(now), milliseconds(now), ends),
            )
            return OpenSession(token, person, ends)

        return self._database.write(work)

    def person(self, token: str) -> OpenSession:
        """Whose session it is; `RefusedError` when it is over, was ended, or its person was removed."""
        claimed = session_parts(token)
        if claimed is None:
            raise RefusedError(Refusal.UNKNOWN)
        now = self._clock.now()
        seen_at, opened = self._database.read(lambda session: _opened(session, claimed, token, milliseconds(now)))
        if seen_at < milliseconds(now - _NOTED):
            self._database.write(
                lambda session: session.run(
                    "UPDATE staff_session SET seen_at = ? WHERE org_id = ? AND session_hash = ?",
                    (milliseconds(now), *claimed),
                )
            )
        return opened

    def end(self, token: str) -> None:
        """It opens nothing any more."""
        claimed = session_parts(token)
        if claimed is not None:
            self._database.write(
                lambda session: session.run(
                    "UPDATE staff_session SET ended_at = coalesce(ended_at, ?) WHERE org_id = ? AND session_hash = ?",
                    (self._now(), *claimed),
                )
            )

    def _now(self) -> int:
        return milliseconds(self._clock.now())


def normal(kind: str, value: str) -> str:
    """An identity as it is compared: an e-mail address in any case is one."""
    said = value.strip()
    if not 0 < len(said) <= _LONGEST or not said.isprintable() or (kind == EMAIL and said.count("@") != 1):
        raise UsageError("Donnez --email une adresse, ou --sub l'identifiant que le fournisseur donne à la personne.")
    return said.casefold() if kind == EMAIL else said


def _listed_person(session: Session, org_id: str, sub: str, email: str) -> Person:
    for kind, value in ((SUB, sub), (EMAIL, email.casefold())):
        row = first(
            session,
            "SELECT person_id FROM staff_identity WHERE org_id = ? AND kind = ? AND value = ?",
            (org_id, kind, value),
        )
        person = person_of(session, org_id, row[0]) if row and value else None
        if person is not None and not person.removed:
            return person
    raise NotListedError


def _opened(session: Session, claimed: tuple[str, str], token: str, now: int) -> tuple[int, OpenSession]:
    row = first(
        session,
        "SELECT person_id, seen_at, expires_at, ended_at FROM staff_session WHERE org_id = ? AND session_hash = ?",
        claimed,
    )
    person = person_of(session, claimed[0], row[0]) if row else None
    if row is None or person is None:
        raise RefusedError(Refusal.UNKNOWN)
    if row[3] is not None or person.removed:
        raise RefusedError(Refusal.REVOKED)
    idle = IDLE // timedelta(milliseconds=1)
    if row[2] <= now or row[1] + idle <= now:
        raise RefusedError(Refusal.EXPIRED)
    return int(row[1]), OpenSession(token, person, int(row[2]))
