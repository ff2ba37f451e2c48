"""The event: the one thing that devices send to the town's server.

Events are append-only. A correction is a new event that supersedes an older one; an erasure
targets a contact, its corrections included. A payload never holds the citizen's words, the
agent's notes, or a name: those stay on the device.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

SCHEMA_VERSION = 1
LARGEST_EVENT_BYTES = 64_000


class EventType(StrEnum):
    """What happened."""

    CONTACT_RECORDED = "contact.recorded"
    CONTACT_CORRECTED = "contact.corrected"
    CONTACT_ERASED = "contact.erased"
    ANSWERS_USED = "answers.used"
    GAP_FILED = "gap.filed"
    CALL_BACK_SET = "call_back.set"
    CALL_BACK_DONE = "call_back.done"


class EventFormatError(ValueError):
    """Bytes that are no event; the message names the field."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    `event_id` is a UUIDv7 and the key against duplicates; `seq` counts from 1 on each device,
    without a hole; `agent_ref` is a pseudonym; `occurred_at` is ISO 8601 in UTC; `seen_cursor`
    is the newest change of the server's, "generation:change_no", that the device had applied, or
    empty; `supersedes` is the event_id that a correction replaces, or empty.
    """

    event_id: str
    device_id: str
    seq: int
    contact_id: str
    agent_ref: str
    type: EventType
    occurred_at: str
    payload: Mapping[str, Any]
    schema_v: int = SCHEMA_VERSION
    seen_cursor: str = ""
    supersedes: str = ""


def encode(event: Event) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8; `EventFormatError` when it is too large."""
    text = json.dumps(asdict(event), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    data = text.encode()
    if len(data) > LARGEST_EVENT_BYTES:
        raise EventFormatError(f"payload: {len(data)} bytes, {LARGEST_EVENT_BYTES} at most")
    return data


def decode(data: bytes) -> Event:
    """The event in `data`; unknown fields are left out, a missing or wrong one is `EventFormatError`."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EventFormatError("not JSON") from error
    if not isinstance(raw, dict):
        raise EventFormatError("not an object")
    known: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        value = known[name] = raw.get(name)
        # What JSON gives has exactly these types; true is no number.
        if type(value) is not kind:
            raise EventFormatError(f"{name}: not {kind.__name__}" if name in raw else f"{name}: missing")
    if known["seq"] < 1:
        raise EventFormatError("seq: counts from 1")
    known["type"] = _TYPES.get(known["type"])
    if known["type"] is None:
        raise EventFormatError("type: unknown")
    return Event(**known)


_TYPES = {kind.value: kind for kind in EventType}
_KINDS: dict[str, type] = {
    "event_id": str,
    "device_id": str,
    "seq": int,
    "contact_id": str,
    "agent_ref": str,
    "type": str,
    "occurred_at": str,
    "payload": dict,
    "schema_v": int,
    "seen_cursor": str,
    "supersedes": str,
}
