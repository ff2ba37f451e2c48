"""What is due, and what the base could not answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from aparte.core.contact import CallBack
from aparte.core.records import GapStatus, Reminder, Taken
from aparte.ui.journal.view import Tab
from tests.fakes.journal import FAMILY, NOW, FakeJournal
from tests.ui.records import JournalScreen, Room, assert_whole, dialog, find, open_journal, press, room, said


@pytest.fixture
def here(qtbot: QtBot) -> Iterator[Room]:
    with room(qtbot) as made:
        yield made


@pytest.fixture
def screen(here: Room) -> JournalScreen:
    late = replace(
        FAMILY,
        id="late",
        reference="E-LATE22",
        call_back=CallBack("M. Roy", "03 53 01 00 09", "Place en crèche", NOW - timedelta(days=1)),
    )
    opened = open_journal(here, FakeJournal([FAMILY, late]))
    opened.wait_contact("family")
    opened.view.tabs.choose(Tab.REMINDERS.value)
    here.bot.waitUntil(lambda: "Mme Ferrand" in said(opened.view.reminders))
    return opened


def test_late_ones_come_first_and_are_marked(screen: JournalScreen) -> None:
    shown = said(screen.view.reminders)
    assert shown.index("En retard : hier, 14:40") < shown.index("Demain, 09:30")
    assert "M. Roy · 03 53 01 00 09" in shown


def test_done_erases_whom_to_call(screen: JournalScreen) -> None:
    press(screen.view.reminders, "reminderDone")
    screen.room.bot.waitUntil(lambda: "M. Roy" not in said(screen.view.reminders))
    assert [contact.call_back for contact in screen.journal.kept if contact.id == "late"] == [None]


def test_a_reminder_leads_to_its_contact(screen: JournalScreen) -> None:
    press(screen.view.reminders, "reminderSee")
    screen.wait_contact("late")
    assert screen.view.tabs.current == Tab.CONTACTS.value


def test_nobody_to_call_back_is_said(here: Room) -> None:
    opened = open_journal(here, FakeJournal([]))
    opened.view.tabs.choose(Tab.REMINDERS.value)
    here.bot.waitUntil(lambda: "Personne à rappeler" in said(opened.view.reminders))


def shared(reference: str, **of: Any) -> Reminder:
    wanted = CallBack("Mme Diallo", "06 12 00 00 77", "Son acte est prêt", NOW + timedelta(days=1))
    return Reminder(reference, reference, wanted, late=False, workstation="Annexe", shared=True, **of)


@pytest.fixture
def team(here: Room) -> JournalScreen:
    """Call-backs of three workstations: one free, one that somebody took, one whose key is missing here."""
    journal = FakeJournal([FAMILY])
    journal.shared = [
        shared("E-FREE22"),
        shared("E-TAKEN2", taken=Taken("Accueil 2", "", here=False)),
        replace(shared("E-SEALED"), call_back=CallBack(), readable=False),
    ]
    opened = open_journal(here, journal)
    opened.wait_contact("family")
    opened.view.tabs.choose(Tab.REMINDERS.value)
    here.bot.waitUntil(lambda: "Mme Diallo" in said(opened.view.reminders))
    return opened


def test_what_another_workstation_noted_is_marked_so(team: JournalScreen) -> None:
    shown = said(team.view.reminders)
    assert "Noté à un autre poste : Annexe" in shown
    assert "Pris en charge par un collègue, Accueil 2" in shown
    assert shown.count("1 rappel de l'équipe n'est pas encore lisible sur ce poste.") == 1
    # Its contact is on the other workstation: only the family's can be seen here.
    assert len(team.view.reminders.findChildren(QAbstractButton, "reminderSee")) == 1


def test_one_of_the_team_is_taken_with_one_press(team: JournalScreen) -> None:
    press(team.view.reminders, "reminderTake")
    team.room.bot.waitUntil(lambda: team.journal.taken == ["E-FREE22"])
    team.room.bot.waitUntil(lambda: any("L'équipe voit" in one for one in team.room.told))


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (Taken("Accueil 1", "", here=True), "Pris en charge sur ce poste"),
        (Taken("Accueil 1", "Alice", here=True), "Pris en charge par Alice, Accueil 1"),
        (Taken("", "", here=False), "Pris en charge par un collègue"),
    ],
)
def test_who_took_it_is_said_as_the_town_allows(here: Room, taken: Taken, words: str) -> None:
    journal = FakeJournal([FAMILY])
    journal.shared = [shared("E-TAKEN2", taken=taken)]
    opened = open_journal(here, journal)
    opened.view.tabs.choose(Tab.REMINDERS.value)
    here.bot.waitUntil(lambda: words in said(opened.view.reminders))


@pytest.fixture
def gaps(screen: JournalScreen) -> JournalScreen:
    screen.view.tabs.choose(Tab.GAPS.value)
    screen.room.bot.waitUntil(lambda: "autruches" in said(screen.view.gaps))
    return screen


def test_open_questions_are_listed_with_what_is_left_to_do(gaps: JournalScreen) -> None:
    shown = said(gaps.view.gaps)
    assert "Pas encore relue : reste sur ce poste." in shown
    assert "Relue : peut partir au serveur." in shown
    assert "borne de recharge" not in shown


def test_a_wording_leaves_only_once_reread(gaps: JournalScreen) -> None:
    press(gaps.view.gaps, "gapReread")
    opened = dialog(gaps.view, "rereadDialog")
    find(opened, QPlainTextEdit, "rereadText").setPlainText("règles pour élever des autruches")
    press(opened, "dialogMain")
    gaps.room.bot.waitUntil(lambda: "règles pour élever des autruches" in said(gaps.view.gaps))
    assert gaps.journal.tickets[0].reread


def test_a_question_that_is_answered_goes_to_the_done_ones(gaps: JournalScreen) -> None:
    press(gaps.view.gaps, "gapDone")
    gaps.room.bot.waitUntil(lambda: gaps.view.gaps.open_count == 2)
    assert gaps.journal.tickets[0].status is GapStatus.DONE
    press(gaps.view.gaps, "tab-done")
    assert "autruches" in said(gaps.view.gaps)


def test_the_questions_shown_are_exported(gaps: JournalScreen, tmp_path: Path) -> None:
    gaps.room.chosen = tmp_path
    press(gaps.view.gaps, "gapsExport")
    file = tmp_path / "aparte-questions-2026-11-23.csv"
    gaps.room.bot.waitUntil(file.exists)
    lines = file.read_text("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("M-4T9HX2;23/11/2026")


@pytest.mark.parametrize("tab", [Tab.REMINDERS, Tab.GAPS])
@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_in_a_narrow_window(qtbot: QtBot, tab: Tab, scale: int) -> None:
    with room(qtbot, scale) as here:
        opened = open_journal(here, size=(420, 652))
        opened.wait_contact("family")
        opened.view.tabs.choose(tab.value)
        here.bot.waitUntil(lambda: "Mme Ferrand" in said(opened.view) or "autruches" in said(opened.view))
        assert_whole(here.bot, opened.view)
