"""From verified blocks to a base in service: written beside, read as the program would, then switched."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from aparte.assist.bundles.blocks import Disk
from aparte.assist.bundles.dropped import retired, write
from aparte.assist.bundles.shelf import LISTED, BundleShelf, InstalledBundle, record
from aparte.core.clock import Clock
from aparte.core.errors import BaseUnavailableError
from aparte.kb.check import Weight, check_base
from aparte.kb.library import Library
from aparte.kb.seed import BUNDLE_RECORD, DROPPED_FILE, SeedFolder
from aparte.settings.places import BUNDLE_BASE
from aparte.sync.trust.errors import TruncatedError, TrustError
from aparte.wire.bundle import BundleList, encode


class UnreadableBundleError(TrustError):
    """Rightly signed, and no base that answers: its makers let a fault through."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.args = (f"Ce lot est bien signé mais ne peut pas servir : {why} L'ancien reste en service.",)


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle whose list is believed, until when, under which root, and the base that it comes after."""

    listed: BundleList
    expires: datetime
    root: str
    before: Path | None


def install(shelf: BundleShelf, verified: Verified, disk: Disk, clock: Clock) -> InstalledBundle:
    """Put a bundle in service; the one before stays there until this one is whole.

    Whoever calls is `changing` the shelf. Raises `UnreadableBundleError` with its reason,
    `TruncatedError`, `StorageError`.
    """
    with shelf.staging() as staged:
        made = InstalledBundle(
            version=verified.listed.version,
            town=verified.listed.town,
            made_at=verified.listed.made_at,
            expires=verified.expires,
            installed_at=clock.now(),
            root=verified.root,
            folder=staged,
        )
        _write_files(staged, verified.listed, disk)
        _written(staged / LISTED, encode(verified.listed))
        _written(staged / BUNDLE_RECORD, record(made).encode())
        _refuse_unreadable(staged, clock.today())
        _keep_codes(staged, verified.before, clock.today())
        return shelf.switch(staged, made.version)


def _write_files(staged: Path, listed: BundleList, disk: Disk) -> None:
    for file in listed.files:
        target = staged / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            for block in file.blocks:
                data = disk.read(block)
                if data is None:
                    raise TruncatedError
                out.write(data)
            out.flush()
            os.fsync(out.fileno())


def _refuse_unreadable(staged: Path, today: date) -> None:
    """What the makers' own validator refuses, and articles that can't be read, never come into service."""
    try:
        report = check_base(staged / BUNDLE_BASE, today)
        faults = [one for one in report.problems if one.weight is Weight.ERROR]
        if faults:
            first = faults[0]
            where = first.path.relative_to(staged) if first.path.is_relative_to(staged) else first.path
            raise UnreadableBundleError(f"{where.as_posix()}, ligne {first.line} : {first.message}")
        for generation in Library(SeedFolder(staged / BUNDLE_BASE), staged / "none").generations():
            for _ in generation.records():
                pass
    except BaseUnavailableError as error:
        raise UnreadableBundleError(str(error)) from error


def _keep_codes(staged: Path, before: Path | None, today: date) -> None:
    dropped = retired(before, staged / BUNDLE_BASE, today)
    if dropped:
        write(dropped, staged / DROPPED_FILE)
        _synced(staged / DROPPED_FILE)


def _written(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    _synced(path)


def _synced(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
