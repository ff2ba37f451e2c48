"""New versions of the program behind the window: looked for now and then, told in one line of the preferences."""

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.updating.updates import Standing, Updates, UpdateStatus
from aparte.core.errors import AparteError
from aparte.ui.sentences import in_words
from aparte.ui.tasks import Tasks

# Long after what a citizen waits for; what is due is decided below, a few times a day is often enough.
_FIRST_MS, _EVERY_MS, _MORE_MS = 120_000, 4 * 3600_000, 1_000
_UNTOLD = (Standing.OFF, Standing.ALONE)


class UpdateWatch(QObject):
    """Never installs anything, never opens a window.

    `network` is the lane that closing does not wait for; `asking` any other. The work is done in short
    turns, so that the exchange with the server waits for none. Signal: `told`, a look has ended.
    """

    told = Signal()

    def __init__(self, updates: Updates, *, network: Tasks, asking: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._updates, self._network, self._asking = updates, network, asking
        self._status: UpdateStatus | None = None
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.look)

    def start(self) -> None:
        """The window is open."""
        self._asking.run(self._updates.status, self._take, self._untold)
        self._due.start(_FIRST_MS)

    def stop(self) -> None:
        """The window closes."""
        self._due.stop()

    def look(self) -> None:
        """Look, or go on with a download, if it is due."""
        self._network.run(self._updates.look, self._looked, self._untold)

    def note(self) -> str:
        """One calm line; empty where the town follows no version."""
        if self._status is None or self._status.standing in _UNTOLD:
            return ""
        said: tuple[str, ...] = (self._status.sentence,)
        if self._status.problem and self._status.standing is not Standing.REFUSED:
            said = (*said, self._status.problem)
        return " ".join(in_words(part) for part in said)

    def _looked(self, looked: tuple[UpdateStatus, bool]) -> None:
        status, more = looked
        self._take(status)
        self._due.start(_MORE_MS if more else _EVERY_MS)

    def _take(self, status: UpdateStatus) -> None:
        self._status = status
        self.told.emit()

    def _untold(self, error: Exception) -> None:
        """A disk that refuses is told by whoever needs it; the next turn may be luckier."""
        if not isinstance(error, AparteError):
            raise error
        self._due.start(_EVERY_MS)
