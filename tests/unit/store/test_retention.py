from datetime import date, timedelta

import pytest

from aparte.core.contact import Channel
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, JournalFilter
from aparte.store.retention import Expired
from aparte.store.store import Store
from tests.fakes.recorded import AGENT, LABELS, NOON, NOTES, WORDS, MovingClock, call_back, contact
from tests.fakes.stores import everything

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)


def record_until(store: Store, ids: Identifiers, until: date) -> str:
    one = contact(ids, call_back=call_back(NOON, until))
    store.contacts.record(AGENT, one, keep_words_until=until, keep_notes_until=until)
    store.contacts.correct(AGENT, one.id, Correction(Channel.DESK, (), "erreur de Zuzanna"), keep_reason_until=until)
    return one.id


def test_what_is_past_its_day_is_deleted(store: Store, ids: Identifiers) -> None:
    record_until(store, ids, TODAY)
    assert store.retention.expire(NOON + timedelta(hours=11)) == Expired()
    assert store.retention.expire(NOON + timedelta(days=1)) == Expired(words=1, notes=1, reasons=1, call_backs=1)
    left = everything(store.database)
    assert [text in left for text in (WORDS, NOTES, "Zuzanna")] == [False, False, False]


def test_what_is_not_past_its_day_stays(store: Store, ids: Identifiers) -> None:
    kept = record_until(store, ids, TOMORROW)
    before = store.contacts.contact(kept)
    store.retention.expire(NOON + timedelta(days=1))
    assert store.contacts.contact(kept) == before


def test_contacts_and_statistics_stay(store: Store, ids: Identifiers) -> None:
    record_until(store, ids, TODAY)
    cells = store.statistics.cells(TODAY, TODAY)
    store.retention.expire(NOON + timedelta(days=90))
    assert store.statistics.cells(TODAY, TODAY) == cells
    assert store.journal.page(AGENT, JournalFilter(), LABELS).total == 1


def test_acknowledged_events_stay_thirty_days(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    for _ in range(3):
        store.contacts.record(AGENT, contact(ids, uses=()))
    second = store.outbox.pending()[1]
    store.outbox.acknowledge(second.seq, second.event_id)
    assert store.retention.expire(clock.now() + timedelta(days=30)).events == 0
    assert store.retention.expire(clock.now() + timedelta(days=30, seconds=1)).events == 2
    assert [event.seq for event in store.outbox.pending()] == [3]


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_jumps_is_not_believed_at_once(store: Store, ids: Identifiers, years: int) -> None:
    record_until(store, ids, TODAY)
    store.retention.expire(NOON)
    wrong = NOON + timedelta(days=365 * years)
    for hours in (0, 1, 47):
        assert store.retention.expire(wrong + timedelta(hours=hours)) == Expired(doubted=True)
    assert WORDS in everything(store.database)
    # Set right again: what is due goes, as on any other day.
    assert store.retention.expire(NOON + timedelta(days=1)).notes == 1


def test_a_clock_that_holds_is_believed(store: Store, ids: Identifiers) -> None:
    """A workstation found in a cupboard after two years."""
    record_until(store, ids, TODAY)
    store.retention.expire(NOON)
    back = NOON + timedelta(days=730)
    assert store.retention.expire(back).doubted
    assert store.retention.expire(back + timedelta(days=2)).notes == 1


def test_contacts_are_recorded_whatever_the_clock_says(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    made = []
    for years in (0, 10, -10, 0):
        clock.set(NOON + timedelta(days=365 * years))
        made.append(contact(ids, clock.now()))
        store.contacts.record(AGENT, made[-1])
    assert store.journal.page(AGENT, JournalFilter(), LABELS).total == 4
    assert [event.seq for event in store.outbox.pending()] == list(range(1, 9))
    assert store.contacts.contact(made[2].id)[0].opened_at == made[2].opened_at
