"""What was learned, as bytes for the store: checked, versioned, under 2 MB, nothing to execute.

Layout: 4 letters, a version, a 16-byte digest, then compressed: the lengths, the codes in JSON,
and columns of little-endian numbers: each word and how many cells it has, then each cell's code
and counts. The same counts give the same bytes, whatever the order they were learned in. Past
`MOST_CELLS` the words that were met least are left out.
"""

import json
import struct
import zlib
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aparte.assist.coding.example import BrokenLearningError
from aparte.assist.coding.learner import ANY, Learner, Table

_MAGIC = b"APCL"
_VERSION = 1
_HEAD = struct.Struct("<4sB16s")
_LENGTHS = struct.Struct("<III")
_WORDS: tuple[np.dtype[Any], ...] = (np.dtype("<i8"), np.dtype("<u2"))
_CELLS: tuple[np.dtype[Any], ...] = (np.dtype("<u2"), np.dtype("<i4"), np.dtype("<i4"))
MOST_CELLS = 95_000
_LARGEST = 4_000_000
# A save waits for it: the smallest form is not worth its time.
_QUICK = 1

Numbers = NDArray[np.int64]


def to_bytes(learner: Learner) -> bytes:
    """The learner's counts; `from_bytes` reads them."""
    table = _most_met(learner.table())
    words, widths = np.unique(table.words, return_counts=True)
    codes = json.dumps(table.codes, ensure_ascii=False).encode()
    columns: list[NDArray[Any]] = [words, widths, table.places, table.chosen, table.expected]
    numbers = b"".join(column.astype(kind).tobytes() for kind, column in zip((*_WORDS, *_CELLS), columns, strict=True))
    lengths = _LENGTHS.pack(len(codes), len(words), len(table.words))
    body = zlib.compress(lengths + codes + numbers, _QUICK)
    return _HEAD.pack(_MAGIC, _VERSION, _digest(body)) + body


def from_bytes(data: bytes) -> Learner:
    """The learner that `to_bytes` wrote; raises `BrokenLearningError` on anything else."""
    if len(data) < _HEAD.size:
        raise _broken()
    magic, version, digest = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if magic != _MAGIC or digest != _digest(body):
        raise _broken()
    if version != _VERSION:
        raise BrokenLearningError(
            "Ce que ce poste a appris vient d'une autre version d'Aparté : "
            "il sera reconstruit à partir des échanges gardés."
        )
    return Learner.of(_table(body))


def _table(body: bytes) -> Table:
    try:
        opened = zlib.decompressobj()
        plain = opened.decompress(body, _LARGEST)
        if not opened.eof or opened.unused_data:
            raise _broken()
        length, count, cells = _LENGTHS.unpack_from(plain)
        codes = json.loads(plain[_LENGTHS.size : _LENGTHS.size + length])
        words, widths, *columns = _columns(plain[_LENGTHS.size + length :], count, cells)
    except (zlib.error, struct.error, ValueError, RecursionError) as error:
        raise _broken() from error
    return _checked(codes, words, widths, columns)


def _columns(plain: bytes, count: int, cells: int) -> list[Numbers]:
    kinds = [*((kind, count) for kind in _WORDS), *((kind, cells) for kind in _CELLS)]
    if len(plain) != sum(kind.itemsize * length for kind, length in kinds):
        raise _broken()
    columns, start = [], 0
    for kind, length in kinds:
        columns.append(np.frombuffer(plain, kind, length, start).astype(np.int64))
        start += length * kind.itemsize
    return columns


def _checked(codes: object, words: Numbers, widths: Numbers, columns: list[Numbers]) -> Table:
    places, chosen, expected = columns
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise _broken()
    if len(set(codes)) != len(codes) or int(widths.sum()) != places.size or (np.diff(words) <= 0).any():
        raise _broken()
    if words.size and not ANY <= int(words[0]) <= int(words[-1]) < 1 << 32:
        raise _broken()
    if places.size and (places.max() >= len(codes) or chosen.min() < 0 or expected.min() < 0):
        raise _broken()
    whole = np.repeat(words, widths)
    return Table(tuple(codes), whole, places, chosen.astype(np.int32), expected.astype(np.int32))


def _most_met(table: Table) -> Table:
    if len(table.words) <= MOST_CELLS:
        return table
    words, at, widths = np.unique(table.words, return_inverse=True, return_counts=True)
    met = np.bincount(at, weights=table.chosen)
    met[words == ANY] = np.inf
    order = np.lexsort((words, -met))
    kept = np.zeros(len(words), np.bool_)
    kept[order] = np.cumsum(widths[order]) <= MOST_CELLS
    cells = kept[at]
    return Table(table.codes, table.words[cells], table.places[cells], table.chosen[cells], table.expected[cells])


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16, person=b"aparte-learned").digest()


def _broken() -> BrokenLearningError:
    return BrokenLearningError(
        "Ce que ce poste a appris des codes confirmés est illisible : il sera reconstruit à partir des échanges gardés."
    )
