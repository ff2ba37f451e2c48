"""Copies of the whole database, proved readable before they get their name, and put back whole or not at all.

A copy holds what is erased since it was made: it is kept for fourteen days, and the journal of
erasures, which lives elsewhere, is replayed on what is put back.
"""

import re
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from aparte.core.errors import UsageError
from aparte_server.errors import NewerDatabaseError
from aparte_server.store.database import Database
from aparte_server.store.migrations import refuse_newer, scripts
from aparte_server.store.postgres_backup import PostgresCopier
from aparte_server.store.sealing import is_sealed, seal, unseal
from aparte_server.store.sqlite_backup import SqliteCopier
from aparte_server.store.store import is_postgres, sqlite_path

KEPT = timedelta(days=14)
SEALED = ".sealed"
_NAMED = re.compile(r"aparte-server-(\d{8}T\d{6}Z)\.(?:db|dump)(?:\.sealed)?")


class Copier(Protocol):
    """Copies one database to a file, and back."""

    suffix: str

    def copy(self, target: Path) -> None:
        """Write a copy of the database as it is now; it is proved readable."""
        ...

    def version(self, source: Path) -> int:
        """The version of the tables in a copy; `UsageError` when it is no copy of this engine's."""
        ...

    def put_back(self, source: Path, then: Callable[[Database], None]) -> None:
        """Replace the database with a copy, on which `then` is done before anyone sees it where that can be."""
        ...


def copier_for(url: str) -> Copier:
    """For the database at this address."""
    return PostgresCopier(url) if is_postgres(url) else SqliteCopier(sqlite_path(url))


def copy(copier: Copier, target: Path, key: bytes | None) -> None:
    """Copy the database to `target`, sealed under `key` when there is one."""
    if key is None:
        copier.copy(target)
        return
    with tempfile.TemporaryDirectory(prefix="aparte-backup-") as folder:
        plain = Path(folder) / "copy"
        plain.touch(0o600)
        copier.copy(plain)
        seal(plain, target, key)


def restore(copier: Copier, source: Path, then: Callable[[Database], None], key: bytes | None = None) -> None:
    """Put `source` back and do `then` on it; a wrong, torn or newer copy is refused before anything is touched."""
    if not source.is_file():
        raise UsageError(f"La sauvegarde {source} n'existe pas : vérifiez son nom.")
    if not is_sealed(source):
        _restore(copier, source, then)
        return
    if key is None:
        raise UsageError(f"La sauvegarde {source} est chiffrée : donnez sa clé avec --key-file.")
    with tempfile.TemporaryDirectory(prefix="aparte-restore-") as folder:
        plain = Path(folder) / source.name.removesuffix(SEALED)
        plain.touch(0o600)
        unseal(source, plain, key)
        _restore(copier, plain, then)


def _restore(copier: Copier, source: Path, then: Callable[[Database], None]) -> None:
    at = copier.version(source)
    if at < 1:
        raise UsageError(f"{source} n'est pas une sauvegarde du serveur : ses tables manquent.")
    try:
        refuse_newer(at)
    except NewerDatabaseError as error:
        raise NewerDatabaseError(
            f"La sauvegarde a été faite par une version plus récente du serveur (base {at}, celle-ci connaît "
            f"{max(scripts())}) : installez cette version ou une suivante."
        ) from error
    copier.put_back(source, then)


def name_at(moment: datetime, suffix: str) -> str:
    """What a copy made then is called."""
    return f"aparte-server-{moment:%Y%m%dT%H%M%SZ}{suffix}"


def expired(folder: Path, now: datetime) -> tuple[Path, ...]:
    """The copies of a folder that are older than they may be; only files with our own names."""
    found = []
    for file in sorted(folder.iterdir()):
        named = _NAMED.fullmatch(file.name)
        if named and datetime.strptime(f"{named[1]}+0000", "%Y%m%dT%H%M%SZ%z") < now - KEPT:
            found.append(file)
    return tuple(found)
