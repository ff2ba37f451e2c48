from dataclasses import replace
from datetime import timedelta

from aparte.core.contact import Channel, OpenContact
from aparte.store.store import Store
from tests.fakes.recorded import AGENT, NOON, contact, opened
from tests.fakes.stores import StoreFolder


def test_an_open_contact_comes_back_after_a_crash(folder: StoreFolder) -> None:
    draft = opened(folder.ids)
    folder.store.drafts.keep(AGENT, draft)
    assert folder.crash().drafts.opened(AGENT) == (draft,)


def test_a_bare_open_contact_comes_back_too(folder: StoreFolder) -> None:
    draft = OpenContact(folder.ids.uuid7(), "E-ABCDEF", Channel.DESK, NOON)
    folder.store.drafts.keep(AGENT, draft)
    assert folder.reopen().drafts.opened(AGENT) == (draft,)


def test_the_newest_call_wins(folder: StoreFolder) -> None:
    draft = opened(folder.ids)
    folder.store.drafts.keep(AGENT, draft)
    folder.store.drafts.keep(AGENT, replace(draft, said="tout autre chose"))
    assert [one.said for one in folder.store.drafts.opened(AGENT)] == ["tout autre chose"]


def test_each_agent_has_their_own_oldest_first(folder: StoreFolder) -> None:
    late, early, other = (opened(folder.ids, NOON + timedelta(minutes=minutes)) for minutes in (9, 1, 5))
    for agent, draft in ((AGENT, late), (AGENT, early), ("b-77", other)):
        folder.store.drafts.keep(agent, draft)
    assert folder.store.drafts.opened(AGENT) == (early, late)
    assert folder.store.drafts.opened("b-77") == (other,)
    assert folder.store.drafts.opened("c-99") == ()


def test_a_dropped_contact_is_gone(store: Store, folder: StoreFolder) -> None:
    draft = opened(folder.ids)
    store.drafts.keep(AGENT, draft)
    store.drafts.drop(draft.id)
    store.drafts.drop(draft.id)
    assert store.drafts.opened(AGENT) == ()
    assert store.outbox.waiting() == 0


def test_a_late_autosave_does_not_open_a_recorded_contact_again(store: Store, folder: StoreFolder) -> None:
    draft = opened(folder.ids)
    store.contacts.record(AGENT, contact(folder.ids, id=draft.id))
    store.drafts.keep(AGENT, draft)
    assert store.drafts.opened(AGENT) == ()
