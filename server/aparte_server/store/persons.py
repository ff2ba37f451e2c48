"""The people who look after a town's knowledge, each with one role."""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from aparte.core.clock import Clock
from aparte.core.errors import UsageError
from aparte.core.identifiers import Identifiers
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.instants import milliseconds
from aparte_server.store.organisations import found

LONGEST_NAME = 100
_COLUMNS = "org_id, person_id, name, role, removed_at"


class Role(StrEnum):
    """What a person may do; each may all that the one before may."""

    READER = "reader"
    EDITOR = "editor"
    VALIDATOR = "validator"

    def covers(self, other: "Role") -> bool:
        """Whether whoever has this role may what `other` may."""
        return tuple(Role).index(self) >= tuple(Role).index(other)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the staff of a town."""

    org_id: str
    person_id: str
    name: str
    role: Role
    removed: bool = False


class Persons:
    """The staff of every town; nothing here returns a person of another town than asked."""

    def __init__(self, database: Database, clock: Clock, ids: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def add(self, org_id: str, name: str, role: Role) -> Person:
        """Someone new, or another role for the person of this name.

        Who had been removed comes back with nothing of before: neither token, nor session, nor sign-in.
        """
        said = _said(name)
        if not said.isprintable() or not 0 < len(said) <= LONGEST_NAME:
            raise UsageError(f"Donnez un nom d'une ligne, de {LONGEST_NAME} signes au plus.")

        def work(session: Session) -> Person:
            # Two commands at once make one person of a name.
            found(session, "org_id", org_id, session.for_update)
            known = _of_name(session, org_id, said)
            if known is None:
                session.run(
                    "INSERT INTO staff_person (org_id, person_id, name, role, made_at) VALUES (?, ?, ?, ?, ?)",
                    (org_id, self._ids.uuid7(), said, role.value, self._now()),
                )
                return named(session, org_id, said)
            if known.removed:
                self._close(session, known)
            session.run(
                "UPDATE staff_person SET role = ?, removed_at = NULL WHERE org_id = ? AND person_id = ?",
                (role.value, org_id, known.person_id),
            )
            return replace(known, role=role, removed=False)

        return self._database.write(work)

    def by_name(self, org_id: str, name: str) -> Person:
        """The person of this name; `UnknownError` when there is none any more."""
        return self._database.read(lambda session: named(session, org_id, name))

    def of(self, org_id: str) -> tuple[Person, ...]:
        """The staff of a town, by name, those removed too."""
        rows = self._database.read(
            lambda session: session.rows(
                f"SELECT {_COLUMNS} FROM staff_person WHERE org_id = ? ORDER BY name",  # noqa: S608
                (org_id,),
            )
        )
        return tuple(map(_person, rows))

    def remove(self, org_id: str, name: str) -> None:
        """Take every right of a person away, at once; what they did stays in the journal."""

        def work(session: Session) -> None:
            person = named(session, org_id, name)
            session.run(
                "UPDATE staff_person SET removed_at = ? WHERE org_id = ? AND person_id = ?",
                (self._now(), org_id, person.person_id),
            )

        self._database.write(work)

    def _close(self, session: Session, person: Person) -> None:
        """End what the person opened with before they were removed."""
        whose = (person.org_id, person.person_id)
        for change in (
            "UPDATE staff_token SET revoked_at = coalesce(revoked_at, ?) WHERE org_id = ? AND person_id = ?",
            "UPDATE staff_session SET ended_at = coalesce(ended_at, ?) WHERE org_id = ? AND person_id = ?",
        ):
            session.run(change, (self._now(), *whose))
        session.run("DELETE FROM staff_identity WHERE org_id = ? AND person_id = ?", whose)

    def _now(self) -> int:
        return milliseconds(self._clock.now())


def named(session: Session, org_id: str, name: str) -> Person:
    """The person of this name, still there; raises `UnknownError`."""
    person = _of_name(session, org_id, name)
    if person is None or person.removed:
        raise UnknownError("Cette personne n'est pas connue ici : voyez « aparte-server person list ».")
    return person


def person_of(session: Session, org_id: str, person_id: str) -> Person | None:
    """The person of an id, those removed too."""
    row = first(
        session,
        f"SELECT {_COLUMNS} FROM staff_person WHERE org_id = ? AND person_id = ?",  # noqa: S608
        (org_id, person_id),
    )
    return None if row is None else _person(row)


def _person(row: tuple[object, ...]) -> Person:
    org_id, person_id, name, role, removed_at = row
    return Person(str(org_id), str(person_id), str(name), Role(str(role)), removed_at is not None)


def _of_name(session: Session, org_id: str, name: str) -> Person | None:
    """The person of this name, removed or not; a name as it was written comes before its other spellings.

    However it is spelt, a name is one person's: nobody is the second person of their own change. What each
    database knows of letters differs, so the comparison is ours.
    """
    rows = session.rows(f"SELECT {_COLUMNS} FROM staff_person WHERE org_id = ? ORDER BY person_id", (org_id,))  # noqa: S608
    known = [one for one in map(_person, rows) if _key(one.name) == _key(name)]
    return min(known, key=lambda one: (one.removed, one.name != _said(name)), default=None)


def _said(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", _said(name).casefold())
