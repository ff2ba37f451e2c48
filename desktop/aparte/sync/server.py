"""The town's server as the client speaks to it: requests, answers and every way to be refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aparte.core.errors import AparteError
from aparte.store.link import ServerChange
from aparte.store.team_state import TeamState, Wrap
from aparte.wire.event import Event


class SyncError(AparteError):
    """What was recorded waits: it could not be sent now."""

    exit_code = 7


class UnreachableError(SyncError):
    """No network, no such address, no answer in time."""


class PortalError(SyncError):
    """Something else than the server answered: the sign-in page of a hotel or a guest network."""


class OddAnswerError(SyncError):
    """The server answered what no version of it should."""


class BusyError(SyncError):
    """The server asks to come back later; `after_s` in seconds, 0 when it did not say."""

    def __init__(self, sentence: str, after_s: float) -> None:
        super().__init__(sentence)
        self.after_s = after_s


class NotTakenError(SyncError):
    """The server takes neither this token nor this code; `word` is its own."""

    def __init__(self, sentence: str, word: str) -> None:
        super().__init__(sentence)
        self.word = word


_REFUSED = {
    "token_revoked": "Ce poste a été retiré par la mairie : il continue d'enregistrer, mais n'envoie plus rien. "
    "Demandez un code de raccordement.",
    "token_expired": "Ce poste n'a pas été connecté depuis trop longtemps : demandez un code de raccordement. "
    "Rien n'est perdu.",
}
_STRANGER = "Le serveur de la mairie ne connaît plus ce poste : demandez un code de raccordement. Rien n'est perdu."


def refused_sentence(word: str) -> str:
    """Why the server takes this device no more, from its own word."""
    return _REFUSED.get(word, _STRANGER)


@dataclass(frozen=True, slots=True)
class Ack:
    """The last event of this device that the server answers for; 0 and no id before the first.

    `lease_days` is how long this device may now stay away, 0 for ever; `team_version` changes with the team.
    Both are None where the server does not say.
    """

    seq: int
    event_id: str
    lease_days: int | None = None
    team_version: int | None = None


class OutOfStepError(Exception):
    """The batch does not follow what the server has; `forked` when another event has its place."""

    def __init__(self, ack: Ack, *, forked: bool) -> None:
        super().__init__("fork" if forked else "gap")
        self.ack = ack
        self.forked = forked


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a batch; `set_aside` counts the events that the server kept apart."""

    ack: Ack
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class Granted:
    """A device and its token."""

    device_id: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes, and where they end; `more` when others follow."""

    changes: tuple[ServerChange, ...]
    cursor: str
    more: bool


class Server(Protocol):
    """One device's view of the server; each call raises `SyncError` when it can't be answered."""

    def enrol(self, code: str) -> Granted:
        """Use an enrolment code up; `NotTakenError` when it is unknown, used or too old."""
        ...

    def push(self, events: Sequence[Event]) -> Pushed:
        """Send events; raises `OutOfStepError` when they do not follow what the server has."""
        ...

    def ack(self) -> Ack:
        """What the server answers for."""
        ...

    def changes(self, cursor: str) -> Page:
        """What follows the cursor."""
        ...

    def fork(self) -> Granted:
        """A device of our own, for a disk that is a copy."""
        ...

    def rotate(self) -> Granted:
        """A new token; the one in use ends when the new one is first used."""
        ...

    def team(self) -> TeamState:
        """The team as the server knows it."""
        ...

    def show_key(self, public: str, proof: str) -> TeamState:
        """Show this device's public key to the team."""
        ...

    def give_keys(self, epoch: int, wraps: Sequence[Wrap]) -> TeamState:
        """Give the team's keys to others; what comes too late changes nothing."""
        ...

    def entrust(self, document: str) -> None:
        """Have this device's key kept, sealed to the town's recovery key."""
        ...
