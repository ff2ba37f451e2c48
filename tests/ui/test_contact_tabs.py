"""Several contacts open at once, each with its own text, article and ticks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel
from aparte.ui.contact.tab import Stopwatch
from aparte.ui.contact.wording import time_text
from aparte.ui.keymap.digits import ctrl_rank
from tests.ui.windows import LOST, Screen, open_screen

CONTROL = Qt.KeyboardModifier.ControlModifier
AZERTY_ROW = (0x26, 0xC9, 0x22, 0x27, 0x28, 0x2D, 0xC8, 0x5F, 0xC7)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def test_ctrl_and_a_digit_switches_between_a_desk_visit_and_a_call(screen: Screen) -> None:
    field = screen.window.conversation.field
    screen.say(LOST)
    screen.window.contact.notes.setPlainText("avec sa fille")
    screen.window.open_contact(Channel.PHONE)
    assert field.toPlainText() == ""
    assert screen.window.contact.notes.toPlainText() == ""
    screen.say("un encombrant ")
    screen.bot.keyClick(field, Qt.Key.Key_1, CONTROL)
    assert field.toPlainText() == LOST
    assert screen.window.contact.notes.toPlainText() == "avec sa fille"
    screen.wait_painted()
    assert screen.titles[0] == "Carte d'identité perdue ou volée"
    screen.bot.keyClick(field, Qt.Key.Key_2, CONTROL)
    assert field.toPlainText() == "un encombrant "
    assert screen.has_focus(field)


@pytest.mark.parametrize(("platform", "first"), [("windows", 2), ("xcb", 10), ("wayland", 10)])
def test_the_azerty_row_is_read_by_its_place(platform: str, first: int) -> None:
    keys = [QKeyEvent(QEvent.Type.KeyPress, key, CONTROL, first + at, 0, 0) for at, key in enumerate(AZERTY_ROW)]
    assert [ctrl_rank(key, platform) for key in keys] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_ctrl_minus_without_a_place_is_no_digit() -> None:
    assert ctrl_rank(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Minus, CONTROL), "offscreen") == 0


def test_each_contact_keeps_its_article_and_its_ticks(screen: Screen) -> None:
    def boxes() -> list[QCheckBox]:
        page = screen.window.reader.scroller.widget()
        assert page is not None
        return page.findChildren(QCheckBox)

    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    boxes()[0].setChecked(True)
    screen.window.open_contact(Channel.PHONE)
    assert screen.window.reader.opened is None
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    assert not boxes()[0].isChecked()
    screen.window.contacting.switch(1)
    assert boxes()[0].isChecked()


def test_undo_never_brings_another_citizen_s_words(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_contact(Channel.PHONE)
    screen.say("un encombrant ")
    for _ in range(30):
        screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Z, CONTROL)
    assert LOST not in screen.window.conversation.field.toPlainText()


def test_the_next_citizen_leaves_the_last_one_open(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_N, CONTROL)
    assert [tab.contact.said for tab in screen.window.contacts.tabs] == [LOST, ""]
    screen.bot.waitUntil(lambda: [c.said for c in screen.recorder.open_now.values()] == [LOST], timeout=3000)


def test_going_to_the_next_citizen_twice_opens_only_one(screen: Screen) -> None:
    screen.say(LOST)
    for _ in range(3):
        screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_N, CONTROL)
    assert len(screen.window.contacts.tabs) == 2


def test_an_empty_contact_left_behind_is_closed(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_N, CONTROL)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_1, CONTROL)
    assert [tab.contact.said for tab in screen.window.contacts.tabs] == [LOST]


def test_giving_a_contact_up_can_be_undone(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.contact.abandonRequested.emit()
    assert screen.window.conversation.field.toPlainText() == ""
    assert screen.window.strip.text == "Échange abandonné, rien n'est enregistré."
    undo = screen.window.strip.findChild(QPushButton, "noticeAction")
    assert undo is not None
    undo.click()
    assert screen.window.conversation.field.toPlainText() == LOST
    assert screen.recorder.dropped == []


def test_a_contact_given_up_is_gone_once_the_window_closes(qtbot: QtBot) -> None:
    opened = open_screen(qtbot)
    opened.say(LOST)
    opened.bot.waitUntil(lambda: bool(opened.recorder.kept), timeout=3000)
    opened.window.contact.abandonRequested.emit()
    opened.close()
    assert opened.recorder.open_now == {}
    assert opened.recorder.saved == []


def test_the_tabs_name_channel_and_time(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_contact(Channel.PHONE)
    tabs = [screen.window.tabs.findChild(QPushButton, f"contactTab-{rank}") for rank in (1, 2)]
    assert [tab.text() for tab in tabs if tab is not None] == ["Guichet  00:00", "Téléphone  00:00"]
    assert [tab.isChecked() for tab in tabs if tab is not None] == [False, True]


def test_only_the_contact_on_screen_counts_its_time() -> None:
    now = [100.0]
    watch = Stopwatch(5, lambda: now[0])
    watch.run()
    now[0] = 160.0
    watch.pause()
    now[0] = 500.0
    assert watch.seconds == 65
    assert time_text(watch.seconds) == "01:05"
    assert time_text(3_725) == "1:02:05"


def test_a_call_opens_a_contact_whose_clock_runs(screen: Screen) -> None:
    screen.window.open_contact(Channel.PHONE)
    screen.bot.waitUntil(lambda: len(screen.recorder.open_now) == 1, timeout=3000)
    assert next(iter(screen.recorder.open_now.values())).channel is Channel.PHONE
    assert screen.window.contacts.current.started
