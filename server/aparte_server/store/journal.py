"""The journal of erasures: outside the database, so that a restored backup can be emptied again."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from aparte_server.errors import DatabaseUnavailableError

WHOLE = "contact"


@dataclass(frozen=True, slots=True)
class Erased:
    """A contact that must stay empty: what is older than this change has no content any more.

    `kind` names what of it: all, or whom to call back.
    """

    org_id: str
    contact_id: str
    change_no: int
    kind: str = WHOLE


class ErasureJournal(Protocol):
    """Remembers what was erased."""

    def note(self, erased: Erased) -> None:
        """On the disk when this returns."""
        ...

    def read(self) -> tuple[Erased, ...]:
        """Everything noted, the oldest first."""
        ...


class FileJournal:
    """One JSON object a line; several servers on one machine may share the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    def note(self, erased: Erased) -> None:
        # A line break on both sides: a line torn by a power cut spoils no other.
        line = b"\n" + json.dumps(_told(erased)).encode() + b"\n"
        try:
            with self._lock:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
                try:
                    os.write(file, line)
                    os.fsync(file)
                finally:
                    os.close(file)
        except OSError as error:
            raise DatabaseUnavailableError(
                f"Le journal des effacements {self._path} ne peut pas être écrit : l'effacement n'est pas fait. "
                "Vérifiez la place et les droits."
            ) from error

    def read(self) -> tuple[Erased, ...]:
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        return tuple(one for one in map(_erased, lines) if one is not None)


def _told(erased: Erased) -> dict[str, object]:
    """As the first versions wrote it, unless it is about something else than a whole contact."""
    told = asdict(erased)
    if erased.kind == WHOLE:
        del told["kind"]
    return told


def _erased(line: bytes) -> Erased | None:
    try:
        return Erased(**json.loads(line)) if line else None
    except (ValueError, TypeError):
        return None  # torn by a power cut, before the erasure was confirmed to anyone
