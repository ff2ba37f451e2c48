"""What the window's keys bring up, and where the keyboard goes after a copy."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.clock import FixedClock
from aparte.settings import Settings, options
from aparte.ui.changes import ChangesDialog
from aparte.ui.companions import Companions
from aparte.ui.keymap.view import KeyMap
from aparte.ui.messages import Notice, Notices
from aparte.ui.preferences import Preferences
from aparte.ui.tasks import Tasks
from aparte.ui.window.view import MainWindow
from tests.fakes.desk import FakeDesk
from tests.fakes.merged import CHANGES, MERGED

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
        self.desk = desk = FakeDesk()
        notices = Notices()
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


def test_f9_shows_what_changed_and_opens_an_article(scene: Scene, qtbot: QtBot) -> None:
    scene.desk.changed = CHANGES
    scene.desk.articles = (*scene.desk.articles, MERGED)
    QTest.keyClick(scene.window.conversation.field, Qt.Key.Key_F12)
    dialog = scene.window.findChild(ChangesDialog)
    assert dialog is not None
    listed = dialog.findChild(QListView)
    assert listed is not None
    qtbot.waitUntil(lambda: listed.model().rowCount() > 0)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.window.reader.opened is not None)
    opened = scene.window.reader.opened
    assert opened is not None
    assert opened.article.id == MERGED.id


def test_the_palette_leads_to_what_changed(scene: Scene, qtbot: QtBot) -> None:
    scene.companions.palette.open()
    link = scene.window.findChild(QPushButton, "paletteChanges")
    assert link is not None
    qtbot.waitUntil(link.isVisible)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    dialog = scene.window.findChild(ChangesDialog)
    assert dialog is not None
    assert not scene.companions.palette.isVisible()
    dialog.reject()


def test_a_view_closed_before_its_answer_is_no_failure(scene: Scene, qtbot: QtBot) -> None:
    scene.companions.show_changes()
    dialog = scene.window.findChild(ChangesDialog)
    assert dialog is not None
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    scene.companions.show_changes()
    qtbot.waitUntil(lambda: scene.window.findChild(ChangesDialog) is not None)
