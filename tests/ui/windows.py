"""The real window over the fake desk, for the tests of the main screen."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aparte.core.clock import FixedClock
from aparte.settings import Settings, options
from aparte.ui.messages import Notice, Notices
from aparte.ui.tasks import Tasks
from aparte.ui.window.view import MainWindow
from tests.fakes.contacts import FakeGaps, FakeRecorder, fake_tools
from tests.fakes.desk import FakeDesk

LOST = "ma fille a perdu sa carte d'identité "
CLOCK = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))


@dataclass
class Screen:
    """A window, what stands behind it, and what the agent was told."""

    window: MainWindow
    desk: FakeDesk
    settings: Settings
    tasks: Tasks
    told: list[str]
    bot: QtBot
    recorder: FakeRecorder
    gaps: FakeGaps
    store: Tasks

    def close(self) -> None:
        """Close the window as the program does: what was typed reaches the store."""
        self.window.close()
        self.store.finish()
        self.tasks.close()

    def type(self, text: str) -> None:
        """Type as an agent does, wherever the keyboard is."""
        for character in text:
            target = self.window.focusWidget() or self.window
            press_character(target, character)

    def say(self, text: str) -> None:
        """Type a text and wait until its answer is painted."""
        self.window.conversation.field.setFocus()
        self.type(text)
        self.wait_painted()

    def wait_painted(self) -> None:
        """Wait for the answer to the newest request to be on screen."""
        number = self.window.question.number
        shown: list[int] = []
        self.window.suggestions.list.painted.connect(shown.append)
        answer = self.window.suggestions.answer
        if answer is None or answer.number < number or self.window.suggestions.list.waits_for_paint:
            self.bot.waitUntil(lambda: any(n >= number for n in shown), timeout=3000)

    def wait_article(self, article_id: str) -> None:
        """Wait for an article to be in the reader."""

        def shown() -> bool:
            opened = self.window.reader.opened
            return opened is not None and opened.article.id == article_id

        self.bot.waitUntil(shown, timeout=3000)

    def has_focus(self, widget: QWidget) -> bool:
        return self.window.focusWidget() is widget

    @property
    def titles(self) -> list[str]:
        """The titles in the list, from the top."""
        model = self.window.suggestions.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


def press_character(target: QWidget, character: str) -> None:
    """One key event; QTest's own stops the program on a character beyond ASCII."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = ord(character.upper()[0])
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
        QCoreApplication.sendEvent(target, event)


def open_screen(
    bot: QtBot, size: tuple[int, int] = (1280, 800), scale: int = 100, recorder: FakeRecorder | None = None
) -> Screen:
    """A visible window with the keyboard in its text field, over an open store."""
    settings = Settings(None)
    settings.set(options.APPEARANCE, "light")
    settings.set(options.FONT_SCALE, scale)
    desk, tasks, notices = FakeDesk(), Tasks(), Notices()
    told: list[str] = []

    def hear(notice: Notice) -> None:
        told.append(notice.text)

    notices.posted.connect(hear)
    recorder, gaps = recorder or FakeRecorder(), FakeGaps()
    tools = fake_tools(recorder, gaps)
    window = MainWindow(desk, settings, tasks, CLOCK, notices, contacts=tools)
    window.resize(*size)
    bot.addWidget(window)
    window.show()
    window.activateWindow()
    bot.waitUntil(window.isActiveWindow, timeout=3000)
    bot.waitUntil(lambda: window.contacting.tools is not None, timeout=3000)
    return Screen(window, desk, settings, tasks, told, bot, recorder, gaps, tools.store)
