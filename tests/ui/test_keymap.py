"""One table makes the shortcuts and the key map, so that they can't differ."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from aparte.ui.keymap.actions import BINDINGS, Action, Group, binding, install, label, native
from aparte.ui.keymap.view import KeyMap
from aparte.ui.theme import LIGHT, Theme


def test_every_action_has_one_row() -> None:
    assert Counter(item.action for item in BINDINGS) == Counter(Action)


@pytest.mark.parametrize("group", list(Group))
def test_no_two_actions_share_a_key_where_both_work(group: Group) -> None:
    keys = [key for item in BINDINGS if item.group in (group, Group.EVERYWHERE) for key in item.keys]
    shared = [key for key, count in Counter(keys).items() if count > 1]
    assert [key for key in shared if group is not Group.READER or key != "Return"] == []


def test_every_key_is_one_that_qt_knows_and_none_types_on_an_azerty_keyboard() -> None:
    for item in BINDINGS:
        for key in item.keys:
            assert QKeySequence(key).count() == 1
            assert not ("Ctrl" in key and "Alt" in key)


def test_a_shortcut_calls_its_handler(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    called: list[Action] = []
    install(window, {Action.PALETTE: lambda: called.append(Action.PALETTE)})
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert called == [Action.PALETTE]


def test_the_key_map_shows_every_action_with_its_key(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    keymap = KeyMap(parent, Theme(LIGHT), (("Ctrl+Shift+Space", "Appeler Aparté"),))
    keymap.show()
    shown = {words.text() for words in keymap.findChildren(QLabel)}
    assert {label(item.action) for item in BINDINGS} <= shown
    assert {native(binding(action).keys[0]) for action in Action} <= shown
    assert "Appeler Aparté" in shown


def test_escape_closes_the_key_map(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    keymap = KeyMap(parent, Theme(LIGHT))
    keymap.open()
    QTest.keyClick(keymap, Qt.Key.Key_Escape)
    assert not keymap.isVisible()
