"""Daily copies of the database, under the same key, for fourteen days.

A copy is made while the agents work, proved sound, and only then given its name. What was erased
since stays in older copies until they expire; a restore erases it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from aparte.core.clock import Clock
from aparte.core.errors import StorageError
from aparte.store.copying import Progress, check_sound, copy_database
from aparte.store.durable import move, remove_for_good
from aparte.store.errors import DamagedStoreError, StoreBusyError, WrongKeyError
from aparte.store.places import StoreFiles
from aparte.store.presence import shared
from aparte.store.switching import clear

KEEP_DAYS = 14
_EVERY = timedelta(hours=20)  # a day's work never begins at the same minute
_AHEAD = timedelta(hours=1)
_NAME = "contacts-%Y%m%dT%H%M%S%fZ.db"
DAMAGED_NAME = "%Y%m%dT%H%M%SZ"
_BUILDING = "building.db"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy and its moment, in UTC."""

    path: Path
    taken_at: datetime


class Backups:
    """The copies of one store."""

    def __init__(self, files: StoreFiles, clock: Clock, keep_days: int = KEEP_DAYS) -> None:
        self._files = files
        self._clock = clock
        self._keep = timedelta(days=keep_days)

    def all(self) -> tuple[Backup, ...]:
        """Every copy, newest first."""
        try:
            names = sorted(self._files.backups.glob("contacts-*.db"), reverse=True)
        except OSError:
            return ()
        return tuple(found for path in names if (found := _read(path)) is not None)

    def due(self) -> bool:
        """Whether the day's copy is still to be made; a copy from the future, of a clock that was wrong, counts not."""
        now = self._clock.now()
        return all(now - one.taken_at >= _EVERY or one.taken_at - now > _AHEAD for one in self.all())

    def take(self, key: bytearray, progress: Progress | None = None) -> Backup:
        """Make a copy now, then remove those that expired.

        Raises `StoreBusyError` when one is being made, `DamagedStoreError`, `StorageError`; the
        copies of before then stand.
        """
        with _writing(), shared(self._files), self._one_at_a_time():
            taken_at = self._clock.now().astimezone(UTC)
            building = self._files.backups / _BUILDING
            copy_database(self._files.database, building, key, key, progress)
            final = self._files.backups / taken_at.strftime(_NAME)
            move(building, final)
            self._expire()
            return Backup(final, taken_at)

    def sound(self, key: bytearray) -> Iterator[Backup]:
        """The copies that this key opens and whose every page is whole, newest first."""
        for backup in self.all():
            with suppress(DamagedStoreError, WrongKeyError, StorageError):
                check_sound(backup.path, key)
                yield backup

    def remove(self, backups: tuple[Backup, ...]) -> None:
        """Remove these copies for good; raises `StorageError`."""
        with _writing():
            for backup in backups:
                remove_for_good(backup.path)

    def _expire(self) -> None:
        """Remove what is too old; never the newest, and nothing because a clock jumped ahead and came back."""
        now = self._clock.now()
        for backup in self.all():
            if backup.taken_at - now > _AHEAD:
                # Dated by a wrong clock: its fortnight begins today.
                move(backup.path, backup.path.with_name(now.astimezone(UTC).strftime(_NAME)))
        for backup in self.all()[1:]:
            if now - backup.taken_at > self._keep:
                remove_for_good(backup.path)
        self._expire_damaged(now)

    def _expire_damaged(self, now: datetime) -> None:
        """A damaged database holds what is erased since: it is kept as long as a copy, no longer."""
        if not self._files.damaged.exists():
            return
        for folder in self._files.damaged.iterdir():
            if folder.is_dir() and now - _put_aside_at(folder) > self._keep:
                clear(folder)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self._files.backups.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._files.backups / ".lock", timeout=0)
        try:
            with lock:
                yield
        except Timeout as error:
            raise StoreBusyError("Une sauvegarde est déjà en cours sur ce poste : attendez qu'elle finisse.") from error


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            "La sauvegarde n'a pas pu être écrite : le disque est plein ou protégé. Les échanges restent enregistrés."
        ) from error


def _read(path: Path) -> Backup | None:
    try:
        return Backup(path, datetime.strptime(path.name, _NAME).replace(tzinfo=UTC))
    except ValueError:
        return None


def _put_aside_at(folder: Path) -> datetime:
    try:
        return datetime.strptime(folder.name, DAMAGED_NAME).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(folder.stat().st_mtime, UTC)
