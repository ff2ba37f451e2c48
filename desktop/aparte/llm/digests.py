"""The SHA-256 of model files, remembered so that gigabytes are not read again at each start.

A digest is remembered with the file's size, times of change, and number on its disk. That is safe enough
for what it guards against: a wrong, damaged or half-copied file. Whoever could forge all of these (the
time of change of the entry, which no program sets, among them) could as well change the program. What
changes under a file without a trace, a dying disk, is left to the canary and to `aparte model verify`,
which reads it all again.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_BLOCK = 1 << 20
_NAME = "digests.json"


class StoppedError(Exception):
    """The reading was no longer wanted."""


def sha256_of(
    path: Path,
    told: Callable[[int, int], None] = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> str:
    """Read it all, telling bytes done and to do. Raises `OSError`, or `StoppedError` once `stopped` says so."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        total = os.fstat(file.fileno()).st_size
        while block := file.read(_BLOCK):
            if stopped():
                raise StoppedError
            digest.update(block)
            done += len(block)
            told(done, total)
    return digest.hexdigest()


class Digests:
    """Digests remembered in `folder`; a file that changed in any way is read again."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NAME

    def of(
        self,
        path: Path,
        told: Callable[[int, int], None] = lambda _done, _total: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> str:
        """The digest, from memory if the file is the same. Raises what `sha256_of` does."""
        before = _mark(path)
        known = self._known()
        kept = known.get(str(path.absolute()))
        if isinstance(kept, dict) and kept.get("mark") == before and isinstance(kept.get("sha256"), str):
            return str(kept["sha256"])
        found = sha256_of(path, told, stopped)
        if _mark(path) == before:  # not written to meanwhile
            self._keep({**known, str(path.absolute()): {"mark": before, "sha256": found}})
        return found

    def _known(self) -> dict[str, Any]:
        try:
            known = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _keep(self, known: dict[str, Any]) -> None:
        """Forgetting costs a reading, nothing more: a disk that refuses is no failure."""
        present = {path: kept for path, kept in known.items() if Path(path).exists()}
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(present, indent=1), "utf-8")
            fresh.replace(self._file)


def _mark(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]
