"""The journal of erasures: a file beside the database and outside its backups.

It is replayed when a store opens, so that a restored backup does not bring back what a citizen
had erased. It holds random identifiers and moments, nothing else.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from aparte.core.errors import StorageError

_FIELDS = ("event_id", "contact_id", "agent_ref", "erased_at")


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure; `erased_at` in microseconds since 1970; no `event_id` when the town's server asked for it."""

    event_id: str
    contact_id: str
    agent_ref: str
    erased_at: int


class ErasureFile:
    """One line of JSON an erasure, appended durably."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, erasure: Erasure) -> None:
        """On the disk when this returns; raises `StorageError`."""
        line = json.dumps(asdict(erasure), separators=(",", ":")).encode() + b"\n"
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "rb+") as file:
                # A line cut by a power failure must not swallow this one.
                file.write(line if _ends_a_line(file.fileno()) else b"\n" + line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageError(
                "L'effacement n'a pas pu être noté : le disque est plein ou protégé, rien n'a été effacé. "
                "Libérez de la place, puis recommencez."
            ) from error

    def read(self) -> tuple[Erasure, ...]:
        """Every erasure, oldest first; a line that was cut is left out; raises `StorageError`."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StorageError(
                f"Le journal des effacements « {self._path} » ne peut pas être lu : prévenez l'informatique."
            ) from error
        found = (_parsed(line) for line in lines)
        return tuple(erasure for erasure in found if erasure is not None)


def _ends_a_line(handle: int) -> bool:
    size = os.fstat(handle).st_size
    if size == 0:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _parsed(line: bytes) -> Erasure | None:
    try:
        raw = json.loads(line)
        return Erasure(**{name: raw[name] for name in _FIELDS})
    except (ValueError, KeyError, TypeError):
        return None
