"""What an artefact is, read from its name and, for a package, from what it says of itself."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.wire.release import LARGEST_ARTEFACT, Release, ReleaseFormatError

_DEB = re.compile(r"aparte_(?P<version>[0-9.]+)_(?P<machine>amd64|arm64)\.deb")
_OTHERS = (
    (re.compile(r"aparte-(?P<version>[0-9.]+)-setup\.exe"), "windows", "setup"),
    (re.compile(r"aparte-(?P<version>[0-9.]+)\.msi"), "windows", "msi"),
    (re.compile(r"aparte-(?P<version>[0-9.]+)(-(?P<machine>amd64|arm64|x86_64))?\.dmg"), "macos", "dmg"),
    (re.compile(r"aparte-(?P<version>[0-9.]+)(-(?P<machine>amd64|arm64|x86_64))?\.pkg"), "macos", "pkg"),
)
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


class NotAnArtefactError(Exception):
    """A file that is none of what `make installers` builds; one sentence for whoever releases."""


@dataclass(frozen=True, slots=True)
class ArtefactFile:
    """A file to release, and what will be signed of it."""

    path: Path
    release: Release


def read_artefact(path: Path, channel: str, rollout: int, day: date) -> ArtefactFile:
    """Raises `NotAnArtefactError`."""
    if not path.is_file() or not 0 < path.stat().st_size <= LARGEST_ARTEFACT:
        raise NotAnArtefactError(f"{path}: missing, empty or too large.")
    version, system, kind, machine = _named(path)
    if kind == "deb" and _control(path) != ("aparte", version):
        raise NotAnArtefactError(f"{path}: the package inside is not aparte {version}.")
    try:
        release = Release(path.name, version, channel, system, kind, _MACHINES.get(machine, machine), rollout, day)
    except ReleaseFormatError as error:
        raise NotAnArtefactError(f"{path}: {error}.") from error
    return ArtefactFile(path, release)


def _named(path: Path) -> tuple[str, str, str, str]:
    """Version, system, kind and machine, by the name that the build gave."""
    for pattern, system, kind in ((_DEB, "linux", "deb"), *_OTHERS):
        if found := pattern.fullmatch(path.name):
            return found["version"], system, kind, found.groupdict().get("machine") or "x86_64"
    raise NotAnArtefactError(f"{path}: not a name that make installers gives.")


def _control(path: Path) -> tuple[str, str]:
    command = ["dpkg-deb", "-f", str(path), "Package", "Version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the system's own tool
    fields = dict(line.partition(": ")[::2] for line in done.stdout.splitlines())
    return fields.get("Package", ""), fields.get("Version", "")
