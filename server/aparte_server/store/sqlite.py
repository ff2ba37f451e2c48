"""SQLite, the embedded default: the library inside `sqlcipher3`, its own on every system.

Debian 12's own SQLite has the fault that can damage a database in WAL mode.
"""

import os
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import sqlcipher3.dbapi2  # type: ignore[import-untyped]

from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.database import Row, Session, Values

T = TypeVar("T")
dbapi2: Any = sqlcipher3.dbapi2
_FIXED = (3, 51, 3)
_FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
_BUSY_MS = 5000
_SETTINGS = (
    # NORMAL loses acknowledged commits in a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    # What was erased must not stay in freed pages.
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
    # Pages that many batches touch are copied back once; an erasure empties the log at once.
    "PRAGMA wal_autocheckpoint = 8000",
)


class SqliteDatabase:
    """One file; writers wait for each other here, so that none waits in SQLite's own sleeps."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        refuse_affected(dbapi2.sqlite_version)
        self.path = path
        self._idle: queue.LifoQueue[Any] = queue.LifoQueue()
        self._writer = Lock()
        _make_file(path)
        self._idle.put(self._open())

    def write(self, work: Callable[[Session], T]) -> T:
        with self._writer:
            return self._within("BEGIN IMMEDIATE", work, "COMMIT")

    def read(self, work: Callable[[Session], T]) -> T:
        return self._within("BEGIN", work, "ROLLBACK")

    def script(self, sql: str) -> None:
        def run_all(session: Session) -> None:
            for statement in sql.split(";"):
                if statement.strip():
                    session.run(statement)

        self.write(run_all)

    def sweep(self) -> None:
        """Empty the write-ahead log, so that old pages of what was erased don't stay in it."""
        with self._writer, self._connection() as connection, suppress(dbapi2.OperationalError):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()

    def _within(self, begin: str, work: Callable[[Session], T], end: str) -> T:
        with self._connection() as connection:
            connection.execute(begin)
            try:
                done = work(SqliteSession(connection))
                connection.execute(end)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return done

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._open()
        try:
            yield connection
        except dbapi2.OperationalError as error:
            raise DatabaseUnavailableError(
                f"La base du serveur refuse ({error}) : disque plein, protégé ou occupé. Réessayez, puis vérifiez "
                f"la place et les droits de {self.path}."
            ) from error
        finally:
            self._idle.put(connection)

    def _open(self) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
        connection = dbapi2.connect(
            str(self.path), isolation_level=None, check_same_thread=False, timeout=_BUSY_MS / 1000
        )
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        for setting in _SETTINGS:
            connection.execute(setting).fetchone()
        # As PostgreSQL calls it: the migrations are one text for both.
        connection.create_function("strpos", 2, _position, deterministic=True)
        return connection


class SqliteSession:
    """One transaction."""

    for_update = ""
    for_share = ""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - sqlcipher3 has no types
        self._connection = connection

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        return list(self._connection.execute(sql, tuple(values)).fetchall())

    def run(self, sql: str, values: Values = ()) -> int:
        return int(self._connection.execute(sql, tuple(values)).rowcount)


def _position(text: str, part: str) -> int:
    return text.find(part) + 1


def refuse_affected(version: str) -> None:
    """Raise for a SQLite that may damage a database in WAL mode."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    branch = _FIXED_BRANCHES.get((major, minor))
    if (major, minor, patch) >= _FIXED or (branch is not None and patch >= branch):
        return
    raise DatabaseUnavailableError(
        f"La bibliothèque SQLite {version} de ce serveur peut abîmer la base : installez la dernière version d'Aparté."
    )


def _make_file(path: Path) -> None:
    """An empty file that only its owner reads; SQLite would let the whole group read it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnavailableError(
            f"Le fichier {path} ne peut pas être écrit : choisissez un autre dossier avec --database, "
            "ou donnez les droits au compte du serveur."
        ) from error
