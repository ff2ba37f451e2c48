"""The town's urgent changes as this workstation last had them: they hold without a network too."""

import hashlib
import logging
from pathlib import Path

from aparte.core.errors import StorageError
from aparte.core.urgent import UrgentSet
from aparte.store.durable import write_whole
from aparte.wire.urgent import UrgentFormatError, decode, encode

log = logging.getLogger(__name__)
_NAME = "urgent.json"


class UrgentFile:
    """The newest set that was verified; an older one never takes its place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def under(cls, base: Path) -> "UrgentFile":
        """The one of the program whose own files are under `base`."""
        return cls(base / "urgent" / _NAME)

    def read(self) -> UrgentSet:
        """What is kept, empty when nothing is or when it can't be read: the next exchange brings it again."""
        try:
            return decode(self._path.read_bytes())
        except FileNotFoundError:
            return UrgentSet()
        except (OSError, UrgentFormatError) as error:
            log.warning("the urgent changes kept here can't be read: %s", type(error).__name__)
            return UrgentSet()

    def digest(self) -> str:
        """The SHA-256 of what is kept, empty when nothing is."""
        try:
            return hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError:
            return ""

    def keep(self, urgent: UrgentSet) -> bool:
        """Keep a set that was verified; false, and nothing done, when it is no newer than the one kept.

        Raises `StorageError`: it holds in this run all the same, not after a restart.
        """
        if urgent.version <= self.read().version:
            return False
        try:
            write_whole(self._path, encode(urgent))
        except OSError as error:
            raise StorageError(
                "Les changements urgents de la mairie ne peuvent pas être gardés ici : disque plein ou protégé."
            ) from error
        return True
