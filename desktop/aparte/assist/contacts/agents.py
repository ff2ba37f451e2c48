"""Who works at this workstation, and the lock before their contacts, as the screens see them.

Every call of `Keeper` may touch the disk, wait for the system's keyring or take a second on
purpose (a PIN is slow to try): it belongs on the store's serial lane. Each raises an
`AparteError` with one French sentence.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aparte.core.errors import LockedStoreError


class Secret(StrEnum):
    """What an agent types to open: nothing (the session's keyring answers), a short code, a passphrase."""

    NOTHING = "nothing"
    PIN = "pin"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not a secret


class WrongCodeError(LockedStoreError):
    """That code opens nothing."""


class TryLaterError(LockedStoreError):
    """Too many wrong codes: the next try has to wait `wait_s` seconds."""

    def __init__(self, sentence: str, wait_s: int) -> None:
        super().__init__(sentence)
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent: `ref` is the pseudonym that events carry, `name` stays on the workstation."""

    ref: str
    name: str
    secret: Secret = Secret.PIN


@dataclass(frozen=True, slots=True)
class Door:
    """How the workstation stands.

    `agents` in the order in which they were added, none before anyone started; `current` is who
    works, or worked before the lock; `to_add` is what a new agent has to choose; `news` is one
    French sentence about the last opening (a copy was taken back), or empty.
    """

    agents: tuple[Agent, ...] = ()
    current: Agent | None = None
    unlocked: bool = False
    to_add: Secret = Secret.PIN
    news: str = ""


class Keeper(Protocol):
    """Opens and locks, and keeps the list of agents."""

    def start(self) -> Door:
        """Open without a question where none is needed; called once, when the window comes."""
        ...

    def door(self) -> Door:
        """How the workstation stands now."""
        ...

    def begin(self, name: str, secret: str) -> Agent:
        """The first agent of the workstation; it is open afterwards."""
        ...

    def unlock(self, ref: str, secret: str) -> Agent:
        """Open for an agent, or hand over to one; `WrongCodeError`, `TryLaterError`."""
        ...

    def lock(self) -> None:
        """Write what is being typed, then close and wipe the key; open still when the disk refused."""
        ...

    def add(self, name: str, secret: str) -> Agent:
        """One more agent; the workstation is open."""
        ...

    def rename(self, ref: str, name: str) -> None:
        """Another name on the lock screen."""
        ...

    def remove(self, ref: str) -> None:
        """Take an agent off the workstation; their contacts stay under the pseudonym."""
        ...

    def change_secret(self, old: str, new: str) -> None:
        """Another code for the agent at work, who proves the old one."""
        ...
