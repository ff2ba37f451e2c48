"""The reply follows the question: worded again when the agent pauses, never while they type."""

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.ui.reader.page import Opened
from aparte.ui.window.parts import WindowParts

PAUSE_MS = 600


class Replying(QObject):
    """Keeps the reply of the article on screen up with what the citizen says.

    Signals: `settled`, when the agent paused and the reply is up to date.
    """

    settled = Signal()

    def __init__(self, window: WindowParts) -> None:
        super().__init__(window)
        self._window = window
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        window.conversation.field.textChanged.connect(self._wait)
        window.answers.renewed.connect(self._show)

    @property
    def waiting(self) -> bool:
        """Whether the agent is typing: the reply may be worded again."""
        return self._pause.isActive()

    def _wait(self) -> None:
        if self._follows():
            self._pause.start()

    def _ask(self) -> None:
        opened, said = self._window.reader.opened, self._window.conversation.field.toPlainText()
        if opened is not None and self._follows() and said.strip():
            self._window.answers.renew(opened, said)

    def _show(self, before: Opened, after: Opened) -> None:
        """Only where the article has not been left meanwhile, nor its question gone on again."""
        if self._window.reader.opened is not before or self._pause.isActive():
            return
        if after.reply != before.reply:
            self._window.reader.show_reply(after)
        self.settled.emit()

    def _follows(self) -> bool:
        """An article chosen elsewhere than in the list answers no question of this text."""
        opened = self._window.reader.opened
        return opened is not None and opened.suggestion is not None and not opened.unsure
