"""The proof of a human act: what was shown, opened, copied, changed, refused, and from which version."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from aparte.core.contact import Act, AnswerUse
from tests.ui.windows import LOST, Screen, open_screen

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def uses(screen: Screen, act: Act) -> list[AnswerUse]:
    return [use for use in screen.window.contacts.current.uses.all() if use.act is act]


def ids(screen: Screen, act: Act) -> list[str]:
    return [use.article_id for use in uses(screen, act)]


def test_a_card_seen_for_a_second_was_shown(screen: Screen) -> None:
    screen.say("un encombrant ")
    assert ids(screen, Act.SHOWN) == []
    screen.bot.waitUntil(lambda: ids(screen, Act.SHOWN) == ["encombrants"], timeout=3000)


def test_a_card_that_flashed_by_was_not(screen: Screen) -> None:
    screen.say("un encombrant ")
    screen.window.show_text(LOST)
    screen.wait_painted()
    screen.bot.waitUntil(lambda: "cni-perdue-volee" in ids(screen, Act.SHOWN), timeout=3000)
    assert "encombrants" not in ids(screen, Act.SHOWN)


def test_opening_one_counts_it_opened_and_the_visible_ones_shown(screen: Screen) -> None:
    screen.say("un encombrant ")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Down)
    screen.bot.keyClick(screen.window.suggestions.list, Qt.Key.Key_Return)
    screen.wait_article("encombrants")
    assert ids(screen, Act.OPENED) == ["encombrants"]
    screen.bot.waitUntil(lambda: ids(screen, Act.SHOWN) == ["encombrants"], timeout=900)


def test_a_copy_freezes_the_words_given_and_the_article_s_version(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_C, CONTROL | SHIFT)
    given = uses(screen, Act.COPIED)[0]
    assert given.passage == QGuiApplication.clipboard().text()
    opened = screen.window.reader.opened
    assert opened is not None
    assert given.version == opened.article.version
    assert given.verified_on == opened.article.verified_on
    assert not given.by_machine


def test_copying_the_same_words_twice_is_one_act(screen: Screen) -> None:
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    for _ in range(2):
        screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_C, CONTROL | SHIFT)
    assert len(uses(screen, Act.COPIED)) == 1


def test_an_answer_changed_before_it_is_given_is_kept_as_it_was_given(screen: Screen) -> None:
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_E, CONTROL)
    field = screen.window.findChild(QPlainTextEdit, "editText")
    copy = screen.window.findChild(QPushButton, "editCopy")
    assert field is not None
    assert copy is not None
    field.setPlainText("Bonjour, comptez 25 €.")
    copy.click()
    assert [use.passage for use in uses(screen, Act.EDITED)] == ["Bonjour, comptez 25 €."]
    assert QGuiApplication.clipboard().text() == "Bonjour, comptez 25 €."


def test_delete_on_a_card_says_that_it_does_not_fit(screen: Screen) -> None:
    screen.say("un encombrant ")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Down)
    screen.bot.keyClick(screen.window.suggestions.list, Qt.Key.Key_Delete)
    screen.bot.waitUntil(lambda: ids(screen, Act.REFUSED) == ["encombrants"], timeout=3000)
    assert screen.titles == ["Faire enlever un encombrant"]


def test_the_record_holds_what_was_visible_when_it_was_saved(screen: Screen) -> None:
    screen.say("un encombrant ")
    screen.bot.waitUntil(lambda: bool(screen.window.contacts.current.guesses), timeout=900)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Return, CONTROL)
    screen.bot.waitUntil(lambda: bool(screen.recorder.saved), timeout=3000)
    assert [(use.act, use.article_id) for use in screen.recorder.saved[0].uses] == [(Act.SHOWN, "encombrants")]


def test_acts_are_kept_with_the_open_contact(screen: Screen) -> None:
    screen.window.open_article("encombrants")
    screen.wait_article("encombrants")
    screen.bot.waitUntil(
        lambda: [use.act for c in screen.recorder.open_now.values() for use in c.uses] == [Act.OPENED], timeout=3000
    )
