"""Who has the database open: many may, but whoever replaces the file must be alone.

Whoever kept the old file open while it is replaced would go on writing to a file that nobody
reads. The lock is SQLite's own, on an empty database beside ours: shared or exclusive, the same
on every system, and given back by the system when a process is killed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aparte.store.engine import dbapi2
from aparte.store.errors import DamagedStoreError, StoreBusyError, foreseen
from aparte.store.places import StoreFiles

_WAIT_S = 1.0


class Presence:
    """A hold on the store, until `release`."""

    def __init__(self, files: StoreFiles, *, alone: bool) -> None:
        files.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._take(files, alone)
        except DamagedStoreError:
            # It never holds anything. Emptied where it stands, it keeps the locks that others have on it.
            with suppress(OSError):  # refused, the second try tells
                os.truncate(files.presence, 0)
            self._take(files, alone)

    def _take(self, files: StoreFiles, alone: bool) -> None:
        with foreseen():
            self._lock: Any = dbapi2.connect(
                str(files.presence), isolation_level=None, check_same_thread=False, timeout=_WAIT_S
            )
        try:
            with foreseen():
                self._lock.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
                self._lock.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except StoreBusyError as error:
            self._lock.close()
            raise StoreBusyError(_OTHERS if alone else _REPLACED) from error
        except BaseException:
            self._lock.close()
            raise

    def release(self) -> None:
        """Let the others in; a second call does nothing."""
        self._lock.close()


_OTHERS = "Aparté est ouvert dans une autre fenêtre de ce poste : fermez-la, puis recommencez."
_REPLACED = "La base des échanges est en cours de remplacement : réessayez dans un instant."


@contextmanager
def alone(files: StoreFiles) -> Iterator[None]:
    """Nobody else has the database open in this block; `StoreBusyError` when somebody has."""
    presence = Presence(files, alone=True)
    try:
        yield
    finally:
        presence.release()


@contextmanager
def shared(files: StoreFiles) -> Iterator[None]:
    """The database is not replaced in this block."""
    presence = Presence(files, alone=False)
    try:
        yield
    finally:
        presence.release()
