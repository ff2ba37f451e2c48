"""Which of the signed releases is for this machine."""

import logging
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aparte import __version__
from aparte.assist.updating.turn import in_turn
from aparte.settings.options import UpdateChannel
from aparte.sync.trust.repository import SignedFile
from aparte.wire.release import (
    LARGEST_ARTEFACT,
    PREVIEW,
    STABLE,
    Release,
    ReleaseFormatError,
    read_release,
    version_key,
)

log = logging.getLogger(__name__)

_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
_FOLLOWED = {UpdateChannel.STABLE: (STABLE,), UpdateChannel.PREVIEW: (STABLE, PREVIEW), UpdateChannel.NONE: ()}


@dataclass(frozen=True, slots=True)
class Here:
    """One machine: what it can install, and which version runs."""

    system: str
    kind: str
    machine: str
    version: str

    def takes(self, release: Release) -> bool:
        """Whether an artefact is made for it."""
        return (release.system, release.kind, release.machine) == (self.system, self.kind, self.machine)


@dataclass(frozen=True, slots=True)
class Offer:
    """A release and the signed file that holds it."""

    release: Release
    file: SignedFile

    @property
    def key(self) -> tuple[tuple[int, int, int], bool]:
        """What is best is greatest: the newest, from the stable channel where it is in both."""
        return version_key(self.release.version), self.release.channel == STABLE


@dataclass(frozen=True, slots=True)
class Choice:
    """`offer` is what to install, `later` the newest version whose turn has not come here; both may be None.

    `due` are the versions that this machine may have by now.
    """

    offer: Offer | None = None
    later: Release | None = None
    due: frozenset[str] = frozenset()


def this_machine() -> Here:
    """As the running program sees it."""
    system = _SYSTEMS.get(sys.platform, sys.platform)
    told = platform.machine().lower()
    return Here(system, _kind(system), _MACHINES.get(told, told), __version__)


def offers(files: Iterable[SignedFile], here: Here) -> tuple[Offer, ...]:
    """What this machine could install; what a later program will understand is passed over."""
    found = []
    for file in files:
        try:
            release = read_release(file.path, file.custom)
        except ReleaseFormatError as error:
            log.info("a signed file is no release for us: %s", error)
            continue
        if here.takes(release) and file.length <= LARGEST_ARTEFACT:
            found.append(Offer(release, file))
    return tuple(found)


def choose(given: Iterable[Offer], here: Here, channel: str, number: str, held: str = "") -> Choice:
    """The newest version above the one that runs, once its turn has come; never `held`, that was gone back from.

    An empty `number` is whoever does not wait for a turn.
    """
    followed = _FOLLOWED[UpdateChannel(channel)]
    running = version_key(here.version)
    newer = [
        one
        for one in given
        if one.release.channel in followed
        and one.release.version != held
        and version_key(one.release.version) > running
    ]
    due = [one for one in newer if not number or in_turn(number, one.release.version, one.release.rollout)]
    best = max(due, key=lambda one: one.key, default=None)
    newest = max(newer, key=lambda one: one.key, default=None)
    waits = newest is not None and (best is None or newest.release.version != best.release.version)
    later = newest.release if waits and newest is not None else None
    return Choice(best, later, frozenset(one.release.version for one in due))


def _kind(system: str) -> str:
    """What this program was installed from: the setup leaves its uninstaller beside it, the MSI does not."""
    if system == "windows":
        return "setup" if (Path(sys.executable).parent / "uninstall.exe").exists() else "msi"
    return {"linux": "deb", "macos": "dmg"}.get(system, "")
