"""Recording: what an agent typed and chose is what the journal, the outbox and the predictor get."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aparte.assist.contacts.office import Office, open_office
from aparte.core.contact import Act, AnswerUse, CallBack, Channel, CodeChoice, Demand, OpenContact, Outcome
from aparte.core.errors import UsageError
from aparte.core.records import JournalFilter
from aparte.kb.base import KnowledgeBase
from aparte.settings import Settings, options
from aparte.store.errors import StoreClosedError
from aparte.store.session_keeper import SessionKeeper
from tests.fakes.clock import HandClock
from tests.fakes.stores import everything
from tests.unit.contacts.conftest import SEED

SAID = "ma fille a perdu sa carte d'identité hier"


def typed(office: Office, said: str = SAID, **changes: object) -> OpenContact:
    contact = replace(office.recorder.open(Channel.PHONE), said=said, **changes)  # type: ignore[arg-type]
    office.recorder.keep(contact)
    return contact


def test_a_saved_contact_is_in_the_journal_and_no_more_open(office: Office) -> None:
    receipt = office.recorder.save(typed(office))
    page = office.journal.page(JournalFilter())
    assert ([one.reference for one in page.contacts], office.recorder.opened()) == ([receipt.reference], ())


def test_an_open_contact_comes_back_as_it_was_typed(office: Office) -> None:
    contact = typed(office, notes="rappeler jeudi")
    assert office.recorder.opened() == (contact,)


def test_an_untouched_code_is_recorded_as_by_default(office: Office) -> None:
    contact = typed(office)
    guesses = tuple(guess.code for guess in office.recorder.guess(contact))
    receipt = office.recorder.save(contact)
    recorded, _ = office.journal.contact(receipt.contact_id)
    (demand,) = recorded.demands
    assert (demand.code, demand.choice, demand.guesses) == (guesses[0], CodeChoice.BY_DEFAULT, guesses)
    assert demand.code == "IDE-PERTE"


def test_a_code_left_by_default_teaches_nothing(office: Office) -> None:
    office.recorder.save(typed(office))
    assert office.workstation.at_work().store.memory.lessons() == ()


def test_codes_that_agents_choose_are_guessed_next_time(office: Office) -> None:
    odd = "le truc bleu du portail ne marche pas"
    for _ in range(6):
        contact = typed(office, odd)
        chosen = Demand("d", "VOI-SIGNAL", CodeChoice.CHANGED)
        office.recorder.save(replace(contact, demands=(chosen,)))
    assert office.recorder.guess(typed(office, odd))[0].code == "VOI-SIGNAL"


def test_what_was_learned_comes_back_with_the_store(
    office: Office, knowledge: KnowledgeBase, settings: Settings, clock: HandClock, keeper: SessionKeeper
) -> None:
    odd = "le truc bleu du portail ne marche pas"
    for _ in range(6):
        office.recorder.save(replace(typed(office, odd), demands=(Demand("d", "VOI-SIGNAL", CodeChoice.CHANGED),)))
    before = office.recorder.guess(typed(office, odd))
    office.workstation.lock()
    folder = office.workstation.vault.doors._file._paths[0].parent
    again = open_office(folder, SEED, settings, clock, keeper)
    again.teacher.read(knowledge)
    again.workstation.start()
    assert again.recorder.guess(again.recorder.opened()[-1]) == before
    again.workstation.lock()


def test_erasing_a_contact_makes_the_predictor_forget_it(office: Office) -> None:
    odd = "le truc bleu du portail ne marche pas"
    before = office.recorder.guess(typed(office, odd))
    receipts = [
        office.recorder.save(replace(typed(office, odd), demands=(Demand("d", "VOI-SIGNAL", CodeChoice.CHANGED),)))
        for _ in range(6)
    ]
    for receipt in receipts:
        office.journal.erase(receipt.contact_id)
    assert office.recorder.guess(typed(office, odd)) == before


def test_the_citizens_words_go_on_saving_and_notes_after_a_month(office: Office, clock: HandClock) -> None:
    receipt = office.recorder.save(typed(office, notes="dossier bleu"))
    recorded, _ = office.journal.contact(receipt.contact_id)
    assert (recorded.said, recorded.notes) == ("", "dossier bleu")
    office.workstation.upkeep()
    clock.pass_(days=31)
    office.workstation.upkeep()
    assert office.journal.contact(receipt.contact_id)[0].notes == ""


def test_the_town_may_keep_words_longer(office: Office, settings: Settings) -> None:
    settings.set(options.KEEP_WORDS_DAYS, 3)
    receipt = office.recorder.save(typed(office))
    assert office.journal.contact(receipt.contact_id)[0].said == SAID


def test_nothing_the_citizen_said_enters_the_outbox(office: Office) -> None:
    use = AnswerUse(Act.COPIED, office.recorder.open(Channel.DESK).opened_at, "cni-perte", "v1", "Carte", 0, "25 €")
    call_back = CallBack("Zéphyrine Quatremer", "06 12 34 56 78", "son passeport")
    office.recorder.save(
        typed(office, "je m'appelle Zéphyrine Quatremer", notes="Zéphyrine", uses=(use,), call_back=call_back)
    )
    rows = office.workstation.at_work().store.database.rows("SELECT payload FROM event")
    sent = " ".join(str(row["payload"]) for row in rows)
    assert "25 €" in sent
    assert "phyrine" not in sent
    assert "06 12" not in sent


def test_a_name_written_into_an_answer_is_masked_before_it_is_kept_or_sent(office: Office) -> None:
    at = office.recorder.open(Channel.DESK).opened_at
    edited = AnswerUse(Act.EDITED, at, "cni-perte", "v1", "Carte", 0, "Madame Quatremer, venez : 06 12 34 56 78. 25 €")
    drafted = replace(edited, act=Act.COPIED, section=1, by_machine=True)
    copied = replace(edited, act=Act.COPIED, section=2, passage="Appelez le 06 12 34 00 00.")
    receipt = office.recorder.save(typed(office, uses=(edited, drafted, copied)))
    kept = office.journal.contact(receipt.contact_id)[0].uses
    for use in kept[:2]:
        assert use.passage.endswith("[téléphone]. 25 €")
    assert kept[2] == copied
    held = everything(office.workstation.at_work().store.database)
    assert "Quatremer" not in held
    assert "06 12 34 56 78" not in held


def test_a_late_entry_is_dated_when_it_happened(office: Office, clock: HandClock) -> None:
    then = clock.now() - timedelta(hours=20)
    receipt = office.recorder.save(office.recorder.open(Channel.DESK, happened_at=then))
    recorded, _ = office.journal.contact(receipt.contact_id)
    assert (recorded.opened_at, recorded.late) == (then, True)


def test_a_late_entry_is_never_in_the_future(office: Office, clock: HandClock) -> None:
    with pytest.raises(UsageError, match="avenir"):
        office.recorder.open(Channel.DESK, happened_at=clock.now() + timedelta(minutes=1))


def test_notes_are_masked_once_recorded(office: Office) -> None:
    receipt = office.recorder.save(typed(office, notes="rappeler au 06 39 98 12 34 pour le dossier bleu"))
    notes = office.journal.contact(receipt.contact_id)[0].notes
    assert ("06 39" in notes, "dossier bleu" in notes) == (False, True)


def test_whom_to_call_back_is_never_kept_longer_than_the_town_allows(
    office: Office, settings: Settings, clock: HandClock
) -> None:
    settings.set(options.KEEP_CALL_BACK_DAYS, 7)
    today = clock.today()
    call_back = CallBack("Zéphyrine", "06 39 98 12 34", "son acte", until=today + timedelta(days=3000))
    receipt = office.recorder.save(typed(office, call_back=call_back))
    kept = office.journal.contact(receipt.contact_id)[0].call_back
    assert kept is not None
    assert kept.until == today + timedelta(days=7)


def test_neither_a_tally_nor_a_late_entry_weighs_on_the_mean_time(office: Office, clock: HandClock) -> None:
    office.recorder.save(typed(office, handled_s=120))
    office.recorder.tally(Channel.PHONE, "ADM-ORIENT", Outcome.ANSWERED)
    late = office.recorder.open(Channel.PHONE, happened_at=clock.now() - timedelta(minutes=5))
    office.recorder.save(replace(late, handled_s=600))
    cells = office.journal.cells(clock.today(), clock.today()).contacts
    counted = [sum(getattr(cell, name) for cell in cells) for name in ("contacts", "timed", "handled_s")]
    assert counted == [3, 1, 120]


def test_an_open_contact_that_nobody_saves_goes_after_a_month(office: Office, clock: HandClock) -> None:
    contact = typed(office)
    office.workstation.upkeep()
    clock.pass_(days=29)
    office.workstation.upkeep()
    assert office.recorder.opened() == (contact,)
    clock.pass_(days=2)
    office.workstation.upkeep()
    assert office.recorder.opened() == ()


def test_a_tally_is_counted_without_text(office: Office) -> None:
    receipt = office.recorder.tally(Channel.DESK, "ADM-ORIENT", Outcome.ANSWERED)
    recorded, _ = office.journal.contact(receipt.contact_id)
    assert (recorded.tally, recorded.demands[0].code, recorded.notes) == (True, "ADM-ORIENT", "")


def test_a_family_brings_three_demands(office: Office) -> None:
    demands = tuple(
        Demand(f"d{n}", code, CodeChoice.CONFIRMED) for n, code in enumerate(("IDE-CNI", "SCO-CANT", "ETC-ACTE"))
    )
    receipt = office.recorder.save(typed(office, demands=demands))
    assert office.journal.contact(receipt.contact_id)[0].demands == demands


def test_a_save_that_the_disk_refuses_loses_nothing_and_teaches_nothing(office: Office) -> None:
    contact = typed(office, "le truc bleu du portail", demands=(Demand("d", "VOI-SIGNAL", CodeChoice.CHANGED),))
    before = office.recorder.guess(contact)
    database = office.workstation.at_work().store.database
    database.run("CREATE TEMP TRIGGER refuse BEFORE INSERT ON contact BEGIN SELECT RAISE(ABORT, 'disk'); END")
    with pytest.raises(Exception, match="disk"):
        office.recorder.save(contact)
    database.run("DROP TRIGGER refuse")
    assert (office.recorder.opened(), office.recorder.guess(contact)) == ((contact,), before)


def test_locked_contacts_refuse_in_one_sentence_and_guesses_go_on(office: Office) -> None:
    contact = typed(office)
    office.workstation.lock()
    with pytest.raises(StoreClosedError, match="verrouillés"):
        office.recorder.save(contact)
    assert office.recorder.guess(contact)[0].code == "IDE-PERTE"
    office.workstation.start()


def test_what_the_panel_underlines_in_the_notes_is_masked_on_saving(office: Office) -> None:
    receipt = office.recorder.save(typed(office, notes="rappeler au 06 12 34 56 78, dossier bleu"))
    kept = office.journal.contact(receipt.contact_id)[0]
    assert kept.notes == "rappeler au [téléphone], dossier bleu"
