"""Writes screenshots of the preferences under a policy to a folder: `python -m tests.ui.shots_policy OUT`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from aparte.settings import Policy, Settings, SourceKind
from aparte.settings.policy_source import Layer, Source
from aparte.ui.preferences import Preferences
from aparte.ui.theme import DARK, LIGHT, Theme
from aparte.ui.theme.stylesheet import stylesheet
from aparte.ui.translations import speak
from tests.fakes.imposed import imposing_all
from tests.ui.shots import wait

_FILE = Source(SourceKind.FILE, "/etc/aparte/policy.toml")
_GROUP = Source(SourceKind.GROUP, "HKLM", "la direction des systèmes d'information")
SOME = Policy.merged(
    [
        Layer(_GROUP, {"sync_server": "https://aparte.ville.example", "enrolment": "required", "keep_notes_days": 7}),
        Layer(_FILE, {"copy_with_source": True, "drafts": False, "models": "machine", "update_channel": "stable"}),
    ]
)
UNREAD = Policy.merged([Layer(_FILE, unread=True)])


def states() -> Iterator[tuple[str, Policy, Theme, float]]:
    """Name, policy, look, and how far down, as a share."""
    looks = {"light": Theme(LIGHT), "dark": Theme(DARK, dark=True), "200": Theme(LIGHT, 2.0)}
    for name, theme in looks.items():
        for part in (0.0, 0.45, 0.75, 1.0):
            yield f"policy-{name}-{round(part * 100)}", SOME, theme, part
    yield "policy-all", imposing_all(SourceKind.GROUP), looks["light"], 0.6
    yield "policy-unread", UNREAD, looks["dark"], 0.55


def main(folder: Path) -> None:
    """Every picture."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    speak("fr")
    for name, policy, theme, part in states():
        application.setFont(theme.font())
        application.setStyleSheet(stylesheet(theme))
        parent = QWidget()
        dialog = Preferences(parent, Settings(policy=policy), theme)
        dialog.show()
        wait(150)
        bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()
        bar.setValue(round(bar.maximum() * part))
        wait(60)
        dialog.grab().save(str(folder / f"{name}.png"))
        dialog.close()
        parent.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
