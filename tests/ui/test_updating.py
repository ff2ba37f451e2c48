"""A new version is told in one line of the preferences, and nothing else happens in the window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.lanes import InlineLane
from aparte.settings import Settings
from aparte.ui.preferences import Preferences
from aparte.ui.tasks import Tasks
from aparte.ui.theme import LIGHT, Theme
from aparte.ui.updating import UpdateWatch
from installers.checks.update_scene import Publisher, Station, small_deb

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="the packages are made by dpkg-deb")


@pytest.fixture
def station(tmp_path: Path) -> Station:
    publisher = Publisher(tmp_path / "repository")
    publisher.release(small_deb(tmp_path, "1.1.0"))
    return Station(tmp_path / "station", publisher)


def watch(station: Station, parent: QWidget) -> UpdateWatch:
    tasks = Tasks(InlineLane(), parent)
    return UpdateWatch(station.updates(machine=False), network=tasks, asking=tasks, parent=parent)


def line(parent: QWidget, watch: UpdateWatch) -> str:
    dialog = Preferences(parent, Settings(), Theme(LIGHT), updates_note=watch.note)
    found = dialog.findChild(QLabel, "updatesStanding")
    return found.text() if isinstance(found, QLabel) else ""


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_verified_version_is_told_with_who_installs_it(station: Station, parent: QWidget, qtbot: QtBot) -> None:
    watching = watch(station, parent)
    assert line(parent, watching) == ""
    watching.look()
    qtbot.waitUntil(lambda: line(parent, watching) != "")
    assert line(parent, watching) == "La version 1.1.0 est prête et vérifiée : l'informatique l'installe."


def test_where_the_town_follows_no_version_nothing_is_told(station: Station, parent: QWidget, qtbot: QtBot) -> None:
    station.follow(station.folder.parent / "repository", "none")
    watching = watch(station, parent)
    with qtbot.waitSignal(watching.told):
        watching.look()
    assert line(parent, watching) == ""
    assert not station.places.updates.exists()


def test_what_is_refused_is_told_there_too(station: Station, parent: QWidget, qtbot: QtBot) -> None:
    timestamp = station.folder.parent / "repository/metadata/timestamp.json"
    timestamp.write_text(timestamp.read_text().replace("2026", "2027"))
    watching = watch(station, parent)
    watching.look()
    qtbot.waitUntil(lambda: line(parent, watching) != "")
    assert line(parent, watching).startswith("Le nouveau programme a été modifié depuis sa signature : il est refusé")
