"""The journal's use cases: correcting, reminding, gaps, retention in a sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aparte.assist.contacts.office import Office
from aparte.core.contact import CallBack, Channel, CodeChoice, Demand, Outcome
from aparte.core.errors import UsageError
from aparte.core.records import Correction, GapKind, GapStatus, JournalFilter
from aparte.settings import Settings, options
from tests.fakes.clock import HandClock


def save(office: Office, code: str = "IDE-CNI", said: str = "ma carte", call_back: CallBack | None = None) -> str:
    contact = office.recorder.open(Channel.PHONE)
    demand = Demand("d", code, CodeChoice.CONFIRMED)
    return office.recorder.save(replace(contact, said=said, demands=(demand,), call_back=call_back)).contact_id


def test_a_contact_is_found_by_the_words_of_its_code(office: Office) -> None:
    save(office, "IDE-CNI")
    wanted = save(office, "DEC-ENCOMB")
    assert [one.id for one in office.journal.page(JournalFilter(words="encombrant")).contacts] == [wanted]


def test_a_correction_keeps_the_history_and_masks_its_reason(office: Office) -> None:
    contact_id = save(office)
    fixed = Demand("d", "IDE-PASS", CodeChoice.CHANGED)
    office.journal.correct(contact_id, Correction(Channel.DESK, (fixed,), "M. a rappelé du 06 12 34 56 78"))
    contact, versions = office.journal.contact(contact_id)
    assert (contact.channel, contact.demands, len(versions)) == (Channel.DESK, (fixed,), 2)
    assert "06 12" not in versions[1].reason


def test_a_corrected_code_is_what_the_predictor_learns(office: Office) -> None:
    odd = "le truc bleu du portail ne marche pas"
    for _ in range(6):
        contact_id = save(office, "IDE-CNI", odd)
        office.journal.correct(contact_id, Correction(Channel.PHONE, (Demand("d", "VOI-SIGNAL", CodeChoice.CHANGED),)))
    guesses = office.recorder.guess(replace(office.recorder.open(Channel.PHONE), said=odd))
    assert guesses[0].code == "VOI-SIGNAL"


def test_a_call_back_is_a_reminder_until_it_is_done(office: Office, clock: HandClock) -> None:
    due = clock.now() + timedelta(hours=2)
    contact_id = save(office, call_back=CallBack("Mme Zéphyrine", "06 12 34 56 78", "son acte", due=due))
    assert [(one.contact_id, one.late) for one in office.journal.reminders()] == [(contact_id, False)]
    clock.pass_(hours=3)
    assert office.journal.reminders()[0].late
    office.journal.call_back_done(contact_id)
    assert (office.journal.reminders(), office.journal.contact(contact_id)[0].call_back) == ((), None)


def test_retention_is_told_as_it_is_set(office: Office, settings: Settings) -> None:
    settings.set(options.KEEP_NOTES_DAYS, 1)
    assert "vos notes après 1 jour :" in office.journal.retention()


def test_statistics_stay_when_a_contact_is_erased(office: Office, clock: HandClock) -> None:
    contact_id = save(office)
    before = office.journal.cells(clock.today(), clock.today())
    office.journal.erase(contact_id)
    after = office.journal.cells(clock.today(), clock.today())
    assert (before.contacts, before.demands) == (after.contacts, after.demands)


def test_a_gap_is_masked_and_leaves_only_once_reread(office: Office) -> None:
    outbox = office.workstation.at_work().store.outbox
    waiting = outbox.waiting()
    gap = office.gaps.file(
        GapKind.UNANSWERED, "je suis Mme Martin, tél. 06 12 34 56 78,\nruche au jardin ?", (), "animaux"
    )
    assert "06 12" not in gap.text
    assert outbox.waiting() == waiting
    office.gaps.reread(gap.id, "Peut-on avoir une ruche au jardin, appelez le 06 12 34 56 78 ?")
    (kept,) = office.gaps.gaps(GapStatus.OPEN)
    assert (kept.reread, "ruche" in kept.text, "06 12" in kept.text) == (True, True, False)
    assert outbox.waiting() == waiting + 1


def test_an_empty_wording_is_refused_and_the_gap_stays(office: Office) -> None:
    gap = office.gaps.file(GapKind.WRONG, "tarif faux", ("piscine",), "sport")
    with pytest.raises(UsageError, match="vide"):
        office.gaps.reread(gap.id, "  \n ")
    assert office.gaps.gaps() == (gap,)


def test_a_closed_gap_is_listed_as_done(office: Office) -> None:
    gap = office.gaps.file(GapKind.OLD, "horaires d'avant", ("piscine",), "sport")
    office.gaps.close_gap(gap.id)
    assert [one.id for one in office.gaps.gaps(GapStatus.DONE)] == [gap.id]
    assert office.gaps.gaps(GapStatus.OPEN) == ()


def test_outcomes_are_filtered(office: Office) -> None:
    save(office)
    contact = office.recorder.open(Channel.DESK)
    demand = Demand("d", "IDE-PASS", CodeChoice.CONFIRMED, Outcome.TRANSFERRED, service="etat-civil")
    wanted = office.recorder.save(replace(contact, demands=(demand,))).contact_id
    found = office.journal.page(JournalFilter(outcome=Outcome.TRANSFERRED)).contacts
    assert [one.id for one in found] == [wanted]


def test_a_question_filed_while_locked_is_a_ticket_once_open(office: Office) -> None:
    office.workstation.lock()
    reference = office.filed_locked.file(("ruche", "jardin"), ("animaux-ruche",))
    office.workstation.start()
    assert (office.take_in_gaps(), office.take_in_gaps()) == (1, 0)
    (ticket,) = office.gaps.gaps()
    assert (ticket.reference, ticket.text, ticket.article_ids) == (reference, "ruche, jardin", ("animaux-ruche",))


def test_a_take_in_that_was_cut_short_brings_nothing_twice(office: Office) -> None:
    office.filed_locked.file(("ruche",), ())
    office.take_in_gaps()
    office.filed_locked._aside.write_text(office.filed_locked._path.name, "utf-8")
    office.filed_locked.file(("abeilles",), ())
    assert [office.take_in_gaps(), office.take_in_gaps()] == [0, 1]
