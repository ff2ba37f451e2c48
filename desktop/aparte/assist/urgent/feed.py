"""Urgent changes from the town's server: verified, kept, handed on; what is refused leaves those in force."""

import logging
from dataclasses import dataclass, replace

from aparte.assist.bundles.bundles import Bundles
from aparte.assist.syncing.receiving import REPOSITORY
from aparte.assist.urgent.keeping import UrgentFile
from aparte.core.errors import AparteError, StorageError
from aparte.core.urgent import UrgentSet
from aparte.sync.network import Pool
from aparte.sync.server import SyncError
from aparte.sync.trust.errors import RolledBackError, TamperedError
from aparte.sync.trust.http_source import HttpSource
from aparte.sync.trust.source import MissingError
from aparte.wire.urgent import LARGEST_BYTES, TARGET, UrgentFormatError, decode

log = logging.getLogger(__name__)

SUBJECT = "Le changement urgent de la mairie"


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look brought: a `newer` set, or None; `problem` says in French what was refused, or is empty."""

    newer: UrgentSet | None = None
    problem: str = ""


class UrgentFeed:
    """Looks for newer changes in the town's signed repository; not to be used by two lanes at once.

    Where nothing is new a look costs two small requests, whatever the size of the bundle.
    """

    def __init__(self, bundles: Bundles, kept: UrgentFile) -> None:
        self._bundles = bundles
        self._kept = kept
        self._handed = 0

    def look(self, server: str, pool: Pool, token: str) -> Looked:
        """Ask once; never raises `AparteError`. What another program of this workstation kept is handed on too."""
        looked = self._asked(server, pool, token)
        known = self._kept.read()
        if looked.newer is None and known.version > self._handed:
            looked = replace(looked, newer=known)
        if looked.newer is not None:
            self._handed = looked.newer.version
        return looked

    def _asked(self, server: str, pool: Pool, token: str) -> Looked:
        source = HttpSource(f"{server}{REPOSITORY}", pool, token)
        try:
            trusted = self._bundles.trusted(source, first=True, subject=SUBJECT)
            signed = trusted.find(TARGET)
            if signed is None or signed.hashes.get("sha256") == self._kept.digest():
                return Looked()
            data = trusted.read(TARGET, LARGEST_BYTES)
            return Looked() if data is None else self._taken(data)
        except MissingError:
            return Looked()
        except SyncError as error:
            # The exchange says already that the server is away.
            log.info("no look at urgent changes now: %s", type(error).__name__)
            return Looked()
        except AparteError as error:
            log.warning("urgent changes are refused: %s", type(error).__name__)
            return Looked(problem=str(error))

    def _taken(self, data: bytes) -> Looked:
        try:
            found = decode(data)
        except UrgentFormatError as error:
            # Signed all the same: by a key that was taken, or a newer server.
            log.warning("signed urgent changes can't be read: %s", error)
            raise TamperedError(SUBJECT) from error
        known = self._kept.read()
        if found.version < known.version:
            raise RolledBackError(SUBJECT)
        if found.version == known.version:
            return Looked()
        try:
            self._kept.keep(found)
        except StorageError as error:
            return Looked(found, str(error))
        return Looked(found)
