"""Whose turn it is when a version goes out by stages: decided on the workstation, from what is signed.

A number drawn once and told to nobody, and the version, give a place between 0 and 100. The same
place each time: raising the percentage adds workstations and takes none away; another version
begins with others.
"""

import re
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from aparte.core.errors import StorageError
from aparte.store.durable import write_whole

_NUMBER = "number"
_FORM = re.compile(r"[0-9a-f]{32}")
_BITS = 64


def in_turn(number: str, version: str, rollout: int) -> bool:
    """Whether `version` is for the workstation that drew `number`; `rollout` is in per cent."""
    place = int.from_bytes(sha256(f"{number}:{version}".encode()).digest()[: _BITS // 8], "big")
    return place * 100 < rollout << _BITS


def drawn_number(folder: Path, shared: Iterable[Path] = ()) -> str:
    """The number of `folder`, or of the first of `shared` that has one; drawn now if none has.

    An administrator and an agent of one machine then agree on its turn. Raises `StorageError`.
    """
    for place in (*shared, folder):
        if number := _read(place / _NUMBER):
            return number
    number = secrets.token_hex(16)
    try:
        write_whole(folder / _NUMBER, number.encode())
        (folder / _NUMBER).chmod(0o644)
    except OSError as error:
        raise StorageError("Le suivi des mises à jour ne peut pas être écrit : disque plein ou protégé.") from error
    return number


def _read(path: Path) -> str:
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text if _FORM.fullmatch(text) else ""
