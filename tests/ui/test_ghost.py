"""Grey words after the cursor, in the reply and the notes: offered, taken with one key, never in the text before."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from aparte.settings import options
from aparte.ui.completing.ghost import Ghost
from tests.fakes.drafting import REPLY, FakeCompleting
from tests.ui.windows import LOST, Screen, open_screen, press_character

PHRASE = "Le dossier se dépose sur rendez-vous."
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Typed:
    """The notes, or the reply being changed, with a completer behind them."""

    def __init__(self, screen: Screen, field: QPlainTextEdit, completer: FakeCompleting) -> None:
        self.screen, self.field, self.completer = screen, field, completer
        ghost = field.findChild(Ghost)
        assert ghost is not None
        self.ghost = ghost
        field.setFocus()

    def type(self, text: str) -> None:
        for character in text:
            press_character(self.field, character)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        self.screen.bot.keyClick(self.field, key, held)

    def wait(self, words: str) -> None:
        self.screen.bot.waitUntil(lambda: self.ghost.words == words, timeout=3000)

    def settle(self) -> None:
        """Everything asked so far has been answered: the newest request, and what it had to show."""
        self.screen.bot.wait(80)

    @property
    def text(self) -> str:
        return self.field.toPlainText()


@pytest.fixture
def completer() -> FakeCompleting:
    return FakeCompleting((PHRASE,))


@pytest.fixture
def screen(qtbot: QtBot, completer: FakeCompleting) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    opened.desk.replies[REPLY.article_id] = REPLY
    opened.window.attach_completing(completer)
    yield opened
    opened.close()


@pytest.fixture
def reply(screen: Screen, completer: FakeCompleting) -> Typed:
    screen.say(LOST)
    answer = screen.window.suggestions.answer
    assert answer is not None
    screen.window.suggestions.list.opened.emit(answer.items[0])
    screen.wait_article(REPLY.article_id)
    screen.window.sheets.edit_answer()
    field = next(one for one in screen.window.findChildren(QPlainTextEdit, "editText") if one.isVisible())
    screen.bot.waitUntil(field.hasFocus, timeout=3000)
    field.clear()
    return Typed(screen, field, completer)


@pytest.fixture
def notes(screen: Screen, completer: FakeCompleting) -> Typed:
    return Typed(screen, screen.window.contact.notes, completer)


def test_words_are_offered_without_being_in_the_text(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    assert reply.text == "Le dossier se d"


def test_the_notes_are_completed_too_as_far_as_their_line_has_room(notes: Typed) -> None:
    notes.type("Le dossier se d")
    notes.screen.bot.waitUntil(lambda: bool(notes.ghost.words), timeout=3000)
    assert "épose sur rendez-vous.".startswith(notes.ghost.words)
    assert notes.text == "Le dossier se d"


def test_control_and_right_take_one_word_and_end_takes_the_rest(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.press(Qt.Key.Key_Right, CONTROL)
    assert reply.text == "Le dossier se dépose"
    assert reply.ghost.words == " sur rendez-vous."
    reply.press(Qt.Key.Key_End)
    assert reply.text == PHRASE
    assert reply.ghost.words == ""


def test_escape_hides_the_words_and_leaves_the_sheet_open(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.press(Qt.Key.Key_Escape)
    assert reply.ghost.words == ""
    assert reply.field.isVisible()
    assert reply.text == "Le dossier se d"


def test_tab_moves_the_focus_and_takes_nothing(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.press(Qt.Key.Key_Tab)
    assert not reply.field.hasFocus()
    assert reply.text == "Le dossier se d"
    assert reply.ghost.words == ""


def test_undo_takes_back_what_was_taken_then_what_was_typed(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.press(Qt.Key.Key_Right, CONTROL)
    reply.press(Qt.Key.Key_Z, CONTROL)
    assert reply.text == "Le dossier se d"
    reply.press(Qt.Key.Key_Z, CONTROL)
    assert reply.text == ""


def test_typing_what_is_offered_keeps_the_rest(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.field.textCursor().insertText("é")
    assert reply.ghost.words == "pose sur rendez-vous."
    reply.settle()
    assert reply.ghost.words == "pose sur rendez-vous."


def test_typing_something_else_hides_it_at_once(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.type("x")
    assert reply.ghost.words == ""
    reply.settle()
    assert reply.ghost.words == ""


def test_nothing_is_offered_over_a_selection_or_inside_a_paragraph(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert reply.ghost.words == ""
    reply.press(Qt.Key.Key_Left)
    reply.type("e")
    reply.settle()
    assert reply.ghost.words == ""


def test_nothing_is_offered_where_nobody_may_type(reply: Typed) -> None:
    reply.field.setReadOnly(True)
    reply.field.setPlainText("Le dossier se d")
    reply.field.moveCursor(QTextCursor.MoveOperation.End)
    reply.settle()
    assert reply.ghost.words == ""


def test_nothing_is_offered_while_a_character_is_composed(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    QCoreApplication.sendEvent(reply.field, QInputMethodEvent("´", []))
    assert reply.ghost.words == ""
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QCoreApplication.sendEvent(reply.field, composed)
    assert reply.text == "Le dossier se dé"
    reply.wait("pose sur rendez-vous.")


def test_switched_off_it_offers_nothing(reply: Typed) -> None:
    reply.type("Le dossier se d")
    reply.wait("épose sur rendez-vous.")
    reply.screen.settings.set(options.COMPLETIONS, False)
    assert reply.ghost.words == ""
    asked = len(reply.completer.requests)
    reply.type("é")
    reply.settle()
    assert len(reply.completer.requests) == asked


def test_values_may_only_come_from_what_is_cited(reply: Typed) -> None:
    reply.type("Le d")
    reply.screen.bot.waitUntil(lambda: [one.before for one in reply.completer.requests][-1:] == ["Le d"], timeout=3000)
    cited = reply.completer.requests[-1].cited
    assert cited[: len(REPLY.lines())] == REPLY.lines()
    assert "3 à 5 semaines après le dépôt du dossier" in cited
    assert all("encombrant" not in text for text in cited)


def test_the_words_are_looked_for_off_the_main_thread(reply: Typed) -> None:
    reply.type("Le d")
    reply.screen.bot.waitUntil(lambda: bool(reply.completer.threads), timeout=3000)
    assert len(reply.completer.threads) == 1
    assert reply.screen.recorder.threads.isdisjoint(reply.completer.threads)


def test_a_sheet_that_closes_takes_its_words_with_it(reply: Typed) -> None:
    reply.type("Le dossier se d")
    next(one for one in reply.screen.window.findChildren(QPushButton, "sheetCancel") if one.isVisible()).click()
    reply.screen.bot.wait(80)
    assert not [one for one in reply.screen.window.findChildren(QPlainTextEdit, "editText") if one.isVisible()]
