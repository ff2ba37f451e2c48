"""What the API answers, as types: the handlers build them and the description is made from them."""

from dataclasses import dataclass

from aparte_server.store.records import Ack, Granted, Ingested, Receipt
from aparte_server.store.rules import Rules


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """Why not, in a word that stays the same."""

    error: str


@dataclass(frozen=True, slots=True)
class OutOfStepAnswer:
    """`gap` or `fork`, and what the server has of this device."""

    error: str
    ack_seq: int
    event_id_at_ack: str


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """How the server is."""

    status: str


@dataclass(frozen=True, slots=True)
class GrantedAnswer:
    """A device and its token, in clear for the only time; `expires_at` in milliseconds since 1970."""

    device_id: str
    token: str
    expires_at: int

    @classmethod
    def of(cls, granted: Granted) -> "GrantedAnswer":
        """What is told of a grant."""
        return cls(granted.device.device_id, granted.token, granted.expires_at)


@dataclass(frozen=True, slots=True)
class AckAnswer:
    """The last event of this device that the server answers for; 0 and no id before the first.

    `lease_days` is how long it may now stay away, 0 for ever; `team_version` changes with the team.
    """

    ack_seq: int
    event_id_at_ack: str
    lease_days: int
    team_version: int

    @classmethod
    def of(cls, ack: Ack, rules: Rules) -> "AckAnswer":
        """What is told of an acknowledgement."""
        return cls(ack.seq, ack.event_id, rules.lease_days, rules.team_version)


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """What became of a batch; accepted is what a client expects, the others are worth a line in its log."""

    ack_seq: int
    event_id_at_ack: str
    not_accepted: tuple[Receipt, ...]

    @classmethod
    def of(cls, taken: Ingested) -> "TakenAnswer":
        """What is told of a batch."""
        odd = tuple(one for one in taken.fresh if one.status.value != "accepted")
        return cls(taken.ack.seq, taken.ack.event_id, odd)
