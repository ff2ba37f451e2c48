"""An agent who never stops, in a process of its own that a test kills.

Each act is announced before it and acknowledged after its COMMIT: whatever was acknowledged must
be there afterwards, the act under way wholly or not at all.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aparte.core.contact import Channel, Contact, OpenContact, Outcome
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, GapKind, GapTicket
from aparte.store.database import StoreDatabase, connect
from aparte.store.learned import Learned
from aparte.store.migrations import STEPS, Step, migrate
from aparte.store.store import Store, open_store
from tests.fakes.recorded import AGENT, KEY, NOON, MovingClock, call_back, contact, demand, opened, uses

FAR = date(2030, 1, 1)
PREDICTOR = "codes"


@dataclass(frozen=True)
class Task:
    """One act: the name of a method of the agent's and its arguments, which the model takes too.

    `learned` stands for a state of the predictor, see `state`: a pipe is too narrow for it.
    """

    name: str
    arguments: tuple[Any, ...]
    learned: bytes = b""


def state(short: bytes) -> bytes:
    """A predictor's state of forty kilobytes."""
    return short * 2_500


class BusyAgent:
    """Chooses acts and does them; `standing` are contacts already recorded."""

    def __init__(self, store: Store, ids: Identifiers, chance: random.Random, standing: list[str]) -> None:
        self._store = store
        self._ids = ids
        self._chance = chance
        self._standing = standing
        self._open: list[OpenContact] = list(store.drafts.opened(AGENT))

    def choose(self) -> Task:
        kind = self._chance.choices(
            ("keep", "record", "save", "correct", "erase", "called_back", "file", "retrain"),
            (20, 14, 10, 14, 5, 5, 5, 5),
        )[0]
        if kind in ("correct", "erase", "called_back", "file") and not self._standing:
            kind = "record"
        chosen: Task = getattr(self, f"_choose_{kind}")()
        return chosen

    def do(self, task: Task) -> None:
        learned = Learned(PREDICTOR, state(task.learned)) if task.learned else None
        getattr(self, f"_{task.name}")(*task.arguments, learned)

    def _choose_keep(self) -> Task:
        """What is typed grows letter by letter; three contacts are open at most."""
        new = opened(self._ids, said="B", notes="")
        draft = new if len(self._open) < 3 else self._chance.choice(self._open)
        return Task("keep", (replace(draft, said=draft.said + "onjour", handled_s=draft.handled_s + 1),))

    def _choose_record(self) -> Task:
        return Task("record", (self._contact(self._ids.uuid7()), None, FAR), self._state())

    def _choose_save(self) -> Task:
        if not self._open:
            return self._choose_record()
        return Task("record", (self._contact(self._chance.choice(self._open).id), FAR, None), self._state())

    def _choose_correct(self) -> Task:
        wanted = Correction(self._chance.choice(list(Channel)), self._contact("x").demands)
        return Task("correct", (self._chance.choice(self._standing), wanted), self._state())

    def _choose_erase(self) -> Task:
        return Task("erase", (self._chance.choice(self._standing),), self._state())

    def _choose_called_back(self) -> Task:
        return Task("called_back", (self._chance.choice(self._standing),))

    def _choose_file(self) -> Task:
        gap = GapTicket(self._ids.uuid7(), "M-A", GapKind.UNANSWERED, NOON, "question", (), "identite")
        return Task("file", (gap, self._chance.choice(self._standing)))

    def _choose_retrain(self) -> Task:
        return Task("retrain", (), self._state())

    def _keep(self, draft: OpenContact, _: Learned | None) -> None:
        self._store.drafts.keep(AGENT, draft)
        self._open = [one for one in self._open if one.id != draft.id] + [draft]

    def _record(self, one: Contact, words: date | None, notes: date | None, learned: Learned | None) -> None:
        self._store.contacts.record(
            AGENT, one, keep_words_until=words, keep_notes_until=notes, learned=learned, lessons=("[1]",)
        )
        self._open = [draft for draft in self._open if draft.id != one.id]
        self._standing.append(one.id)

    def _correct(self, name: str, wanted: Correction, learned: Learned | None) -> None:
        self._store.contacts.correct(AGENT, name, wanted, learned=learned)

    def _erase(self, name: str, learned: Learned | None) -> None:
        self._store.contacts.erase(AGENT, name, learned)
        self._standing.remove(name)

    def _called_back(self, name: str, _: Learned | None) -> None:
        self._store.call_backs.done(AGENT, name)

    def _file(self, gap: GapTicket, name: str, _: Learned | None) -> None:
        self._store.gaps.file(AGENT, gap, name)

    def _retrain(self, learned: Learned) -> None:
        self._store.memory.put(learned)

    def _state(self) -> bytes:
        return self._chance.randbytes(16)

    def _contact(self, name: str) -> Contact:
        at = NOON - timedelta(hours=self._chance.randint(0, 60))
        asked = tuple(
            demand(f"d{number}", self._chance.choice(("IDE-PERTE", "SCO-CANT")), self._chance.choice(list(Outcome)))
            for number in range(self._chance.randint(0, 3))
        )
        return contact(
            self._ids,
            at,
            id=name,
            demands=asked,
            uses=uses(at) if self._chance.random() < 0.5 else (),
            call_back=call_back(NOON, FAR) if self._chance.random() < 0.3 else None,
        )


def work(path: Path, seed: int, standing: list[str], acts: int, told: Connection) -> None:
    """Open the store and go on until killed, or until so many acts are done."""
    clock = MovingClock()
    ids = Identifiers(clock, random.Random(seed).getrandbits)
    agent = BusyAgent(open_store(path, KEY, clock, ids=ids, zone=UTC), ids, random.Random(seed), standing)
    for _ in range(acts):
        task = agent.choose()
        told.send(("will", task))
        agent.do(task)
        told.send(("did", None))


def _widen(number: int) -> Step:
    """A step that adds a column and writes every row, one statement a row."""

    def step(database: StoreDatabase) -> None:
        database.run(f"ALTER TABLE contact ADD COLUMN extra{number} INTEGER")
        for row in database.rows("SELECT n FROM contact"):
            database.run(f"UPDATE contact SET extra{number} = n * ? WHERE n = ?", (number, row["n"]))
        database.run(f"CREATE TABLE extra{number} (n INTEGER PRIMARY KEY) STRICT")

    return step


LATER_STEPS = (*STEPS, *(_widen(number) for number in range(1, 5)))


def upgrade(path: Path, told: Connection) -> None:
    """Bring an old file to a version of the future, until killed."""
    database = connect(path, KEY)
    told.send(("will", None))
    migrate(database, LATER_STEPS)
    told.send(("did", None))
    database.close()
