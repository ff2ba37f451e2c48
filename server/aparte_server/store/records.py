"""What the store hands out."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of an event."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A town; `generation` changes when its database was restored, and cursors start again.

    Its events are kept for `keep_months`; `purged_at` is when some last went, 0 when none ever did.
    """

    org_id: str
    siret: str
    name: str
    generation: str
    change_no: int
    keep_months: int
    purged_at: int


@dataclass(frozen=True, slots=True)
class Device:
    """An installed client."""

    org_id: str
    device_id: str
    label: str
    revoked: bool = False
    forked_from: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """A new token, in clear for the only time, and whose it is."""

    device: Device
    token: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """An event that the server answers for."""

    seq: int
    event_id: str
    status: Status


@dataclass(frozen=True, slots=True)
class Ack:
    """The last event of a device that the server answers for; seq 0 and no id before the first."""

    seq: int
    event_id: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a batch; `fresh` are the receipts that it added."""

    ack: Ack
    fresh: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that every device of an organisation must apply."""

    change_no: int
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes; `restart` when the caller's cursor was of another generation."""

    generation: str
    changes: tuple[Change, ...]
    cursor: str
    more: bool
    restart: bool
