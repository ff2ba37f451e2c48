"""Devices, a server and every fault between them, step by step; the invariants after each step.

The clients are small models that follow the rules of the real one; the server's store is real.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import hypothesis.strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from aparte.wire.event import Event, EventType, encode
from aparte_server.store.batches import read_batch
from aparte_server.store.database import Database
from aparte_server.store.devices import RefusedError
from aparte_server.store.ingest import ForkError, GapError
from aparte_server.store.records import Ack, Changes, Device
from tests.server.faulty import Copy, FaultyDatabase, KilledError, Moment, copied, put_back
from tests.server.town import Town, event, uuid

CONTACTS = 4


@dataclass(frozen=True)
class Line:
    """An event as a client keeps it; `applied` is the last erasure of its contact that the client knew."""

    event: Event
    applied: int
    spoilt: bool

    def encoded(self) -> bytes:
        data = encode(self.event)
        return json.dumps(json.loads(data) | {"type": "unheard.of"}).encode() if self.spoilt else data


@dataclass
class Client:
    """One installed client."""

    device: Device
    lines: list[Line] = field(default_factory=list)
    acked: int = 0
    cursor: str = ""
    applied: dict[str, int] = field(default_factory=dict)


class SyncMachine(RuleBasedStateMachine):
    clients = Bundle("clients")
    # What was once on the way: it may come again, at any time.
    batches = Bundle("batches")

    def __init__(self, database: Database, folder: Path) -> None:
        super().__init__()
        self.faulty = FaultyDatabase(database)
        self.town = Town(self.faulty, folder)
        self.contacts = [uuid() for _ in range(CONTACTS)]
        self.everyone: list[Client] = []
        self.ledger: dict[str, Line] = {}
        self.promised: set[str] = set()
        self.erased: dict[str, int] = {}
        self.backup: Copy = copied(self.faulty, self.town.org_id)

    @initialize(target=clients)
    def first_client(self) -> Client:
        client = self._join(Client(self.town.device()))
        self.back_up()
        return client

    @rule(target=clients)
    def another_client(self) -> Client:
        return self._join(Client(self.town.device()))

    @rule(target=clients, client=clients)
    def clone_the_disk(self, client: Client) -> Client:
        return self._join(replace(client, lines=list(client.lines), applied=dict(client.applied)))

    @rule(
        client=clients,
        contact=st.integers(0, CONTACTS - 1),
        kind=st.sampled_from([EventType.CONTACT_RECORDED, EventType.CONTACT_CORRECTED, EventType.CONTACT_ERASED]),
        spoilt=st.integers(0, 5).map(lambda die: die == 0),
        times=st.integers(1, 4),
    )
    def record(self, client: Client, contact: int, kind: EventType, spoilt: bool, times: int) -> None:
        for _ in range(times):
            contact_id = self.contacts[contact]
            made = event(len(client.lines) + 1, kind, contact_id, client.cursor)
            line = Line(made, client.applied.get(contact_id, 0), spoilt)
            client.lines.append(line)
            self.ledger[made.event_id] = line

    @rule(target=batches, client=clients, size=st.integers(1, 6), dies=st.sampled_from([None, None, *Moment]))
    def push(self, client: Client, size: int, dies: Moment | None) -> object:
        """`dies` loses the request, or the response alone."""
        sent = client.lines[client.acked : client.acked + size]
        if not sent:
            return multiple()
        self.faulty.dies = dies
        try:
            self._exchange(client, sent)
        except KilledError:
            self._unanswered(client, sent)
        finally:
            self.faulty.dies = None
        return (client.device, tuple(sent))

    @rule(batch=batches)
    def an_old_batch_comes_again(self, batch: tuple[Device, tuple[Line, ...]]) -> None:
        device, sent = batch
        with suppress(GapError, ForkError, RefusedError):
            self.town.store.ingest.take(device, read_batch(b"\n".join(line.encoded() for line in sent)))

    @rule(client=clients, limit=st.integers(1, 3))
    def pull(self, client: Client, limit: int) -> None:
        page = self.town.store.changes.after(self.town.org_id, client.cursor, limit)
        before, after = client.cursor.rpartition(":"), page.cursor.rpartition(":")
        assert before[0] != after[0] or int(before[2]) <= int(after[2]), "I6: a cursor went back"
        self._apply(client, page)
        client.cursor = page.cursor

    @rule(contact=st.integers(0, CONTACTS - 1))
    def the_town_erases(self, contact: int) -> None:
        self.town.store.changes.erase(self.town.org_id, self.contacts[contact])

    @rule()
    def the_town_clears_away(self) -> None:
        self.town.clear_away()

    @rule()
    def back_up(self) -> None:
        self.backup = copied(self.faulty, self.town.org_id)

    @rule(old=consumes(batches))
    def restore_the_server(self, old: object) -> None:
        """At most as often as something was sent."""
        del old
        put_back(self.faulty, self.town.org_id, self.backup)
        self.town.renew()
        self._replay()
        self.promised.clear()

    @invariant()
    def what_was_acknowledged_has_a_receipt_and_is_kept(self) -> None:
        receipts = {event_id for device in self._devices() for _, event_id, _ in self.town.receipts(device)}
        assert self.promised <= receipts, "I3"
        assert self.promised <= self._kept(), "I1"

    @invariant()
    def receipts_of_a_device_have_no_hole(self) -> None:
        for device in self._devices():
            numbers = [seq for seq, _, _ in self.town.receipts(device)]
            assert numbers == list(range(1, len(numbers) + 1)), "I4"

    @invariant()
    def an_event_is_kept_once(self) -> None:
        rows = self.faulty.read(
            lambda session: session.rows(
                "SELECT count(*), count(DISTINCT event_id) FROM event WHERE org_id = ?", (self.town.org_id,)
            )
        )
        assert rows[0][0] == rows[0][1], "I2"
        assert not self.town.purged().intersection(self.town.payloads()), "I2: what was cleared away came back"

    @invariant()
    def nothing_of_an_erased_contact_remains(self) -> None:
        for change in self.town.store.changes.after(self.town.org_id, "").changes:
            self.erased[change.subject] = max(self.erased.get(change.subject, 0), change.change_no)
        aside = {event_id: body for event_id, (_, body) in self.town.set_aside().items()}
        for event_id, content in (self.town.payloads() | aside).items():
            line = self.ledger[event_id]
            gone = self.erased.get(line.event.contact_id, 0)
            assert content is None or line.applied >= gone, "I5"
            assert content is not None or gone or line.spoilt, "I1: content lost"

    def teardown(self) -> None:
        """Heal: everything arrives, everyone converges."""
        for client in self.everyone:
            for _ in range(2 * len(self.ledger) + 4):
                if client.acked == len(client.lines):
                    # An empty queue learns of a restored server when it next asks for the ack.
                    self._learn(client, self._ack(client))
                if client.acked == len(client.lines):
                    break
                self._exchange(client, client.lines[client.acked : client.acked + 5])
            assert client.acked == len(client.lines), "L1: an outbox is not empty"
        assert self._kept() == set(self.ledger), "L1: the server is not the ledger"
        self.nothing_of_an_erased_contact_remains()
        for client in self.everyone:
            while self.town.store.changes.after(self.town.org_id, client.cursor).changes:
                self.pull(client, 3)
        cursors = {client.cursor or self.town.cursor() for client in self.everyone}
        assert not self.erased or cursors == {self.town.cursor()}, "L2"

    def _join(self, client: Client) -> Client:
        self.everyone.append(client)
        return client

    def _exchange(self, client: Client, sent: list[Line]) -> None:
        try:
            batch = read_batch(b"\n".join(line.encoded() for line in sent))
            self._learn(client, self.town.store.ingest.take(client.device, batch).ack)
        except GapError as gap:
            self._learn(client, gap.ack)
        except ForkError:
            self._renumber(client, self.town.store.devices.fork(client.device).device)
        except RefusedError:
            # A restored server that never heard of this device: it is enrolled again.
            self._renumber(client, self.town.device())

    def _ack(self, client: Client) -> Ack:
        return self.town.store.ingest.ack(client.device)

    def _learn(self, client: Client, ack: Ack) -> None:
        if not self._ours(client, ack):
            self._renumber(client, self.town.store.devices.fork(client.device).device)
            return
        client.acked = ack.seq
        self.promised.update(line.event.event_id for line in client.lines[: ack.seq])

    # Each of these is one rule that a variant breaks, to show that the invariants see it.

    def _unanswered(self, client: Client, sent: list[Line]) -> None:
        """No answer: nothing is known."""

    def _apply(self, client: Client, page: Changes) -> None:
        for change in page.changes:
            client.applied[change.subject] = max(client.applied.get(change.subject, 0), change.change_no)

    def _replay(self) -> None:
        self.town.store.changes.replay()

    def _ours(self, client: Client, ack: Ack) -> bool:
        return ack.seq == 0 or (
            ack.seq <= len(client.lines) and client.lines[ack.seq - 1].event.event_id == ack.event_id
        )

    @staticmethod
    def _renumber(client: Client, device: Device) -> None:
        client.device, client.acked = device, 0
        client.lines = [replace(line, event=replace(line.event, seq=seq)) for seq, line in enumerate(client.lines, 1)]

    def _devices(self) -> tuple[Device, ...]:
        return self.town.store.devices.of(self.town.org_id)

    def _kept(self) -> set[str]:
        """What the server has, or cleared away on purpose."""
        return set(self.town.payloads()) | set(self.town.set_aside()) | self.town.purged()
