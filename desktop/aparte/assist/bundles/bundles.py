"""Bundles as a command, the exchange and the window see them: take what is newest, say what is in service."""

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aparte.assist.bundles.blocks import Disk, Way, choose, fetch_alone, fetch_pack
from aparte.assist.bundles.installing import Verified, install
from aparte.assist.bundles.shelf import BundleShelf, InstalledBundle
from aparte.core.clock import Clock
from aparte.core.errors import StorageError, UsageError
from aparte.store.durable import write_whole
from aparte.sync.trust.errors import KNOWLEDGE, TamperedError, TruncatedError, UnknownRootError
from aparte.sync.trust.repository import TrustedRepository
from aparte.sync.trust.source import METADATA, FolderSource, Source
from aparte.wire.bundle import LARGEST_LIST, MANIFEST, PACK, BundleFormatError, BundleList, decode

log = logging.getLogger(__name__)

_ROOT = "root.json"
_FIRST_ROOT = f"{METADATA}/1.root.json"
_LARGEST_ROOT = 512_000


@dataclass(frozen=True, slots=True)
class BundleStatus:
    """What is in service and what can be gone back to; `root` is the trusted root's fingerprint, or empty."""

    current: InstalledBundle | None
    before: InstalledBundle | None
    root: str
    expired: bool = False
    held: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What a source gave: the bundle in service after it, whether it is new, and how it came.

    `clock_odd`: what was verified was made after what this machine believes to be now.
    """

    bundle: InstalledBundle | None
    new: bool = False
    way: Way | None = None
    clock_odd: bool = False


class Bundles:
    """The bundles of one workstation, under `folder`; not to be used by two lanes at once.

    `root_file` says which root the town's policy imposes, as a path, or empty; `served` which base
    is in service when no bundle is: its codes are kept by the first one.
    """

    def __init__(self, folder: Path, clock: Clock, root_file: Callable[[], str], served: Path | None = None) -> None:
        self.shelf = BundleShelf(folder)
        self._folder = folder
        self._clock = clock
        self._root_file = root_file
        self._served = served

    def status(self) -> BundleStatus:
        """Reads the disk."""
        current = self.shelf.current()
        root = self._root()
        return BundleStatus(
            current=current,
            before=self.shelf.before(),
            root=fingerprint(root) if root else "",
            expired=current is not None and current.expires < self._clock.now(),
            held=self.shelf.held(),
        )

    def trust(self, root: bytes) -> str:
        """Trust this root from now on; returns its fingerprint.

        Raises `UsageError` for what is no root, or when the policy imposes one.
        """
        if self._root_file():
            raise UsageError("La racine de confiance est imposée par la collectivité : elle ne se change pas ici.")
        if root == self._root():
            return fingerprint(root)
        with self._keeping():
            try:
                TrustedRepository(self._seen(root), root, FolderSource(self._folder), self._clock).check_root()
            except UnknownRootError as error:
                raise UsageError("Ce fichier n'est pas une racine de confiance : demandez « 1.root.json ».") from error
            write_whole(self._folder / _ROOT, root)
        return fingerprint(root)

    def forget(self) -> None:
        """Another server is joined: the root that came with the one before is no longer ours."""
        (self._folder / _ROOT).unlink(missing_ok=True)

    def trusted(self, source: Source, *, first: bool = False, subject: str = KNOWLEDGE) -> TrustedRepository:
        """What can be believed of a source; `first` takes its own root where none is known yet.

        That is for the town's server, reached with a device's token over TLS: it is believed the
        first time, never again. Raises `UnknownRootError`, `SyncError`, `MissingError`.
        """
        root = self._root()
        if not root and first:
            root = _read_root(source)
            self.trust(root)
        if not root:
            raise UnknownRootError
        return TrustedRepository(self._seen(root), root, source, self._clock, subject)

    def take(self, source: Source, *, first: bool = False, asked: bool = False) -> Taken:
        """Install what is newest there when it is newer than what is in service.

        `asked` by a person: a bundle that was gone back from is taken again. Raises `TrustError`,
        `SyncError`, `StorageError`; what is in service stays. `MissingError` when nothing is there.
        """
        trusted = self.trusted(source, first=first)
        trusted.refresh()
        with self.shelf.changing():
            return self._taken(trusted, source, asked=asked)

    def roll_back(self) -> InstalledBundle:
        """Serve the one before again; raises `UsageError` when there is none."""
        return self.shelf.roll_back()

    def _taken(self, trusted: TrustedRepository, source: Source, *, asked: bool) -> Taken:
        current, root = self.shelf.current(), _short(self._root())
        # Numbers of another root count something else.
        ours = current is not None and current.root == root
        known = max(current.version, 0 if asked else self.shelf.held()) if current is not None and ours else 0
        odd, coming = trusted.clock_is_odd(), self._folder / "coming"
        if trusted.version() <= known:
            # Of an installation that was killed at its very end.
            shutil.rmtree(coming, ignore_errors=True)
            return Taken(current, clock_odd=odd)
        listed = self._listed(trusted, coming)
        disk = Disk(current, coming)
        way = self._fetch(trusted, source, listed, disk)
        before = current.base if current else self._served
        made = install(self.shelf, Verified(listed, trusted.expires(), root, before), disk, self._clock)
        shutil.rmtree(coming, ignore_errors=True)
        log.info("bundle %d is in service", made.version)
        return Taken(made, new=True, way=way, clock_odd=odd)

    @staticmethod
    def _listed(trusted: TrustedRepository, coming: Path) -> BundleList:
        """The list, kept until the bundle is installed: a download that goes on does not ask for it again."""
        try:
            listed = decode(trusted.fetch(MANIFEST, coming, LARGEST_LIST).read_bytes())
        except BundleFormatError as error:
            log.warning("a signed list can't be taken: %s", error)
            raise TamperedError from error
        if listed.version != trusted.version():
            raise TamperedError
        return listed

    @staticmethod
    def _fetch(trusted: TrustedRepository, source: Source, listed: BundleList, disk: Disk) -> Way:
        missing = disk.lacking(listed)
        pack = trusted.find(PACK)
        if pack is None:
            raise TruncatedError
        way = choose(missing, pack.length)
        if way.alone:
            fetch_alone(source, missing, disk)
        else:
            fetch_pack(trusted, listed, disk)
        return way

    def _root(self) -> bytes:
        """The root to trust, empty when none is known; raises `UsageError` when the imposed one can't be read."""
        imposed = self._root_file()
        path = Path(imposed) if imposed else self._folder / _ROOT
        try:
            return path.read_bytes()
        except OSError as error:
            if not imposed:
                return b""
            raise UsageError(
                f"La racine de confiance {imposed}, imposée par la collectivité, ne se lit pas : "
                "prévenez l'informatique."
            ) from error

    def _seen(self, root: bytes) -> Path:
        """What was seen under one root never speaks for another."""
        return self._folder / "trust" / _short(root)

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError("La racine de confiance ne peut pas être gardée : disque plein ou protégé.") from error


def _short(root: bytes) -> str:
    return hashlib.sha256(root).hexdigest()[:16]


def fingerprint(root: bytes) -> str:
    """What two people compare over the phone."""
    digest = hashlib.sha256(root).hexdigest()[:24]
    return " ".join(digest[at : at + 4] for at in range(0, 24, 4))


def _read_root(source: Source) -> bytes:
    data = bytearray()
    for piece in source.read(_FIRST_ROOT):
        data += piece
        if len(data) > _LARGEST_ROOT:
            raise UnknownRootError
    return bytes(data)
