"""Asks for the lock when nobody has touched a key or the mouse for a while."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from aparte.core.clock import Clock

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_LOOK_MS = 5_000


class Inactivity(QObject):
    """Watches every window that is given the keyboard, as the system hands it keys and clicks.

    Listening at the windows costs nothing while a list is painted, unlike a filter over every
    event of the program. A clock that goes back starts the wait over; one that jumped ahead while
    the machine slept locks.

    Signals: `due`, once, until somebody touches again.
    """

    due = Signal()

    def __init__(self, clock: Clock, after_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._after = timedelta(minutes=after_minutes)
        self._last = clock.now()
        self._told = False
        self._watched: list[QWindow] = []
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)
            self.watch(application.focusWindow())
        self.set_after(after_minutes)

    def set_after(self, minutes: int) -> None:
        """How long to wait; 0 is for ever."""
        self._after = timedelta(minutes=minutes)
        self.touch()
        if minutes:
            self._look.start()
        else:
            self._look.stop()

    def watch(self, window: QWindow | None) -> None:
        """Listen to a window too; taking the keyboard is a touch."""
        if window is None:
            return
        self.touch()
        if window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._forget(window))

    def touch(self) -> None:
        """Somebody is here."""
        self._last = self._clock.now()
        self._told = False

    def look(self) -> None:
        """Say so when the wait is over."""
        now = self._clock.now()
        self._last = min(self._last, now)
        if self._after and not self._told and now - self._last >= self._after:
            self._told = True
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def _forget(self, window: QWindow) -> None:
        if window in self._watched:
            self._watched.remove(window)
