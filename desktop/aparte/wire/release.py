"""What is signed of one released artefact, beside its size and its SHA-256.

Both those who publish and the workstations read it: which version, for whom, and for how many.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

FORMAT = 1
PROGRAM = "program"
STABLE, PREVIEW = "stable", "preview"
CHANNELS = (STABLE, PREVIEW)
# System → what it is installed from.
KINDS = {"linux": ("deb",), "windows": ("setup", "msi"), "macos": ("dmg", "pkg")}
LARGEST_ARTEFACT = 600_000_000

_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
# A plain name on every system, that no shell and no command takes for something else.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,99}")
_MACHINE = re.compile(r"[a-z0-9_]{1,20}")


class ReleaseFormatError(ValueError):
    """No release that this program understands; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Release:
    """One artefact of one version; `rollout` is the share of workstations, in per cent, whose turn has come."""

    name: str
    version: str
    channel: str
    system: str
    kind: str
    machine: str
    rollout: int
    released_on: date

    def __post_init__(self) -> None:
        version_key(self.version)
        for right, what in (
            (bool(_NAME.fullmatch(self.name)), "name"),
            (self.channel in CHANNELS, "channel"),
            (self.kind in KINDS.get(self.system, ()), "system or kind"),
            (bool(_MACHINE.fullmatch(self.machine)), "machine"),
            (0 <= self.rollout <= 100, "rollout"),
        ):
            if not right:
                raise ReleaseFormatError(f"{what}: not one that is known")

    @property
    def path(self) -> str:
        """Under which name it is signed."""
        return f"{PROGRAM}/{self.channel}/{self.name}"

    def custom(self) -> dict[str, Any]:
        """What is signed with it."""
        return {
            "format": FORMAT,
            "version": self.version,
            "channel": self.channel,
            "system": self.system,
            "kind": self.kind,
            "machine": self.machine,
            "rollout": self.rollout,
            "released_on": self.released_on.isoformat(),
        }


def read_release(path: str, custom: object) -> Release:
    """What was signed under `path`; raises `ReleaseFormatError`."""
    folder, _, name = path.rpartition("/")
    if not isinstance(custom, dict) or custom.get("format") != FORMAT:
        raise ReleaseFormatError("format: unknown")
    texts = {field: custom.get(field) for field in ("version", "channel", "system", "kind", "machine", "released_on")}
    rollout = custom.get("rollout")
    if not all(isinstance(text, str) for text in texts.values()) or type(rollout) is not int:
        raise ReleaseFormatError("field: missing, or of another kind")
    try:
        day = date.fromisoformat(str(texts.pop("released_on")))
    except ValueError as error:
        raise ReleaseFormatError("released_on: no day") from error
    found = Release(name, rollout=rollout, released_on=day, **{field: str(text) for field, text in texts.items()})
    if folder != f"{PROGRAM}/{found.channel}":
        raise ReleaseFormatError("channel: signed under another")
    return found


def version_key(text: str) -> tuple[int, int, int]:
    """By what versions are compared; raises `ReleaseFormatError` for what is not three numbers."""
    found = _VERSION.fullmatch(text)
    if not found:
        raise ReleaseFormatError("version: not three numbers")
    first, second, third = found.groups()
    return int(first), int(second), int(third)
