"""What was learned, as bytes for the store: checked, versioned, under 2 MB, nothing to execute.

Layout: 4 letters, a version, a 16-byte digest, then a compressed JSON header of codes and columns
of little-endian numbers. The same counts give the same bytes, whatever the order they were
learned in. Past `MOST_CELLS` the words that were met least are left out.
"""

import json
import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from aparte.assist.coding.example import BrokenLearningError
from aparte.assist.coding.learner import ANY, Learner

_MAGIC = b"APCL"
_VERSION = 1
_HEAD = struct.Struct("<4sB16s")
MOST_CELLS = 100_000
_LARGEST = 4_000_000
_CELL = np.dtype([("word", "<i8"), ("code", "<u2"), ("chosen", "<i4"), ("expected", "<i4")])

Cell = tuple[int, str, int, int]


def to_bytes(learner: Learner) -> bytes:
    """The learner's counts; `from_bytes` reads them."""
    cells = _most_met(learner.counts())
    codes = sorted({code for _, code, _, _ in cells})
    places = {code: place for place, code in enumerate(codes)}
    table = np.array([(word, places[code], chosen, expected) for word, code, chosen, expected in cells], _CELL)
    header = json.dumps(codes, ensure_ascii=False).encode()
    columns = b"".join(np.ascontiguousarray(table[name]).tobytes() for name in _CELL.names or ())
    body = zlib.compress(struct.pack("<II", len(header), len(cells)) + header + columns, 6)
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
    learner = Learner()
    learner.restore(_cells(body))
    return learner


def _cells(body: bytes) -> list[Cell]:
    try:
        opened = zlib.decompressobj()
        plain = opened.decompress(body, _LARGEST)
        if not opened.eof or opened.unused_data:
            raise _broken()
        header, count = struct.unpack_from("<II", plain)
        codes = json.loads(plain[8 : 8 + header])
        columns = _columns(plain[8 + header :], count)
        return [_cell(row, codes) for row in zip(*columns, strict=True)]
    except (zlib.error, struct.error, ValueError, TypeError, IndexError, RecursionError) as error:
        raise _broken() from error


def _columns(plain: bytes, count: int) -> list[list[int]]:
    if len(plain) != count * _CELL.itemsize or count > MOST_CELLS:
        raise _broken()
    columns, start = [], 0
    for name in _CELL.names or ():
        kind = _CELL[name]
        columns.append(np.frombuffer(plain, kind, count, start).tolist())
        start += count * kind.itemsize
    return columns


def _cell(row: Sequence[int], codes: object) -> Cell:
    word, place, chosen, expected = row
    if not isinstance(codes, list) or not isinstance(codes[place], str):
        raise _broken()
    if not ANY <= word < 1 << 32 or chosen < 0 or expected < 0:
        raise _broken()
    return word, codes[place], chosen, expected


def _most_met(cells: list[Cell]) -> list[Cell]:
    if len(cells) <= MOST_CELLS:
        return cells
    met: Counter[int] = Counter()
    widths: Counter[int] = Counter()
    for word, _, chosen, _ in cells:
        met[word] += chosen
        widths[word] += 1
    kept: set[int] = set()
    room = MOST_CELLS
    for word in sorted(met, key=lambda word: (word != ANY, -met[word], word)):
        room -= widths[word]
        if room < 0:
            break
        kept.add(word)
    return [cell for cell in cells if cell[0] in kept]


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16, person=b"aparte-learned").digest()


def _broken() -> BrokenLearningError:
    return BrokenLearningError(
        "Ce que ce poste a appris des codes confirmés est illisible : il sera reconstruit à partir des échanges gardés."
    )
