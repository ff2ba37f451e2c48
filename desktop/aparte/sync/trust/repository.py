"""One trusted repository: what was signed there, as far as this workstation can believe it.

The root given at the start is where trust begins, each time; what was seen since is remembered in
the folder, so that nothing older is ever taken again.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from tuf.api.exceptions import DownloadError, DownloadHTTPError, LengthOrHashMismatchError, RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.ngclient import Updater, UpdaterConfig

from aparte.core.clock import Clock
from aparte.core.errors import StorageError
from aparte.sync.trust.downloading import download
from aparte.sync.trust.errors import (
    KNOWLEDGE,
    ClockError,
    ExpiredError,
    FrozenError,
    OversizeError,
    TamperedError,
    TruncatedError,
    UnknownRootError,
)
from aparte.sync.trust.fetching import Fetcher
from aparte.sync.trust.refusals import refusal
from aparte.sync.trust.source import METADATA, TARGETS, MissingError, Source

T = TypeVar("T", Snapshot, Targets)
log = logging.getLogger(__name__)

# When the timestamp was made, in the part of it that is signed.
MADE_AT = "x-aparte-made-at"
_TIMESTAMP = "timestamp.json"
SMALL = 2_000_000
_LOCK_S = 30
# A clock that is set by hand is rarely off by less, and nothing here lasts less.
_CLOCK_SLACK = timedelta(days=1)
_TAKEN = "Un autre programme vérifie déjà les lots de ce poste : réessayez dans un moment."
_NOT_READ = "Le téléchargement ne peut pas être relu sur ce poste : vérifiez le disque. L'ancien lot reste en service."
_NOT_WRITTEN = "Les preuves de signature ne peuvent pas être écrites sur ce poste : disque plein ou protégé."


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file as those who sign for the content described it; `custom` is whatever they said besides."""

    path: str
    length: int
    sha256: str
    custom: object


class TrustedRepository:
    """One repository, read from one source; not to be used by two lanes at once.

    `folder` is ours to write and keeps what was seen; `root` is the trusted root's bytes.
    """

    def __init__(self, folder: Path, root: bytes, source: Source, clock: Clock, subject: str = KNOWLEDGE) -> None:
        self._folder = folder
        self._root = root
        self._source = source
        self._clock = clock
        self._subject = subject
        self._fetcher = Fetcher(source)
        self._updater: Updater | None = None

    def check_root(self) -> None:
        """Raises `UnknownRootError` when the root given is none."""
        with self._telling():
            self._opened()

    def refresh(self) -> None:
        """Learn what is newest there.

        Raises `TrustError` when it can't be believed, `SyncError` when the place can't be reached,
        `MissingError` when nothing was ever published there, `StorageError`.
        """
        self._updater = None
        with self._telling():
            updater = self._opened()
            try:
                updater.refresh()
            except DownloadHTTPError:
                never = not (self._folder / _TIMESTAMP).exists()
                if never and self._fetcher.last[0] == f"{METADATA}/{_TIMESTAMP}":
                    raise MissingError(_TIMESTAMP) from None
                raise
            self._updater = updater

    def find(self, path: str) -> TargetFile | None:
        """What is signed under this name, by the role that may sign it; None when nothing is.

        Raises as `refresh`, which is called when it was not.
        """
        if self._updater is None:
            self.refresh()
        with self._telling():
            if self._updater is None or self._unsigned_yet(path):
                return None
            return self._updater.get_targetinfo(path)

    def listed(self) -> tuple[SignedFile, ...]:
        """Every file that those who sign for the content name, in the order of names. Raises as `refresh`."""
        if self._updater is None:
            self.refresh()
        with self._telling():
            targets = self._kept(Targets).targets
        return tuple(
            SignedFile(path, found.length, found.hashes.get("sha256", ""), found.custom)
            for path, found in sorted(targets.items())
        )

    def read(self, path: str, most: int = SMALL) -> bytes | None:
        """The verified bytes of a small file; None when nothing is signed under this name. Raises as `refresh`."""
        found = self.find(path)
        if found is None:
            return None
        if found.length > most:
            raise OversizeError(self._subject)
        data = self._bytes(file_name(found), found.length)
        try:
            found.verify_length_and_hashes(data)
        except LengthOrHashMismatchError as error:
            raise TamperedError(self._subject) from error
        return data

    def fetch(self, path: str, folder: Path, most: int) -> Path:
        """Bring a large file into `folder`, from what is there of it already; returns where it is, verified.

        Its name is its hash: what came of another version is never taken for it. A file that turns
        out to be another is removed, so that the next time starts anew. Raises as `refresh`, and
        `TruncatedError` when nothing is signed under this path.
        """
        found = self.find(path)
        if found is None:
            raise TruncatedError(self._subject)
        if found.length > most:
            raise OversizeError(self._subject)
        into = folder / found.hashes["sha256"]
        try:
            download(self._source, file_name(found), into, found.length)
            with into.open("rb") as data:
                found.verify_length_and_hashes(data)
        except MissingError as error:
            raise TruncatedError(self._subject) from error
        except LengthOrHashMismatchError as error:
            short = into.stat().st_size < found.length
            into.unlink()
            raise (TruncatedError if short else TamperedError)(self._subject) from error
        except OSError as error:
            raise StorageError(_NOT_READ) from error
        return into

    def version(self) -> int:
        """The number of what was signed last by those who sign for the content."""
        return self._kept(Targets).version

    def expires(self) -> datetime:
        """Until when what was signed holds."""
        return self._kept(Targets).expires

    def clock_is_odd(self) -> bool:
        """Whether this machine believes to be before the day when what it just verified was made."""
        made = self._made_at()
        return made is not None and self._clock.now() < made - _CLOCK_SLACK

    def _opened(self) -> Updater:
        # Read first: opening goes back to the root given, until what follows it is read.
        made = self._made_at()
        try:
            updater = Updater(
                str(self._folder),
                METADATA,
                target_base_url=TARGETS,
                fetcher=self._fetcher,
                config=UpdaterConfig(prefix_targets_with_hash=True),
                bootstrap=self._root,
            )
        except RepositoryError as error:
            raise UnknownRootError(self._subject) from error
        # python-tuf has no other way to be told the time.
        updater._trusted_set.reference_time = max(self._clock.now(), made or self._clock.now())  # noqa: SLF001
        return updater

    def _unsigned_yet(self, path: str) -> bool:
        """Whether a role may sign `path` and has signed nothing so far."""
        targets = self._kept(Targets)
        if path in targets.targets or targets.delegations is None:
            return False
        snapshot = self._kept(Snapshot)
        roles = [name for name, _ in targets.delegations.get_roles_for_target(path)]
        return bool(roles) and all(f"{name}.json" not in snapshot.meta for name in roles)

    def _kept(self, kind: type[T]) -> T:
        """What was verified last of a role; each file was verified before it was written."""
        kept: Metadata[T] = Metadata.from_bytes((self._folder / f"{kind.type}.json").read_bytes())
        return kept.signed

    def _made_at(self) -> datetime | None:
        """When the newest timestamp seen was made: it is later than that.

        Held against the root that is known by now: a key that was taken back says nothing any more.
        """
        try:
            root: Metadata[Root] = Metadata.from_bytes((self._folder / "root.json").read_bytes())
            seen: Metadata[Timestamp] = Metadata.from_bytes((self._folder / _TIMESTAMP).read_bytes())
            root.signed.verify_delegate(Timestamp.type, seen.signed_bytes, seen.signatures)
            return datetime.fromisoformat(seen.signed.unrecognized_fields[MADE_AT])
        except (OSError, RepositoryError, KeyError, TypeError, ValueError):
            return None

    def _bytes(self, name: str, length: int) -> bytes:
        data = bytearray()
        try:
            for piece in self._source.read(name):
                data += piece
                if len(data) > length:
                    raise TamperedError(self._subject)
        except MissingError as error:
            raise TruncatedError(self._subject) from error
        if len(data) < length:
            raise TruncatedError(self._subject)
        return bytes(data)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """One user of the folder at a time; python-tuf's exceptions become ours."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock", timeout=_LOCK_S):
                yield
        except (RepositoryError, DownloadError) as error:
            raise self._refused(error) from error
        except Timeout as error:
            raise StorageError(_TAKEN) from error
        except OSError as error:
            raise StorageError(_NOT_WRITTEN) from error

    def _refused(self, error: Exception) -> Exception:
        kind = refusal(error, self._folder, self._fetcher.last)
        log.warning("refused: %s, %s", kind.__name__, type(error).__name__)
        told = self._source.told_date()
        if kind in (FrozenError, ExpiredError) and told and abs(told - self._clock.now()) > _CLOCK_SLACK:
            kind = ClockError
        return kind(self._subject)


def file_name(found: TargetFile) -> str:
    """Where a repository keeps a file: under its hash, so that a name never changes its content."""
    folder, slash, bare = found.path.rpartition("/")
    return f"{TARGETS}/{folder}{slash}{found.hashes['sha256']}.{bare}"
