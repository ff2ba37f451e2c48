"""The real store in a folder of the test's own, opened again as often as a test wants."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

from aparte.core.identifiers import Identifiers
from aparte.store.database import StoreDatabase
from aparte.store.store import Store, open_store
from tests.fakes.recorded import KEY, MovingClock


class StoreFolder:
    """A store that can be closed, opened again, or left behind as by a crash."""

    def __init__(self, folder: Path, clock: MovingClock | None = None) -> None:
        self.path = folder / "contacts.db"
        self.clock = clock or MovingClock()
        self.ids = Identifiers(self.clock)
        self._opened: list[Store] = []
        self.store = self.another()

    def another(self) -> Store:
        """One more connection to the same file."""
        store = open_store(self.path, KEY, self.clock, ids=self.ids, zone=UTC)
        self._opened.append(store)
        return store

    def reopen(self) -> Store:
        self.store.close()
        self.store = self.another()
        return self.store

    def crash(self) -> Store:
        """As after a kill: whatever was under way is lost with its connection, nothing is tidied up."""
        self.store.database.connection.conn.close()
        self.store = self.another()
        return self.store

    def close(self) -> None:
        for store in self._opened:
            store.close()


def everything(database: StoreDatabase) -> str:
    """All that the tables hold, to look for what must not be there."""
    tables = [row["name"] for row in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return json.dumps({name: _rows(database, name) for name in tables}, ensure_ascii=False, default=str)


def _rows(database: StoreDatabase, table: str) -> list[dict[str, Any]]:
    return database.rows(f"SELECT * FROM {table}")
