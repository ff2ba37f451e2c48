"""Towns: who there is, and the counter that numbers what changes for each."""

from aparte.core.clock import Clock
from aparte.core.identifiers import Identifiers
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.instants import milliseconds
from aparte_server.store.records import Organisation

_COLUMNS = "org_id, siret, name, generation, change_no, keep_months, purged_at"
_SIRET_DIGITS = 14


class Organisations:
    """The towns of this server."""

    def __init__(self, database: Database, clock: Clock, ids: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def add(self, name: str, siret: str) -> Organisation:
        """A new town, or the one that has this SIRET already."""
        number = "".join(siret.split())
        if not (number.isascii() and number.isdecimal() and len(number) == _SIRET_DIGITS):
            raise UnknownError(f"« {siret} » n'est pas un SIRET : donnez ses 14 chiffres.")

        def work(session: Session) -> Organisation:
            session.run(
                "INSERT INTO organisation (org_id, siret, name, generation, change_no, made_at)"
                " VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (siret) DO NOTHING",
                (self._ids.uuid7(), number, name, self._ids.uuid7(), milliseconds(self._clock.now())),
            )
            return found(session, "siret", number)

        return self._database.write(work)

    def get(self, org_id: str) -> Organisation:
        """The town; `UnknownError` when there is none."""
        return self._database.read(lambda session: found(session, "org_id", org_id))

    def by_siret(self, siret: str) -> Organisation:
        """The town of a SIRET; `UnknownError` when there is none."""
        return self._database.read(lambda session: found(session, "siret", "".join(siret.split())))

    def all(self) -> tuple[Organisation, ...]:
        """Every town, by name."""
        rows = self._database.read(
            lambda session: session.rows(f"SELECT {_COLUMNS} FROM organisation ORDER BY name, org_id")  # noqa: S608
        )
        return tuple(Organisation(*row) for row in rows)

    def renew_generations(self) -> None:
        """After a restore: no cursor given out before counts any more."""

        def work(session: Session) -> None:
            for (org_id,) in session.rows("SELECT org_id FROM organisation ORDER BY org_id"):
                session.run("UPDATE organisation SET generation = ? WHERE org_id = ?", (self._ids.uuid7(), org_id))

        self._database.write(work)


def found(session: Session, column: str, value: str, lock: str = "") -> Organisation:
    """The town whose `column` holds `value`, its row locked with `lock`; `UnknownError` when there is none."""
    row = first(session, f"SELECT {_COLUMNS} FROM organisation WHERE {column} = ?{lock}", (value,))  # noqa: S608
    if row is None:
        raise UnknownError("Cette organisation n'existe pas ici : voyez « aparte-server org list ».")
    return Organisation(*row)


def next_change(session: Session, org_id: str) -> int:
    """Number the next change of a town.

    The counter's row stays locked until the transaction ends, so that numbers appear in their
    order: a reader that saw one never finds a smaller one later.
    """
    row = first(
        session, "UPDATE organisation SET change_no = change_no + 1 WHERE org_id = ? RETURNING change_no", (org_id,)
    )
    assert row is not None
    return int(row[0])
