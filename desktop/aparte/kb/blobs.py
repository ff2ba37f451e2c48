"""Many short texts in one file, read one by one."""

import weakref
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray


class Blob:
    """Records of UTF-8 text in one file, read one by one, from any thread.

    The file is read, not mapped: what a mapping once showed stays in the process's memory.
    Attributes: `close`, to call when nothing will be read any more.
    """

    def __init__(self, path: Path, offsets: NDArray[np.int64]) -> None:
        self._file = path.open("rb", buffering=0)
        self._one_at_a_time = Lock()
        self._offsets = offsets
        self.close = weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, at: int) -> str:
        return self.read(at, at + 1).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    def read(self, first: int, last: int) -> bytes:
        """The records `[first, last)`, as they are in the file."""
        start, end = int(self._offsets[first]), int(self._offsets[last])
        with self._one_at_a_time:
            self._file.seek(start)
            return self._file.read(end - start)

    def lengths(self, first: int, last: int) -> list[int]:
        """How many bytes each of the records `[first, last)` takes."""
        return [int(length) for length in np.diff(self._offsets[first : last + 1])]


class BlobWriter:
    """Writes the records of a blob one by one, into the file at `path`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.bin"
        self._offsets = array("q", [0])
        self._out = self.path.open("wb")

    def add(self, record: str) -> None:
        """Write one record."""
        self._offsets.append(self._offsets[-1] + self._out.write(record.encode("utf-8")))

    def take(self, before: Blob, first: int, last: int) -> None:
        """Copy the records `[first, last)` of another blob."""
        self._out.write(before.read(first, last))
        for length in before.lengths(first, last):
            self._offsets.append(self._offsets[-1] + length)

    def close(self) -> None:
        """Write where the records are."""
        self._out.close()
        np.save(self.path.with_suffix(".npy"), np.array(self._offsets, np.int64))

    def drop(self) -> None:
        """Close what will be thrown away."""
        with suppress(OSError):  # what waits to be written may not fit on the disk
            self._out.close()


def load_blob(folder: Path, name: str) -> Blob:
    """Open a blob that `BlobWriter` wrote; raises `OSError` or `ValueError`."""
    offsets: NDArray[np.int64] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return Blob(folder / f"{name}.bin", np.asarray(offsets))
