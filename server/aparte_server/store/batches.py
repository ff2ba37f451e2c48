"""A batch of events as it came: one JSON object a line, each read or set aside with the reason."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aparte.wire.event import LARGEST_EVENT_BYTES, SCHEMA_VERSION, Event, EventFormatError, EventType, decode

MOST_EVENTS = 500
MOST_BYTES = 256_000
_LONGEST_ID = 64
_LONGEST_TEXT = 200
_LONGEST_SEALED = 8_000
_SEALING = frozenset({EventType.CALL_BACK_SET, EventType.CALL_BACK_TAKEN})
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class BatchError(ValueError):
    """Not a batch at all: torn on the way, or made by something else than a client."""


@dataclass(frozen=True, slots=True)
class Item:
    """One event of a batch; `event` is None when it is to be set aside, for `reason`.

    `contact_id` is empty when it can't be read: what can't be erased later is not kept. `sealed` is the part
    that only workstations open, kept apart from the event so that it goes alone.
    """

    seq: int
    event_id: str
    event: Event | None
    payload: str = ""
    reason: str = ""
    contact_id: str = ""
    body: str = ""
    sealed: str = ""


def read_batch(body: bytes) -> tuple[Item, ...]:
    """The events of `body`; `BatchError` when a line can't even be placed in the sequence."""
    lines = body.splitlines()
    if not lines:
        raise BatchError("no event")
    if len(lines) > MOST_EVENTS:
        raise BatchError(f"{len(lines)} events, {MOST_EVENTS} at most")
    return tuple(_item(line) for line in lines)


def _item(line: bytes) -> Item:
    if len(line) > LARGEST_EVENT_BYTES:
        return _set_aside(line, "too large")
    try:
        event, sealed = _parted(decode(line))
        payload = _checked(event)
    except EventFormatError as error:
        return _set_aside(line, str(error))
    return Item(event.seq, event.event_id, event, payload=payload, contact_id=event.contact_id, sealed=sealed)


def _parted(event: Event) -> tuple[Event, str]:
    """The event without its sealed part, and that part."""
    if event.type not in _SEALING or "sealed" not in event.payload:
        return event, ""
    payload = dict(event.payload)
    sealed = payload.pop("sealed")
    if not isinstance(sealed, str) or len(sealed) > _LONGEST_SEALED or not (sealed.isascii() and sealed.isprintable()):
        raise EventFormatError("sealed: not a sealed text")
    return replace(event, payload=payload), sealed


def _checked(event: Event) -> str:
    """The payload as it is kept; `EventFormatError` for what the tables or the rules don't take."""
    for name in ("event_id", "contact_id"):
        if not is_uuid(getattr(event, name)):
            raise EventFormatError(f"{name}: not a UUID")
    for name in ("agent_ref", "occurred_at", "seen_cursor", "supersedes"):
        text = getattr(event, name)
        if len(text) > _LONGEST_TEXT or not text.isprintable():
            raise EventFormatError(f"{name}: not a short text")
    if not 1 <= event.schema_v <= SCHEMA_VERSION:
        raise EventFormatError("schema_v: unknown")
    try:
        at = datetime.fromisoformat(event.occurred_at)
    except ValueError as error:
        raise EventFormatError("occurred_at: not a time") from error
    if at.tzinfo is None:
        raise EventFormatError("occurred_at: no time zone")
    try:
        text = _to_json(event.payload)
        text.encode()
    except ValueError as error:
        raise EventFormatError("payload: not Unicode, or not a number") from error
    return text


def _set_aside(line: bytes, reason: str) -> Item:
    try:
        raw: Any = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        raise BatchError("a line that is no JSON") from error
    seq, event_id = (raw.get("seq"), raw.get("event_id")) if isinstance(raw, dict) else (None, None)
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 1 or not _is_short(event_id):
        raise BatchError("a line without seq or event_id")
    contact_id = raw.get("contact_id")
    known = str(contact_id) if is_uuid(contact_id) else ""
    return Item(seq, str(event_id), None, reason=reason, contact_id=known, body=_kept(line) if known else "")


def _kept(line: bytes) -> str:
    # PostgreSQL holds no NUL; JSON never has one bare.
    return line.decode().replace("\0", "")


def _is_short(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID and value.isascii() and value.isprintable()


def is_uuid(value: object) -> bool:
    """Whether `value` is a UUID in its canonical form."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None
