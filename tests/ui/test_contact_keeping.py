"""What is typed is on the disk a moment later, comes back after a crash, and no key waits for it."""

from collections.abc import Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel
from aparte.core.errors import StorageError
from tests.fakes.contacts import FakeRecorder
from tests.ui.windows import LOST, Screen, open_screen


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.recorder.gate.set()
    opened.close()


def said_on_disk(recorder: FakeRecorder) -> list[str]:
    return [contact.said for contact in recorder.open_now.values()]


def test_what_is_typed_is_kept_without_being_asked(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder) == [LOST], timeout=3000)


def test_an_empty_window_leaves_nothing_on_the_disk(screen: Screen) -> None:
    screen.bot.wait(400)
    assert screen.recorder.open_now == {}


def test_a_burst_of_keys_is_one_write(screen: Screen) -> None:
    screen.say("a")
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder) == ["a"], timeout=3000)
    before = len(screen.recorder.kept)
    screen.type("bcdefghijklmnopqrstuvwxyz")
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder)[0].endswith("z"), timeout=3000)
    assert len(screen.recorder.kept) - before <= 2


def test_no_key_waits_for_a_slow_disk(screen: Screen) -> None:
    screen.recorder.gate.clear()
    started = perf_counter()
    screen.say(LOST)
    assert perf_counter() - started < 3
    assert screen.titles[0] == "Carte d'identité perdue ou volée"


def test_notes_are_kept_too(screen: Screen) -> None:
    notes = screen.window.contact.notes
    notes.setFocus()
    screen.type("revient jeudi")
    screen.bot.waitUntil(
        lambda: [contact.notes for contact in screen.recorder.open_now.values()] == ["revient jeudi"], timeout=3000
    )


def test_contacts_left_open_come_back(qtbot: QtBot) -> None:
    recorder = FakeRecorder()
    first = open_screen(qtbot, recorder=recorder)
    first.say(LOST)
    first.window.open_contact(Channel.PHONE)
    first.say("un encombrant ")
    first.close()
    again = open_screen(qtbot, recorder=recorder)
    assert [(tab.channel, tab.contact.said) for tab in again.window.contacts.tabs] == [
        (Channel.DESK, LOST),
        (Channel.PHONE, "un encombrant "),
    ]
    assert again.window.conversation.field.toPlainText() == "un encombrant "
    again.close()


def test_closing_right_after_the_first_key_keeps_it(qtbot: QtBot) -> None:
    recorder = FakeRecorder()
    recorder.gate.set()
    opened = open_screen(qtbot, recorder=recorder)
    recorder.gate.clear()
    opened.type("carte")
    recorder.gate.set()
    opened.close()
    assert said_on_disk(recorder) == ["carte"]


def test_another_program_in_front_writes_at_once(screen: Screen) -> None:
    screen.type("c")
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder) == ["c"], timeout=3000)
    screen.type("arte")
    QCoreApplication.sendEvent(screen.window, QEvent(QEvent.Type.WindowDeactivate))
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder) == ["carte"], timeout=250)


def test_a_disk_that_refuses_is_told_once_and_typing_goes_on(screen: Screen) -> None:
    screen.recorder.failure = StorageError("Le disque est plein.")
    screen.say("une carte perdue ")
    screen.bot.waitUntil(lambda: bool(screen.told), timeout=3000)
    screen.type("hier")
    screen.bot.wait(400)
    assert screen.told == ["Le disque est plein."]
    screen.recorder.failure = None
    screen.type(" soir")
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder) == ["une carte perdue hier soir"], timeout=3000)


def test_the_lock_keeps_open_contacts_then_hides_them(screen: Screen) -> None:
    screen.say(LOST)
    with screen.bot.waitSignal(screen.window.contacting.locked, timeout=3000):
        screen.window.lock_contacts()
    assert said_on_disk(screen.recorder) == [LOST]
    assert screen.window.conversation.field.toPlainText() == ""
    assert [tab.contact.said for tab in screen.window.contacts.tabs] == [""]
    unlock = screen.window.contact.findChild(QPushButton, "unlockContacts")
    assert unlock is not None
    with screen.bot.waitSignal(screen.window.contact.unlockRequested, timeout=1000):
        unlock.click()


def test_suggestions_work_while_locked_and_what_was_typed_is_a_contact_afterwards(screen: Screen) -> None:
    tools = screen.window.contacting.tools
    assert tools is not None
    screen.say(LOST)
    with screen.bot.waitSignal(screen.window.contacting.locked, timeout=3000):
        screen.window.lock_contacts()
    screen.say("un encombrant ")
    assert screen.titles == ["Faire enlever un encombrant"]
    screen.window.attach_contacts(tools)
    screen.bot.waitUntil(lambda: len(screen.window.contacts.tabs) == 2, timeout=3000)
    screen.bot.waitUntil(lambda: said_on_disk(screen.recorder) == [LOST, "un encombrant "], timeout=3000)
    assert screen.window.conversation.field.toPlainText() == "un encombrant "


def test_without_a_store_the_panel_says_why_and_suggestions_work(screen: Screen) -> None:
    with screen.bot.waitSignal(screen.window.contacting.locked, timeout=3000):
        screen.window.lock_contacts()
    screen.window.show_contacts_problem(StorageError("La clé du poste est introuvable : prévenez l'informatique."))
    screen.say(LOST)
    assert screen.titles[0] == "Carte d'identité perdue ou volée"
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.told == ["Les échanges ne peuvent pas être enregistrés pour le moment."]
    assert screen.window.conversation.field.toPlainText() == LOST
