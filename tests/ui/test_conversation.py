"""The text field: what may enter it, what it asks, and that nothing is lost."""

from collections.abc import Iterator
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.ui.conversation.chips import Chips
from aparte.ui.conversation.intake import LONGEST, take_in
from tests.ui.windows import LOST, Screen, open_screen


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def _paste(screen: Screen, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    control = Qt.KeyboardModifier.ControlModifier
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_V, control)


def _notice(screen: Screen) -> QWidget:
    notice = screen.window.conversation.findChild(QWidget, "intakeNotice")
    assert notice is not None
    return notice


@pytest.mark.parametrize("text", ["mot " * 25_000, "x" * 100_000, "😀" * 50_000, "שלום" * 25_000])
def test_a_huge_paste_is_cut_with_a_notice_and_kept_whole(screen: Screen, text: str) -> None:
    started = perf_counter()
    _paste(screen, text)
    screen.bot.wait(1)
    assert perf_counter() - started < 1.0
    assert 0 < len(screen.window.conversation.field.toPlainText()) <= LONGEST
    assert screen.window.conversation.originals == [text]
    assert _notice(screen).isVisible()
    copy = _notice(screen).findChild(QPushButton)
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == text


def test_null_bytes_are_removed_with_a_notice(screen: Screen) -> None:
    mime = QMimeData()
    mime.setText("carte\0 perdue\0")
    screen.window.conversation.field.insertFromMimeData(mime)
    assert screen.window.conversation.field.toPlainText() == "carte perdue"
    label = _notice(screen).findChild(QLabel)
    assert label is not None
    assert label.text() == "Des caractères nuls ont été retirés du texte collé."


def test_a_paste_is_plain_text(screen: Screen) -> None:
    mime = QMimeData()
    mime.setHtml("<b>carte</b> <img src='x.png'>perdue")
    mime.setText("carte perdue")
    screen.window.conversation.field.insertFromMimeData(mime)
    assert screen.window.conversation.field.toPlainText() == "carte perdue"


def test_a_full_field_says_so_and_takes_no_more(screen: Screen) -> None:
    screen.window.show_text("x" * LONGEST)
    screen.type("y")
    assert len(screen.window.conversation.field.toPlainText()) == LONGEST
    assert _notice(screen).isVisible()


@given(st.text(alphabet=st.characters(), max_size=300), st.integers(0, 200))
def test_nothing_harmful_enters_and_the_rest_does(text: str, room: int) -> None:
    intake = take_in(text, room)
    assert len(intake.text) <= room
    assert "\0" not in intake.text
    intake.text.encode("utf-8")


@given(st.text(alphabet="abcé 15€'\n", max_size=100))
def test_an_ordinary_text_enters_unchanged(text: str) -> None:
    assert take_in(text, 100).text == text


def test_each_key_asks_at_once_with_a_growing_number(screen: Screen) -> None:
    screen.say("carte")
    numbers = [request.number for request in screen.desk.requests]
    assert numbers == sorted(set(numbers))
    assert screen.desk.requests[-1].text == "carte"


def test_a_finished_word_is_settled(screen: Screen) -> None:
    screen.say("carte ")
    assert screen.desk.requests[-1].settled


def test_a_pause_settles_the_word_being_typed(screen: Screen) -> None:
    screen.say("cart")
    assert not screen.desk.requests[-1].settled
    screen.bot.waitUntil(lambda: screen.desk.requests[-1].settled, timeout=2000)
    assert screen.desk.requests[-1].text == "cart"


def test_an_emptied_text_empties_the_list_at_once(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.conversation.field.clear()
    assert screen.titles == []


def test_an_answer_that_comes_after_the_text_was_emptied_is_dropped(screen: Screen) -> None:
    screen.desk.latency_s = 0.05
    screen.type("carte ")
    screen.window.conversation.field.clear()
    screen.bot.wait(200)
    assert screen.titles == []


def test_chips_say_what_was_understood_otherwise(screen: Screen) -> None:
    screen.say("pasport ")
    chips = screen.window.conversation.findChild(Chips)
    assert chips is not None
    assert chips.accessibleDescription() == "pasport → passeport"


def test_chips_never_change_their_height(screen: Screen) -> None:
    chips = screen.window.conversation.chips
    before = chips.height()
    chips.show_texts(tuple(f"mot{n} → synonyme" for n in range(20)))
    assert chips.height() == before


def test_the_base_in_use_is_named(screen: Screen) -> None:
    label = screen.window.conversation.findChild(QLabel, "baseState")
    assert label is not None
    assert label.text() == "Aubremont · 12 fiches, dont 1 à revoir\nà jour au 3 novembre 2026"
