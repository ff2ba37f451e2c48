"""A repository on disk: files that never change, and one, `timestamp.json`, that is replaced at the end.

Readers need no lock: each name holds its version or its hash, so that whatever was announced stays
readable while the next is written.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, TargetFile, Targets, Timestamp

from aparte.core.errors import StorageError, UsageError

METADATA, TARGETS = "metadata", "targets"
_LOCK_S = 60


class RepositoryFolder:
    """One signed repository, read and written whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata = folder / METADATA
        self.targets_folder = folder / TARGETS

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One writer at a time; raises `StorageError`."""
        try:
            self.metadata.mkdir(parents=True, exist_ok=True)
            self.targets_folder.mkdir(exist_ok=True)
            with FileLock(self.folder / ".lock", timeout=_LOCK_S):
                yield
        except Timeout as error:
            raise StorageError(f"Le dépôt {self.folder} est pris par un autre programme : réessayez.") from error
        except OSError as error:
            raise StorageError(
                f"Le dépôt {self.folder} ne peut pas être écrit : vérifiez la place et les droits."
            ) from error

    def roots(self) -> list[int]:
        """The versions of the root, in order."""
        names = (path.name.removesuffix(".root.json") for path in self.metadata.glob("*.root.json"))
        return sorted(int(name) for name in names if name.isascii() and name.isdecimal())

    def root(self) -> Metadata[Root]:
        """The newest root; raises `UsageError` when there is none."""
        versions = self.roots()
        if not versions:
            raise UsageError(
                f"Le dossier {self.folder} n'a pas de racine : faites-la avec « aparte-server bundle root »."
            )
        return self._read(f"{versions[-1]}.root.json")

    def timestamp(self) -> Metadata[Timestamp] | None:
        """What is announced, None before the first."""
        return self._read("timestamp.json") if (self.metadata / "timestamp.json").exists() else None

    def snapshot(self) -> Metadata[Snapshot] | None:
        """The list of roles that is announced."""
        announced = self.timestamp()
        return None if announced is None else self._read(f"{announced.signed.snapshot_meta.version}.snapshot.json")

    def role(self, name: str) -> Metadata[Targets] | None:
        """`targets` or a delegated role as it is announced, None when it was never signed."""
        listed = self.snapshot()
        if listed is None or f"{name}.json" not in listed.signed.meta:
            return None
        return self._read(f"{listed.signed.meta[f'{name}.json'].version}.{name}.json")

    def put_metadata(self, name: str, made: Metadata[Any]) -> bytes:
        """Write one role under its versioned name; the timestamp under its own."""
        data = made.to_bytes()
        bare = f"{name}.json" if name == Timestamp.type else f"{made.signed.version}.{name}.json"
        place(self.metadata / bare, data)
        return data

    def tidy(self, name: str, kept: int) -> None:
        """Remove all but the newest versions of a role that is signed again and again."""
        paths = {path: path.name.partition(".")[0] for path in self.metadata.glob(f"*.{name}.json")}
        versions = sorted((int(number), path) for path, number in paths.items() if number.isdecimal())
        for _, path in versions[:-kept]:
            path.unlink(missing_ok=True)

    def put_target(self, path: str, data: bytes) -> TargetFile:
        """Write one file under its hash; what is there already is the same."""
        made = TargetFile.from_data(path, data, ["sha256"])
        final = self.targets_folder / target_name(made)
        if not final.exists():
            place(final, data)
        return made

    def _read(self, name: str) -> Metadata[Any]:
        try:
            return Metadata.from_bytes((self.metadata / name).read_bytes())
        except (OSError, RepositoryError) as error:
            raise UsageError(
                f"Le fichier {self.metadata / name} manque ou ne se lit pas : le dépôt est incomplet."
            ) from error


def target_name(found: TargetFile) -> str:
    """Where a file is kept: under its hash."""
    folder, slash, bare = found.path.rpartition("/")
    return f"{folder}{slash}{found.hashes['sha256']}.{bare}"


def place(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, synced; readable by who may read the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
