"""Gaps: what the base could not answer, kept without the citizen's words.

While the contacts are locked, a gap keeps only the lexicon's own expressions for what
was said ("carte d'identité", "perte"), in one line of JSON a gap: no name, number or address.
"""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from aparte.core.clock import Clock
from aparte.core.errors import StorageError

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_MOST_SUBJECTS = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """One question without an answer."""

    reference: str
    filed_on: str
    subjects: tuple[str, ...]
    nearest: tuple[str, ...]


def gap_file(base: Path) -> Path:
    """Where a base folder keeps what is filed while its contacts are locked."""
    return base / "gaps.jsonl"


class GapFile:
    """Appends gaps to a file, durably."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._aside = path.with_name(path.name + ".taken")
        self._clock = clock

    def file(self, subjects: tuple[str, ...], nearest: tuple[str, ...]) -> str:
        """Record a gap and return its reference; raises `StorageError` when the disk refuses."""
        reference = "M-" + "".join(secrets.choice(_LETTERS) for _ in range(5))
        gap = Gap(reference, self._clock.now().isoformat(timespec="seconds"), subjects[:_MOST_SUBJECTS], nearest)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(gap), ensure_ascii=False) + "\n")
                lines.flush()
                os.fsync(lines.fileno())
        except OSError as error:
            raise StorageError("Le manque n'a pas pu être noté : le disque est plein ou protégé.") from error
        return reference

    def take(self) -> tuple[Gap, ...]:
        """The gaps filed so far, moved aside until `taken`; a line that can't be read is left out."""
        try:
            if self._path.exists() and not self._aside.exists():
                self._path.replace(self._aside)
            lines = self._aside.read_text("utf-8").splitlines() if self._aside.exists() else []
        except (OSError, UnicodeDecodeError) as error:
            raise StorageError("Les manques signalés hors session n'ont pas pu être lus.") from error
        return tuple(gap for line in lines if (gap := _read(line)) is not None)

    def taken(self) -> None:
        """What `take` gave is kept elsewhere now."""
        with suppress(OSError):
            self._aside.unlink(missing_ok=True)


def _read(line: str) -> Gap | None:
    try:
        raw = json.loads(line)
        return Gap(str(raw["reference"]), str(raw["filed_on"]), tuple(raw["subjects"]), tuple(raw["nearest"]))
    except (ValueError, KeyError, TypeError):
        return None
