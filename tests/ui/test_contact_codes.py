"""The closure code: guessed, confirmed with Enter inside the list, changed by typing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aparte.core.contact import CodeChoice
from tests.ui.windows import LOST, Screen, open_screen


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    opened.say(LOST)
    opened.bot.waitUntil(lambda: bool(opened.window.contacts.current.guesses), timeout=3000)
    yield opened
    opened.close()


def labels(screen: Screen) -> list[str]:
    model = screen.window.contact.demands.picker.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def spoken(screen: Screen, row: int = 0) -> str:
    model = screen.window.contact.demands.picker.list.model()
    return str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def go_to_codes(screen: Screen) -> None:
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_F5)
    assert screen.has_focus(screen.window.contact.demands.picker.list)


def test_guesses_come_with_their_share_and_why(screen: Screen) -> None:
    assert labels(screen) == ["Titre perdu ou volé", "Carte d'identité"]
    assert spoken(screen) == "Titre perdu ou volé, 82\u00a0%, Identité et voyages · mot : perdu"


def test_enter_in_the_list_confirms_the_first_guess(screen: Screen) -> None:
    go_to_codes(screen)
    screen.bot.keyClick(screen.window.contact.demands.picker.list, Qt.Key.Key_Return)
    demand = screen.window.contacts.current.demand
    assert (demand.code, demand.choice) == ("IDE-PERTE", CodeChoice.CONFIRMED)
    assert demand.guesses == ("IDE-PERTE", "IDE-CNI")
    assert spoken(screen).startswith("Titre perdu ou volé, confirmé")


def test_the_arrows_take_another_guess(screen: Screen) -> None:
    go_to_codes(screen)
    codes = screen.window.contact.demands.picker.list
    screen.bot.keyClick(codes, Qt.Key.Key_Down)
    screen.bot.keyClick(codes, Qt.Key.Key_Return)
    demand = screen.window.contacts.current.demand
    assert (demand.code, demand.choice) == ("IDE-CNI", CodeChoice.CONFIRMED)


def test_typing_in_the_list_finds_another_code(screen: Screen) -> None:
    go_to_codes(screen)
    screen.type("cantine")
    finder = screen.window.contact.demands.picker.finder
    assert finder.text() == "cantine"
    assert labels(screen) == ["Restauration scolaire"]
    screen.bot.keyClick(finder, Qt.Key.Key_Return)
    demand = screen.window.contacts.current.demand
    assert (demand.code, demand.choice) == ("SCO-CANT", CodeChoice.CHANGED)
    assert finder.text() == ""


def test_a_retired_code_can_not_be_chosen(screen: Screen) -> None:
    go_to_codes(screen)
    screen.type("visa")
    assert labels(screen) == []
    screen.bot.keyClick(screen.window.contact.demands.picker.finder, Qt.Key.Key_Return)
    assert screen.window.contacts.current.demand.code == ""


def test_esc_leaves_the_search_then_the_panel(screen: Screen) -> None:
    go_to_codes(screen)
    screen.type("cantine")
    screen.bot.keyClick(screen.window.focusWidget(), Qt.Key.Key_Escape)
    assert labels(screen)[0] == "Titre perdu ou volé"
    screen.bot.keyClick(screen.window.focusWidget(), Qt.Key.Key_Escape)
    assert screen.has_focus(screen.window.conversation.field)


def test_guesses_do_not_move_under_the_keyboard(screen: Screen) -> None:
    go_to_codes(screen)
    before = labels(screen)
    screen.window.show_text("un encombrant, et la cantine")
    screen.bot.waitUntil(lambda: screen.window.contacts.current.guesses[0].code == "DEC-ENCOMB", timeout=3000)
    assert labels(screen) == before


def test_a_code_chosen_stays_when_the_words_change(screen: Screen) -> None:
    go_to_codes(screen)
    screen.bot.keyClick(screen.window.contact.demands.picker.list, Qt.Key.Key_Return)
    screen.window.to_conversation()
    screen.window.show_text("un encombrant ")
    screen.bot.waitUntil(lambda: screen.window.contacts.current.guesses[0].code == "DEC-ENCOMB", timeout=3000)
    assert labels(screen) == ["Titre perdu ou volé", "Encombrants, déchèterie"]
    assert screen.window.contacts.current.demand.code == "IDE-PERTE"


def test_alt_and_a_digit_opens_a_suggestion_from_the_code_finder(screen: Screen) -> None:
    finder = screen.window.contact.demands.picker.finder
    finder.setFocus()
    screen.bot.keyClick(finder, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    screen.wait_article("cni-perdue-volee")
    assert finder.text() == ""
