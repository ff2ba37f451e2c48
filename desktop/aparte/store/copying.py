"""A copy of the database that is being used, page by page, under any key, and proved sound."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from aparte.core.errors import StorageError
from aparte.store.database import StoreDatabase, connect, examine, holds_contacts
from aparte.store.durable import sync, sync_folder
from aparte.store.errors import DAMAGED, DamagedStoreError, foreseen

# Called with the share that is done, in [0, 1]; what it raises stops the copy.
Progress = Callable[[float], None]

_PAGES_A_STEP = 512
_MARGIN_BYTES = 8 << 20


def copy_database(
    source: Path,
    target: Path,
    key: bytearray,
    target_key: bytearray,
    progress: Progress | None = None,
) -> None:
    """Copy `source` to `target` under `target_key`: read as at one moment, examined, on the disk at the end.

    Others may go on writing to `source`. Whatever stops it, `target` is then removed. Raises
    `DamagedStoreError`, `StorageError`, `OSError`.
    """
    _refuse_full(source, target.parent)
    _remove(target)
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(source, target, key, target_key, progress)
        check_sound(target, target_key)
        sync(target)
        sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            _remove(target)
        raise


def check_sound(path: Path, key: bytearray) -> None:
    """Raise `DamagedStoreError` or `WrongKeyError` unless the file opens and every page is as it was written.

    An empty file opens with any key and has no wrong page: it is no copy of anything.
    """
    database = connect(path, key)
    try:
        if not holds_contacts(database) or examine(database):
            raise DamagedStoreError(DAMAGED)
    finally:
        database.close()


def _copy(source: Path, target: Path, key: bytearray, target_key: bytearray, progress: Progress | None) -> None:
    with _Closing(connect(source, key)) as old, _Closing(connect(target, target_key)) as new, foreseen():
        # Nobody reads it before it is whole and synced: a journal would only slow it down.
        new.connection.conn.execute("PRAGMA synchronous = OFF")
        with old.reading():
            old.value("SELECT count(*) FROM sqlite_schema")  # the moment that is copied
            old.connection.conn.backup(new.connection.conn, pages=_PAGES_A_STEP, progress=_told(progress))
        # One file, without a journal beside it.
        new.value("PRAGMA journal_mode = DELETE")


class _Closing:
    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def __enter__(self) -> StoreDatabase:
        return self._database

    def __exit__(self, *_error: object) -> None:
        self._database.close()


def _told(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, left, total: progress(1 - left / total if total else 1.0)


def _refuse_full(source: Path, folder: Path) -> None:
    wanted = sum(path.stat().st_size for path in (source, source.with_name(source.name + "-wal")) if path.exists())
    if shutil.disk_usage(folder).free < wanted + _MARGIN_BYTES:
        raise StorageError(
            f"Il faut {(wanted + _MARGIN_BYTES) // (1 << 20)} Mo libres pour copier la base des échanges : "
            "libérez de la place sur le disque, puis recommencez."
        )


def _remove(target: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
