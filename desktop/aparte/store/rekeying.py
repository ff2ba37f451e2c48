"""A new key for the database, safe whenever the program is killed.

1. Every slot is sealed to the new key as well: whichever key opens the file, every agent has it.
2. The database is copied under the new key, the copy proved sound, and switched into place.
3. Every slot is sealed to the new key alone, and the file under the old key removed for good.
4. A copy is taken under the new key and the older ones, which the old key opens, are removed.

Killed before the switch the old key stands, after it the new one; the next opening settles which.
"""

from dataclasses import dataclass

from aparte.core.errors import AparteError
from aparte.store.backup import Backups
from aparte.store.copying import Progress, copy_database
from aparte.store.doors import Doors
from aparte.store.places import StoreFiles
from aparte.store.presence import alone
from aparte.store.recovery import writing
from aparte.store.slots import Keys
from aparte.store.switching import clear, finish_switch, switch


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """`left_out` counts the slots that nobody vouched for; `problem` is French, or empty."""

    left_out: int = 0
    problem: str = ""


def rekey(files: StoreFiles, doors: Doors, keys: Keys, backups: Backups, progress: Progress | None = None) -> Rekeyed:
    """Put `keys.upcoming` in force; the database is closed, and `StoreBusyError` when somebody has it open.

    Raises `StorageError`, `DamagedStoreError`; one of the two keys then opens, and every slot has both.
    """
    upcoming = keys.upcoming
    if upcoming is None:
        raise ValueError("no key to change to")
    with alone(files):
        writing(lambda: finish_switch(files))
        left_out = doors.announce(keys.current, upcoming)
        writing(lambda: copy_database(files.database, files.prepared, keys.current, upcoming, progress))
        writing(lambda: switch(files, files.replaced))
        doors.settle(upcoming, keys.current)
        writing(lambda: clear(files.replaced))
    return Rekeyed(left_out, _renew_backups(backups, upcoming))


def _renew_backups(backups: Backups, key: bytearray) -> str:
    """A copy under the new key, then none under the old; what fails is told, the key is changed all the same."""
    before = backups.all()
    try:
        fresh = backups.take(key)
        backups.remove(tuple(one for one in before if one.path != fresh.path))
    except AparteError as error:
        return f"{error} Les sauvegardes faites avec l'ancienne clé expireront d'elles-mêmes."
    return ""
