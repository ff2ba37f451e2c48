"""The rail: screens, what waits to be sent, who is at the desk."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.ui.rail.person import initials
from aparte.ui.rail.view import Place, Rail, RailFold, rail_fold
from aparte.ui.sync.words import SyncWords
from aparte.ui.theme import LIGHT, Theme
from tests.ui.records import choose, find, press

WAITING = SyncWords("3 à envoyer", "3 enregistrements à envoyer", "cloud-upload", badge=True)


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail(Theme(LIGHT))
    qtbot.addWidget(made)
    made.resize(made.minimumWidth(), 700)
    made.show_agent("Claire Martin")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_press_leads_to_its_screen(rail: Rail) -> None:
    chosen: list[Place] = []
    rail.chosen.connect(chosen.append)
    press(rail, "railJournal")
    press(rail, "railFigures")
    assert chosen == [Place.JOURNAL, Place.FIGURES]
    assert find(rail, QAbstractButton, "railFigures").isChecked()
    assert not find(rail, QAbstractButton, "railJournal").isChecked()


def test_articles_and_settings_open_what_they_name(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.paletteRequested):
        press(rail, "railArticles")
    with qtbot.waitSignal(rail.preferencesRequested):
        press(rail, "railSettings")


def test_what_waits_is_counted_and_leads_to_it(rail: Rail, qtbot: QtBot) -> None:
    rail.show_sync(WAITING)
    shown = find(rail, QAbstractButton, "railSync")
    assert (shown.text(), shown.toolTip()) == ("3 à envoyer", WAITING.sentence)
    with qtbot.waitSignal(rail.syncRequested):
        press(rail, "railSync")


def test_the_rail_keeps_its_width_whatever_the_exchange_says(rail: Rail) -> None:
    widths = set()
    for short in ("Synchronisé", "Hors ligne", "À raccorder", "7 à envoyer", "99 à envoyer"):
        rail.show_sync(SyncWords(short, "", "cloud-check"))
        widths.add(rail.minimumWidth())
    assert len(widths) == 1


def test_a_workstation_of_no_town_shows_no_exchange(rail: Rail) -> None:
    rail.show_sync(WAITING)
    rail.show_sync(None)
    assert not any(part.isVisible() for part in rail.findChildren(QAbstractButton, "railSync"))


def test_the_agent_may_lock_hand_over_or_see_the_list(rail: Rail, qtbot: QtBot) -> None:
    for signal, entry in ((rail.switchRequested, "Changer d'agent"), (rail.agentsRequested, "Agents de ce poste")):
        press(rail, "railPerson")
        with qtbot.waitSignal(signal):
            choose(rail, "personMenu", entry)
        find(rail, QWidget, "personMenu").close()
        qtbot.waitUntil(lambda: rail.findChild(QWidget, "personMenu") is None)


def test_locked_the_person_leads_to_the_lock(rail: Rail, qtbot: QtBot) -> None:
    rail.show_agent("Claire Martin", locked=True)
    with qtbot.waitSignal(rail.switchRequested):
        press(rail, "railPerson")


def test_a_workstation_without_agents_shows_nobody(rail: Rail) -> None:
    rail.show_agent("")
    assert not any(part.isVisible() for part in rail.findChildren(QAbstractButton, "railPerson"))


def test_the_arrows_go_along_the_rail(rail: Rail) -> None:
    find(rail, QAbstractButton, "railExchange").setFocus()
    QTest.keyClick(rail, Qt.Key.Key_Down)
    QTest.keyClick(rail, Qt.Key.Key_Down)
    assert rail.focusWidget() is find(rail, QAbstractButton, "railJournal")


@pytest.mark.parametrize(
    ("size", "factor", "fold"),
    [
        (QSize(1280, 800), 1.0, RailFold.WIDE),
        (QSize(1093, 550), 1.0, RailFold.THIN),
        (QSize(1280, 800), 2.0, RailFold.THIN),
        (QSize(420, 700), 1.0, RailFold.BAR),
        (QSize(1093, 550), 2.0, RailFold.BAR),
    ],
)
def test_the_rail_folds_with_the_room(size: QSize, factor: float, fold: RailFold) -> None:
    assert rail_fold(size, factor, compact=False) is fold


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_the_bar_fits_a_narrow_window(qtbot: QtBot, factor: float) -> None:
    made = Rail(Theme(LIGHT, factor))
    qtbot.addWidget(made)
    made.show_sync(WAITING)
    made.show_agent("Claire Martin")
    made.set_fold(RailFold.BAR)
    assert made.minimumSizeHint().width() <= 420


def test_every_place_says_its_name_and_key(rail: Rail) -> None:
    for name, text in (("railExchange", "Échange (F2)"), ("railJournal", "Journal (F6)")):
        assert find(rail, QAbstractButton, name).toolTip() == text


@pytest.mark.parametrize(("name", "letters"), [("Claire Martin", "CM"), ("Jean-Luc", "JL"), ("sacha", "S"), ("", "?")])
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
