"""Gaps: what the base could not answer, kept without the citizen's words.

Until contacts have their encrypted store, a gap keeps only the lexicon's own expressions for what
was said ("carte d'identité", "perte"), in one line of JSON a gap: no name, number or address.
"""

import json
import os
import secrets
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


class GapFile:
    """Appends gaps to a file, durably."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
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
