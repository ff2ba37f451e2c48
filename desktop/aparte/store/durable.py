"""Files that are written whole or not at all, and removed for good."""

import os
from contextlib import suppress
from pathlib import Path

_BLOCK = 1 << 20


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, on the disk when this returns; raises `OSError`, the old file then stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 - a path can't carry the mode
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    move(beside, path)


def move(source: Path, target: Path) -> None:
    """Rename over `target`, on the disk when this returns."""
    source.replace(target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def sync(path: Path) -> None:
    """What was written to `path` is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """The names in `folder` are on the disk; Windows does it by itself and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_for_good(path: Path) -> None:
    """Overwrite, then remove; raises `OSError`.

    A journalled or flash disk may keep old blocks all the same: that is why what we write is
    encrypted, and this the second fence.
    """
    with suppress(FileNotFoundError):
        left = path.stat().st_size
        with path.open("rb+") as file:
            while left > 0:
                left -= file.write(bytes(min(left, _BLOCK)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)
