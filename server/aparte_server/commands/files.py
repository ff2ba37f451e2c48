"""Writing a file whole or not at all, for its owner's eyes."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aparte.core.errors import StorageError


def written(path: Path, data: bytes) -> None:
    """Write `data` at `path`; raises `StorageError`."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its name at the end, once on the disk; gone when anything failed."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield temporary
        synced(temporary)
        temporary.replace(path)
        synced(path.parent)
    except OSError as error:
        raise StorageError(
            f"Le fichier {path} ne peut pas être écrit : vérifiez le dossier, la place et les droits."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def synced(path: Path) -> None:
    """What was written there is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
