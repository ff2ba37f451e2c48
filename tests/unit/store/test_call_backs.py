from datetime import date, timedelta

from aparte.core.identifiers import Identifiers
from aparte.store.store import Store
from aparte.wire.event import EventType
from tests.fakes.recorded import AGENT, NOON, call_back, contact
from tests.fakes.stores import everything

LATER = date(2026, 11, 1)


def test_what_is_due_first_comes_first_and_what_has_no_date_last(store: Store, ids: Identifiers) -> None:
    dues = (None, NOON + timedelta(hours=2), NOON - timedelta(hours=1))
    made = [contact(ids, call_back=call_back(due, LATER)) for due in dues]
    for one, agent in zip(made, (AGENT, AGENT, "b-77"), strict=True):
        store.contacts.record(agent, one)
    reminders = store.call_backs.reminders(NOON)
    assert [reminder.contact_id for reminder in reminders] == [made[2].id, made[1].id, made[0].id]
    assert [reminder.late for reminder in reminders] == [True, False, False]
    assert reminders[0].call_back == made[2].call_back
    assert reminders[0].reference == made[2].reference


def test_whom_was_called_back_is_erased(store: Store, ids: Identifiers) -> None:
    one = contact(ids, call_back=call_back(NOON, LATER))
    store.contacts.record(AGENT, one)
    store.call_backs.done("b-77", one.id)
    assert store.call_backs.reminders(NOON) == ()
    assert "Zuzanna" not in everything(store.database)
    assert store.contacts.contact(one.id)[0].call_back is None
    event = store.outbox.pending()[-1]
    assert (event.type, event.contact_id, event.payload) == (EventType.CALL_BACK_DONE, one.id, {})


def test_done_twice_is_told_once(store: Store, ids: Identifiers) -> None:
    one = contact(ids, call_back=call_back(NOON, LATER))
    store.contacts.record(AGENT, one)
    store.call_backs.done(AGENT, one.id)
    waiting = store.outbox.waiting()
    store.call_backs.done(AGENT, one.id)
    assert store.outbox.waiting() == waiting
