"""The blocks of a bundle, from wherever they cost least: this disk, a few files, or the whole pack."""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aparte.assist.bundles.shelf import InstalledBundle
from aparte.core.errors import StorageError
from aparte.sync.trust.downloading import download
from aparte.sync.trust.errors import OversizeError, TamperedError, TruncatedError
from aparte.sync.trust.repository import TrustedRepository
from aparte.sync.trust.source import TARGETS, MissingError, Source
from aparte.wire.bundle import (
    LARGEST_PACK,
    PACK,
    Block,
    BundleFormatError,
    BundleList,
    block_name,
    unpack_block,
)

# What asking for one file costs besides its bytes, on a line where latency counts.
REQUEST_BYTES = 2_000
# Beyond that many, one pack is kinder to the server, whatever it weighs.
MOST_ALONE = 400
_MEMORY = 200_000_000
_READ = 1 << 16
_UNREAD = "Le téléchargement ne peut pas être relu sur ce poste : vérifiez le disque. L'ancien lot reste en service."


@dataclass(frozen=True, slots=True)
class Way:
    """How to come by what is missing: `alone` block by block, else by the pack; `size` in bytes."""

    alone: bool
    size: int
    missing: int


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    at: int


class Disk:
    """The blocks that are on this disk: those of the bundle in service, and those that came."""

    def __init__(self, installed: InstalledBundle | None, folder: Path) -> None:
        self.folder = folder
        self._places: dict[str, _Place] = {}
        if installed is None:
            return
        listed = installed.listed()
        for file in listed.files if listed is not None else ():
            at = 0
            for block in file.blocks:
                self._places[block.digest] = _Place(installed.folder / file.path, at)
                at += block.size

    def read(self, block: Block) -> bytes | None:
        """The block, None when it is not here or is no longer what it was."""
        for place in (self._places.get(block.digest), _Place(self.came(block), 0)):
            data = _part(place, block.size) if place is not None else None
            if data is not None and sha256(data).hexdigest() == block.digest:
                return data
        return None

    def came(self, block: Block) -> Path:
        """Where a block that was fetched is kept until the bundle is installed."""
        return self.folder / block.digest

    def lacking(self, bundle: BundleList) -> list[Block]:
        """The blocks that are not here."""
        return [block for block in bundle.blocks() if self.read(block) is None]


def choose(missing: list[Block], pack: int) -> Way:
    """The way that costs less; `pack` is the pack's size."""
    alone = sum(block.packed for block in missing) + REQUEST_BYTES * len(missing)
    if len(missing) <= MOST_ALONE and alone < pack:
        return Way(alone=True, size=alone, missing=len(missing))
    return Way(alone=False, size=pack, missing=len(missing))


def fetch_alone(source: Source, missing: list[Block], disk: Disk) -> None:
    """Bring the missing blocks, one file each; those that came stay for the next time."""
    for block in missing:
        part = disk.folder / f"{block.digest}.part"
        try:
            download(source, f"{TARGETS}/{block_name(block.digest)}", part, block.packed)
        except MissingError as error:
            raise TruncatedError from error
        data = _bytes(part)
        try:
            _keep(block, unpack_block(data, block.size), disk)
        except BundleFormatError as error:
            raise TamperedError from error
        finally:
            part.unlink(missing_ok=True)


def fetch_pack(trusted: TrustedRepository, bundle: BundleList, disk: Disk) -> None:
    """Bring the pack, and take it apart."""
    packed = trusted.fetch(PACK, disk.folder, LARGEST_PACK)
    pieces = _inflated(packed)
    held = bytearray()
    for block in bundle.blocks():
        while len(held) < block.size:
            piece = next(pieces, None)
            if piece is None:
                raise TruncatedError
            held += piece
        _keep(block, bytes(held[: block.size]), disk)
        del held[: block.size]
    if held or next(pieces, None):
        raise OversizeError
    packed.unlink()


def _keep(block: Block, data: bytes, disk: Disk) -> None:
    if sha256(data).hexdigest() != block.digest:
        raise TamperedError
    try:
        disk.folder.mkdir(parents=True, exist_ok=True)
        disk.came(block).write_bytes(data)
    except OSError as error:
        raise StorageError(_UNREAD) from error


def _part(place: _Place, size: int) -> bytes | None:
    try:
        with place.path.open("rb") as file:
            file.seek(place.at)
            return file.read(size)
    except OSError:
        return None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(_UNREAD) from error


def _inflated(path: Path) -> Iterator[bytes]:
    """The pack's content, a bounded piece at a time, whatever it claims to hold."""
    machine = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MEMORY)
    try:
        with path.open("rb") as file:
            while not machine.eof:
                fed = file.read(_READ) if machine.needs_input else b""
                if machine.needs_input and not fed:
                    raise TruncatedError
                yield machine.decompress(fed, _READ)
    except (lzma.LZMAError, MemoryError) as error:
        raise TamperedError from error
    except OSError as error:
        raise StorageError(_UNREAD) from error
