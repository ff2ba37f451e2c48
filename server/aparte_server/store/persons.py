"""The people who look after a town's knowledge, each with one role."""

from dataclasses import dataclass
from enum import StrEnum

from aparte.core.clock import Clock
from aparte.core.errors import UsageError
from aparte.core.identifiers import Identifiers
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.instants import milliseconds

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
        """Someone new, or another role for the person of this name, who comes back if they had been removed."""
        said = " ".join(name.split())
        if not said.isprintable() or not 0 < len(said) <= LONGEST_NAME:
            raise UsageError(f"Donnez un nom d'une ligne, de {LONGEST_NAME} signes au plus.")

        def work(session: Session) -> Person:
            session.run(
                "INSERT INTO staff_person (org_id, person_id, name, role, made_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (org_id, name) DO UPDATE SET role = excluded.role, removed_at = NULL",
                (org_id, self._ids.uuid7(), said, role.value, milliseconds(self._clock.now())),
            )
            return named(session, org_id, said)

        return self._database.write(work)

    def by_name(self, org_id: str, name: str) -> Person:
        """The person of this name; `UnknownError` when there is none any more."""
        return self._database.read(lambda session: named(session, org_id, " ".join(name.split())))

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
            person = named(session, org_id, " ".join(name.split()))
            session.run(
                "UPDATE staff_person SET removed_at = ? WHERE org_id = ? AND person_id = ?",
                (milliseconds(self._clock.now()), org_id, person.person_id),
            )

        self._database.write(work)


def named(session: Session, org_id: str, name: str) -> Person:
    """The person of this name, still there; raises `UnknownError`."""
    row = first(
        session,
        f"SELECT {_COLUMNS} FROM staff_person WHERE org_id = ? AND name = ? AND removed_at IS NULL",  # noqa: S608
        (org_id, name),
    )
    if row is None:
        raise UnknownError("Cette personne n'est pas connue ici : voyez « aparte-server person list ».")
    return _person(row)


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
