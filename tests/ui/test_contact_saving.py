"""A contact is recorded with one key, is called saved only with its receipt, and is never lost."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel, CodeChoice, Outcome
from aparte.core.errors import StorageError
from aparte.settings import options
from tests.ui.windows import LOST, Screen, open_screen

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.recorder.gate.set()
    opened.close()


def save(screen: Screen) -> None:
    screen.bot.keyClick(screen.window.focusWidget(), Qt.Key.Key_Return, CONTROL)


def wait_guessed(screen: Screen) -> None:
    screen.bot.waitUntil(lambda: bool(screen.window.contacts.current.guesses), timeout=3000)


def wait_saved(screen: Screen, count: int = 1) -> None:
    screen.bot.waitUntil(lambda: len(screen.recorder.saved) == count, timeout=3000)
    screen.bot.waitUntil(lambda: any("Enregistré" in told for told in screen.told), timeout=3000)


def test_one_key_records_the_contact_and_starts_the_next(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    save(screen)
    wait_saved(screen)
    saved = screen.recorder.saved[0]
    assert saved.said == LOST
    assert [(demand.code, demand.outcome) for demand in saved.demands] == [("IDE-PERTE", Outcome.ANSWERED)]
    assert screen.told[-1] == f"Enregistré · {saved.reference}"
    assert screen.window.conversation.field.toPlainText() == ""
    assert screen.titles == []
    assert screen.has_focus(screen.window.conversation.field)


def test_an_untouched_code_is_recorded_by_default(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    save(screen)
    wait_saved(screen)
    demand = screen.recorder.saved[0].demands[0]
    assert demand.choice is CodeChoice.BY_DEFAULT
    assert demand.guesses == ("IDE-PERTE", "IDE-CNI")


def test_saved_is_said_only_once_the_receipt_is_there(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    screen.bot.waitUntil(lambda: bool(screen.recorder.kept), timeout=3000)
    screen.recorder.gate.clear()
    save(screen)
    button = screen.window.contact.findChild(QPushButton, "saveContact")
    assert button is not None
    screen.bot.wait(60)
    assert button.text() == "Enregistrement…"
    assert screen.told == []
    assert screen.window.conversation.field.toPlainText() == LOST
    screen.recorder.gate.set()
    wait_saved(screen)
    assert button.text().startswith("Enregistrer")


def test_a_failed_save_keeps_everything_and_says_one_sentence(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    screen.bot.waitUntil(lambda: bool(screen.recorder.kept), timeout=3000)
    screen.window.contact.notes.setPlainText("rappeler le mari")
    screen.recorder.failure = StorageError("Le disque est plein : libérez de la place, puis enregistrez à nouveau.")
    save(screen)
    screen.bot.waitUntil(lambda: bool(screen.told))
    assert set(screen.told) == {"Le disque est plein : libérez de la place, puis enregistrez à nouveau."}
    assert screen.window.conversation.field.toPlainText() == LOST
    assert screen.window.contact.notes.toPlainText() == "rappeler le mari"
    screen.recorder.failure = None
    save(screen)
    wait_saved(screen)
    assert screen.recorder.saved[0].notes == "rappeler le mari"


def test_a_contact_saved_before_the_store_made_it_is_recorded_whole(screen: Screen) -> None:
    screen.recorder.gate.clear()
    screen.say("une orientation ")
    screen.window.contact.demands.picker.chosen.emit("ADM-ORIENT", CodeChoice.CHANGED)
    save(screen)
    screen.recorder.gate.set()
    wait_saved(screen)
    assert screen.recorder.saved[0].said == "une orientation "
    assert screen.recorder.open_now == {}


def test_a_contact_without_a_code_asks_for_one(screen: Screen) -> None:
    screen.say("bonjour ")
    save(screen)
    screen.bot.waitUntil(lambda: bool(screen.told), timeout=3000)
    assert screen.told == ["Choisissez un code de conclusion : tapez un mot, puis Entrée."]
    assert screen.has_focus(screen.window.contact.demands.picker.finder)
    assert screen.recorder.saved == []
    assert not screen.window.conversation.field.isReadOnly()
    assert [contact.said for contact in screen.recorder.open_now.values()] == ["bonjour "]


def test_a_contact_saved_at_once_gets_the_code_of_its_words(screen: Screen) -> None:
    screen.type("passeport perdu")
    save(screen)
    wait_saved(screen)
    demand = screen.recorder.saved[0].demands[0]
    assert (demand.code, demand.choice) == ("IDE-PERTE", CodeChoice.BY_DEFAULT)


def test_words_replaced_and_saved_at_once_get_their_own_code(screen: Screen) -> None:
    screen.say("carte d'identité perdue ")
    wait_guessed(screen)
    screen.window.conversation.field.selectAll()
    screen.type("inscription cantine scolaire")
    save(screen)
    wait_saved(screen)
    demand = screen.recorder.saved[0].demands[0]
    assert (demand.code, demand.choice, demand.guesses) == ("SCO-CANT", CodeChoice.BY_DEFAULT, ("SCO-CANT",))


def test_a_code_gone_to_for_other_words_is_not_confirmed(screen: Screen) -> None:
    screen.say("carte d'identité perdue ")
    wait_guessed(screen)
    codes = screen.window.contact.demands.picker.list
    codes.setFocus()
    screen.bot.keyClick(codes, Qt.Key.Key_Down)
    screen.window.conversation.field.setFocus()
    screen.window.conversation.field.selectAll()
    screen.type("inscription cantine scolaire")
    save(screen)
    wait_saved(screen)
    demand = screen.recorder.saved[0].demands[0]
    assert (demand.code, demand.choice) == ("SCO-CANT", CodeChoice.BY_DEFAULT)


def test_while_the_code_is_looked_for_the_screen_says_so_and_is_not_stopped(screen: Screen) -> None:
    screen.recorder.gate.clear()
    screen.type("bonjour ")
    save(screen)
    button = screen.window.contact.findChild(QPushButton, "saveContact")
    assert button is not None
    assert button.text() == "Enregistrement…"
    screen.window.open_contact(Channel.PHONE)
    screen.type("un canapé aux encombrants")
    screen.recorder.gate.set()
    screen.bot.waitUntil(lambda: bool(screen.told), timeout=3000)
    first = screen.window.contacts.tabs[0].contact
    asked = f"L'échange {first.reference} n'est pas enregistré : choisissez d'abord son code de conclusion."
    assert screen.told == [asked]
    assert screen.window.conversation.field.toPlainText() == "un canapé aux encombrants"
    screen.window.contacting.switch(1)
    assert button.text().startswith("Enregistrer ")


def test_a_second_demand_never_takes_the_first_one_s_code(screen: Screen) -> None:
    screen.type("carte d'identité perdue")
    screen.window.contact.demands.picker.chosen.emit("IDE-PERTE", CodeChoice.CHANGED)
    screen.window.contact.demands.added.emit()
    save(screen)
    wait_saved(screen)
    assert [demand.code for demand in screen.recorder.saved[0].demands] == ["IDE-PERTE", "IDE-CNI"]


def test_there_is_nothing_to_save_before_the_first_word(screen: Screen) -> None:
    save(screen)
    assert screen.told == ["Rien à enregistrer : écrivez d'abord ce que dit l'usager."]


def test_the_next_contact_comes_by_the_same_way_and_the_workstation_remembers_it(screen: Screen) -> None:
    screen.window.contact.channels.chosen.emit(Channel.PHONE)
    screen.say(LOST)
    wait_guessed(screen)
    save(screen)
    wait_saved(screen)
    assert screen.recorder.saved[0].channel is Channel.PHONE
    assert screen.window.contacts.current.channel is Channel.PHONE
    assert screen.settings.get(options.LAST_CHANNEL) == "phone"


def test_an_orientation_is_counted_with_one_key_and_no_text(screen: Screen) -> None:
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_O, CONTROL | SHIFT)
    screen.bot.waitUntil(lambda: bool(screen.told))
    assert screen.recorder.tallies == [(Channel.DESK, "ADM-ORIENT", Outcome.ANSWERED)]
    assert screen.told == ["Orientation comptée · E-7K4PQ2"]
    assert screen.recorder.open_now == {}


def test_a_family_brings_several_demands_each_with_its_code(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    demands = screen.window.contact.demands
    demands.added.emit()
    demands.picker.chosen.emit("SCO-CANT", CodeChoice.CHANGED)
    demands.outcome.chosen.emit(Outcome.FILE_INCOMPLETE)
    save(screen)
    wait_saved(screen)
    recorded = [(demand.code, demand.choice, demand.outcome) for demand in screen.recorder.saved[0].demands]
    assert recorded == [
        ("IDE-PERTE", CodeChoice.BY_DEFAULT, Outcome.ANSWERED),
        ("SCO-CANT", CodeChoice.CHANGED, Outcome.FILE_INCOMPLETE),
    ]
    assert len({demand.id for demand in screen.recorder.saved[0].demands}) == 2


def test_a_demand_added_by_mistake_can_be_taken_away(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    screen.window.contact.demands.added.emit()
    screen.window.contact.demands.removed.emit(1)
    save(screen)
    wait_saved(screen)
    assert len(screen.recorder.saved[0].demands) == 1


def test_a_call_back_is_kept_with_its_details(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    panel = screen.window.contact
    panel.demands.outcome.chosen.emit(Outcome.CALL_BACK)
    assert panel.follow_up.isVisible()
    save(screen)
    assert screen.told == ["Notez un nom ou un téléphone : il faut savoir qui rappeler."]
    screen.bot.keyClicks(panel.follow_up.name, "Mme Exemple")
    screen.bot.keyClicks(panel.follow_up.phone, "06 00 00 00 00")
    save(screen)
    wait_saved(screen)
    call_back = screen.recorder.saved[0].call_back
    assert call_back is not None
    assert (call_back.name, call_back.phone) == ("Mme Exemple", "06 00 00 00 00")
    assert call_back.due is not None
    assert call_back.until is not None


def test_what_was_not_followed_up_keeps_no_one_s_name(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    panel = screen.window.contact
    panel.demands.outcome.chosen.emit(Outcome.CALL_BACK)
    screen.bot.keyClicks(panel.follow_up.name, "Mme Exemple")
    panel.demands.outcome.chosen.emit(Outcome.ANSWERED)
    assert not panel.follow_up.isVisible()
    save(screen)
    wait_saved(screen)
    assert screen.recorder.saved[0].call_back is None


def test_the_main_thread_never_touches_the_disk(screen: Screen) -> None:
    screen.say(LOST)
    wait_guessed(screen)
    save(screen)
    wait_saved(screen)
    assert threading.get_ident() not in screen.recorder.threads
    assert len(screen.recorder.threads) == 1
