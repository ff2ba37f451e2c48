"""What can go wrong with the store, one French sentence each."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from aparte.core.errors import AparteError, StorageError
from aparte.store.engine import dbapi2

_LOG = logging.getLogger(__name__)


class StoreError(AparteError):
    """The contacts can't be read or written."""

    exit_code = 4


class WrongKeyError(StoreError):
    """The key opens another database."""


class NewerStoreError(StoreError):
    """A newer Aparté wrote the database."""


class DamagedStoreError(StoreError):
    """A page of the database is not what was written."""


class StoreBusyError(StoreError):
    """Another process held the database for longer than we wait."""


class AffectedLibraryError(StoreError):
    """The SQLite at hand has the WAL-reset bug."""


class StoreClosedError(StoreError):
    """The store was locked while something was still asked of it."""


class UnknownContactError(StoreError):
    """No such contact: never recorded, or erased."""


class NotSharedError(StoreError):
    """The team does not see that call-back yet."""


class UnknownGapError(StoreError):
    """No such gap ticket."""


class TooLongError(StoreError):
    """More than an event can carry."""


DAMAGED = (
    "La base des échanges est abîmée : rien n'y est plus écrit. Restaurez la dernière sauvegarde "
    "(« aparte store restore ») ; les suggestions continuent de marcher."
)
_BUSY = (
    "Un autre Aparté écrit dans la base des échanges : rien n'a été enregistré. Réessayez dans un instant, "
    "ou fermez l'autre fenêtre."
)
_FULL = "Le disque est plein : rien n'a été enregistré. Libérez de la place, puis recommencez."
_PROTECTED = (
    "La base des échanges ne peut pas être écrite, le disque est protégé : rien n'a été enregistré. "
    "Prévenez l'informatique ; les suggestions continuent de marcher."
)
_REFUSED = (
    "Le disque a refusé d'écrire ou de lire la base des échanges : rien n'a été enregistré. "
    "Vérifiez la place libre, puis recommencez."
)
_CLOSED = "La base des échanges est verrouillée : rouvrez votre session, puis recommencez."


@contextmanager
def foreseen() -> Iterator[None]:
    """Turn what SQLite raises into our own errors; the library's words go to the log, never a row."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        found = _translated(error)
        if found is None:
            raise
        _LOG.warning("store: %s", getattr(error, "sqlite_errorname", type(error).__name__))
        raise found from error


def _translated(error: Exception) -> AparteError | None:
    if isinstance(error, dbapi2.ProgrammingError) and "closed" in str(error):
        return StoreClosedError(_CLOSED)
    # The low byte is the primary code; the rest tells which kind of it.
    found = _MEANINGS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return None if found is None else found[0](found[1])


_MEANINGS: dict[int, tuple[type[AparteError], str]] = {
    dbapi2.SQLITE_BUSY: (StoreBusyError, _BUSY),
    dbapi2.SQLITE_LOCKED: (StoreBusyError, _BUSY),
    dbapi2.SQLITE_FULL: (StorageError, _FULL),
    dbapi2.SQLITE_READONLY: (StorageError, _PROTECTED),
    dbapi2.SQLITE_CANTOPEN: (StorageError, _PROTECTED),
    dbapi2.SQLITE_PERM: (StorageError, _PROTECTED),
    dbapi2.SQLITE_IOERR: (StorageError, _REFUSED),
    dbapi2.SQLITE_CORRUPT: (DamagedStoreError, DAMAGED),
    dbapi2.SQLITE_NOTADB: (DamagedStoreError, DAMAGED),
}
