"""The encrypted database: opened, checked, and written one transaction at a time.

A connection belongs to one lane: every call on a `StoreDatabase` is made from the serial lane it
was opened on. Two connections, in one process or two, are safe: each write takes the file's lock
at its beginning and waits five seconds for it.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aparte.core.errors import StorageError
from aparte.store.codec import sound_text
from aparte.store.engine import Database, dbapi2
from aparte.store.errors import (
    DAMAGED,
    AffectedLibraryError,
    DamagedStoreError,
    StoreBusyError,
    WrongKeyError,
    foreseen,
)
from aparte.store.migrations import migrate

KEY_BYTES = 32
# Larger files are examined later, beside the work: see `examine`.
CHECKED_AT_START_BYTES = 16 << 20
_FIXED = (3, 51, 3)
_FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
_SETTINGS = (
    # NORMAL loses acknowledged commits in a power cut.
    "PRAGMA synchronous = FULL",
    # macOS alone: its plain fsync leaves the disk's own cache unwritten.
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)
_BUSY_MS = 5000
_SWEEP_MS = 100
Parameters = Sequence[Any]
Row = dict[str, Any]


class StoreDatabase:
    """One connection; `connection` is sqlite-utils' database, for what this class has no word for."""

    def __init__(self, connection: Database, path: Path) -> None:
        self.connection = connection
        self.path = path

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Every row of a query."""
        with foreseen():
            return list(self.connection.query(sql, _held(parameters)))

    def tuples(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Every row of a query, without the columns' names: for tens of thousands of rows."""
        with foreseen():
            return self.connection.conn.execute(sql, _held(parameters)).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, if any."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - whatever the column holds
        """The first column of the first row; None when there is no row."""
        with foreseen():
            found = self.connection.conn.execute(sql, _held(parameters)).fetchone()
        return None if found is None else found[0]

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Change something, inside `writing`; returns how many rows changed."""
        with foreseen():
            return int(self.connection.conn.execute(sql, _held(parameters)).rowcount)

    def run_each(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """`run` for each of several rows."""
        with foreseen():
            self.connection.conn.executemany(sql, map(_held, parameters))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing, and on the disk when it ends; a block inside another belongs to the outer one.

        The lock is taken at once: a transaction that reads first and writes later could be refused
        in its middle.
        """
        with foreseen():
            if self._within:
                yield
                return
            self.connection.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.conn.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that see one state of the database."""
        with foreseen():
            if self._within:
                yield
                return
            self.connection.conn.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    def sweep(self) -> None:
        """Empty the write-ahead log, so that old pages of what was erased don't stay in it.

        Another process that reads at this moment keeps its part of the log until it is done, and so
        does a full disk: what was committed stands, a later sweep ends the work.
        """
        with suppress(StorageError, StoreBusyError), foreseen():
            if self._within:
                return
            self.connection.conn.execute(f"PRAGMA busy_timeout = {_SWEEP_MS}")
            try:
                self.connection.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self.connection.conn.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")

    def close(self) -> None:
        """Give the file back; a later call is `StoreClosedError`."""
        with foreseen():
            self.connection.close()

    @property
    def _within(self) -> bool:
        return bool(self.connection.conn.in_transaction)

    def _roll_back(self) -> None:
        # A full disk or a damaged page may have ended the transaction already.
        with suppress(dbapi2.DatabaseError):
            if self._within:
                self.connection.conn.execute("ROLLBACK")


def _held(parameters: Parameters) -> tuple[Any, ...]:
    """Values that SQLite can hold: it refuses a text with half a character in it."""
    return tuple(sound_text(value) if isinstance(value, str) and not value.isascii() else value for value in parameters)


def open_database(path: Path, key: bytes | bytearray) -> StoreDatabase:
    """Open `path`, made when there is none, and bring it to the program's version.

    `key` is 32 raw bytes. Raises `WrongKeyError`, `NewerStoreError`, `DamagedStoreError`,
    `StoreBusyError`, `AffectedLibraryError` or `StorageError`. A file of more than
    `CHECKED_AT_START_BYTES` is not read whole: call `examine` later.
    """
    refuse_affected(dbapi2.sqlite_version)
    _make_file(path)
    database = connect(path, key)
    try:
        _set_up(database)
        migrate(database)
        if path.stat().st_size <= CHECKED_AT_START_BYTES:
            refuse_damaged(database)
    except BaseException:
        database.close()
        raise
    _remember_key(path, key)
    return database


def connect(path: Path, key: bytes | bytearray) -> StoreDatabase:
    """A bare connection to an existing file, its key tried; for `open_database`, checks and copies.

    Raises `WrongKeyError` or `DamagedStoreError`.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key has {len(key)} bytes, not {KEY_BYTES}")
    with foreseen():
        # Autocommit: nothing begins a transaction but our own BEGIN. Another thread may close it.
        raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=_BUSY_MS / 1000)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")  # it writes to the terminal
        raw.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        _try_key(raw, path, key)
        with foreseen():
            return StoreDatabase(Database(raw, execute_plugins=False), path)
    except BaseException:
        raw.close()
        raise


def examine(database: StoreDatabase, most: int = 5) -> tuple[str, ...]:
    """What is wrong with the file, in SQLite's words; empty when it is sound.

    Every page is read and its seal verified: about a second for 200 MB. On a large file call it
    on a free lane, with a connection of its own.
    """
    try:
        with foreseen():
            found = [row[0] for row in database.connection.conn.execute(f"PRAGMA quick_check({most})")]
    except DamagedStoreError as error:
        return (str(error.__cause__),)
    return () if found == ["ok"] else tuple(found)


def holds_contacts(database: StoreDatabase) -> bool:
    """Whether our tables are there: SQLite takes a missing or empty file for a sound database."""
    return bool(database.value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'meta'"))


def _set_up(database: StoreDatabase) -> None:
    if database.value("PRAGMA journal_mode = WAL") != "wal":
        raise StorageError(
            "La base des échanges ne peut pas être tenue sur ce disque (réseau ou format trop simple). "
            "Choisissez avec --basedir un dossier du disque de ce poste."
        )
    for setting in _SETTINGS:
        database.value(setting)


def refuse_damaged(database: StoreDatabase) -> None:
    """`examine`, and `DamagedStoreError` when anything is wrong."""
    if examine(database, most=1):
        raise DamagedStoreError(DAMAGED)


def refuse_affected(version: str) -> None:
    """Raise `AffectedLibraryError` for a SQLite that may damage a database in WAL mode."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    branch = _FIXED_BRANCHES.get((major, minor))
    if (major, minor, patch) >= _FIXED or (branch is not None and patch >= branch):
        return
    raise AffectedLibraryError(
        f"La bibliothèque SQLite {version} de ce poste peut abîmer les échanges : ils restent fermés. "
        "Installez la dernière version d'Aparté ; les suggestions continuent de marcher."
    )


def _try_key(raw: Any, path: Path, key: bytes | bytearray) -> None:  # noqa: ANN401 - sqlcipher3 has no types
    """Read the first page: a wrong key and a damaged page look the same to SQLCipher."""
    try:
        with foreseen():
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DamagedStoreError as error:
        if _known_key(path) == _fingerprint(key):
            raise
        raise WrongKeyError(
            "La clé de ce poste n'ouvre pas la base des échanges : elle vient d'un autre poste ou d'une autre "
            "session. Restaurez une sauvegarde, ou prévenez l'informatique ; les suggestions continuent de marcher."
        ) from error


def _make_file(path: Path) -> None:
    """An empty file that only its owner reads; SQLite would let the whole group read it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageError(
            "Le dossier des échanges ne peut pas être écrit : disque plein, protégé, ou dossier d'un autre. "
            "Prévenez l'informatique ; les suggestions continuent de marcher."
        ) from error


def _fingerprint(key: bytes | bytearray) -> str:
    """Tells one key from another, and says nothing of either: the key is 256 random bits."""
    return hmac.new(key, b"aparte: which key", hashlib.sha256).hexdigest()[:16]


def _key_note(path: Path) -> Path:
    return path.with_name(path.name + ".key-id")


def _known_key(path: Path) -> str:
    try:
        return _key_note(path).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _remember_key(path: Path, key: bytes | bytearray) -> None:
    """Note which key opens the file, so that damage is not taken for a wrong key."""
    wanted = _fingerprint(key)
    if _known_key(path) != wanted:
        # Only a better sentence is lost when the disk refuses.
        with suppress(OSError):
            _key_note(path).write_text(wanted + "\n", "ascii")
