from dataclasses import replace

import pytest

from aparte.core.identifiers import Identifiers
from aparte.core.records import JournalFilter
from aparte.store.outbox import ForkError
from aparte.store.store import Store
from aparte.wire.event import decode, encode
from tests.fakes.recorded import AGENT, LABELS, MovingClock, contact
from tests.fakes.stores import StoreFolder


def record(store: Store, ids: Identifiers, count: int) -> None:
    """Each contact without an answer is one event."""
    for _ in range(count):
        store.contacts.record(AGENT, contact(ids, uses=()))


def acknowledge(store: Store, seq: int) -> None:
    [event] = [event for event in store.outbox.pending() if event.seq == seq]
    store.outbox.acknowledge(seq, event.event_id)


def test_events_are_numbered_from_one_without_a_hole(store: Store, ids: Identifiers) -> None:
    record(store, ids, 5)
    events = store.outbox.pending()
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert {event.device_id for event in events} == {store.outbox.device_id}
    assert len({event.event_id for event in events}) == 5


def test_an_event_goes_over_the_wire_and_back(store: Store, ids: Identifiers) -> None:
    record(store, ids, 1)
    [event] = store.outbox.pending()
    assert decode(encode(event)) == event


def test_a_batch_keeps_its_limits(store: Store, ids: Identifiers) -> None:
    record(store, ids, 5)
    size = len(encode(store.outbox.pending()[0]))
    assert [event.seq for event in store.outbox.pending(limit_events=2)] == [1, 2]
    assert [event.seq for event in store.outbox.pending(limit_bytes=3 * size + 20)] == [1, 2, 3]
    assert [event.seq for event in store.outbox.pending(limit_bytes=10)] == [1]


def test_what_is_acknowledged_no_longer_waits(folder: StoreFolder) -> None:
    record(folder.store, folder.ids, 5)
    acknowledge(folder.store, 3)
    store = folder.reopen()
    assert store.outbox.waiting() == 2
    assert [event.seq for event in store.outbox.pending()] == [4, 5]


def test_a_late_answer_changes_nothing(store: Store, ids: Identifiers) -> None:
    record(store, ids, 3)
    first = store.outbox.pending()[0]
    acknowledge(store, 3)
    store.outbox.acknowledge(1, first.event_id)
    assert store.outbox.waiting() == 0


def test_an_answer_about_another_event_is_a_fork(store: Store, ids: Identifiers) -> None:
    """A cloned disk with batches smaller than the queue: by number alone, events would be lost."""
    record(store, ids, 3)
    with pytest.raises(ForkError, match="raccordé"):
        store.outbox.acknowledge(2, "the clone's event")
    with pytest.raises(ForkError):
        store.outbox.acknowledge(4, "beyond what was ever written here")
    assert [event.seq for event in store.outbox.pending()] == [1, 2, 3]


def test_after_a_fork_everything_kept_is_sent_again(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    record(store, ids, 4)
    acknowledge(store, 2)
    clock.advance(days=31)
    store.retention.expire(clock.now())
    record(store, ids, 1)
    before = store.outbox.pending()
    assert store.outbox.resequence("new-device") == 3
    after = store.outbox.pending()
    assert after == tuple(
        replace(event, seq=number, device_id="new-device") for number, event in enumerate(before, start=1)
    )
    assert store.outbox.device_id == "new-device"
    record(store, ids, 1)
    assert [event.seq for event in store.outbox.pending()] == [1, 2, 3, 4]


def test_after_a_fork_the_journal_knows_what_waits(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    record(store, ids, 2)
    acknowledge(store, 1)
    clock.advance(days=31)
    store.retention.expire(clock.now())
    store.outbox.resequence("new-device")
    assert [one.synced for one in store.journal.page(AGENT, JournalFilter(), LABELS).contacts] == [False, True]


def test_a_server_that_lost_events_gets_them_again(store: Store, ids: Identifiers) -> None:
    record(store, ids, 4)
    acknowledge(store, 4)
    store.outbox.rewind(1)
    assert [event.seq for event in store.outbox.pending()] == [2, 3, 4]
    store.outbox.rewind(3)
    assert [event.seq for event in store.outbox.pending()] == [2, 3, 4]


def test_a_server_that_lost_more_than_is_kept_is_a_fork(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    record(store, ids, 4)
    acknowledge(store, 3)
    clock.advance(days=31)
    store.retention.expire(clock.now())
    with pytest.raises(ForkError):
        store.outbox.rewind(1)
    assert [event.seq for event in store.outbox.pending()] == [4]
