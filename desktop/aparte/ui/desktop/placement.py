"""Where the window stands: remembered with its monitor, always brought back on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from aparte.settings import Settings, options

_DEFAULT_SHARE = 0.86


@dataclass(frozen=True, slots=True)
class Monitor:
    """A screen's name and the part of it windows may use."""

    name: str
    available: QRect


def restore(window: QWidget, settings: Settings) -> None:
    """Put the window where it was, or in the middle of the main screen the first time."""
    remembered = settings.get(options.WINDOW_GEOMETRY)
    smallest = window.minimumSizeHint().expandedTo(window.minimumSize())
    frame = place(
        remembered,
        settings.get(options.WINDOW_SCREEN),
        [_monitor(screen) for screen in _screens()],
        (smallest.width(), smallest.height()),
    )
    window.setGeometry(frame)
    if settings.get(options.WINDOW_MAXIMIZED):
        window.showMaximized()


def remember(window: QWidget, settings: Settings) -> None:
    """Keep the window's place; its normal one when it is maximised or minimised."""
    frame = window.normalGeometry()
    if frame.isEmpty():
        frame = window.geometry()
    settings.set(options.WINDOW_GEOMETRY, (frame.x(), frame.y(), frame.width(), frame.height()))
    settings.set(options.WINDOW_MAXIMIZED, window.isMaximized())
    settings.set(options.WINDOW_SCREEN, window.screen().name()[:200])


def place(
    remembered: Sequence[int],
    screen: str,
    monitors: Sequence[Monitor],
    smallest: tuple[int, int] = (0, 0),
) -> QRect:
    """The frame to use, whole inside the usable part of one monitor.

    It is `remembered` if its monitor is still there, else the same size on the main one, which
    comes first in `monitors`.
    """
    if not monitors:
        return QRect(*remembered) if len(remembered) == 4 else QRect(0, 0, 1180, 760)
    home = next((m for m in monitors if m.name == screen), monitors[0])
    if len(remembered) != 4 or remembered[2] <= 0 or remembered[3] <= 0:
        return _middle(home.available)
    frame = QRect(*remembered)
    if not home.available.intersects(frame):
        home = next((m for m in monitors if m.available.intersects(frame)), home)
    return _inside(frame, home.available, smallest)


def _inside(frame: QRect, area: QRect, smallest: tuple[int, int]) -> QRect:
    width = min(max(frame.width(), smallest[0]), area.width())
    height = min(max(frame.height(), smallest[1]), area.height())
    left = min(max(frame.x(), area.x()), area.x() + area.width() - width)
    top = min(max(frame.y(), area.y()), area.y() + area.height() - height)
    return QRect(left, top, width, height)


def _middle(area: QRect) -> QRect:
    frame = QRect(0, 0, int(area.width() * _DEFAULT_SHARE), int(area.height() * _DEFAULT_SHARE))
    frame.setSize(frame.size().boundedTo(QRect(0, 0, 1440, 900).size()))
    frame.moveCenter(area.center())
    return frame


def _monitor(screen: QScreen) -> Monitor:
    return Monitor(screen.name(), screen.availableGeometry())


def _screens() -> list[QScreen]:
    main = QGuiApplication.primaryScreen()
    return [main, *(screen for screen in QGuiApplication.screens() if screen is not main)]
