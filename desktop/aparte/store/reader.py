"""Rows back to contacts."""

import json
from collections.abc import Sequence
from datetime import datetime

from aparte.core.contact import AnswerUse, CallBack, Channel, Contact, Demand
from aparte.core.records import Version
from aparte.store.codec import at, day_or_none, demand_from_dict, demands_from_json, uses_from_json
from aparte.store.database import Row, StoreDatabase


class Reader:
    """Loads contacts by their numbers, a handful of queries for a whole page."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def load(self, numbers: Sequence[int], with_uses: bool = False) -> tuple[Contact, ...]:
        """Contacts in the order of `numbers`; `uses` stays empty unless asked for."""
        rows = {row["n"]: row for row in self._of("SELECT * FROM contact WHERE n IN", numbers)}
        demands = self._demands(numbers)
        texts = {
            (row["contact"], row["kind"]): row["text"]
            for row in self._of("SELECT * FROM contact_text WHERE contact IN", numbers)
        }
        call_backs = {row["contact"]: row for row in self._of("SELECT * FROM call_back WHERE contact IN", numbers)}
        uses = self._uses(numbers) if with_uses else {}
        acked = self._database.value("SELECT acked_seq FROM meta")
        return tuple(
            Contact(
                id=row["id"],
                reference=row["reference"],
                channel=Channel(row["channel"]),
                opened_at=at(row["opened_at"]),
                closed_at=at(row["closed_at"]),
                demands=tuple(demands.get(row["n"], ())),
                uses=uses.get(row["n"], ()),
                said=texts.get((row["n"], "said"), ""),
                notes=texts.get((row["n"], "notes"), ""),
                call_back=call_back_of(call_backs[row["n"]]) if row["n"] in call_backs else None,
                handled_s=row["handled_s"],
                late=bool(row["late"]),
                tally=bool(row["tally"]),
                versions=row["versions"],
                synced=row["last_seq"] <= acked,
            )
            for row in (rows[number] for number in numbers)
        )

    def versions(self, number: int) -> tuple[Version, ...]:
        """The states of a contact, oldest first."""
        rows = self._database.rows("SELECT * FROM version WHERE contact = ? ORDER BY number", (number,))
        return tuple(
            Version(
                event_id=row["event_id"],
                at=at(row["at"]),
                channel=Channel(row["channel"]),
                demands=demands_from_json(row["demands"]),
                reason=row["reason"],
            )
            for row in rows
        )

    def _demands(self, numbers: Sequence[int]) -> dict[int, list[Demand]]:
        found: dict[int, list[Demand]] = {}
        for row in self._of("SELECT * FROM demand WHERE contact IN", numbers, "ORDER BY contact, position"):
            found.setdefault(row["contact"], []).append(demand_from_dict(row | {"guesses": json.loads(row["guesses"])}))
        return found

    def _uses(self, numbers: Sequence[int]) -> dict[int, tuple[AnswerUse, ...]]:
        rows = self._of("SELECT * FROM answer_use WHERE contact IN", numbers)
        return {row["contact"]: uses_from_json(row["uses"]) for row in rows}

    def _of(self, select: str, numbers: Sequence[int], order: str = "") -> list[Row]:
        marks = ", ".join("?" * len(numbers))
        return self._database.rows(f"{select} ({marks}) {order}", numbers)


def call_back_of(row: Row) -> CallBack:
    """A row of the call_back table."""
    return CallBack(
        name=row["name"],
        phone=row["phone"],
        about=row["about"],
        due=_moment_or_none(row["due"]),
        until=day_or_none(row["until"]),
    )


def _moment_or_none(value: int | None) -> datetime | None:
    return None if value is None else at(value)
