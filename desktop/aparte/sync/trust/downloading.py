"""A file fetched in as many times as the network needs, without asking twice for the same byte."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from aparte.core.errors import StorageError
from aparte.sync.server import UnreachableError
from aparte.sync.trust.source import Source

log = logging.getLogger(__name__)

# On a poor line an answer is cut again and again: as long as it brings something, it goes on.
_MOST_CUTS = 20
_FULL = "Le téléchargement ne peut pas être gardé sur ce poste : disque plein ou protégé."


def download(source: Source, name: str, into: Path, length: int) -> None:
    """Bring `into` to `length` bytes, starting from what it holds; nothing in it is believed yet.

    What came stays for the next time. Raises `SyncError`, `MissingError`, `StorageError`.
    """
    for _ in range(_MOST_CUTS):
        held = _size(into)
        if held >= length:
            return
        try:
            _append(source, name, into, held, length)
        except UnreachableError:
            if _size(into) == held:
                raise
            log.info("a download was cut and goes on")
        else:
            return


def _append(source: Source, name: str, into: Path, held: int, length: int) -> None:
    pieces = source.read(name, held)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with into.open("ab") as out:
            _write(pieces, out, length - held)
    except OSError as error:
        raise StorageError(_FULL) from error


def _write(pieces: Iterator[bytes], out: BinaryIO, left: int) -> None:
    for piece in pieces:
        out.write(piece[:left])
        left -= len(piece)
        if left < 0:  # at 0 the answer is read to its end, so that its connection serves again
            break
    out.flush()
    os.fsync(out.fileno())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
