"""The folder that is installed, checked against what Windows can hold."""

import hashlib
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from installers.windows.product import PROGRAM, PackagingError

# Windows holds names with $, but the tools that pack read a variable there.
_FORBIDDEN = re.compile(r'[<>:"|?*$\\\x00-\x1f]|[. ]$')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
# Windows's 260, less C:\Program Files\Aparte, the folder where an upgrade waits, and a margin for another drive.
_LONGEST = 180


@dataclass(frozen=True, slots=True)
class Payload:
    """The program's files: `files` and `folders` are relative to `root`, sorted, parents first."""

    root: Path
    files: tuple[PurePosixPath, ...]

    @property
    def folders(self) -> tuple[PurePosixPath, ...]:
        """Every folder below the root."""
        found = {parent for file in self.files for parent in file.parents if parent.name}
        return tuple(sorted(found))

    @property
    def size(self) -> int:
        """Bytes once installed."""
        return sum((self.root / file).stat().st_size for file in self.files)

    @property
    def digest(self) -> str:
        """SHA-256 of the names and contents."""
        total = hashlib.sha256()
        for file in self.files:
            total.update(f"{file}\0".encode())
            total.update(hashlib.sha256((self.root / file).read_bytes()).digest())
        return total.hexdigest()


def read_payload(root: Path) -> Payload:
    """The files under `root`; raises `PackagingError` for what Windows would refuse or mix up."""
    root = root.resolve()
    found = []
    for folder, names, files in os.walk(root):
        where = Path(folder)
        if links := [name for name in names if (where / name).is_symlink()]:
            raise PackagingError(f"{where / links[0]}: a folder that is a link can't be installed.")
        found += [PurePosixPath((where / name).relative_to(root).as_posix()) for name in files]
    payload = Payload(root, tuple(sorted(found)))
    _check(payload)
    return payload


def _check(payload: Payload) -> None:
    if PurePosixPath(PROGRAM) not in payload.files:
        raise PackagingError(f"{payload.root}: there is no {PROGRAM}; freeze the program first.")
    if "$" in str(payload.root):
        raise PackagingError(f"{payload.root}: the tools that pack read $ as the beginning of a variable.")
    for file in payload.files:
        if any(_FORBIDDEN.search(part) or _DEVICES.fullmatch(part) for part in file.parts):
            raise PackagingError(f"{file}: not a name for an installer of Windows.")
        if len(str(file)) > _LONGEST:
            raise PackagingError(f"{file}: longer than {_LONGEST} characters; Windows could not open it everywhere.")
        if not (payload.root / file).resolve().is_relative_to(payload.root):
            raise PackagingError(f"{file}: a link to a file outside of the payload.")
    twice = [name for name, times in Counter(str(file).lower() for file in payload.files).items() if times > 1]
    if twice:
        raise PackagingError(f"{twice[0]}: two files whose names differ by their case only are one on Windows.")
