"""The contact panel in every fold and text size: nothing cut, everything reached with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel, CodeChoice, Outcome
from tests.ui.test_window import _cut
from tests.ui.windows import LOST, Screen, open_screen

SIZES = [(1093, 550), (1280, 800), (420, 700), (1216, 800)]


def busy(screen: Screen) -> None:
    """Two contacts, two demands, one of them called back, notes with a number."""
    screen.say(LOST)
    screen.bot.waitUntil(lambda: bool(screen.window.contacts.current.guesses), timeout=3000)
    screen.window.contact.notes.setPlainText("Rappeler avant le 8 décembre au 06 12 34 56 78, elle part en Italie.")
    demands = screen.window.contact.demands
    demands.picker.chosen.emit("IDE-SORTIE", CodeChoice.CHANGED)
    demands.added.emit()
    demands.outcome.chosen.emit(Outcome.CALL_BACK)
    screen.window.open_contact(Channel.SOCIAL)
    screen.window.contacting.switch(1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_word_of_the_panel_is_cut(qtbot: QtBot, size: tuple[int, int], scale: int) -> None:
    screen = open_screen(qtbot, size, scale)
    busy(screen)
    screen.window.exchange.to_contact()
    qtbot.wait(60)
    assert (screen.window.width(), screen.window.height()) == size
    assert screen.window.contact.isVisible()
    assert _cut(screen.window) == []
    screen.close()


@pytest.mark.parametrize("size", [(1093, 550), (420, 700)])
def test_folded_the_panel_takes_the_list_s_place_and_esc_gives_it_back(qtbot: QtBot, size: tuple[int, int]) -> None:
    screen = open_screen(qtbot, size)
    screen.say(LOST)
    screen.bot.waitUntil(lambda: bool(screen.window.contacts.current.guesses), timeout=3000)
    assert not screen.window.contact.isVisible()
    qtbot.keyClick(screen.window.conversation.field, Qt.Key.Key_F5)
    assert screen.has_focus(screen.window.contact.demands.picker.list)
    assert not screen.window.suggestions.isVisible()
    qtbot.keyClick(screen.window.focusWidget(), Qt.Key.Key_Escape)
    assert screen.window.suggestions.isVisible()
    assert screen.has_focus(screen.window.conversation.field)
    screen.close()


def test_folded_one_row_saves(qtbot: QtBot) -> None:
    screen = open_screen(qtbot, (420, 700))
    screen.say(LOST)
    screen.bot.waitUntil(lambda: bool(screen.window.contacts.current.guesses), timeout=3000)
    button = screen.window.findChild(QPushButton, "saveFromStrip")
    assert button is not None
    assert button.isVisible()
    button.click()
    screen.bot.waitUntil(lambda: bool(screen.recorder.saved), timeout=3000)
    screen.close()


def test_tab_goes_through_the_panel_from_the_channel_to_the_save(qtbot: QtBot) -> None:
    screen = open_screen(qtbot)
    screen.say(LOST)
    screen.bot.waitUntil(lambda: bool(screen.window.contacts.current.guesses), timeout=3000)
    order = []
    for _ in range(14):
        qtbot.keyClick(screen.window.focusWidget(), Qt.Key.Key_Tab)
        focused = screen.window.focusWidget()
        order.append(focused.objectName() if focused is not None else "")
    wanted = ["notes", "addDemand", "codes", "codeFinder", "outcome", "saveContact", "transferContact"]
    assert [name for name in order if name in wanted] == wanted
    screen.close()


def test_every_control_of_the_panel_has_a_name(qtbot: QtBot) -> None:
    screen = open_screen(qtbot)
    busy(screen)
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in screen.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []
    screen.close()
