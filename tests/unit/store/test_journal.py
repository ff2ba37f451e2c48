from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aparte.core.contact import Channel, Contact, Outcome
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, JournalFilter, SyncState
from aparte.store.store import Store, open_store
from tests.fakes.recorded import AGENT, KEY, LABELS, NOON, call_back, contact, demand
from tests.fakes.stores import StoreFolder

LATER = date(2027, 1, 1)


def record(store: Store, *contacts: Contact, agent: str = AGENT) -> None:
    for one in contacts:
        store.contacts.record(agent, one, keep_words_until=LATER, keep_notes_until=LATER)


def found(store: Store, **wanted: object) -> list[str]:
    """The references on the only page of a filter, whose total must agree."""
    page = store.journal.page(AGENT, JournalFilter(**wanted), LABELS)  # type: ignore[arg-type]
    assert page.total == len(page.contacts)
    assert page.next_key == ""
    return [one.reference for one in page.contacts]


def days(ids: Identifiers, count: int) -> list[Contact]:
    """One contact a day, newest first."""
    return [contact(ids, NOON - timedelta(days=day)) for day in range(count)]


def test_the_newest_come_first_page_after_page(store: Store, ids: Identifiers) -> None:
    made = days(ids, 7)
    record(store, *made[::2], *made[1::2])
    seen: list[str] = []
    key = ""
    while True:
        page = store.journal.page(AGENT, JournalFilter(), LABELS, key, limit=3)
        assert page.total == 7
        seen += [one.id for one in page.contacts]
        key = page.next_key
        if not key:
            break
    assert seen == [one.id for one in made]


def test_contacts_of_the_same_moment_are_each_listed_once(store: Store, ids: Identifiers) -> None:
    record(store, *(contact(ids) for _ in range(5)))
    first = store.journal.page(AGENT, JournalFilter(), LABELS, limit=3)
    second = store.journal.page(AGENT, JournalFilter(), LABELS, first.next_key, limit=3)
    assert len({one.id for one in first.contacts + second.contacts}) == 5


def test_a_page_shows_what_is_kept_but_the_acts(store: Store, ids: Identifiers) -> None:
    one = contact(ids, call_back=call_back(NOON, LATER))
    record(store, one)
    assert store.journal.page(AGENT, JournalFilter(), LABELS).contacts == (replace(one, uses=()),)


def test_each_agent_has_their_own_journal(store: Store, ids: Identifiers) -> None:
    mine, theirs = contact(ids), contact(ids)
    record(store, mine)
    record(store, theirs, agent="b-77")
    assert found(store) == [mine.reference]
    assert store.journal.page("c-99", JournalFilter(), LABELS).total == 0


def test_an_empty_journal_is_an_empty_page(store: Store) -> None:
    assert found(store) == []


def test_days_are_filtered_both_included(store: Store, ids: Identifiers) -> None:
    made = days(ids, 5)
    record(store, *made)
    day = NOON.date() - timedelta(days=2)
    assert found(store, first=day, last=day) == [made[2].reference]
    assert found(store, first=day) == [one.reference for one in made[:3]]
    assert found(store, last=day) == [one.reference for one in made[2:]]
    assert found(store, first=date.min, last=date.max) == [one.reference for one in made]


def test_days_are_those_of_the_town(folder: StoreFolder) -> None:
    """At 22:30 UTC in July it is half past midnight in France: tomorrow."""
    store = open_store(folder.path.with_name("paris.db"), KEY, folder.clock, zone=ZoneInfo("Europe/Paris"))
    record(store, contact(folder.ids, datetime.fromisoformat("2026-07-14T22:30:00+00:00"), reference="E-NIGHTS"))
    assert found(store, first=date(2026, 7, 15), last=date(2026, 7, 15)) == ["E-NIGHTS"]
    assert found(store, last=date(2026, 7, 14)) == []
    assert [(cell.day.day, cell.hour) for cell in store.statistics.cells(date.min, date.max).contacts] == [(15, 0)]
    store.close()


def test_channel_outcome_and_code_are_filtered(store: Store, ids: Identifiers) -> None:
    call = contact(ids, reference="E-CALLED")
    visit = contact(
        ids,
        reference="E-VISITS",
        channel=Channel.DESK,
        demands=(demand("a"), demand("b", "SCO-CANT", Outcome.TRANSFERRED)),
    )
    record(store, call, visit)
    assert found(store, channel=Channel.DESK) == ["E-VISITS"]
    assert found(store, outcome=Outcome.TRANSFERRED) == ["E-VISITS"]
    assert sorted(found(store, outcome=Outcome.ANSWERED)) == ["E-CALLED", "E-VISITS"]
    assert found(store, code="SCO-CANT") == ["E-VISITS"]
    assert found(store, channel=Channel.PHONE, code="SCO-CANT") == []


def test_filters_follow_a_correction(store: Store, ids: Identifiers) -> None:
    one = contact(ids)
    record(store, one)
    store.contacts.correct(AGENT, one.id, Correction(Channel.MAIL, (demand("a", "SCO-CANT", Outcome.ABANDONED),)))
    assert found(store, channel=Channel.MAIL, code="SCO-CANT", outcome=Outcome.ABANDONED) == [one.reference]
    assert found(store, channel=Channel.MAIL) == [one.reference]
    assert found(store, channel=Channel.PHONE) == []
    assert found(store, code="IDE-PERTE") == []


@pytest.mark.parametrize(
    "words",
    ["E-7K4PQ2", "7k4pq2", "e-7k4", "IDE-PERTE", "ide-perte", "titre volé", "VOLE", "wrzesniewska", "dentiste carte"],
)
def test_words_find_references_codes_labels_and_texts(store: Store, ids: Identifiers, words: str) -> None:
    record(
        store,
        contact(ids, reference="E-7K4PQ2"),
        contact(ids, reference="E-OTHER2", demands=(demand("a", "SCO-CANT"),), said="cantine", notes=""),
    )
    assert found(store, words=words) == ["E-7K4PQ2"]


def test_every_word_must_be_there(store: Store, ids: Identifiers) -> None:
    record(store, contact(ids))
    assert found(store, words="dentiste cantine") == []
    assert found(store, words="100%") == []


def test_what_is_no_longer_kept_is_not_found(store: Store, ids: Identifiers) -> None:
    store.contacts.record(AGENT, contact(ids))
    assert found(store, words="dentiste") == []


def test_what_waits_for_the_server_is_filtered(store: Store, ids: Identifiers) -> None:
    old, new = contact(ids, NOON - timedelta(days=1)), contact(ids)
    record(store, old)
    last = store.outbox.pending()[-1]
    store.outbox.acknowledge(last.seq, last.event_id)
    record(store, new)
    assert found(store, sync=SyncState.DONE) == [old.reference]
    assert found(store, sync=SyncState.WAITING) == [new.reference]
    assert [one.synced for one in store.journal.page(AGENT, JournalFilter(), LABELS).contacts] == [False, True]
    store.contacts.correct(AGENT, old.id, Correction(Channel.DESK, ()))
    assert found(store, sync=SyncState.DONE) == []


@pytest.mark.parametrize("few", [0, 1, 2, 5000])
def test_many_contacts_are_found_as_few_are(
    store: Store, ids: Identifiers, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aparte.store.journal._FEW", few)
    record(
        store,
        contact(ids, NOON + timedelta(minutes=2), reference="E-AAAAA2"),
        contact(ids, NOON + timedelta(minutes=1), reference="E-AAAAA3", demands=(demand("a", "SCO-CANT"),)),
        contact(ids, reference="E-BBBBB2", demands=(demand("a"), demand("b")), notes=""),
    )
    record(store, contact(ids), agent="b-77")
    assert found(store, words="carte") == ["E-AAAAA2", "E-AAAAA3", "E-BBBBB2"]
    assert found(store, words="aaaa dentiste") == ["E-AAAAA2", "E-AAAAA3"]
    assert found(store, words="aaaa", code="IDE-PERTE") == ["E-AAAAA2"]
    assert found(store, code="IDE-PERTE") == ["E-AAAAA2", "E-BBBBB2"]
    assert found(store, code="SCO-CANT", words="bbbb") == []
