"""Types a conversation into the window and times each key until its answer is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QWidget

from aparte.core.suggestion import Verdict
from aparte.ui.keymap.actions import Action
from aparte.ui.replay.conversation import Conversation
from aparte.ui.window.view import MainWindow

_PATIENCE_S = 5.0
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Word:
    """What the window showed once a word was finished.

    `latency_ms` runs from the key that finished it to the painted answer, `slowest_ms` is the
    slowest of its keys.
    """

    text: str
    verdict: Verdict
    titles: tuple[str, ...]
    latency_ms: float
    slowest_ms: float


class Player:
    """Presses keys in one window; `latencies_ms` has one figure a key."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._painted = -1
        self.latencies_ms: list[float] = []
        window.suggestions.list.painted.connect(self._note_paint)

    def type_turn(self, text: str, finished: Callable[[Word], object]) -> None:
        """Type `text` and a new line; `finished` is called at the end of each word."""
        word, first = "", len(self.latencies_ms)
        for character in text + "\n":
            self._type(character)
            if character.isalnum():
                word += character
            elif word:
                finished(self._word(word, self.latencies_ms[first:]))
                word, first = "", len(self.latencies_ms)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key that types nothing where the focus is."""
        target = widget or self._window.focusWidget() or self._window
        send_key(target, key, "")
        QCoreApplication.processEvents()

    def call(self, action: Action) -> None:
        """Do what the action's key does, wherever the focus is: no window system sends us that key."""
        shortcut = self._window.findChild(QShortcut, f"shortcut-{action}")
        if shortcut is not None:
            shortcut.activated.emit()

    def wait(self, seconds: float) -> None:
        """Let the window live."""
        self.wait_until(lambda: False, seconds)

    def wait_until(self, reached: Callable[[], bool], seconds: float = _PATIENCE_S) -> bool:
        """Let the window live until then; returns whether it came in time."""
        deadline = perf_counter() + seconds
        while not reached() and perf_counter() < deadline:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        return reached()

    def _type(self, character: str) -> None:
        field = self._window.conversation.field
        before = self._window.question.number
        started = perf_counter()
        send_character(field, character)
        asked = self._window.question.number
        if asked == before:
            return
        self.wait_until(lambda: self._painted >= asked, _PATIENCE_S)
        self.latencies_ms.append((perf_counter() - started) * 1000)

    def _word(self, text: str, latencies: list[float]) -> Word:
        answer = self._window.suggestions.answer
        items = answer.items if answer is not None else ()
        return Word(
            text,
            answer.verdict if answer is not None else Verdict.EMPTY,
            tuple(item.title for item in items[:_SHOWN]),
            latencies[-1] if latencies else 0.0,
            max(latencies, default=0.0),
        )

    def _note_paint(self, number: int) -> None:
        self._painted = number


def play(
    window: MainWindow, conversation: Conversation, finished: Callable[[Word], None] | None = None
) -> tuple[Word, ...]:
    """Type the whole conversation; returns one `Word` for each word said."""
    words: list[Word] = []
    player = Player(window)

    def note(word: Word) -> None:
        words.append(word)
        if finished is not None:
            finished(word)

    for turn in conversation.turns:
        player.type_turn(turn, note)
    return tuple(words)


def send_character(widget: QWidget, character: str) -> None:
    """Press and release the key that types `character`, whatever the keyboard."""
    if character == "\n":
        send_key(widget, Qt.Key.Key_Return, "\r")
    else:
        code = ord(character.upper()) if character.isascii() else 0
        send_key(widget, Qt.Key(code) if code else Qt.Key.Key_unknown, character)


def send_key(widget: QWidget, key: Qt.Key, text: str) -> None:
    """One key down and up, as the window system would send it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(widget, event)
