"""Years of invented contacts, written straight into the tables: a million would take an hour one by one.

The rows are those that `Contacts.record` writes; `tests/unit/store/test_heap.py` holds the two together.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any

from aparte.core.clock import FixedClock
from aparte.core.contact import Act, AnswerUse, Channel, CodeChoice, Contact, Demand, Outcome
from aparte.core.identifiers import Identifiers
from aparte.store.authors import author
from aparte.store.codec import demands_to_json, local, moment, to_json, uses_to_json
from aparte.store.contact_rows import outcome_bits
from aparte.store.database import StoreDatabase
from aparte.wire import payloads
from aparte.wire.event import SCHEMA_VERSION, EventType

BATCH = 5_000
DAYS = 3 * 365
CODES = tuple(f"C{family}-{number:02}" for family in range(10) for number in range(8))
ARTICLES = 400
PASSAGE = "Présentez l'original de chaque pièce au guichet, sans rendez-vous, du lundi au vendredi. " * 5
_CHANNELS = (Channel.DESK, Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.SOCIAL, Channel.MAIL, Channel.VIDEO)
_SHARES = (40, 45, 9, 2, 2, 1, 1)
_OUTCOMES = tuple(Outcome)
_OUTCOME_SHARES = (62, 10, 5, 10, 4, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Made:
    """One invented contact and the moments and identifiers of its events."""

    contact: Contact
    day: str
    hour: int
    event_ids: tuple[str, ...]


class ContactHeap:
    """Invents contacts, oldest first, that end at `now`."""

    def __init__(self, now: datetime, zone: tzinfo | None = UTC, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._ids = Identifiers(FixedClock(now), self._random.getrandbits)
        self._now = now
        self._zone = zone

    def contacts(self, count: int) -> Iterator[Made]:
        for number in range(count):
            opened = self._now - timedelta(days=DAYS * (1 - number / count)) + timedelta(hours=self._random.gauss(0, 2))
            at = local(opened, self._zone)
            contact = self._contact(opened)
            events = 2 if contact.uses else 1
            yield Made(contact, at.date().isoformat(), at.hour, tuple(self._ids.uuid7() for _ in range(events)))

    def _contact(self, opened: datetime) -> Contact:
        chance = self._random
        handled = chance.randint(15, 900)
        demands = tuple(self._demand() for _ in range(1 if chance.random() < 0.85 else 2))
        return Contact(
            id=self._ids.uuid7(),
            reference=self._ids.reference("E"),
            channel=chance.choices(_CHANNELS, _SHARES)[0],
            opened_at=opened,
            closed_at=opened + timedelta(seconds=handled),
            demands=demands,
            uses=self._uses(opened) if chance.random() < 0.7 else (),
            handled_s=handled,
        )

    def _demand(self) -> Demand:
        chance = self._random
        code = CODES[min(int(chance.expovariate(0.06)), len(CODES) - 1)]
        outcome = chance.choices(_OUTCOMES, _OUTCOME_SHARES)[0]
        service = f"service-{chance.randint(1, 12)}" if outcome is Outcome.TRANSFERRED else ""
        return Demand(self._ids.uuid7(), code, CodeChoice.CONFIRMED, outcome, CODES[:3], service)

    def _uses(self, at: datetime) -> tuple[AnswerUse, ...]:
        number = min(int(self._random.expovariate(0.02)), ARTICLES - 1)
        name, title = f"article-{number}", f"Démarche numéro {number}"
        acts = (Act.SHOWN, Act.OPENED, Act.COPIED) if self._random.random() < 0.5 else (Act.SHOWN, Act.OPENED)
        return tuple(
            AnswerUse(act, at, name, "12", title, 1, PASSAGE if act is Act.COPIED else "", "service-public.fr")
            for act in acts
        )


def pile(database: StoreDatabase, agent_ref: str, made: Iterator[Made]) -> int:
    """Write every contact of `made`; returns how many."""
    total = 0
    while batch := list(islice(made, BATCH)):
        with database.writing():
            _Batch(database, agent_ref).write(batch)
        total += len(batch)
    return total


class _Batch:
    def __init__(self, database: StoreDatabase, agent_ref: str) -> None:
        self._database = database
        self._agent_ref = agent_ref
        self._author = author(database, agent_ref)
        meta = database.row("SELECT device_id, last_seq FROM meta")
        assert meta is not None
        self._device: str = meta["device_id"]
        self._seq: int = meta["last_seq"]
        self._number = int(database.value("SELECT coalesce(max(n), 0) FROM contact"))
        self._rows: dict[str, list[tuple[Any, ...]]] = {
            name: [] for name in ("event", "contact", "demand", "version", "answer_use")
        }

    def write(self, batch: list[Made]) -> None:
        for one in batch:
            self._number += 1
            self._events(one)
            self._contact(one)
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._database.run_each(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._database.run("UPDATE meta SET last_seq = ?", (self._seq,))
        self._counts(batch)

    def _events(self, one: Made) -> None:
        told = [(EventType.CONTACT_RECORDED, payloads.recorded(one.contact, one.day, one.hour))]
        if one.contact.uses:
            told.append((EventType.ANSWERS_USED, {"answers": payloads.answers(one.contact.uses)}))
        at = payloads.stamp(one.contact.closed_at)
        for event_id, (kind, payload) in zip(one.event_ids, told, strict=True):
            self._seq += 1
            head = (self._seq, event_id, self._device, one.contact.id, self._agent_ref, kind.value, SCHEMA_VERSION, at)
            self._rows["event"].append((*head, "", "", to_json(payload), None))

    def _contact(self, one: Made) -> None:
        contact, number = one.contact, self._number
        closed = moment(contact.closed_at)
        demands = demands_to_json(contact.demands)
        self._rows["contact"].append(
            (
                number,
                contact.id,
                self._author,
                contact.reference,
                contact.channel.value,
                moment(contact.opened_at),
                closed,
                closed,
                one.day,
                one.hour,
                contact.handled_s,
                contact.late,
                contact.tally,
                outcome_bits(demand.outcome for demand in contact.demands),
                1,
                one.event_ids[0],
                self._seq,
            )
        )
        for position, demand in enumerate(contact.demands):
            self._rows["demand"].append(
                (
                    number,
                    position,
                    demand.id,
                    demand.code,
                    demand.choice.value,
                    demand.outcome.value,
                    demand.service,
                    to_json(demand.guesses),
                )
            )
        self._rows["version"].append((number, 1, one.event_ids[0], closed, contact.channel.value, demands, "", ""))
        if contact.uses:
            self._rows["answer_use"].append((number, uses_to_json(contact.uses)))

    def _counts(self, batch: list[Made]) -> None:
        listed: Counter[tuple[Any, ...]] = Counter()
        contacts: Counter[tuple[Any, ...]] = Counter()
        seconds: Counter[tuple[Any, ...]] = Counter()
        demands: Counter[tuple[Any, ...]] = Counter()
        opened: Counter[tuple[Any, ...]] = Counter()
        given: Counter[tuple[Any, ...]] = Counter()
        for one in batch:
            channel = one.contact.channel.value
            listed[self._author, one.day, channel] += 1
            contacts[one.day, one.hour, channel] += 1
            seconds[one.day, one.hour, channel] += one.contact.handled_s
            for demand in one.contact.demands:
                demands[one.day, channel, demand.code, demand.outcome.value, demand.service] += 1
            articles = {(one.day, use.article_id, use.title) for use in one.contact.uses}
            opened.update(articles)
            if any(use.act is Act.COPIED for use in one.contact.uses):
                given.update(articles)
        add = self._database.run_each
        add(
            "INSERT INTO listed VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET contacts = contacts + excluded.contacts",
            [(*key, count) for key, count in listed.items()],
        )
        add(
            "INSERT INTO count_contact VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " contacts = contacts + excluded.contacts, handled_s = handled_s + excluded.handled_s,"
            " timed = timed + excluded.timed",
            [(*key, count, seconds[key], count) for key, count in contacts.items()],
        )
        add(
            "INSERT INTO count_demand VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET demands = demands + excluded.demands",
            [(*key, count) for key, count in demands.items()],
        )
        add(
            "INSERT INTO count_article VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " opened = opened + excluded.opened, given = given + excluded.given",
            [(*key, count, given[key]) for key, count in opened.items()],
        )
