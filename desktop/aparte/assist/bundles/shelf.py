"""The bundles installed on this workstation: the one in service, and the one before."""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from aparte.core.errors import StorageError, UsageError
from aparte.kb.seed import BUNDLE_RECORD
from aparte.settings.places import BUNDLE_BASE, BUNDLE_NAME, BUNDLE_POINTER
from aparte.store.durable import sync_folder, write_whole
from aparte.wire.bundle import BundleFormatError, BundleList, decode

LISTED = "list.z"
_STAGED, _HELD, _LOCK = ".new-", "HELD", ".lock"
_LOCK_S = 5


class InstallingError(StorageError):
    """Another program installs a bundle right now."""


@dataclass(frozen=True, slots=True)
class InstalledBundle:
    """One bundle, whole in its folder; `expires` is when its signature ends, `root` under whose it is."""

    version: int
    town: str
    made_at: datetime
    expires: datetime
    installed_at: datetime
    root: str
    folder: Path

    @property
    def base(self) -> Path:
        """The folder of knowledge."""
        return self.folder / BUNDLE_BASE

    def listed(self) -> BundleList | None:
        """What it was made of, None when that can't be read any more."""
        try:
            return decode((self.folder / LISTED).read_bytes())
        except (OSError, BundleFormatError):
            return None


class BundleShelf:
    """The installed bundles under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> InstalledBundle | None:
        """The one in service, None before the first."""
        return self._named(0)

    def before(self) -> InstalledBundle | None:
        """The one that can be gone back to."""
        return self._named(1)

    def held(self) -> int:
        """The number that someone went back from: it does not come again by itself. 0 for none."""
        with suppress(OSError, ValueError):
            return int((self.folder / _HELD).read_text("ascii"))
        return 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One download and installation at a time; raises `InstallingError`, or `StorageError` for the disk."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK, timeout=_LOCK_S):
                yield
        except Timeout as error:
            raise InstallingError("Un lot s'installe déjà sur ce poste : attendez qu'il finisse.") from error
        except OSError as error:
            raise StorageError(
                "Le lot ne peut pas être installé : disque plein ou protégé. L'ancien reste en service."
            ) from error

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder that disappears unless `switch` takes it; what a killed installation left goes first."""
        self._sweep()
        staged = self.folder / f"{_STAGED}{uuid.uuid4().hex[:8]}"
        staged.mkdir(parents=True)
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def switch(self, staged: Path, version: int) -> InstalledBundle:
        """Put a whole, synced folder in service at once; the one before is kept, older ones go."""
        name = f"{version}-{uuid.uuid4().hex[:8]}"
        os.replace(staged, self.folder / name)  # noqa: PTH105 - a Path.replace returns what is not used
        sync_folder(self.folder)
        before = self._names()[:1]
        self._point(name, *before)
        (self.folder / _HELD).unlink(missing_ok=True)
        self._sweep()
        return _read(self.folder / name)

    def roll_back(self) -> InstalledBundle:
        """Serve the one before again; the one that is left does not come back by itself.

        Raises `UsageError` when there is none, `StorageError`.
        """
        with self.changing():
            current, before = self.current(), self.before()
            if current is None or before is None:
                raise UsageError("Aucun lot plus ancien n'est gardé sur ce poste : rien n'a changé.")
            write_whole(self.folder / _HELD, str(max(current.version, self.held())).encode())
            self._point(before.folder.name, current.folder.name)
            return before

    def _point(self, *names: str) -> None:
        write_whole(self.folder / BUNDLE_POINTER, "\n".join(names).encode())

    def _names(self) -> list[str]:
        try:
            names = (self.folder / BUNDLE_POINTER).read_text("ascii").split("\n")
        except (OSError, UnicodeDecodeError):
            return []
        return [name for name in names if BUNDLE_NAME.fullmatch(name)]

    def _named(self, at: int) -> InstalledBundle | None:
        names = self._names()
        if at >= len(names):
            return None
        try:
            return _read(self.folder / names[at])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _sweep(self) -> None:
        kept = set(self._names())
        for path in self.folder.iterdir():
            if path.name.startswith(_STAGED) or (BUNDLE_NAME.fullmatch(path.name) and path.name not in kept):
                shutil.rmtree(path, ignore_errors=True)


def record(bundle: InstalledBundle) -> str:
    """What is written beside the base."""
    days = {name: getattr(bundle, name).isoformat() for name in ("made_at", "expires", "installed_at")}
    return json.dumps({"version": bundle.version, "town": bundle.town, "root": bundle.root, **days}, ensure_ascii=False)


def bundle_of(base: Path) -> InstalledBundle | None:
    """The bundle that a folder of knowledge came in, None for any other folder."""
    try:
        return _read(base.parent)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def said(bundle: InstalledBundle) -> str:
    """The bundle in a few words."""
    return f"Lot de connaissances n° {bundle.version} du {_day(bundle.made_at)}"


def expired_sentence(bundle: InstalledBundle, now: datetime) -> str:
    """That the base in service is past its date, or nothing."""
    if bundle.expires >= now:
        return ""
    return (
        f"La base de connaissances n'est plus garantie depuis le {_day(bundle.expires)} : elle répond toujours, "
        "vérifiez les montants et les dates."
    )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y}"


def _read(folder: Path) -> InstalledBundle:
    data = json.loads((folder / BUNDLE_RECORD).read_text("utf-8"))
    made_at, expires, installed_at = (
        datetime.fromisoformat(data[name]) for name in ("made_at", "expires", "installed_at")
    )
    return InstalledBundle(
        version=int(data["version"]),
        town=str(data["town"]),
        made_at=made_at,
        expires=expires,
        installed_at=installed_at,
        root=str(data["root"]),
        folder=folder,
    )
