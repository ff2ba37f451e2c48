from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aparte.core.contact import Channel
from aparte.core.errors import StorageError
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, GapKind, GapTicket, JournalFilter
from aparte.store.erasures import Erasure, ErasureFile
from aparte.store.errors import UnknownContactError
from aparte.store.learned import Learned
from aparte.store.store import Store
from aparte.wire.event import EventType
from tests.fakes.recorded import AGENT, LABELS, NOON, call_back, contact, opened
from tests.fakes.stores import StoreFolder, everything

LATER = date(2027, 1, 1)
TODAY = NOON.date()


def record_whole(store: Store, ids: Identifiers) -> str:
    """A contact with everything that can hang on one."""
    one = contact(ids, call_back=call_back(NOON))
    store.contacts.record(
        AGENT,
        one,
        keep_words_until=LATER,
        keep_notes_until=LATER,
        learned=Learned("codes", b"learned from Zuzanna"),
        lesson="[1, 2]",
    )
    wanted = Correction(Channel.DESK, one.demands, "Zuzanna était au guichet")
    store.contacts.correct(AGENT, one.id, wanted, keep_reason_until=LATER)
    gap = GapTicket(ids.uuid7(), "M-AAAAAA", GapKind.UNANSWERED, NOON, "Zuzanna demande un duplicata")
    store.gaps.file(AGENT, gap, one.id)
    store.gaps.reread(AGENT, gap.id, "Zuzanna demande un duplicata de carte")
    return one.id


def test_nothing_of_an_erased_contact_is_left(store: Store, ids: Identifiers) -> None:
    erased = record_whole(store, ids)
    store.contacts.erase(AGENT, erased)
    left = everything(store.database)
    for trace in ("Zuzanna", "duplicata", "carte-perdue", "IDE-CNI", "[1, 2]"):
        assert trace not in left.replace('"article_id": "carte-perdue"', "")  # the count of articles stays
    with pytest.raises(UnknownContactError):
        store.contacts.contact(erased)
    assert store.journal.page(AGENT, JournalFilter(), LABELS).total == 0
    assert store.call_backs.reminders(NOON) == ()
    assert store.gaps.gaps() == ()


def test_statistics_stay_after_an_erasure(store: Store, ids: Identifiers) -> None:
    erased = record_whole(store, ids)
    before = store.statistics.cells(TODAY, TODAY)
    store.contacts.erase(AGENT, erased)
    assert store.statistics.cells(TODAY, TODAY) == before


def test_the_sequence_keeps_the_places_of_erased_events(store: Store, ids: Identifiers) -> None:
    erased = record_whole(store, ids)
    before = store.outbox.pending()
    store.contacts.erase(AGENT, erased)
    *events, last = store.outbox.pending()
    assert [replace(event, payload={}) for event in events] == [replace(event, payload={}) for event in before]
    assert {str(event.payload) for event in events} == {"{'erased': True}"}
    assert (last.type, last.contact_id, last.payload) == (EventType.CONTACT_ERASED, erased, {})


def test_erasing_one_leaves_the_others(store: Store, ids: Identifiers) -> None:
    other = contact(ids)
    store.contacts.record(AGENT, other, keep_notes_until=LATER, lesson="[9]")
    before = store.contacts.contact(other.id)
    store.contacts.erase(AGENT, record_whole(store, ids))
    assert store.contacts.contact(other.id) == before
    assert [lesson.contact_id for lesson in store.memory.lessons()] == [other.id]


def test_what_was_learned_is_built_again_or_forgotten(store: Store, ids: Identifiers) -> None:
    store.contacts.erase(AGENT, record_whole(store, ids), learned=Learned("codes", b"again"))
    assert store.memory.get("codes") == b"again"
    store.contacts.erase(AGENT, record_whole(store, ids))
    assert store.memory.get("codes") is None


def test_a_contact_that_taught_nothing_leaves_what_was_learned(store: Store, ids: Identifiers) -> None:
    one, draft = contact(ids), opened(ids)
    store.contacts.record(AGENT, one, learned=Learned("codes", b"kept"))
    store.drafts.keep(AGENT, draft)
    store.contacts.erase(AGENT, one.id)
    store.contacts.erase(AGENT, draft.id)
    assert store.memory.get("codes") == b"kept"


def test_an_open_contact_is_erased_too(store: Store, ids: Identifiers) -> None:
    draft = opened(ids)
    store.drafts.keep(AGENT, draft)
    store.contacts.erase(AGENT, draft.id)
    assert store.drafts.opened(AGENT) == ()
    store.drafts.keep(AGENT, draft)
    assert store.drafts.opened(AGENT) == ()
    with pytest.raises(UnknownContactError):
        store.contacts.record(AGENT, contact(ids, id=draft.id))


def test_old_pages_are_not_left_in_the_log(folder: StoreFolder) -> None:
    folder.store.contacts.erase(AGENT, record_whole(folder.store, folder.ids))
    log = folder.path.with_name("contacts.db-wal")
    assert log.stat().st_size == 0


def test_an_erasure_is_replayed_after_a_restore(folder: StoreFolder) -> None:
    erased = record_whole(folder.store, folder.ids)
    folder.store.close()
    copy = folder.path.read_bytes()
    store = folder.another()
    store.contacts.erase(AGENT, erased)
    told = store.outbox.pending()[-1]
    store.close()
    folder.path.write_bytes(copy)  # the restored backup: the contact is in it
    store = folder.another()
    assert "Zuzanna" not in everything(store.database)
    assert store.memory.get("codes") is None
    again = store.outbox.pending()[-1]
    assert (again.event_id, again.type, again.contact_id) == (told.event_id, EventType.CONTACT_ERASED, erased)
    waiting = store.outbox.waiting()
    store.close()
    assert folder.another().outbox.waiting() == waiting  # once, not at each opening


def test_a_crash_between_the_note_and_the_commit_erases_at_the_next_opening(folder: StoreFolder) -> None:
    erased = record_whole(folder.store, folder.ids)
    notes = ErasureFile(folder.path.with_name("erasures.jsonl"))
    notes.append(Erasure(folder.ids.uuid7(), erased, AGENT, 0))
    assert "Zuzanna" not in everything(folder.crash().database)


def test_an_erasure_that_cannot_be_noted_erases_nothing(folder: StoreFolder) -> None:
    folder.path.with_name("erasures.jsonl").mkdir()
    kept = record_whole(folder.store, folder.ids)
    with pytest.raises(StorageError, match="rien n'a été effacé"):
        folder.store.contacts.erase(AGENT, kept)
    assert folder.store.contacts.contact(kept)[0].id == kept


def test_a_line_cut_by_a_power_failure_loses_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "erasures.jsonl"
    notes = ErasureFile(path)
    assert notes.read() == ()
    first, second = (Erasure(f"e{number}", f"c{number}", AGENT, number) for number in range(2))
    notes.append(first)
    path.write_bytes(path.read_bytes() + b'{"event_id":"e9","cont')
    notes.append(second)
    assert notes.read() == (first, second)
    assert path.stat().st_mode & 0o077 == 0
