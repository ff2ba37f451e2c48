"""The call key: which keys it may be, and that it works on a real X11 desktop."""

import os
import shutil
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from aparte.ui.desktop.chord import Chord, objection, parse
from aparte.ui.desktop.shortcut import GlobalShortcut


class FakeGrabber:
    """A desktop where some keys are taken."""

    def __init__(self, taken: tuple[Chord | None, ...] = ()) -> None:
        self.taken = taken
        self.held: Chord | None = None

    def take(self, chord: Chord) -> bool:
        self.held = None if chord in self.taken else chord
        return self.held is not None

    def close(self) -> None:
        self.held = None


@pytest.mark.parametrize("keys", ["Ctrl+Shift+Space", "Ctrl+F9", "Meta+Shift+A", "Alt+Shift+1"])
def test_two_modifiers_or_a_function_key_are_accepted(qtbot: QtBot, keys: str) -> None:
    assert objection(keys) == ""


@pytest.mark.parametrize(
    "keys",
    ["Ctrl+Alt+Space", "Ctrl+Alt+Shift+E", "Ctrl+C", "Shift+A", "A", "", "Ctrl+K, Ctrl+L", "F1"],
)
def test_keys_that_type_or_belong_to_every_program_are_refused(qtbot: QtBot, keys: str) -> None:
    assert objection(keys) != ""


def test_a_key_another_program_has_is_said_and_the_last_one_stays(qtbot: QtBot) -> None:
    grabber = FakeGrabber(taken=(parse("Ctrl+Shift+A"),))
    shortcut = GlobalShortcut(grabber)
    assert shortcut.set_keys("Ctrl+Shift+Space") == ""
    assert "autre programme" in shortcut.set_keys("Ctrl+Shift+A")
    assert grabber.held == parse("Ctrl+Shift+Space")


def test_a_desktop_without_such_keys_says_what_to_do(qtbot: QtBot) -> None:
    shortcut = GlobalShortcut()
    assert shortcut.available is False
    assert "aparte --raise" in shortcut.set_keys("Ctrl+Shift+Space")


_ON_A_DESKTOP = """
import subprocess
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from aparte.ui.desktop.shortcut import GlobalShortcut
application = QApplication([])
shortcut, rival = GlobalShortcut(), GlobalShortcut()
print(shortcut.set_keys("Ctrl+Shift+Space") or "taken")
print(rival.set_keys("Ctrl+Shift+Space"))
shortcut.called.connect(lambda: (print("called"), application.quit()))
subprocess.Popen(["xdotool", "key", "ctrl+shift+space"])
QTimer.singleShot(20000, application.quit)
application.exec()
shortcut.close()
"""


@pytest.mark.skipif(not (shutil.which("xvfb-run") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")
def test_a_real_key_press_on_x11_calls_the_window() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", _ON_A_DESKTOP],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "taken",
        "Un autre programme utilise déjà ces touches.",
        "called",
    ]
