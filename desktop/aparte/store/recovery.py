"""Opening the database whatever happened to it, and taking a copy back.

A damaged file is put aside, never deleted by a restore. What was erased since the copy is erased
again, and the database becomes another device: the server may hold events that the copy lacks,
under the same numbers.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from aparte.core.clock import Clock
from aparte.core.errors import StorageError
from aparte.core.identifiers import Identifiers
from aparte.store.backup import DAMAGED_NAME, Backup, Backups
from aparte.store.copying import copy_database
from aparte.store.durable import sync
from aparte.store.errors import DamagedStoreError, StoreError, WrongKeyError
from aparte.store.places import StoreFiles, refuse_unsafe
from aparte.store.presence import Presence, alone
from aparte.store.slots import Keys
from aparte.store.store import Store, open_store
from aparte.store.switching import clear, finish_switch, switch, unfinished

log = logging.getLogger(__name__)


class NoBackupError(StoreError):
    """No copy that opens."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the copy taken back, and where the file that it replaced is."""

    backup: Backup
    aside: Path

    def sentence(self) -> str:
        """For the agent: what came back, what is lost."""
        when = f"{self.backup.taken_at.astimezone():%d/%m/%Y à %H:%M}"
        return (
            f"La sauvegarde du {when} a été reprise. Les échanges enregistrés depuis ne sont plus sur ce poste ; "
            f"ceux qui avaient été transmis restent sur le serveur de la mairie. L'ancien fichier est gardé : "
            f"{self.aside}"
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """The store, open; `key` is the one that opened it, `news` what the agent must be told, or empty."""

    store: Store
    presence: Presence
    key: bytearray
    news: str = ""

    def close(self) -> None:
        """Give the file back, then let whoever wants to replace it in."""
        try:
            self.store.close()
        finally:
            self.presence.release()


class Recovery:
    """Opens one store, and repairs it when it must."""

    def __init__(self, files: StoreFiles, backups: Backups, clock: Clock, ids: Identifiers) -> None:
        self._files = files
        self._backups = backups
        self._clock = clock
        self._ids = ids

    def open(self, keys: Keys) -> Opened:
        """The store; a damaged or lost one is replaced by its last sound copy, or by an empty one: `news` says so.

        Raises `NetworkPlaceError`, `UnsafePlaceError`, `WrongKeyError`, `NewerStoreError`, `StoreBusyError`,
        `StorageError`.
        """
        refuse_unsafe(self._files.folder)
        self.finish()
        if self._lost():
            return self._replaced(keys, "La base des échanges avait disparu. ")
        try:
            return self._open(keys)
        except DamagedStoreError:
            log.warning("damaged store", exc_info=True)
            return self._replaced(keys, "La base des échanges était abîmée. ")

    def opening(self, keys: Keys) -> bytearray:
        """Which of two keys opens the database, which is left closed."""
        opened = self._open(keys)
        opened.close()
        return opened.key

    def finish(self) -> None:
        """End what a kill cut short."""
        if not unfinished(self._files) and not self._files.replaced.exists():
            return
        with alone(self._files):
            writing(lambda: finish_switch(self._files))
            writing(lambda: clear(self._files.replaced))

    def restore(self, keys: Keys, chosen: Backup | None = None) -> Restored:
        """Put the last sound copy, or `chosen`, in the database's place; raises `NoBackupError`."""
        with alone(self._files):
            return self._restore(keys, chosen)

    def _restore(self, keys: Keys, chosen: Backup | None) -> Restored:
        writing(lambda: finish_switch(self._files))
        backup, key = self._sound(keys, chosen)
        writing(lambda: self._prepare(backup, key))
        aside = self._aside()
        writing(lambda: switch(self._files, aside))
        return Restored(backup, aside)

    def _prepare(self, backup: Backup, key: bytearray) -> None:
        copy_database(backup.path, self._files.prepared, key, key)
        store = self._opened(self._files.prepared, key)
        try:
            # The server may hold other events under the numbers that will be given again.
            store.outbox.resequence(self._ids.uuid7())
            # One file, without a journal beside it.
            store.database.value("PRAGMA journal_mode = DELETE")
        finally:
            store.close()
        sync(self._files.prepared)

    def _sound(self, keys: Keys, chosen: Backup | None) -> tuple[Backup, bytearray]:
        for key in (keys.current, *([] if keys.upcoming is None else [keys.upcoming])):
            for backup in self._backups.sound(key):
                if chosen is None or backup == chosen:
                    return backup, key
        raise NoBackupError(
            "Aucune sauvegarde de ce poste ne s'ouvre avec cette clé : rien n'a été changé. "
            "Prévenez l'informatique ; les suggestions continuent de marcher."
        )

    def _replaced(self, keys: Keys, why: str) -> Opened:
        with alone(self._files):
            try:
                news = why + self._restore(keys, None).sentence()
            except NoBackupError:
                aside = self._put_aside()
                news = (
                    f"{why}Aucune sauvegarde ne s'ouvre : une base vide la remplace, les échanges qui n'avaient pas "
                    f"été transmis ne sont plus lisibles. L'ancien fichier est gardé pour l'informatique : {aside}"
                )
        opened = self._open(keys)
        return Opened(opened.store, opened.presence, opened.key, news)

    def _put_aside(self) -> Path:
        aside = self._aside()
        self._files.prepared.touch(0o600)
        writing(lambda: switch(self._files, aside))
        return aside

    def _open(self, keys: Keys) -> Opened:
        presence = Presence(self._files, alone=False)
        try:
            store, key = self._try(keys)
        except BaseException:
            presence.release()
            raise
        return Opened(store, presence, key)

    def _try(self, keys: Keys) -> tuple[Store, bytearray]:
        """During a change of key either may open; the current one's failure is told when neither does."""
        try:
            return self._opened(self._files.database, keys.current), keys.current
        except (WrongKeyError, DamagedStoreError):
            if keys.upcoming is None:
                raise
            try:
                return self._opened(self._files.database, keys.upcoming), keys.upcoming
            except WrongKeyError:
                pass
            raise

    def _opened(self, path: Path, key: bytearray) -> Store:
        """With the erasures of this workstation, whichever copy it is."""
        return open_store(path, key, self._clock, ids=self._ids, erasures=self._files.erasures)

    def _lost(self) -> bool:
        """Whether a database that was there is gone or empty: opening it would make a new one in silence."""
        path = self._files.database
        known = path.with_name(path.name + ".key-id").exists() or bool(self._backups.all())
        return known and (not path.exists() or path.stat().st_size == 0)

    def _aside(self) -> Path:
        return self._files.damaged / self._clock.now().astimezone(UTC).strftime(DAMAGED_NAME)


def writing(job: Callable[[], object]) -> None:
    """Do it; `OSError` becomes one sentence."""
    try:
        job()
    except OSError as error:
        raise StorageError(
            "La base des échanges n'a pas pu être remplacée : le disque est plein ou protégé. "
            "Libérez de la place, puis rouvrez Aparté ; les suggestions continuent de marcher."
        ) from error
