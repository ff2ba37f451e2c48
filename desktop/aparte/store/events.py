"""Events as rows: appended here, in the transaction of what they tell, and nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aparte.core.identifiers import Identifiers
from aparte.store.codec import to_json
from aparte.store.database import Row, StoreDatabase
from aparte.store.errors import TooLongError
from aparte.wire import payloads
from aparte.wire.event import LARGEST_EVENT_BYTES, Event, EventFormatError, EventType, encode

# What an event needs around its answers.
_ROOM_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """Where an event went."""

    event_id: str
    seq: int


class EventLog:
    """Appends events, numbered from 1 without a hole on each device."""

    def __init__(self, database: StoreDatabase, ids: Identifiers) -> None:
        self._database = database
        self._ids = ids

    def append(
        self,
        kind: EventType,
        contact_id: str,
        agent_ref: str,
        occurred_at: datetime,
        *,
        payload: Mapping[str, Any],
        supersedes: str = "",
        event_id: str = "",
    ) -> Written:
        """Add an event, inside `writing`; `TooLongError` when it is more than an event can carry."""
        self._database.run("UPDATE meta SET last_seq = last_seq + 1")
        meta = self._database.row("SELECT device_id, last_seq, seen_cursor FROM meta")
        assert meta is not None
        told = to_json(payload)
        event = Event(
            event_id=event_id or self._ids.uuid7(),
            device_id=meta["device_id"],
            seq=meta["last_seq"],
            contact_id=contact_id,
            agent_ref=agent_ref,
            type=kind,
            occurred_at=payloads.stamp(occurred_at),
            payload=json.loads(told),
            seen_cursor=meta["seen_cursor"],
            supersedes=supersedes,
        )
        try:
            encode(event)
        except EventFormatError as error:
            raise TooLongError(
                "Cet échange porte trop de demandes pour être enregistré d'un bloc : partagez-le en deux échanges."
            ) from error
        self._insert(event, told)
        return Written(event.event_id, event.seq)

    def _insert(self, event: Event, told: str) -> None:
        self._database.run(
            "INSERT INTO event (seq, event_id, device_id, contact_id, agent_ref, type, schema_v, occurred_at,"
            " seen_cursor, supersedes, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.seq,
                event.event_id,
                event.device_id,
                event.contact_id,
                event.agent_ref,
                event.type.value,
                event.schema_v,
                event.occurred_at,
                event.seen_cursor,
                event.supersedes,
                told,
            ),
        )


def event_of(row: Row) -> Event:
    """A row of the event table; the content of an erased contact is `payloads.ERASED`."""
    return Event(
        event_id=row["event_id"],
        device_id=row["device_id"],
        seq=row["seq"],
        contact_id=row["contact_id"],
        agent_ref=row["agent_ref"],
        type=EventType(row["type"]),
        occurred_at=row["occurred_at"],
        payload=payloads.ERASED if row["payload"] is None else json.loads(row["payload"]),
        schema_v=row["schema_v"],
        seen_cursor=row["seen_cursor"],
        supersedes=row["supersedes"],
    )


def in_parts(entries: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Answers in as few events as will hold them: one, but for pages and pages of text given."""
    limit = LARGEST_EVENT_BYTES - _ROOM_BYTES
    parts: list[list[dict[str, Any]]] = []
    room = 0
    for entry in _small_enough(entries, limit):
        size = _size(entry) + 1
        if size > room:
            parts.append([])
            room = limit
        parts[-1].append(entry)
        room -= size
    return parts


def _small_enough(entries: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """An entry whose texts are too many for one event becomes several."""
    found = []
    for entry in entries:
        if _size(entry) < limit:
            found.append(entry)
        else:
            found.extend(entry | {"given": [_cut(given, limit // 2)]} for given in entry["given"])
    return found


def _cut(given: dict[str, Any], limit: int) -> dict[str, Any]:
    """A text longer than any article's passage is cut, and says so."""
    passage = given["passage"].encode()
    if len(passage) <= limit:
        return given
    return given | {"passage": passage[:limit].decode(errors="ignore"), "cut": True}


def _size(entry: Mapping[str, Any]) -> int:
    return len(to_json(entry).encode())
