"""The window's threads: work runs on a lane, its result always comes back on the main thread.

No other module of the interface owns a thread.
"""

import logging
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from aparte.core.lanes import FreeLane, Lane, SerialLane

log = logging.getLogger(__name__)

T = TypeVar("T")
P = TypeVar("P")
Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


class Tasks(QObject):
    """Runs work off the main thread and calls back on it.

    A failure nobody asked for is raised on the main thread, where the exception hook tells it.
    """

    _arrived = Signal(object)

    def __init__(self, lane: Lane | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane or FreeLane("ui")
        self._closing = Lock()
        self._closed = False
        self._latest: list[LatestTask] = []
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Run `work` on a lane, then `done(result)` or `failed(error)` on the main thread."""
        if self._closed:
            return

        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - handed to `failed` on the main thread
                self._hand_over(_Failure(error, failed))
            else:
                self._hand_over(_Success(result, done))

        self._lane.submit(job)

    def stream(
        self,
        work: Callable[[Callable[[P], None]], T],
        told: Callable[[P], None],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """As `run`, for work that tells pieces on its way: `told(piece)` is on the main thread too, in their order."""

        def tell(piece: P) -> None:
            self._hand_over(_Success(piece, told))

        self.run(lambda: work(tell), done, failed)

    def latest(self, *, on_lane: bool = False) -> "LatestTask":
        """A newest-wins worker that is closed with this object; `on_lane` runs it between the other work."""
        task = LatestTask(self._lane if on_lane else None, parent=self)
        self._latest.append(task)
        return task

    def finish(self) -> None:
        """Wait for all that was asked of a serial lane, then close; nothing is called back afterwards."""
        with self._closing:
            self._closed = True
        self._lane.submit(_nothing).result()
        self.close()

    def close(self) -> None:
        """Close the lane, drop what waits; nothing is called back afterwards."""
        with self._closing:
            self._closed = True
        for task in self._latest:
            task.close()
        self._lane.close()

    def _hand_over(self, arrival: "_Success | _Failure") -> None:
        # A detached lane's job may end after this object of Qt's has been destroyed.
        with self._closing:
            if not self._closed:
                self._arrived.emit(arrival)

    @Slot(object)
    def _deliver(self, arrival: "_Success | _Failure") -> None:
        if not self._closed:
            arrival.deliver()


class LatestTask(QObject):
    """One worker that always takes the newest job; jobs overtaken while waiting are dropped.

    A job under way is never interrupted: its result is delivered too, and it is for the
    receiver to drop a number that came too late.

    Signals: `done(result)` and `failed(error)`, both on the main thread.
    """

    done = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, lane: Lane | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane or SerialLane("ui-latest")
        self._lock = Lock()
        self._pending: Work | None = None
        self._busy = False
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, work: Work) -> None:
        """Make `work` the next job, in place of any that still waits."""
        with self._lock:
            if self._closed:
                return
            self._pending = work
            if self._busy:
                return
            self._busy = True
        self._lane.submit(self._drain)

    def close(self) -> None:
        """Wait for the job under way; nothing is delivered afterwards."""
        with self._lock:
            self._closed = True
            self._pending = None
        self._lane.close()

    def _drain(self) -> None:
        while (work := self._take()) is not None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - handed to `failed` on the main thread
                self._arrived.emit(_Failure(error, self.failed.emit))
            else:
                self._arrived.emit(_Success(result, self.done.emit))

    def _take(self) -> Work | None:
        with self._lock:
            work, self._pending = self._pending, None
            self._busy = work is not None
            return work

    @Slot(object)
    def _deliver(self, arrival: "_Success | _Failure") -> None:
        if not self._closed:
            arrival.deliver()


def _nothing() -> None:
    """The last job of a lane: when it is reached, those before it are done."""


class _Success:
    def __init__(self, result: object, done: Done) -> None:
        self._result = result
        self._done = done

    def deliver(self) -> None:
        self._done(self._result)


class _Failure:
    def __init__(self, error: Exception, failed: Failed | None) -> None:
        self._error = error
        self._failed = failed

    def deliver(self) -> None:
        if self._failed is None:
            raise self._error
        self._failed(self._error)
