"""The global shortcut: calls Aparté from any program.

Windows registers a hot key, X11 grabs the key. Wayland and macOS leave such keys to their own
settings, where `aparte --raise` can be bound.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    QSocketNotifier,
    Signal,
)
from PySide6.QtGui import QGuiApplication

from aparte.ui.desktop import windows
from aparte.ui.desktop.chord import Chord, objection, parse
from aparte.ui.desktop.xcb import KeyboardChanged, XConnection

log = logging.getLogger(__name__)


class Grabber(Protocol):
    """Takes one key of the whole desktop."""

    def take(self, chord: Chord) -> bool:
        """Take `chord` in place of the last one; false when another program has it."""
        ...

    def close(self) -> None:
        """Give the key back."""
        ...


class GlobalShortcut(QObject):
    """The key that calls the window.

    Signals: `called()` each time the key is pressed. `available` is false where the desktop
    gives no such key to programs.
    """

    called = Signal()

    def __init__(self, grabber: Grabber | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabber = grabber or self._for_this_desktop()
        self._chord: Chord | None = None
        self.available = self._grabber is not None

    def set_keys(self, text: str) -> str:
        """Use these keys from now on; returns why it can't, in the interface's language."""
        if self._grabber is None:
            return self.unavailable_reason()
        problem, chord = objection(text), parse(text)
        if problem or chord is None:
            return problem
        if not self._grabber.take(chord):
            if self._chord is not None:
                self._grabber.take(self._chord)
            return self.tr("Un autre programme utilise déjà ces touches.")
        self._chord = chord
        return ""

    def unavailable_reason(self) -> str:
        """What to do where programs can't take a key."""
        return self.tr(
            "Ce bureau ne donne pas de raccourci aux programmes : dans ses réglages, associez "
            "un raccourci à la commande « aparte --raise »."
        )

    def close(self) -> None:
        """Give the key back to the desktop."""
        if self._grabber is not None:
            self._grabber.close()

    def _for_this_desktop(self) -> Grabber | None:
        platform = QGuiApplication.platformName()
        if platform == "windows":
            return _WindowsGrabber(self.called.emit)
        if platform == "xcb":
            return _x11_grabber(self)
        return None


_SHIFT, _CONTROL, _MOD1, _MOD4 = 1, 4, 8, 64
_CAPS_LOCK, _NUM_LOCK = 2, 16


class X11Grabber(QObject):
    """Grabs the key whatever Caps Lock and Num Lock say."""

    def __init__(self, shortcut: GlobalShortcut) -> None:
        super().__init__(shortcut)
        self._shortcut = shortcut
        self._chord: Chord | None = None
        self._keycode: int | None = None
        self._x = XConnection()
        self._notifier = QSocketNotifier(self._x.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def take(self, chord: Chord) -> bool:
        self._x.release_all()
        self._chord = chord
        self._keycode = self._x.keycode(chord.keysym)
        if self._keycode is None:
            return False
        modifiers = chord.shift * _SHIFT + chord.ctrl * _CONTROL + chord.alt * _MOD1 + chord.meta * _MOD4
        locks = (0, _CAPS_LOCK, _NUM_LOCK, _CAPS_LOCK | _NUM_LOCK)
        grabbed = [self._x.grab(self._keycode, modifiers | lock) for lock in locks]
        if not all(grabbed):
            self._x.release_all()
        return all(grabbed)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._x.close()

    def _read(self) -> None:
        for event in self._x.events():
            if isinstance(event, KeyboardChanged):
                if self._chord is not None:
                    self.take(self._chord)
            elif event.keycode == self._keycode:
                self._shortcut.called.emit()


def _x11_grabber(shortcut: GlobalShortcut) -> Grabber | None:
    try:
        return X11Grabber(shortcut)
    except OSError:
        log.warning("no connection of our own to the X server: no call key")
        return None


class _WindowsGrabber(QAbstractNativeEventFilter):
    """A hot key of the calling thread; Windows posts a message to its queue."""

    _ID = 0xA9A7

    def __init__(self, called: Callable[[], None]) -> None:
        super().__init__()
        self._called = called
        if (application := QCoreApplication.instance()) is not None:
            application.installNativeEventFilter(self)

    def take(self, chord: Chord) -> bool:
        windows.release_hotkey(self._ID)
        modifiers = chord.alt * 1 + chord.ctrl * 2 + chord.shift * 4 + chord.meta * 8
        return windows.take_hotkey(self._ID, modifiers, chord.virtual_key)

    def close(self) -> None:
        windows.release_hotkey(self._ID)
        if (application := QCoreApplication.instance()) is not None:
            application.removeNativeEventFilter(self)

    def nativeEventFilter(
        self,
        kind: QByteArray | bytes | bytearray | memoryview,  # noqa: ARG002 - Qt's signature
        message: int,
    ) -> tuple[bool, int]:
        if windows.is_hotkey(int(message), self._ID):
            self._called()
            return True, 0
        return False, 0
