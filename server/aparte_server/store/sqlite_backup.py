"""Copies of an SQLite database, made while it is in use and put back while nobody uses it."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aparte.core.errors import StorageError, UsageError
from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.database import Database
from aparte_server.store.migrations import migrate
from aparte_server.store.sqlite import SqliteDatabase, dbapi2

_MAGIC = b"SQLite format 3\0"
_PAGES_AT_ONCE = 2000
_BUSY_S = 5.0


class SqliteCopier:
    """For one database file."""

    suffix = ".db"

    def __init__(self, path: Path) -> None:
        self._path = path

    def copy(self, target: Path) -> None:
        """By SQLite's backup interface: writers go on meanwhile."""
        with _opened(self._path) as source, _opened(target) as made:
            try:
                source.backup(made, pages=_PAGES_AT_ONCE)
                # One file, without a log beside it.
                made.execute("PRAGMA journal_mode = DELETE").fetchone()
                sound = made.execute("PRAGMA integrity_check").fetchone()[0]
            except dbapi2.DatabaseError as error:
                raise StorageError(f"La copie de {self._path} n'a pas pu être faite ({error}).") from error
        if sound != "ok":
            raise StorageError(f"La base {self._path} est abîmée : restaurez la dernière sauvegarde saine.")

    def version(self, source: Path) -> int:
        with source.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise UsageError(f"{source} n'est pas une sauvegarde SQLite : la base visée en est une.")
        with _opened(source, read_only=True) as copy:
            try:
                if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise _damaged(source)
                return int(copy.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()[0])
            except dbapi2.OperationalError:
                return 0  # none of our tables
            except dbapi2.DatabaseError as error:
                raise _damaged(source) from error

    def put_back(self, source: Path, then: Callable[[Database], None]) -> None:
        """The copy is made ready beside the database and takes its name at the end: the one or the other."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        ready = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        try:
            _copied(source, ready)
            database = SqliteDatabase(ready)
            try:
                migrate(database)
                then(database)
            finally:
                database.close()
            with _opened(ready) as made:
                made.execute("PRAGMA journal_mode = DELETE").fetchone()
            _unused(self._path)
            ready.replace(self._path)
        except OSError as error:
            raise StorageError(f"{self._path} ne peut pas être remplacé : vérifiez la place et les droits.") from error
        finally:
            for left in (ready, *(ready.with_name(ready.name + end) for end in ("-wal", "-shm", "-journal"))):
                left.unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with source.open("rb") as read, target.open("wb") as write:
        while part := read.read(1 << 20):
            write.write(part)
        write.flush()
        os.fsync(write.fileno())


def _unused(path: Path) -> None:
    """Nobody has the database open and its log is empty; a damaged one is put aside with its log."""
    if not path.exists():
        return
    with _opened(path, wait_s=0.2) as database:
        try:
            # Leaving the log needs every other connection to be gone.
            database.execute("PRAGMA journal_mode = DELETE").fetchone()
        except dbapi2.OperationalError as error:
            raise DatabaseUnavailableError(
                f"La base {path} est en service : arrêtez aparte-server, puis relancez la restauration."
            ) from error
        except dbapi2.DatabaseError:
            database.close()
            for end in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + end).replace(path.with_name(f"{path.name}.abimee{end}"))


@contextmanager
def _opened(path: Path, *, wait_s: float = _BUSY_S, read_only: bool = False) -> Iterator[Any]:
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    try:
        connection = dbapi2.connect(address, uri=True, isolation_level=None, timeout=wait_s)
    except dbapi2.OperationalError as error:
        raise DatabaseUnavailableError(f"La base {path} ne s'ouvre pas : vérifiez son nom et ses droits.") from error
    try:
        yield connection
    finally:
        connection.close()


def _damaged(source: Path) -> UsageError:
    return UsageError(f"La sauvegarde {source} est abîmée ou incomplète : prenez la précédente.")
