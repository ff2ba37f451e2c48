"""What the window's keys bring up, and where the keyboard goes after a copy."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.clock import FixedClock
from aparte.settings import Settings, options
from aparte.ui.companions import Companions
from aparte.ui.keymap.view import KeyMap
from aparte.ui.messages import Notice, Notices
from aparte.ui.preferences import Preferences
from aparte.ui.tasks import Tasks
from aparte.ui.window.view import MainWindow
from tests.fakes.desk import FakeDesk

CLOCK = FixedClock(datetime(2026, 11, 20, tzinfo=UTC))
CONTROL = Qt.KeyboardModifier.ControlModifier


class FakeFront:
    """Notes who was asked to come or to give back."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def come(self, window: QWidget) -> None:
        self.asked.append("come")

    def give_back(self, window: QWidget) -> None:
        self.asked.append("give back")


class Scene:
    """The real window with its companions, over the fake desk."""

    def __init__(self, qtbot: QtBot, tasks: Tasks) -> None:
        self.settings = Settings()
        self.front = FakeFront()
        self.told: list[Notice] = []
        desk, notices = FakeDesk(), Notices()
        notices.posted.connect(self.told.append)
        self.window = MainWindow(desk, self.settings, tasks, CLOCK, notices)
        qtbot.addWidget(self.window)
        self.companions = Companions(
            self.window,
            desk=desk,
            settings=self.settings,
            tasks=tasks,
            clock=CLOCK,
            notices=notices,
            front=self.front,
        )
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    tasks = Tasks()
    scene = Scene(qtbot, tasks)
    yield scene
    scene.companions.close()
    scene.window.close()
    tasks.close()


def test_ctrl_k_searches_and_enter_opens_the_article_in_the_reader(scene: Scene, qtbot: QtBot) -> None:
    QTest.keyClick(scene.window.conversation.field, Qt.Key.Key_K, CONTROL)
    field = scene.window.findChild(QLineEdit, "paletteField")
    assert field is not None
    assert field.hasFocus()
    QTest.keyClicks(field, "procuration")
    qtbot.waitUntil(lambda: field.accessibleDescription().startswith("Voter par procuration"))
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.window.reader.opened is not None)
    opened = scene.window.reader.opened
    assert opened is not None
    assert opened.article.title == "Voter par procuration"


def test_f1_shows_the_key_map(scene: Scene) -> None:
    QTest.keyClick(scene.window.conversation.field, Qt.Key.Key_F1)
    keymap = scene.window.findChild(KeyMap)
    assert keymap is not None
    assert keymap.isVisible()


def test_a_size_changed_in_the_preferences_is_seen_at_once_in_the_window(scene: Scene) -> None:
    scene.companions.show_preferences()
    scene.settings.set(options.FONT_SCALE, 150)
    assert scene.window.appearance.theme.factor == 1.5
    preferences = scene.window.findChild(Preferences)
    assert preferences is not None
    assert preferences.isVisible()


def test_a_copy_gives_the_keyboard_back_when_the_agent_wants_it(scene: Scene) -> None:
    scene.window.copied.emit("réponse")
    assert scene.front.asked == []
    scene.settings.set(options.RETURN_AFTER_COPY, True)
    scene.window.copied.emit("réponse")
    assert scene.front.asked == ["give back"]


def test_the_call_brings_the_window_in_front(scene: Scene) -> None:
    scene.companions.come_forward()
    assert scene.front.asked == ["come"]


def test_a_desktop_without_a_call_key_is_no_alarm_at_start(scene: Scene) -> None:
    scene.companions.take_keys()
    assert scene.told == []
