"""Refines the list when the agent pauses, and has the base read meanwhile."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.dense.refining import Reading, Refining
from aparte.assist.desk import SuggestRequest
from aparte.core.suggestion import Suggestions
from aparte.ui.meaning.wording import reading_line
from aparte.ui.tasks import LatestTask, Tasks
from aparte.ui.window.parts import WindowParts

log = logging.getLogger(__name__)

# After a finished word or a pause: whoever types on is not followed word by word.
SOON_MS = 150


class Refinements(QObject):
    """Nothing happens until `attach`; whatever fails afterwards, the list that words gave stays.

    Signals: `settled`, when what was asked has come, whether or not it changed the list.
    """

    settled = Signal()

    def __init__(self, window: WindowParts) -> None:
        super().__init__(window)
        self._window = window
        self._refining: Refining | None = None
        self._worker: LatestTask | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        window.question.answered.connect(self._wait)
        window.question.emptied.connect(self._soon.stop)
        window.conversation.field.textChanged.connect(self._note_typed)

    def attach(self, refining: Refining, tasks: Tasks, reading: Tasks) -> None:
        """The base can be searched by meaning: `tasks` asks, and `reading` has a lane of its own.

        Called again when another base is in service, so that it is read too.
        """
        self._refining = refining
        if self._worker is None:
            self._worker = tasks.latest()
            self._worker.done.connect(self._take)
            self._worker.failed.connect(self._take_failure)
        reading.stream(refining.read, self._tell, _done, self._note_failure)
        self._wait(self._window.suggestions.answer)

    def _note_typed(self) -> None:
        self._soon.stop()
        if self._refining is not None:
            self._refining.typed()

    def _wait(self, answer: Suggestions | None) -> None:
        """Only the list of the text as it stands, once it is settled, is worth a model's time."""
        request = self._window.question.request
        if self._refining is None or answer is None or request is None:
            return
        if request.settled and request.number == answer.number:
            self._soon.start()

    def _ask(self) -> None:
        request = self._window.question.request
        if self._refining is not None and self._worker is not None and request is not None:
            self._worker.submit(_job(self._refining, request))

    def _take(self, answer: Suggestions | None) -> None:
        request = self._window.question.request
        if answer is not None and request is not None and answer.number == request.number:
            self._window.suggestions.refine(answer)
        self.settled.emit()

    def _take_failure(self, error: Exception) -> None:
        self._note_failure(error)
        self.settled.emit()

    def _tell(self, reading: Reading) -> None:
        self._window.conversation.show_reading(reading_line(reading))

    def _note_failure(self, error: Exception) -> None:
        log.error("no search by meaning", exc_info=error)


def _job(refining: Refining, request: SuggestRequest) -> Callable[[], Suggestions | None]:
    return lambda: refining.refine(request)


def _done(_: object) -> None:
    """The reading has told how it ended."""
