"""Vectors on the disk: whole blocks with their checksums, added at the end, each durable before the next.

A vector is kept as one scale and one byte a dimension. What can't be read is never guessed: a file of another
model or another shape is started anew, a block that is damaged or was being written is as if it never was.
"""

import os
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from aparte.kb.dense.texts import Keys
from aparte.kb.impact import Floats

BLOCK_ROWS = 32
_MAGIC = b"APARTEV1"
_HEAD = 64
# 4,096 vectors: what a search holds at once.
_BLOCKS_AT_ONCE = 128
_MOST = 127.0
_LARGEST = 16_384


class VectorFile:
    """Vectors of `size` dimensions made by one embedder, each under its passage's key.

    One writer at a time; a reader sees the blocks that were whole when it began. Raises `OSError` as the disk does.
    Attributes: `keys`, of every row, 0 where a row holds nothing; `size`, in dimensions.
    """

    def __init__(self, path: Path, fingerprint: str, size: int) -> None:
        """Open the file; one that is absent or foreign is started anew."""
        self.path = path
        self.size = size
        self._block = _block_type(size)
        self._head = _header(fingerprint, size)
        if _head_of(path) == self._head:
            self.keys = self._keys()
        else:
            self._start_anew()

    @classmethod
    def opened(cls, path: Path, fingerprint: str) -> "VectorFile | None":
        """The file that this embedder's vectors are in; None when there is none that can be trusted."""
        head = _head_of(path)
        size = int.from_bytes(head[len(_MAGIC) : len(_MAGIC) + 4], "little")
        if not 0 < size <= _LARGEST or head != _header(fingerprint, size):
            return None
        return cls(path, fingerprint, size)

    @property
    def rows(self) -> int:
        """How many rows there are, the empty ones of each block included."""
        return int(self.keys.size)

    def append(self, keys: Keys, vectors: Floats) -> int:
        """Write vectors, on the disk when this returns; gives the row of the first."""
        first = self.rows
        blocks = [_packed(self._block, *part) for part in _parts(keys, vectors)]
        with self.path.open("rb+") as file:
            file.seek(self._end())
            # A block that was being written when the program was killed is written over.
            file.truncate()
            for block in blocks:
                file.write(block.tobytes())
            _sync(file)
        self.keys = np.concatenate([self.keys, *(block["keys"][0] for block in blocks)])
        return first

    def likeness(self, question: Floats) -> Floats:
        """The cosine of every row with a question's vector of length 1; rows that hold nothing give 0."""
        found = np.zeros(self.rows, np.float32)
        # What is in a damaged block may be no number: nobody reads those rows.
        with np.errstate(all="ignore"):
            for first, blocks in self._blocks(found.size // BLOCK_ROWS):
                values = blocks["values"].astype(np.float32).reshape(-1, self.size)
                scales = blocks["scales"].reshape(-1)
                found[first : first + scales.size] = (values @ question) * scales
        return found

    def compact(self, wanted: Keys) -> None:
        """Keep the rows under these keys, each once; the file as it was stays until the new one is whole."""
        beside = self.path.with_name(self.path.name + ".new")
        left = set(wanted.tolist())
        with beside.open("wb") as file:
            file.write(self._head)
            kept = [self._write_wanted(file, blocks, left) for _, blocks in self._blocks(self.rows // BLOCK_ROWS)]
            _sync(file)
        beside.replace(self.path)
        self.keys = np.concatenate([np.zeros(0, np.uint64), *kept])

    def _write_wanted(self, file: BinaryIO, blocks: NDArray[Any], left: set[int]) -> Keys:
        """Write the vectors that are still wanted as they are, block by block."""
        keys = blocks["keys"].reshape(-1)
        rows = []
        for row, key in enumerate(keys.tolist()):
            if key in left:
                left.remove(key)
                rows.append(row)
        written = [np.zeros(0, np.uint64)]
        for at in range(0, len(rows), BLOCK_ROWS):
            chosen = rows[at : at + BLOCK_ROWS]
            block = np.zeros(1, self._block)
            block["keys"][0, : len(chosen)] = keys[chosen]
            block["scales"][0, : len(chosen)] = blocks["scales"].reshape(-1)[chosen]
            block["values"][0, : len(chosen)] = blocks["values"].reshape(-1, self.size)[chosen]
            file.write(_sealed(block).tobytes())
            written.append(block["keys"][0])
        return np.concatenate(written)

    def _start_anew(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(self.path.name + ".new")
        with beside.open("wb") as file:
            file.write(self._head)
            _sync(file)
        beside.replace(self.path)
        self.keys = np.zeros(0, np.uint64)

    def _keys(self) -> Keys:
        """The keys of the whole blocks; a block whose checksum is another is empty."""
        count = (self.path.stat().st_size - _HEAD) // self._block.itemsize
        keys = np.zeros(count * BLOCK_ROWS, np.uint64)
        for first, blocks in self._blocks(count):
            whole = np.array([_is_whole(block) for block in blocks], bool)
            keys[first : first + len(blocks) * BLOCK_ROWS] = np.where(whole[:, None], blocks["keys"], 0).reshape(-1)
        return keys

    def _blocks(self, count: int) -> Iterator[tuple[int, NDArray[Any]]]:
        """The row of the first block, and blocks; read, not mapped: a mapping stays in the process's memory."""
        with self.path.open("rb", buffering=0) as file:
            file.seek(_HEAD)
            for at in range(0, count, _BLOCKS_AT_ONCE):
                wanted = min(_BLOCKS_AT_ONCE, count - at)
                data = _read(file, wanted * self._block.itemsize)
                yield at * BLOCK_ROWS, np.frombuffer(data, self._block)

    def _end(self) -> int:
        return _HEAD + self.rows // BLOCK_ROWS * self._block.itemsize


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        return b""


def _block_type(size: int) -> np.dtype[Any]:
    rows = BLOCK_ROWS
    return np.dtype(
        [
            ("crc", "<u4"),
            ("empty", "<u4"),
            ("keys", "<u8", rows),
            ("scales", "<f4", rows),
            ("values", "i1", (rows, size)),
        ]
    )


def _header(fingerprint: str, size: int) -> bytes:
    about = _MAGIC + size.to_bytes(4, "little") + blake2b(fingerprint.encode("utf-8"), digest_size=32).digest()
    return (about + zlib.crc32(about).to_bytes(4, "little")).ljust(_HEAD, b"\0")


def _parts(keys: Keys, vectors: Floats) -> Iterator[tuple[Keys, Floats]]:
    return ((keys[at : at + BLOCK_ROWS], vectors[at : at + BLOCK_ROWS]) for at in range(0, len(keys), BLOCK_ROWS))


def _packed(kind: np.dtype[Any], keys: Keys, vectors: Floats) -> NDArray[Any]:
    scales = np.abs(vectors).max(axis=1) / _MOST
    block = np.zeros(1, kind)
    block["keys"][0, : len(keys)] = keys
    block["scales"][0, : len(keys)] = scales
    block["values"][0, : len(keys)] = np.rint(vectors / np.maximum(scales, np.float32(1e-12))[:, None])
    return _sealed(block)


def _sealed(block: NDArray[Any]) -> NDArray[Any]:
    block["crc"] = zlib.crc32(block.tobytes()[4:])
    return block


def _is_whole(block: np.void) -> bool:
    return int(block["crc"]) == zlib.crc32(block.tobytes()[4:])


def _read(file: BinaryIO, count: int) -> bytes:
    data = file.read(count) or b""
    while len(data) < count:
        more = file.read(count - len(data))
        if not more:
            raise OSError("the file of vectors is shorter than it was")
        data += more
    return data


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
