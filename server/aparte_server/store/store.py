"""The server's store, whole: one database and what is done with it."""

from dataclasses import dataclass
from pathlib import Path

from aparte.core.clock import Clock
from aparte.core.identifiers import Identifiers
from aparte_server.store.changes import ChangeLog
from aparte_server.store.counting import Counting
from aparte_server.store.database import Database
from aparte_server.store.devices import Devices
from aparte_server.store.ingest import Ingest
from aparte_server.store.journal import ErasureJournal
from aparte_server.store.migrations import scripts, stamped
from aparte_server.store.organisations import Organisations
from aparte_server.store.persons import Persons
from aparte_server.store.postgres import PostgresDatabase
from aparte_server.store.retention import Retention
from aparte_server.store.sessions import Sessions
from aparte_server.store.sqlite import SqliteDatabase
from aparte_server.store.staff import Staff
from aparte_server.store.urgent import UrgentChanges


@dataclass(frozen=True, slots=True)
class ServerStore:
    """What the API and the commands work with."""

    database: Database
    organisations: Organisations
    devices: Devices
    ingest: Ingest
    changes: ChangeLog
    staff: Staff
    counting: Counting
    retention: Retention
    persons: Persons
    urgent: UrgentChanges
    sessions: Sessions

    def ready(self) -> bool:
        """Whether the database answers and has this program's tables."""
        return self.database.read(stamped) == max(scripts())


def open_database(url: str) -> Database:
    """`postgresql://…`, or the path of an SQLite file (`sqlite:…` is one too)."""
    return PostgresDatabase(url) if is_postgres(url) else SqliteDatabase(sqlite_path(url))


def is_postgres(url: str) -> bool:
    """Whether the address is PostgreSQL's."""
    return url.startswith(("postgresql://", "postgres://"))


def sqlite_path(url: str) -> Path:
    """The file that an address names."""
    return Path(url.removeprefix("sqlite:"))


def build_store(database: Database, clock: Clock, journal: ErasureJournal) -> ServerStore:
    """The store on an open database, whose tables are made."""
    ids = Identifiers(clock)
    return ServerStore(
        database=database,
        organisations=Organisations(database, clock, ids),
        devices=Devices(database, clock, ids),
        ingest=Ingest(database, clock, journal),
        changes=ChangeLog(database, clock, journal),
        staff=Staff(database, clock),
        counting=Counting(database),
        retention=Retention(database, clock),
        persons=Persons(database, clock, ids),
        urgent=UrgentChanges(database, clock, ids),
        sessions=Sessions(database, clock),
    )
