"""What is kept of updates in one folder: the artefacts, and which is ready, in service, and the one before."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from aparte.core.errors import StorageError, UsageError
from aparte.store.durable import move, write_whole

_STATE, _LOCK, COMING = "state.json", ".lock", "coming"
_LOCK_S = 5
_NOT_KEPT = "Le suivi des mises à jour ne peut pas être écrit : disque plein ou protégé."
_BUSY = "Une mise à jour est déjà en cours sur ce poste : attendez qu'elle finisse."


class UpdateBusyError(UsageError):
    """Another program is at it."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A verified file that is kept: its version, its plain name, and the digest it had when it was verified."""

    version: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UpdateState:
    """What is known between two looks.

    `newest` is the version that was offered last and `later` one whose turn has not come; `ready` was
    downloaded and verified; `current` and `previous` were installed from here; `held` was gone back
    from. `problem` says why something was refused, in French.
    """

    checked_at: datetime | None = None
    newest: str = ""
    later: str = ""
    ready: Artefact | None = None
    current: Artefact | None = None
    previous: Artefact | None = None
    held: str = ""
    problem: str = ""

    @property
    def kept(self) -> tuple[Artefact, ...]:
        """Every artefact that is still of use."""
        return tuple(one for one in (self.ready, self.current, self.previous) if one is not None)


class UpdateFolder:
    """One folder of updates; whoever can write there can be told anything, and only an administrator installs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def coming(self) -> Path:
        """Where downloads go on."""
        return self.folder / COMING

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One program at a time; raises `StorageError`, `UpdateBusyError` when another is at it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK, timeout=_LOCK_S):
                yield
        except Timeout as error:
            raise UpdateBusyError(_BUSY) from error
        except OSError as error:
            raise StorageError(_NOT_KEPT) from error

    def state(self) -> UpdateState:
        """What is known; nothing at all when the file is lost or damaged: a look finds it again."""
        try:
            return _read(json.loads((self.folder / _STATE).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            return UpdateState()

    def save(self, state: UpdateState) -> UpdateState:
        """Keep it, and remove the artefacts that it no longer names; raises `StorageError`."""
        told = asdict(state) | {"checked_at": state.checked_at.isoformat() if state.checked_at else None}
        try:
            write_whole(self.folder / _STATE, json.dumps(told, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise StorageError(_NOT_KEPT) from error
        named = {one.name for one in state.kept}
        for path in (self.folder / "kept").glob("*"):
            if path.name not in named:
                with suppress(OSError):
                    path.unlink()
        return state

    def path(self, artefact: Artefact) -> Path:
        """Where an artefact is kept."""
        return self.folder / "kept" / artefact.name

    def keep(self, verified: Path, artefact: Artefact) -> Path:
        """Take a verified download in, under its own name; raises `StorageError`."""
        final = self.path(artefact)
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            move(verified, final)
        except OSError as error:
            raise StorageError(_NOT_KEPT) from error
        return final

    def is_whole(self, artefact: Artefact) -> bool:
        """Whether the kept file is still what was verified; reads all of it."""
        try:
            with self.path(artefact).open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == artefact.sha256
        except OSError:
            return False

    def seed(self, file: Path, digest: str) -> None:
        """Begin a download with bytes that came another way; nothing in them is believed yet."""
        target = self.coming / digest
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with file.open("rb") as given, target.open("wb") as out:
                while piece := given.read(1 << 20):
                    out.write(piece)
        except OSError as error:
            raise UsageError(f"Le fichier « {file} » ne se lit pas : vérifiez son chemin.") from error

    def forget_downloads(self) -> None:
        """Remove what was begun and is of no more use."""
        for path in self.coming.glob("*"):
            with suppress(OSError):
                path.unlink()


def copy_out(file: Path, folder: Path, artefact: Artefact) -> Path:
    """A copy for a share or a key, read again afterwards; raises `StorageError`."""
    final, partial = folder / artefact.name, folder / f".{artefact.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as given, partial.open("wb") as out:
            while piece := given.read(1 << 20):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        with partial.open("rb") as copied:
            same = file_digest(copied, "sha256").hexdigest() == artefact.sha256
        if same:
            move(partial, final)
    except OSError as error:
        raise StorageError(f"Le dossier « {folder} » refuse la copie : vérifiez la place et les droits.") from error
    if not same:
        raise StorageError(f"La copie dans « {folder} » n'est pas fidèle : vérifiez ce disque et recommencez.")
    return final


def moved_on(state: UpdateState, version: str) -> UpdateState:
    """The same once `version` runs, whoever installed it: what is ready and no newer is of no more use."""
    ready = None if state.ready is not None and state.ready.version == version else state.ready
    newest = "" if state.newest == version else state.newest
    return replace(state, ready=ready, newest=newest)


def _read(told: dict[str, Any]) -> UpdateState:
    when = told["checked_at"]
    ready, current, previous = (
        Artefact(**told[name]) if told[name] else None for name in ("ready", "current", "previous")
    )
    return UpdateState(
        datetime.fromisoformat(when) if when else None,
        str(told["newest"]),
        str(told["later"]),
        ready,
        current,
        previous,
        str(told["held"]),
        str(told["problem"]),
    )
