"""What a GGUF file says of itself, read without llama.cpp, which some headers stop or hang.

Every length is held against the file's size before anything is read or skipped, so that neither time
nor memory depends on what a header claims. The layout is that of GGUF versions 2 and 3.
"""

import stat
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from aparte.core.model import ModelError

T = TypeVar("T")

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MOST_KEYS, _MOST_TENSORS, _MOST_ITEMS = 10_000, 100_000, 4_000_000
_LONGEST_NAME, _LONGEST_TEXT = 65_535, 4_000_000
_SKIPPED = 1 << 16
_UINT32, _STRING, _ARRAY = 4, 8, 9
# GGUF's value types: how each is written.
_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_ALIGNMENTS = frozenset(1 << power for power in range(3, 21))
# ggml's tensor types: how many values a block holds, in how many bytes (ggml.c, type_traits).
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18),
}  # fmt: skip


class GgufError(ModelError):
    """The file can't be taken as a model; the text is one French sentence."""


@dataclass(frozen=True, slots=True)
class Array:
    """A list of the header: its items' type and number; `texts` are not kept."""

    kind: int
    count: int


Value = int | float | bool | str | Array


@dataclass(frozen=True, slots=True)
class Tensor:
    """One table of weights: its sides, ggml's type, where it begins after the header."""

    sides: tuple[int, ...]
    kind: int
    offset: int

    @property
    def size(self) -> int | None:
        """In bytes; None for a type unknown here. Raises `GgufError` when its rows hold no whole block."""
        if self.kind not in BLOCKS:
            return None
        values, size = BLOCKS[self.kind]
        if self.sides[0] % values:
            raise _absurd()
        count = 1
        for side in self.sides:
            count *= side
        return count // values * size


@dataclass(frozen=True, slots=True)
class Header:
    """All that comes before the weights; `size` is the file's, `begins` where the weights do."""

    keys: Mapping[str, Value]
    tensors: Mapping[str, Tensor]
    begins: int
    size: int

    def text(self, key: str) -> str:
        """A text of the header; empty when it is absent or something else."""
        value = self.keys.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """A whole number of the header; None when it is absent or something else."""
        value = self.keys.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def items(self, key: str) -> int:
        """How many items a list of the header has; 0 when it is absent or no list."""
        value = self.keys.get(key)
        return value.count if isinstance(value, Array) else 0


def read_header(path: Path) -> Header:
    """The header of a whole file. Raises `GgufError`, or `OSError` when the disk refuses."""
    size = _size(path)
    with path.open("rb") as file:
        reader = _Reader(file, size)
        header = _read(reader)
    for tensor in header.tensors.values():
        needed = tensor.size
        if header.begins + tensor.offset + (needed if needed is not None else 1) > size:
            raise _truncated()
    return header


def _size(path: Path) -> int:
    found = path.stat()
    # Opening a pipe or a device may wait for ever.
    if not stat.S_ISREG(found.st_mode):
        raise GgufError("Ce n'est pas un fichier : choisissez un modèle, un fichier .gguf.")
    return found.st_size


def _read(reader: "_Reader") -> Header:
    if reader.size == 0:
        raise GgufError("Ce fichier est vide : téléchargez le modèle de nouveau.")
    if reader.size < len(MAGIC) or reader.take(len(MAGIC)) != MAGIC:
        raise GgufError("Ce fichier n'est pas un modèle GGUF : choisissez un fichier .gguf.")
    version = reader.whole("<I")
    if version not in _VERSIONS:
        raise GgufError(f"Ce fichier GGUF est d'une version que le moteur ne lit pas ({version:#x}).")
    tensors, keys = reader.whole("<Q"), reader.whole("<Q")
    if not 0 < keys <= _MOST_KEYS or tensors > _MOST_TENSORS:
        raise _absurd()
    values = _unique(_keys(reader, keys), keys)
    tables = _unique(_tensors(reader, tensors), tensors)
    alignment = values.get("general.alignment", 32)
    if isinstance(alignment, bool) or not isinstance(alignment, int) or alignment not in _ALIGNMENTS:
        raise _absurd()
    return Header(values, tables, -(-reader.at // alignment) * alignment, reader.size)


def _unique(pairs: Iterator[tuple[str, T]], count: int) -> dict[str, T]:
    found = dict(pairs)
    if len(found) != count:
        raise _absurd()
    return found


def _keys(reader: "_Reader", count: int) -> Iterator[tuple[str, Value]]:
    for _ in range(count):
        yield reader.text(_LONGEST_NAME), _value(reader, reader.whole("<I"))


def _value(reader: "_Reader", kind: int) -> Value:
    if kind == _STRING:
        return reader.text(_LONGEST_TEXT)
    if kind == _ARRAY:
        return _array(reader)
    if kind not in _SCALARS:
        raise _absurd()
    value: int | float | bool = reader.scalar(_SCALARS[kind])
    return value


def _array(reader: "_Reader") -> Array:
    kind, count = reader.whole("<I"), reader.whole("<Q")
    if count > _MOST_ITEMS:
        raise _absurd()
    if kind == _STRING:
        for _ in range(count):
            reader.skip(reader.whole("<Q"))
    elif kind in _SCALARS:
        reader.skip(count * struct.calcsize(_SCALARS[kind]))
    else:
        raise _absurd()
    return Array(kind, count)


def _tensors(reader: "_Reader", count: int) -> Iterator[tuple[str, Tensor]]:
    for _ in range(count):
        name = reader.text(_LONGEST_NAME)
        dimensions = reader.whole("<I")
        if not 1 <= dimensions <= 4:
            raise _absurd()
        sides = tuple(reader.whole("<Q") for _ in range(dimensions))
        if 0 in sides:
            raise _absurd()
        yield name, Tensor(sides, reader.whole("<I"), reader.whole("<Q"))


class _Reader:
    """Reads forward in a file of a known size; `at` is where it is."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.size = size
        self._file = file
        self._window, self._within = b"", 0
        self._before = 0

    @property
    def at(self) -> int:
        return self._before + self._within

    def take(self, length: int) -> bytes:
        if length > self.size - self.at:
            raise _truncated()
        if self._within + length > len(self._window):
            self._move(max(length, _SKIPPED))
        data = self._window[self._within : self._within + length]
        if len(data) != length:
            raise _truncated()
        self._within += length
        return data

    def skip(self, length: int) -> None:
        if length > self.size - self.at:
            raise _truncated()
        self._within += length
        if self._within > len(self._window):
            self._move(_SKIPPED)

    def scalar(self, form: str) -> int | float | bool:
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        assert isinstance(value, int | float)
        return value

    def whole(self, form: str) -> int:
        return int.from_bytes(self.take(struct.calcsize(form)), "little")

    def text(self, longest: int) -> str:
        length = self.whole("<Q")
        if length > longest:
            raise _absurd()
        return self.take(length).decode("utf-8", "replace")

    def _move(self, length: int) -> None:
        self._before += self._within
        self._within = 0
        self._file.seek(self._before)
        self._window = self._file.read(length)


def _truncated() -> GgufError:
    return GgufError("Ce fichier est incomplet : téléchargez le modèle de nouveau.")


def _absurd() -> GgufError:
    return GgufError("L'en-tête de ce fichier est abîmé ou trompeur : téléchargez le modèle de nouveau.")
