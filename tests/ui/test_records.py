"""Rail, journal, figures and lock over the real encrypted store, as the window joins them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.contacts.exporting import contact_json, contact_text
from aparte.assist.contacts.keeping import WorkstationKeeper
from aparte.assist.contacts.office import Office, open_office
from aparte.assist.contacts.own_day import read_own_day
from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.shapes import MonthFigures
from aparte.assist.figures.wording import wording
from aparte.assist.letters import Letter
from aparte.core.contact import CallBack, Channel, CodeChoice, Demand
from aparte.core.records import JournalFilter
from aparte.settings import Settings, options
from aparte.stats.month import span
from aparte.stats.months import Month
from aparte.store.session_keeper import SessionKeeper
from aparte.ui.figures.parts import FiguresSources
from aparte.ui.journal.parts import ExportKind, JournalSources
from aparte.ui.journal.view import JournalView
from aparte.ui.keymap.actions import Action
from aparte.ui.rail.frame import Frame
from aparte.ui.rail.view import Place
from aparte.ui.records import Records, RecordSources
from tests.fakes.clock import HandClock
from tests.fakes.contacts import FakeWriting
from tests.fakes.journal import FAMILY
from tests.ui.records import Room, find, press, room, said

SLIP = Letter("Votre réponse", "", "Votre réponse")
SEED = Path(__file__).parents[2] / "kb_seed"


@dataclass
class Desk:
    """A frame with an exchange of one field, over a real office."""

    room: Room
    office: Office
    frame: Frame
    records: Records
    field: QPlainTextEdit
    clock: HandClock

    def save(self, code: str = "IDE-CNI", call_back: CallBack | None = None) -> str:
        """Record a contact, on the store's lane as the panel does."""
        made: list[str] = []

        def work() -> str:
            contact = self.office.recorder.open(Channel.PHONE)
            demand = Demand("d", code, CodeChoice.CONFIRMED)
            return self.office.recorder.save(replace(contact, demands=(demand,), call_back=call_back)).reference

        self.room.tasks.run(work, made.append)
        self.room.bot.waitUntil(lambda: made != [])
        return made[0]

    def wait_said(self, words: str) -> None:
        self.room.bot.waitUntil(lambda: words in said(self.frame))

    def lock(self) -> None:
        """As the window does, which keeps its contacts first."""
        with self.room.bot.waitSignal(self.records.locked):
            self.records.ask_lock()


def open_desk(room: Room, folder: Path, *, pin: bool = False, typing: bool = False) -> Desk:
    settings, clock = Settings(), HandClock()
    settings.set(options.REQUIRE_PIN, pin)
    office = open_office(folder, SEED, settings, clock, SessionKeeper())
    journal = office.journal

    def export(contact_id: str, kind: ExportKind) -> bytes:
        contact, versions = journal.contact(contact_id)
        if kind is ExportKind.JSON:
            return contact_json(contact, versions)
        return contact_text(contact, versions, lambda code: code)

    def month(first: date) -> MonthFigures:
        wanted = Month.of(first)
        return month_figures(journal.cells(*span(wanted)), wanted, wording("Aubremont", office.codes, {}, {}), first)

    sources = RecordSources(
        JournalSources(journal, office.gaps, lambda: office.codes, lambda _: SLIP, export, FakeWriting()),
        FiguresSources(
            lambda: (clock.today().replace(day=1),), month, lambda day: read_own_day(journal, day), lambda _, kind: b""
        ),
        WorkstationKeeper(office.workstation),
    )
    pages, field = QStackedWidget(), QPlainTextEdit()
    pages.addWidget(field)
    frame = Frame(pages, room.theme)
    records = Records(
        frame,
        sources,
        tasks=room.tasks,
        notices=room.notices,
        clock=clock,
        theme=room.theme,
        lock_after_minutes=10,
        busy=lambda: typing,
    )
    records.lockWanted.connect(records.close_store)
    room.bot.addWidget(frame)
    frame.resize(1280, 800)
    with room.bot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    records.start()
    return Desk(room, office, frame, records, field, clock)


@pytest.fixture
def here(qtbot: QtBot) -> Iterator[Room]:
    with room(qtbot) as made:
        yield made


@pytest.fixture
def desk(here: Room, tmp_path: Path) -> Desk:
    opened = open_desk(here, tmp_path)
    here.bot.waitUntil(lambda: opened.records.lock.door.unlocked)
    return opened


def _begin(desk: Desk) -> None:
    desk.wait_said("Commencer sur ce poste")
    find(desk.frame, QLineEdit, "agentName").setText("Claire Martin")
    find(desk.frame, QLineEdit, "agentCode").setText("482736")
    find(desk.frame, QLineEdit, "agentAgain").setText("482736")
    with desk.room.bot.waitSignal(desk.records.unlocked, timeout=15_000):
        press(desk.frame, "lockBegin")


def test_where_the_keyring_answers_no_question_is_asked(desk: Desk) -> None:
    assert desk.frame.pages.currentWidget() is desk.field


def test_a_saved_contact_is_listed(desk: Desk) -> None:
    reference = desk.save()
    press(desk.frame, "railJournal")
    desk.wait_said(reference)
    assert "Identité et voyages · Carte d'identité" in said(desk.frame)


def test_what_waits_leads_to_the_journal_s_own_list(desk: Desk) -> None:
    desk.save()
    desk.records.show_waiting()
    view = desk.frame.findChild(JournalView)
    assert view is not None
    desk.room.bot.waitUntil(lambda: view.table.model.total == 1)
    assert view.filters.filtering


def test_a_call_back_done_is_gone_from_the_disk(desk: Desk) -> None:
    desk.save(call_back=CallBack("Mme Ferrand", "06 12 00 00 41", "son acte"))
    press(desk.frame, "railJournal")
    desk.wait_said("Mme Ferrand")
    press(desk.frame, "sheetDone")
    desk.room.bot.waitUntil(lambda: "Mme Ferrand" not in said(desk.frame))
    assert desk.office.journal.reminders() == ()


def test_the_figures_count_what_was_saved(desk: Desk) -> None:
    for _ in range(6):
        desk.save()
    press(desk.frame, "railFigures")
    desk.wait_said("En novembre 2026")
    press(desk.frame, "tab-own_day")
    desk.wait_said("6 sur 6")


def test_locked_the_records_are_behind_the_code_and_the_exchange_goes_on(here: Room, tmp_path: Path) -> None:
    desk = open_desk(here, tmp_path, pin=True)
    _begin(desk)
    reference = desk.save()
    press(desk.frame, "railJournal")
    desk.wait_said(reference)
    desk.lock()
    assert reference not in said(desk.frame)
    assert "Échanges verrouillés" in said(desk.frame)
    press(desk.frame, "lockSuggestions")
    assert desk.frame.pages.currentWidget() is desk.field
    press(desk.frame, "railJournal")
    assert "Échanges verrouillés" in said(desk.frame)


def test_the_code_brings_back_the_screen_that_was_left(here: Room, tmp_path: Path) -> None:
    desk = open_desk(here, tmp_path, pin=True)
    _begin(desk)
    reference = desk.save()
    press(desk.frame, "railJournal")
    desk.wait_said(reference)
    desk.lock()
    for code in ("111222", "482736"):
        find(desk.frame, QLineEdit, "secretField").setText(code)
        press(desk.frame, "secretOpen")
        if code == "111222":
            desk.room.bot.waitUntil(lambda: find(desk.frame, QWidget, "secretOpen").isEnabled(), timeout=15_000)
            assert find(desk.frame, QWidget, "secretTold").isVisible()
    desk.room.bot.waitUntil(lambda: reference in said(desk.frame), timeout=15_000)


def test_after_four_wrong_codes_the_screen_says_how_long_to_wait(here: Room, tmp_path: Path) -> None:
    desk = open_desk(here, tmp_path, pin=True)
    _begin(desk)
    desk.lock()
    for _ in range(4):
        desk.room.bot.waitUntil(lambda: find(desk.frame, QWidget, "secretOpen").isEnabled(), timeout=15_000)
        find(desk.frame, QLineEdit, "secretField").setText("111222")
        press(desk.frame, "secretOpen")
    desk.room.bot.waitUntil(lambda: "Trop d'essais : réessayez dans 5 s." in said(desk.frame), timeout=15_000)


def test_ten_quiet_minutes_lock_whoever_has_a_code(here: Room, tmp_path: Path) -> None:
    desk = open_desk(here, tmp_path, pin=True)
    _begin(desk)
    desk.clock.pass_(minutes=11)
    with here.bot.waitSignal(desk.records.locked):
        desk.records.inactivity.look()


def test_the_session_itself_guards_an_agent_without_a_code(desk: Desk) -> None:
    desk.clock.pass_(minutes=11)
    desk.records.inactivity.look()
    assert desk.records.lock.door.unlocked


def test_the_lock_does_not_come_up_under_who_types(here: Room, tmp_path: Path) -> None:
    desk = open_desk(here, tmp_path, pin=True, typing=True)
    here.bot.waitUntil(lambda: desk.records.lock.door.to_add == "pin")
    assert desk.frame.pages.currentWidget() is desk.field


def test_the_keys_go_to_their_screens(desk: Desk) -> None:
    for action, place in (
        (Action.TO_JOURNAL, Place.JOURNAL),
        (Action.TO_FIGURES, Place.FIGURES),
        (Action.TO_EXCHANGE, Place.EXCHANGE),
    ):
        desk.records.handlers[action]()
        assert desk.frame.rail.place is place


def test_an_exported_contact_holds_what_is_kept_of_it(desk: Desk) -> None:
    reference = desk.save()
    contact, versions = desk.office.journal.contact(desk.office.journal.page(JournalFilter()).contacts[0].id)
    written = json.loads(contact_json(contact, versions))
    assert (written["reference"], len(written["history"])) == (reference, 1)
    text = contact_text(contact, versions, lambda code: f"[{code}]").decode("utf-8-sig")
    assert text.startswith(f"Échange {reference}\r\n")
    assert "Demande : [IDE-CNI] (confirmé), répondu à l'accueil" in text


def test_an_exported_contact_says_what_a_machine_drafted_and_why_it_was_refused() -> None:
    text = contact_text(FAMILY, (), lambda code: code).decode("utf-8-sig")
    assert "Brouillon écrit par IA modifié par l'agent le " in text
    assert "Brouillon écrit par IA refusé (faux) le " in text
    assert "Fiche refusée le " in text
