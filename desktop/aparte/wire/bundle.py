"""What a bundle of knowledge holds: its files, cut in blocks that are known by their content.

The list is signed; blocks are not, they are held against it. Two ways lead to the same files: one
pack of every block, or the few blocks that a workstation lacks.
"""

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

FORMAT = 1
MANIFEST, PACK = "knowledge/manifest.json.z", "knowledge/pack.xz"
BASE, IMPORTED = "kb", "imported"
MOST_FILES, MOST_BLOCKS = 50_000, 400_000
LARGEST_BLOCK, LARGEST_BUNDLE = 32_000_000, 600_000_000
LARGEST_LIST, LARGEST_PACK = 64_000_000, 300_000_000

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DEEPEST, _LONGEST = 8, 200
# What one of the systems takes for something else than a plain name.
_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"com{at}" for at in range(10)), *(f"lpt{at}" for at in range(10))})
# A line ends a block when its digest does so: one in four, wherever other lines come or go.
_ENDS = "0123"


class BundleFormatError(ValueError):
    """Bytes that are no bundle; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file: the digest and size of its content, and its size as it travels."""

    digest: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file; `path` is relative, with slashes."""

    path: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BundleList:
    """A whole bundle; `version` grows with each one of a town, `town` is the town's name."""

    version: int
    made_at: datetime
    town: str
    files: tuple[BundleFile, ...]

    def blocks(self) -> Iterator[Block]:
        """Each different block once, in the order of the pack."""
        seen: set[str] = set()
        for file in self.files:
            for block in file.blocks:
                if block.digest not in seen:
                    seen.add(block.digest)
                    yield block


def cut(path: str, data: bytes) -> list[bytes]:
    """The blocks of a file: lines together where it is made of lines, else the whole in pieces."""
    if not path.endswith(".jsonl"):
        return [data[at : at + LARGEST_BLOCK] for at in range(0, len(data), LARGEST_BLOCK)]
    ends = [0]
    at = 0
    for line in data.splitlines(keepends=True):
        at += len(line)
        if sha256(line).hexdigest()[0] in _ENDS or at - ends[-1] > LARGEST_BLOCK // 2:
            ends.append(at)
    if ends[-1] != len(data):
        ends.append(len(data))
    return [data[first:last] for first, last in pairwise(ends)]


def pack_block(data: bytes) -> bytes:
    """A block as it travels alone."""
    return zlib.compress(data, 9)


def unpack_block(packed: bytes, size: int) -> bytes:
    """What `pack_block` made of `size` bytes; never holds more. Raises `BundleFormatError`."""
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(packed, size + 1)
    except zlib.error as error:
        raise BundleFormatError("block: not compressed") from error
    if len(data) != size or not machine.eof or machine.unused_data:
        raise BundleFormatError("block: another size")
    return data


def encode(bundle: BundleList) -> bytes:
    """The list as it is signed."""
    data = {
        "format": FORMAT,
        "version": bundle.version,
        "made_at": bundle.made_at.isoformat(),
        "town": bundle.town,
        "files": [
            [file.path, [[block.digest, block.size, block.packed] for block in file.blocks]] for file in bundle.files
        ],
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def decode(packed: bytes) -> BundleList:
    """What `encode` made; `BundleFormatError` for anything else, and for a name that leads elsewhere."""
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(packed, LARGEST_LIST + 1)
        if len(text) > LARGEST_LIST or not machine.eof:
            raise BundleFormatError("list: too large or cut")
        found = _read(json.loads(text))
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BundleFormatError(f"list: {error}") from error
    _check(found)
    return found


def _read(data: dict[str, Any]) -> BundleList:
    if data["format"] != FORMAT:
        raise BundleFormatError("format: unknown")
    files = tuple(
        BundleFile(
            _text(path), tuple(Block(_digest(digest), _size(size), _size(packed)) for digest, size, packed in blocks)
        )
        for path, blocks in data["files"]
    )
    made_at = datetime.fromisoformat(_text(data["made_at"]))
    if made_at.tzinfo is None:
        raise BundleFormatError("made_at: no time zone")
    return BundleList(_size(data["version"]), made_at, _text(data["town"])[:_LONGEST], files)


def _check(bundle: BundleList) -> None:
    if not 0 < len(bundle.files) <= MOST_FILES:
        raise BundleFormatError("files: none, or too many")
    if sum(len(file.blocks) for file in bundle.files) > MOST_BLOCKS:
        raise BundleFormatError("blocks: too many")
    total, names = 0, set[str]()
    sizes: dict[str, int] = {}
    for file in bundle.files:
        check_name(file.path)
        # Two names that one of the systems takes for the same.
        names.add(unicodedata.normalize("NFC", file.path).casefold())
        for block in file.blocks:
            total += block.size
            if block.size > LARGEST_BLOCK or sizes.setdefault(block.digest, block.size) != block.size:
                raise BundleFormatError("block: size")
    if total > LARGEST_BUNDLE:
        raise BundleFormatError("files: too large")
    if len(names) != len(bundle.files):
        raise BundleFormatError("files: one name twice")
    folders = {"/".join(name.split("/")[:at]) for name in names for at in range(1, name.count("/") + 1)}
    if folders & names:
        raise BundleFormatError("files: a folder that is a file")


def check_name(path: str) -> None:
    """Raises `BundleFormatError` for a name that is not a plain one, below the two folders there are."""
    parts = path.split("/")
    if len(parts) < 2 or len(parts) > _DEEPEST or len(path) > _LONGEST or parts[0] not in (BASE, IMPORTED):
        raise BundleFormatError("path: elsewhere")
    for part in parts:
        plain = part and part.isprintable() and not _FORBIDDEN & set(part) and not part.startswith("-")
        if not plain or part.strip(" .") != part or part.partition(".")[0].strip().casefold() in _DEVICES:
            raise BundleFormatError("path: not a plain name")


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise BundleFormatError("block: digest")
    return value


def _size(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BundleFormatError("block: size")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BundleFormatError("not a text")
    return value


def block_name(digest: str) -> str:
    """Where a repository keeps a block."""
    return f"blocks/{digest}"
