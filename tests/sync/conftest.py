"""The server's database of a test, in memory where there is such a place."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aparte_server.store.database import Database
from aparte_server.store.migrations import migrate
from aparte_server.store.sqlite import SqliteDatabase
from tests.sync.machine import MEMORY


@contextmanager
def server_database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        made = SqliteDatabase(Path(folder) / "server.db")
        migrate(made)
        yield made
        made.close()


@pytest.fixture
def database() -> Iterator[Database]:
    with server_database() as made:
        yield made
