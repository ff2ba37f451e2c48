from dataclasses import replace
from datetime import date, timedelta

import pytest

from aparte.core.contact import Act, Channel, Contact, Outcome, Refusal
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, JournalFilter, Receipt
from aparte.store.errors import TooLongError, UnknownContactError
from aparte.store.learned import Learned, Lesson
from aparte.store.store import Store
from aparte.wire.event import EventType
from tests.fakes.recorded import AGENT, LABELS, NOON, NOTES, WORDS, MovingClock, call_back, contact, demand, opened
from tests.fakes.stores import StoreFolder, everything

LATER = date(2026, 11, 13)


def as_recorded(one: Contact) -> Contact:
    return replace(one, said="", notes="")


def test_a_recorded_contact_comes_back_as_it_was(folder: StoreFolder) -> None:
    one = contact(folder.ids, call_back=call_back(NOON, LATER), late=True)
    receipt = folder.store.contacts.record(AGENT, one, keep_words_until=LATER, keep_notes_until=LATER)
    assert receipt == Receipt(one.id, one.reference, NOON)
    found, versions = folder.reopen().contacts.contact(one.id)
    assert found == one
    assert [(version.channel, version.demands) for version in versions] == [(one.channel, one.demands)]


def test_words_and_notes_are_kept_only_when_asked(store: Store, ids: Identifiers) -> None:
    one = contact(ids)
    store.contacts.record(AGENT, one)
    assert store.contacts.contact(one.id)[0] == as_recorded(one)
    assert WORDS not in everything(store.database)
    assert NOTES not in everything(store.database)


def test_words_notes_and_names_are_in_no_event(store: Store, ids: Identifiers) -> None:
    one = contact(ids, call_back=call_back(NOON))
    store.contacts.record(AGENT, one, keep_words_until=LATER, keep_notes_until=LATER)
    store.contacts.correct(
        AGENT, one.id, Correction(Channel.DESK, one.demands, "Zuzanna était là"), keep_reason_until=LATER
    )
    sent = str(store.outbox.pending())
    assert "Zuzanna" not in sent
    assert "06 39 98" not in sent


def test_the_draft_goes_when_the_contact_is_recorded(store: Store, ids: Identifiers) -> None:
    draft = opened(ids)
    store.drafts.keep(AGENT, draft)
    store.contacts.record(AGENT, contact(ids, id=draft.id))
    assert store.drafts.opened(AGENT) == ()
    assert WORDS not in everything(store.database)


def test_saving_twice_records_once(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    one = contact(ids)
    first = store.contacts.record(AGENT, one)
    waiting = store.outbox.waiting()
    clock.advance(seconds=2)
    assert store.contacts.record(AGENT, one) == first
    assert store.outbox.waiting() == waiting


def test_a_call_back_without_an_end_ends_after_thirty_days(store: Store, ids: Identifiers) -> None:
    one = contact(ids, call_back=call_back())
    store.contacts.record(AGENT, one)
    kept = store.contacts.contact(one.id)[0].call_back
    assert kept is not None
    assert kept.until == NOON.date() + timedelta(days=30)


def test_events_of_a_contact_are_complete(store: Store, ids: Identifiers) -> None:
    one = contact(ids, call_back=call_back(NOON, LATER))
    store.contacts.record(AGENT, one)
    recorded, used, to_call = store.outbox.pending()
    assert [event.type for event in (recorded, used, to_call)] == [
        EventType.CONTACT_RECORDED,
        EventType.ANSWERS_USED,
        EventType.CALL_BACK_SET,
    ]
    assert {event.contact_id for event in (recorded, used, to_call)} == {one.id}
    assert {event.agent_ref for event in (recorded, used, to_call)} == {AGENT}
    assert recorded.payload == {
        "reference": one.reference,
        "channel": "phone",
        "opened_at": "2026-10-14T12:00:00.000Z",
        "closed_at": "2026-10-14T12:04:00.000Z",
        "local_day": "2026-10-14",
        "local_hour": 12,
        "handled_s": 240,
        "late": False,
        "tally": False,
        "demands": [
            {
                "id": "d1",
                "code": "IDE-PERTE",
                "choice": "confirmed",
                "outcome": "answered",
                "guesses": ["IDE-PERTE", "IDE-CNI", "ADM-ORIENT"],
                "service": "",
            }
        ],
    }
    assert used.payload["answers"] == [
        {
            "article_id": "carte-perdue",
            "version": "7",
            "section": 2,
            "title": "Carte d'identité perdue ou volée",
            "source": "service-public.fr",
            "verified_on": "2026-09-01",
            "acts": {
                "shown": {"first_at": "2026-10-14T12:00:00.000Z", "times": 1},
                "opened": {"first_at": "2026-10-14T12:00:04.000Z", "times": 1},
                "copied": {"first_at": "2026-10-14T12:00:09.000Z", "times": 1},
            },
            "given": [
                {
                    "act": "copied",
                    "at": "2026-10-14T12:00:09.000Z",
                    "passage": "Faites d'abord une déclaration.",
                    "by_machine": False,
                }
            ],
        }
    ]
    assert to_call.payload == {"due": "2026-10-14T12:00:00.000Z", "until": "2026-11-13"}


def test_a_refused_draft_is_told_with_its_reason_and_is_no_act_on_the_article(store: Store, ids: Identifiers) -> None:
    _, opened, copied = contact(ids).uses
    refused = replace(opened, act=Act.REFUSED, by_machine=True, refusal=Refusal.INCOMPLETE)
    one = contact(ids, uses=(opened, refused, replace(copied, by_machine=True)))
    store.contacts.record(AGENT, one)
    (entry,) = store.outbox.pending()[1].payload["answers"]
    assert sorted(entry["acts"]) == ["copied", "opened"]
    assert entry["refused_drafts"] == [{"at": "2026-10-14T12:00:04.000Z", "why": "incomplete"}]
    assert [given["by_machine"] for given in entry["given"]] == [True]
    assert store.contacts.contact(one.id)[0].uses == one.uses


def test_pages_of_text_given_are_sent_in_several_events(store: Store, ids: Identifiers) -> None:
    given = contact(ids).uses[2]
    texts = [f"{number} " + "très long texte " * 1_500 for number in range(6)]
    one = contact(
        ids, uses=tuple(replace(given, passage=text, section=number % 3) for number, text in enumerate(texts))
    )
    store.contacts.record(AGENT, one)
    events = store.outbox.pending(limit_bytes=10_000_000)[1:]
    sent = [given["passage"] for event in events for entry in event.payload["answers"] for given in entry["given"]]
    assert len(events) > 1
    assert sorted(sent) == sorted(texts)
    assert store.contacts.contact(one.id)[0].uses == one.uses


def test_a_contact_too_large_for_an_event_is_refused_whole(store: Store, ids: Identifiers) -> None:
    one = contact(ids, demands=tuple(demand(f"d{number}") for number in range(600)))
    with pytest.raises(TooLongError, match="partagez-le"):
        store.contacts.record(AGENT, one)
    assert store.outbox.waiting() == 0
    assert store.contacts.record(AGENT, contact(ids)).saved_at == NOON


def test_a_correction_replaces_and_keeps_the_history(store: Store, ids: Identifiers, clock: MovingClock) -> None:
    one = contact(ids)
    store.contacts.record(AGENT, one)
    clock.advance(minutes=20)
    wanted = Correction(Channel.DESK, (demand("d2", "SCO-CANT", Outcome.TRANSFERRED, service="ecoles"),), "au guichet")
    receipt = store.contacts.correct("b-77", one.id, wanted, keep_reason_until=LATER)
    assert receipt == Receipt(one.id, one.reference, NOON + timedelta(minutes=20))
    found, (first, second) = store.contacts.contact(one.id)
    assert found == replace(as_recorded(one), channel=Channel.DESK, demands=wanted.demands, versions=2)
    assert (first.channel, first.demands, first.reason) == (one.channel, one.demands, "")
    assert (second.channel, second.demands, second.reason) == (wanted.channel, wanted.demands, "au guichet")
    event = store.outbox.pending()[-1]
    assert (event.type, event.supersedes, event.agent_ref) == (EventType.CONTACT_CORRECTED, first.event_id, "b-77")
    assert event.event_id == second.event_id


def test_a_second_correction_supersedes_the_first(store: Store, ids: Identifiers) -> None:
    one = contact(ids)
    store.contacts.record(AGENT, one)
    store.contacts.correct(AGENT, one.id, Correction(Channel.DESK, one.demands))
    store.contacts.correct(AGENT, one.id, Correction(Channel.MAIL, one.demands))
    versions = store.contacts.contact(one.id)[1]
    assert [event.supersedes for event in store.outbox.pending()][-2:] == [
        versions[0].event_id,
        versions[1].event_id,
    ]


def test_an_unknown_contact_is_said_so(store: Store, ids: Identifiers) -> None:
    for asked in (
        lambda: store.contacts.contact(ids.uuid7()),
        lambda: store.contacts.erase(AGENT, ids.uuid7()),
        lambda: store.contacts.correct(AGENT, ids.uuid7(), Correction(Channel.DESK, ())),
        lambda: store.call_backs.done(AGENT, ids.uuid7()),
    ):
        with pytest.raises(UnknownContactError, match="effacé"):
            asked()
    assert store.outbox.waiting() == 0


def test_what_the_predictor_learned_is_kept_with_the_contact(folder: StoreFolder) -> None:
    one, two = contact(folder.ids), contact(folder.ids)
    folder.store.contacts.record(AGENT, one, learned=Learned("codes", b"one"), lesson="[1]")
    folder.store.contacts.record(AGENT, two, learned=Learned("codes", b"two"), lesson="[3]")
    folder.store.contacts.correct(
        AGENT, two.id, Correction(Channel.DESK, ()), learned=Learned("codes", b"three"), lesson="[4]"
    )
    memory = folder.reopen().memory
    assert memory.get("codes") == b"three"
    assert memory.get("other") is None
    assert memory.lessons() == (Lesson(one.id, "[1]"), Lesson(two.id, "[4]"))
    assert memory.lessons(most=1) == (Lesson(two.id, "[4]"),)
    assert [memory.lesson(name) for name in (one.id, two.id, "none")] == ["[1]", "[4]", ""]


def test_time_that_went_back_gives_no_negative_duration(store: Store, ids: Identifiers) -> None:
    one = contact(ids, handled_s=-50)
    store.contacts.record(AGENT, one)
    assert store.contacts.contact(one.id)[0].handled_s == 0


def test_a_failure_in_the_middle_leaves_nothing(store: Store, ids: Identifiers) -> None:
    """The same failure as a full disk's, at each statement of a recording in turn."""
    one = contact(ids, call_back=call_back())
    before = everything(store.database)
    for table in ("event", "contact", "demand", "version", "answer_use", "call_back", "count_article", "learned"):
        store.database.run(f"CREATE TEMP TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT raise(ABORT, 'no'); END")
        with pytest.raises(Exception, match="no"):
            store.contacts.record(AGENT, one, learned=Learned("codes", b"x"))
        store.database.run("DROP TRIGGER temp.broken")
        assert everything(store.database) == before
    store.contacts.record(AGENT, one)
    assert store.journal.page(AGENT, JournalFilter(), LABELS).total == 1
