"""Where signed files are read: any place, as nothing in it is believed before it is verified."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aparte.sync.server import SyncError

PIECE = 1 << 16
METADATA, TARGETS = "metadata", "targets"


class MissingError(Exception):
    """The place is there, and has no such file."""


class GoneError(SyncError):
    """The folder can't be read: a key that was pulled out, a share that does not answer."""


class PausedError(SyncError):
    """Enough for now: what came is kept, and the rest is asked for after what is more urgent."""

    def __init__(self) -> None:
        super().__init__("Le téléchargement du lot de connaissances continue derrière les échanges.")


class Source(Protocol):
    """One repository: names are `metadata/…` and `targets/…`."""

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """The file from byte `start`, piece by piece; raises `MissingError`, or `SyncError` at any piece."""
        ...

    def told_date(self) -> datetime | None:
        """What the place last said of the time, when it says so."""
        ...


class FolderSource:
    """A folder on a USB key or a file share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """Raises `MissingError`, or `GoneError` when the whole folder is."""
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(start)
                while piece := file.read(PIECE):
                    yield piece
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            if (self._folder / METADATA).is_dir():
                raise MissingError(name) from error
            raise self._gone() from error
        except OSError as error:
            raise self._gone() from error

    def told_date(self) -> datetime | None:
        """A folder says nothing of the time."""
        return None

    def _gone(self) -> GoneError:
        return GoneError(
            f"Le dossier « {self._folder} » ne contient pas de lot signé, ou ne peut pas être lu : vérifiez la clé USB "
            "ou le partage."
        )


class PatientSource:
    """Another source, for so many seconds: sending what was recorded never waits for a large file."""

    def __init__(self, inner: Source, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._inner = inner
        self._now = now
        self._until = now() + seconds

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """As the other; raises `PausedError` once the time is over and something came."""
        for piece in self._inner.read(name, start):
            yield piece
            if self._now() > self._until:
                raise PausedError

    def told_date(self) -> datetime | None:
        """As the other."""
        return self._inner.told_date()
