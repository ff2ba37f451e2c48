"""What a command hands out: JSON that any console can show, and files written whole or not at all."""

import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from aparte.core.errors import StorageError


def json_text(value: Any, indent: int | None = 2) -> str:  # noqa: ANN401 - whatever JSON holds
    """`value` as JSON, for the standard output: escaped where that lacks a sign, which would be lost."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    return text if _fits(text) else json.dumps(value, indent=indent, default=_plain)


def json_line(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
    """`value` as a line of a file, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, default=_plain).encode() + b"\n"


def write_file(path: Path, parts: Iterable[bytes]) -> int:
    """Write the parts, and say how many; a file that was there is replaced whole or kept.

    What is no plain file, such as a pipe or a device, is written to and never replaced. Raises `StorageError`.
    """
    try:
        if path.exists() and not path.is_file():
            return _write(path, parts)
        return _replace(path.resolve(), parts)
    except (OSError, ValueError) as error:
        # `ValueError`: a name that no file can have.
        raise StorageError(f"« {path} » n'a pas pu être écrit : dossier absent, disque plein ou protégé.") from error


def _replace(path: Path, parts: Iterable[bytes]) -> int:
    beside = path.with_name(path.name + ".new")
    try:
        count = _write(beside, parts)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    return count


def _write(path: Path, parts: Iterable[bytes]) -> int:
    count = 0
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
            count += 1
    return count


def _fits(text: str) -> bool:
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
