"""The two databases that every contract is held to."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from aparte_server.store.database import Database
from aparte_server.store.migrations import migrate
from aparte_server.store.postgres import PostgresDatabase
from aparte_server.store.sqlite import SqliteDatabase
from tests.server.postgres import PostgresServer, binaries
from tests.server.town import Town

ENGINES = ("sqlite", "postgres")
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    folder = binaries()
    if folder is None:
        pytest.skip("no PostgreSQL 15 or newer on this machine: apt-get install postgresql")
    server = PostgresServer(folder)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def kept_postgres(postgres: PostgresServer) -> Iterator[Database]:
    """One database for the tests that each make their own towns: making one takes half a second."""
    database = PostgresDatabase(postgres.url("kept"))
    migrate(database)
    yield database
    database.close()


@pytest.fixture(params=ENGINES)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made: Database
    if request.param == "sqlite":
        made = SqliteDatabase(tmp_path / "empty.db")
    else:
        made = PostgresDatabase(request.getfixturevalue("postgres").url(f"empty{next(_numbers)}"))
    yield made
    made.close()


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Database:
    """With its tables made; on PostgreSQL other towns may be there."""
    made: Database = request.getfixturevalue("kept_postgres" if request.param == "postgres" else "sqlite")
    return made


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    made = SqliteDatabase(tmp_path / "server.db")
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Town:
    return Town(database, tmp_path)
