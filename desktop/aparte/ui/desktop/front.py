"""Coming to the front, and giving the front back to the program that had it."""

import os
from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from aparte.ui.desktop import windows
from aparte.ui.desktop.xcb import XConnection, x_server_answers


class Front(Protocol):
    """Who is in front on this desktop."""

    def come(self, window: QWidget) -> None:
        """Bring our window in front with the keyboard."""
        ...

    def give_back(self, window: QWidget) -> None:
        """Give the keyboard to the program just behind ours."""
        ...


def front_of_this_desktop() -> Front:
    """The way that works here."""
    platform = QGuiApplication.platformName()
    if platform == "windows":
        return _WindowsFront()
    if platform == "xcb" and x_server_answers():
        return X11Front()
    return PlainFront()


class PlainFront:
    """What Qt can do anywhere: minimising gives the keyboard back."""

    def come(self, window: QWidget) -> None:
        _show(window)
        window.raise_()
        window.activateWindow()

    def give_back(self, window: QWidget) -> None:
        window.showMinimized()


class X11Front:
    """Asks the window manager, which knows the order of the windows."""

    def come(self, window: QWidget) -> None:
        _show(window)
        window.raise_()
        window.activateWindow()
        x = XConnection()
        x.activate(int(window.winId()))
        x.close()

    def give_back(self, window: QWidget) -> None:
        x = XConnection()
        behind = self._behind(x, os.getpid())
        if behind is not None:
            x.activate(behind)
        else:
            window.lower()
        x.close()

    def _behind(self, x: XConnection, own: int) -> int | None:
        for other in reversed(x.numbers(x.root, "_NET_CLIENT_LIST_STACKING")):
            if x.numbers(other, "_NET_WM_PID") == (own,) or x.is_hidden(other):
                continue
            if not x.is_of_type(other, "DESKTOP", "DOCK", "UTILITY", "NOTIFICATION", "SPLASH"):
                return other
        return None


class _WindowsFront:
    """Walks the windows from front to back."""

    def come(self, window: QWidget) -> None:
        PlainFront().come(window)
        windows.come_forward(int(window.winId()))

    def give_back(self, window: QWidget) -> None:
        behind = windows.window_behind()
        if not behind or not windows.come_forward(behind):
            window.showMinimized()


def _show(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.show()
