"""The team as the server tells of it, and what a workstation then has to do."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TeamDevice:
    """A workstation of the town, as the server tells of it."""

    device_id: str
    label: str
    public: str = ""
    proof: str = ""
    epoch: int = 0
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class TeamState:
    """The team, as the server tells of it to this workstation; `wrapped` is this one's box, or empty."""

    version: int
    org_id: str
    epoch: int
    rotate: bool
    wrapped: str
    recovery: str
    devices: tuple[TeamDevice, ...]

    def device(self, device_id: str) -> TeamDevice:
        """One of them; an unknown one showed nothing yet."""
        return next((one for one in self.devices if one.device_id == device_id), TeamDevice(device_id, ""))


@dataclass(frozen=True, slots=True)
class Show:
    """To do: show this public key to the team."""

    public: str
    proof: str


@dataclass(frozen=True, slots=True)
class Wrap:
    """The team's keys for one workstation, and its proof from now on."""

    device_id: str
    public: str
    wrapped: str
    proof: str


@dataclass(frozen=True, slots=True)
class Give:
    """To do: give the team's keys of an epoch."""

    epoch: int
    wraps: tuple[Wrap, ...]


class TeamStanding(StrEnum):
    """NONE: the server knows no team, or there is no server. READY: call-backs are shared.

    WAITING: another workstation will give the keys. CODE: the team's code must be typed here.
    """

    NONE = "none"
    READY = "ready"
    WAITING = "waiting"
    CODE = "code"
