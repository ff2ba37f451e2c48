"""A real database whose process dies at the worst moment, once, when a test says so."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from aparte_server.store.database import Database, Session

T = TypeVar("T")
TABLES = (
    *("organisation", "device", "device_token", "event", "receipt", "quarantine", "erasure", "change"),
    *("erased_count", "purged_event"),
)


class Moment(StrEnum):
    """When the server dies in a write."""

    BEFORE_COMMIT = "before commit"
    AFTER_COMMIT = "after commit"


class KilledError(Exception):
    """The server is gone; nobody got an answer."""


class FaultyDatabase:
    """Passes everything on, until it dies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.name
        self.dies: Moment | None = None

    def write(self, work: Callable[[Session], T]) -> T:
        moment, self.dies = self.dies, None
        if moment is Moment.BEFORE_COMMIT:
            self._database.write(_then_killed(work))
        done = self._database.write(work)
        if moment is Moment.AFTER_COMMIT:
            raise KilledError
        return done

    def read(self, work: Callable[[Session], T]) -> T:
        return self._database.read(work)

    def script(self, sql: str) -> None:
        self._database.script(sql)

    def sweep(self) -> None:
        self._database.sweep()

    def close(self) -> None:
        self._database.close()


def _then_killed(work: Callable[[Session], Any]) -> Callable[[Session], None]:
    def run(session: Session) -> None:
        work(session)
        raise KilledError

    return run


Copy = dict[str, list[tuple[Any, ...]]]


def copied(database: Database, org_id: str) -> Copy:
    """Every row of a town: what a backup holds."""
    return database.read(
        lambda session: {table: session.rows(f"SELECT * FROM {table} WHERE org_id = ?", (org_id,)) for table in TABLES}
    )


def put_back(database: Database, org_id: str, copy: Copy) -> None:
    """A town as it was when it was copied."""

    def work(session: Session) -> None:
        for table, rows in copy.items():
            session.run(f"DELETE FROM {table} WHERE org_id = ?", (org_id,))
            for row in rows:
                session.run(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)

    database.write(work)
