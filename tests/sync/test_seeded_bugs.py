"""Each rule of the protocol broken on purpose, one at a time: the invariants see every one of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from aparte.store.link import Applied, Link, ServerChange
from aparte.store.outbox import Outbox
from aparte.sync import engine
from aparte.sync.http_server import HttpServer
from aparte.sync.server import Ack, Pushed, UnreachableError
from aparte.wire.event import Event
from aparte_server.store import batches, call_backs, changes, ingest
from aparte_server.store.batches import Item
from aparte_server.store.database import Database, Session
from aparte_server.store.ingest import last_receipt
from aparte_server.store.records import Device
from tests.sync.machine import RealSyncMachine

Story = Callable[[RealSyncMachine], None]
Break = Callable[[pytest.MonkeyPatch], None]
_push = HttpServer.push
_apply = Link.apply


def _ack_before_commit(patch: pytest.MonkeyPatch) -> None:
    """What was sent counts as taken, whether or not an answer came."""

    def push(self: HttpServer, events: Sequence[Event]) -> Pushed:
        try:
            return _push(self, events)
        except UnreachableError:
            return Pushed(Ack(events[-1].seq, events[-1].event_id))

    patch.setattr(HttpServer, "push", push)


def _no_fork_check(patch: pytest.MonkeyPatch) -> None:
    """The server takes another event for one it has."""

    def following(session: Session, device: Device, items: Sequence[Item]) -> Sequence[Item]:
        ack = last_receipt(session, device)
        if items[0].seq > ack.seq + 1:
            raise ingest.GapError(ack)
        return [item for item in items if item.seq > ack.seq]

    patch.setattr(ingest, "_following", following)
    _ack_by_number(patch)


def _no_gap_check(patch: pytest.MonkeyPatch) -> None:
    """The server takes a batch that does not follow; the client believes that it need not step back."""
    following = ingest._following

    def taken(session: Session, device: Device, items: Sequence[Item]) -> Sequence[Item]:
        try:
            return following(session, device, items)
        except ingest.GapError:
            return items

    patch.setattr(ingest, "_following", taken)
    patch.setattr(Outbox, "rewind", lambda *_: None)


def _no_dedupe(patch: pytest.MonkeyPatch) -> None:
    """The server keeps an event again when it comes under another number."""
    insert = ingest.Ingest._insert

    def again(self: Any, session: Session, device: Device, town: Any, items: Sequence[Item]) -> set[str]:
        kept = insert(self, session, device, town, items)
        twice = [item for item in items if item.event is not None and item.event_id not in kept]
        renamed = [replace(item, event_id=item.event_id[:-4] + f"{item.seq:04x}") for item in twice]
        return kept | insert(self, session, device, town, renamed)

    patch.setattr(ingest.Ingest, "_insert", again)


def _cursor_first(patch: pytest.MonkeyPatch) -> None:
    """The cursor is kept, and the changes are not."""

    def apply(self: Link, found: Sequence[ServerChange], cursor: str) -> Applied:
        del found
        return _apply(self, (), cursor)

    patch.setattr(Link, "apply", apply)


def _ack_by_number(patch: pytest.MonkeyPatch) -> None:
    """The client looks at the number that was acknowledged, and not at whose event it is."""

    def learn(store: Any, ack: Ack) -> None:
        if ack.seq > int(store.database.value("SELECT last_seq FROM meta")):
            return
        ours = store.database.value("SELECT event_id FROM event WHERE seq = ?", (ack.seq,))
        store.outbox.rewind(ack.seq)
        store.outbox.acknowledge(ack.seq, ours or ack.event_id)

    patch.setattr(engine, "_learn", learn)


def _late_resurrection(patch: pytest.MonkeyPatch) -> None:
    """What comes after its contact's erasure is kept whole."""
    patch.setattr(ingest, "erased_at", lambda *_: {})


def _restore_without_journal(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(changes.ChangeLog, "replay", lambda _: 0)


def _call_back_resurrection(patch: pytest.MonkeyPatch) -> None:
    """What comes after a call-back was done is kept all the same."""
    patch.setattr(call_backs, "is_done", lambda *_: False)


def _box_with_its_event(patch: pytest.MonkeyPatch) -> None:
    """A sealed call-back stays in the event that told of it, where nothing erases it."""
    patch.setattr(batches, "_parted", lambda event: (event, str(event.payload.get("sealed", ""))))


def _lost_request(machine: RealSyncMachine) -> None:
    machine.record(0, 2)
    machine.exchange(0, "request", 1)


def _copied_disk(machine: RealSyncMachine) -> None:
    """At the acknowledged number, both disks have an event, and not the same."""
    machine.record(0, 1)
    machine.exchange(0, "none", 0)
    machine.clone_the_disk(0)
    for place in (0, 1):
        machine.record(place, 3)
    machine.exchange(0, "none", 0)
    machine.exchange(1, "none", 0)


def _restored_server(machine: RealSyncMachine) -> None:
    machine.record(0, 2)
    machine.exchange(0, "none", 0)
    machine.restore_the_server()
    machine.record(0, 1)
    machine.exchange(0, "none", 0)


def _town_erases(machine: RealSyncMachine) -> None:
    machine.record(0, 1)
    machine.exchange(0, "none", 0)
    machine.the_town_erases(0)
    machine.exchange(0, "none", 0)


def _corrected_too_late(machine: RealSyncMachine) -> None:
    machine.record(0, 1)
    machine.exchange(0, "none", 0)
    machine.the_town_erases(0)
    machine.correct(0, 0)
    machine.exchange(0, "none", 0)


def _backup_from_before_the_erasure(machine: RealSyncMachine) -> None:
    machine.record(0, 1)
    machine.exchange(0, "none", 0)
    machine.back_up()
    machine.the_town_erases(0)
    machine.nothing_of_an_erased_contact_remains_on_the_server()
    machine.restore_the_server()


def _done_while_another_takes_it(machine: RealSyncMachine) -> None:
    machine.another_place()
    machine.record(0, 1, calls_back=True)
    for place in (0, 1, 0):
        machine.exchange(place, "none", 0)
    machine.call_back(1, 0)
    machine.exchange(1, "none", 0)
    machine.nothing_of_a_call_back_that_was_done_remains_on_the_server()
    machine.take_a_call_back(0, 0)
    machine.exchange(0, "none", 0)


def _shared(machine: RealSyncMachine) -> None:
    machine.record(0, 1, calls_back=True)
    machine.exchange(0, "none", 0)


BUGS: dict[str, tuple[Break, Story]] = {
    "ack before commit": (_ack_before_commit, _lost_request),
    "no fork check": (_no_fork_check, _copied_disk),
    "no gap check": (_no_gap_check, _restored_server),
    "no dedupe": (_no_dedupe, _copied_disk),
    "cursor first": (_cursor_first, _town_erases),
    "ack by number only": (_ack_by_number, _copied_disk),
    "late resurrection": (_late_resurrection, _corrected_too_late),
    "late call-back": (_call_back_resurrection, _done_while_another_takes_it),
    "box with its event": (_box_with_its_event, _shared),
    "restore without journal": (_restore_without_journal, _backup_from_before_the_erasure),
}


@pytest.mark.parametrize("bug", BUGS)
def test_the_invariants_see(bug: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    seeded, story = BUGS[bug]
    seeded(monkeypatch)
    with pytest.raises(AssertionError, match=r"^(I\d|L\d)"):
        _tell(story, database)


@pytest.mark.parametrize("bug", BUGS)
def test_without_the_bug_the_same_story_ends_well(bug: str, database: Database) -> None:
    _tell(BUGS[bug][1], database)


def _tell(story: Story, database: Database) -> None:
    machine = RealSyncMachine(database)
    try:
        machine.first_place()
        story(machine)
        machine.check()
    except BaseException:
        machine.put_away()
        raise
    machine.teardown()
