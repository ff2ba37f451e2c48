"""The question as it grows: one numbered request per key, one more when the agent pauses."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.desk import Desk, SuggestRequest
from aparte.core.suggestion import Suggestions
from aparte.ui.tasks import LatestTask

PAUSE_MS = 300
_FINISHED_WORD = re.compile(r"[\w)][^\w]+$")


class LiveQuestion(QObject):
    """Asks the desk at every change, without waiting; the newest request overtakes the others.

    Attributes: `number` and `request`, the newest; None without a text.
    Signals: `answered(Suggestions)`; `emptied(int)` with the number that silences the requests
    before it; `failed(Exception)`.
    """

    answered = Signal(object)
    emptied = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, worker: LatestTask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worker = worker
        self._text = ""
        self.number = 0
        self.request: SuggestRequest | None = None
        self._settled = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_settled)
        worker.done.connect(self._deliver)
        worker.failed.connect(self.failed)

    def ask(self, text: str) -> None:
        """The text changed to `text`."""
        if text == self._text:
            return
        self._text = text
        if not text.strip():
            self._pause.stop()
            self.number += 1
            self.request = None
            self.emptied.emit(self.number)
            return
        self._submit(settled=_FINISHED_WORD.search(text) is not None)
        if self._settled:
            self._pause.stop()
        else:
            self._pause.start()

    def ask_again(self) -> None:
        """Ask the same once more, of a base that has changed."""
        if self._text.strip():
            self._submit(settled=True)

    def _ask_settled(self) -> None:
        self._submit(settled=True)

    def _submit(self, *, settled: bool) -> None:
        self.number += 1
        self._settled = settled
        self.request = SuggestRequest(self.number, self._text, settled)
        self._worker.submit(_job(self._desk, self.request))

    def _deliver(self, answer: Suggestions) -> None:
        if self._text.strip():
            self.answered.emit(answer)


def _job(desk: Desk, request: SuggestRequest) -> Callable[[], Suggestions]:
    return lambda: desk.suggest(request)
