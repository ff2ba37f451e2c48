"""The exchange as an agent sees it: a calm word on the rail, a sheet to enrol with, nothing to decide."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.syncing.enrolling import TeamStanding
from aparte.assist.syncing.syncer import Round, SyncStanding, SyncState
from aparte.assist.urgent.feed import Looked
from aparte.core.clock import FixedClock
from aparte.core.errors import AparteError
from aparte.core.lanes import FreeLane
from aparte.settings import Policy, Settings, options
from aparte.ui.sync.actions import SyncActions
from aparte.ui.sync.words import sync_words
from aparte.ui.tasks import Tasks
from tests.fakes.journal import NOW
from tests.fakes.urgent import CLOSED, urgent_set
from tests.ui.records import Room, find, press, room

ADDRESS = "https://aparte.ville.example"
SYNCED = SyncState(SyncStanding.SYNCED, 0, NOW - timedelta(minutes=4), server=ADDRESS)


class FakeSyncer:
    """Answers what a test sets; `error` is raised by the next enrolment."""

    def __init__(self) -> None:
        self.now = SyncState(SyncStanding.ALONE, 2)
        self.error: AparteError | None = None
        self.rounds = 0
        self.erased = 0
        self.call_backs = 0
        self.joined: list[str] = []
        self.renewed = False
        self.looks = 0
        self.looked = Looked()
        self.again_in_s = 3600.0
        self.enrolled: list[tuple[str, str]] = []

    def round(self) -> Round:
        self.rounds += 1
        return Round(self.now, self.again_in_s, self.erased, self.renewed, self.looked, self.call_backs)

    def state(self) -> SyncState:
        return self.now

    def join_team(self, code: str) -> SyncState:
        self.joined.append(code)
        self.now = replace(self.now, team=TeamStanding.WAITING)
        return self.now

    def look(self) -> Looked:
        self.looks += 1
        return self.looked

    def enrol(self, address: str, code: str) -> SyncState:
        self.enrolled.append((address, code))
        if self.error is not None:
            raise self.error
        self.now = replace(SYNCED, synced_at=None)
        return self.now


class Bench:
    """The actions at work in a window of their own."""

    def __init__(self, bot: QtBot, made: Room, policy: Policy | None = None) -> None:
        self.bot, self.room = bot, made
        self.syncer = FakeSyncer()
        self.settings = Settings(None, policy or Policy())
        self.network = Tasks(FreeLane("network", 1))
        self.actions = SyncActions(
            self.syncer,
            network=self.network,
            asking=made.tasks,
            settings=self.settings,
            notices=made.notices,
            clock=FixedClock(NOW),
        )
        self.window = QWidget()
        bot.addWidget(self.window)
        self.window.show()
        self.asked_journal = False

    def open(self) -> QWidget:
        self.actions.show_sheet(self.window, self.room.theme, self._see)
        sheet = find(self.window, QWidget, "syncSheet")
        self.bot.waitUntil(lambda: self.actions.state == self.syncer.now)
        return sheet

    def exchanged(self, rounds: int) -> None:
        self.bot.waitUntil(lambda: self.syncer.rounds == rounds and self.actions.state == self.syncer.now)

    def _see(self) -> None:
        self.asked_journal = True


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with room(qtbot) as made:
        bench = Bench(qtbot, made)
        yield bench
        bench.actions.stop()
        bench.network.close()


def words(sheet: QWidget, name: str) -> str:
    return find(sheet, QLabel, name).text()


STATES = [
    (SYNCED, "Synchronisé", "Synchronisé aujourd'hui à"),
    (replace(SYNCED, standing=SyncStanding.WAITING, waiting=3), "3 à envoyer", "3 enregistrements à envoyer"),
    (
        replace(SYNCED, standing=SyncStanding.OFFLINE, waiting=1, since=NOW - timedelta(days=2), problem="Rien."),
        "Hors ligne",
        "1 enregistrement à envoyer",
    ),
    (replace(SYNCED, standing=SyncStanding.REFUSED, problem="Demandez un code."), "À raccorder", "Demandez un code."),
    (SyncState(SyncStanding.ALONE, 2, problem="Demandez un code."), "À raccorder", "Demandez un code."),
]


@pytest.mark.parametrize(("state", "short", "said"), STATES)
def test_each_state_has_its_word_and_its_sentence(state: SyncState, short: str, said: str) -> None:
    found = sync_words(state, NOW)
    assert found is not None
    assert found.short == short
    assert said in found.sentence


@pytest.mark.parametrize("standing", [SyncStanding.ALONE, SyncStanding.LOCKED])
def test_without_a_server_nothing_is_shown(standing: SyncStanding) -> None:
    assert sync_words(SyncState(standing, 4), NOW) is None


def test_opening_the_contacts_exchanges_at_once(bench: Bench) -> None:
    bench.syncer.now = SYNCED
    bench.actions.start()
    bench.exchanged(1)


def test_a_workstation_that_the_town_wants_enrolled_is_told_once(bench: Bench) -> None:
    bench.syncer.now = SyncState(SyncStanding.ALONE, 2, problem="Demandez un code.")
    bench.actions.start()
    bench.bot.waitUntil(lambda: bool(bench.room.told))
    bench.actions.now()
    bench.exchanged(2)
    assert bench.room.told.count("Demandez un code.") == 1
    assert words(bench.open(), "syncProblem") == "Demandez un code."


def test_where_enrolment_is_forbidden_the_sheet_asks_for_no_code_and_says_why(qtbot: QtBot) -> None:
    with room(qtbot) as made:
        bench = Bench(qtbot, made, Policy("la DSI", {"enrolment": "forbidden"}))
        sheet = bench.open()
        assert "interdit par la DSI" in words(sheet, "syncProblem")
        for name in ("syncCode", "syncEnrol"):
            assert not any(part.isVisible() for part in sheet.findChildren(QWidget, name))
        bench.actions.stop()
        bench.network.close()


def test_a_code_enrols_and_what_waited_leaves(bench: Bench) -> None:
    sheet = bench.open()
    find(sheet, QLineEdit, "syncAddress").setText(ADDRESS)
    find(sheet, QLineEdit, "syncCode").setText(" 7K4PQ2-M8RTVW-3XYZ9A ")
    press(sheet, "syncEnrol")
    bench.exchanged(1)
    assert bench.syncer.enrolled == [(ADDRESS, "7K4PQ2-M8RTVW-3XYZ9A")]
    assert bench.settings.get(options.SYNC_SERVER) == ADDRESS
    assert any("raccordé" in one for one in bench.room.told)
    bench.bot.waitUntil(find(sheet, QWidget, "syncNow").isEnabled)


def test_a_refused_code_says_why_and_keeps_what_was_typed(bench: Bench) -> None:
    bench.syncer.error = AparteError("Ce code a déjà servi.")
    sheet = bench.open()
    find(sheet, QLineEdit, "syncAddress").setText(ADDRESS)
    code = find(sheet, QLineEdit, "syncCode")
    code.setText("ABC")
    press(sheet, "syncEnrol")
    bench.bot.waitUntil(lambda: bool(sheet.findChildren(QLabel, "syncProblem")[0].text()))
    assert words(sheet, "syncProblem") == "Ce code a déjà servi."
    assert code.text() == "ABC"


def test_a_missing_code_is_asked_for(bench: Bench) -> None:
    sheet = bench.open()
    press(sheet, "syncEnrol")
    assert "code que la mairie" in words(sheet, "syncProblem")
    assert bench.syncer.enrolled == []


def test_the_address_of_the_town_cannot_be_changed(qtbot: QtBot) -> None:
    policy = Policy("la DSI", {"sync_server": ADDRESS})
    with room(qtbot) as made:
        bench = Bench(qtbot, made, policy)
        sheet = bench.open()
        assert find(sheet, QLineEdit, "syncAddress").isReadOnly()
        assert any("la DSI" in label.text() for label in sheet.findChildren(QLabel))
        bench.actions.stop()
        bench.network.close()


def test_what_waits_can_be_seen_in_the_journal(bench: Bench) -> None:
    bench.syncer.now = replace(SYNCED, standing=SyncStanding.WAITING, waiting=2)
    sheet = bench.open()
    press(sheet, "syncSee")
    assert bench.asked_journal


def test_offline_the_sheet_says_since_when_and_tries_when_asked(bench: Bench) -> None:
    problem = "Le serveur de la mairie n'est pas joignable."
    bench.syncer.now = replace(SYNCED, standing=SyncStanding.OFFLINE, since=NOW, problem=problem)
    sheet = bench.open()
    assert words(sheet, "syncProblem") == problem
    bench.syncer.now = SYNCED
    press(sheet, "syncNow")
    bench.exchanged(1)
    assert words(sheet, "syncStatus").startswith("Synchronisé aujourd'hui")


def test_an_erasure_of_the_town_is_told(bench: Bench) -> None:
    bench.syncer.now, bench.syncer.erased = SYNCED, 2
    with bench.bot.waitSignal(bench.actions.erased):
        bench.actions.now()


def test_locked_nothing_is_shown_nor_begun(bench: Bench) -> None:
    bench.actions.start()
    bench.actions.stop()
    assert bench.actions.state.standing is SyncStanding.LOCKED
    assert bench.syncer.rounds == 0


SCANNED = f"{ADDRESS}/#7K4PQ2-M8RTVW-3XYZ9A.ABCDEF-GHJKMN-PQRSTU"


@pytest.mark.parametrize("name", ["syncAddress", "syncCode"])
def test_a_scanned_sheet_fills_both_fields_and_enrols(bench: Bench, name: str) -> None:
    """A scanner types the line in whichever field has the keyboard, and then Enter."""
    sheet = bench.open()
    field = find(sheet, QLineEdit, name)
    bench.bot.keyClicks(field, SCANNED)
    bench.bot.keyClick(field, Qt.Key.Key_Return)
    bench.exchanged(1)
    assert bench.syncer.enrolled == [(ADDRESS, "7K4PQ2-M8RTVW-3XYZ9A.ABCDEF-GHJKMN-PQRSTU")]


def test_a_scanned_address_does_not_replace_the_towns(qtbot: QtBot) -> None:
    with room(qtbot) as made:
        bench = Bench(qtbot, made, Policy("la DSI", {"sync_server": "https://autre.ville.example"}))
        sheet = bench.open()
        field = find(sheet, QLineEdit, "syncCode")
        bench.bot.keyClicks(field, SCANNED)
        bench.bot.keyClick(field, Qt.Key.Key_Return)
        bench.exchanged(1)
        assert bench.syncer.enrolled[0][0] == "https://autre.ville.example"
        bench.actions.stop()
        bench.network.close()


def test_the_team_code_is_shown_where_it_is_known(bench: Bench) -> None:
    bench.syncer.now = replace(SYNCED, team=TeamStanding.READY, team_code="ABCDEF-GHJKMN-PQRSTU")
    sheet = bench.open()
    assert "ABCDEF-GHJKMN-PQRSTU" in words(sheet, "syncTeam")
    assert not sheet.findChildren(QLineEdit, "syncTeamCode")[0].isVisible()


def test_the_team_code_is_asked_for_where_it_is_missing(bench: Bench) -> None:
    bench.syncer.now = replace(SYNCED, team=TeamStanding.CODE)
    sheet = bench.open()
    find(sheet, QLineEdit, "syncTeamCode").setText("abcdef ghjkmn pqrstu")
    press(sheet, "syncTeamJoin")
    bench.exchanged(1)
    assert bench.syncer.joined == ["abcdef ghjkmn pqrstu"]
    assert "attendent qu'un autre" in words(sheet, "syncTeam")


def test_the_last_week_of_the_lease_is_one_line(bench: Bench) -> None:
    bench.syncer.now = replace(SYNCED, warning="Ses échanges se fermeront demain.")
    assert words(bench.open(), "syncWarning") == "Ses échanges se fermeront demain."


def test_closed_records_are_told_on_the_rail_and_the_sheet(bench: Bench) -> None:
    bench.syncer.now = replace(SYNCED, standing=SyncStanding.OFFLINE, closed="Les échanges d'avant sont fermés.")
    found = sync_words(bench.syncer.now, NOW)
    assert found is not None
    assert (found.sentence, found.badge) == ("Les échanges d'avant sont fermés.", True)
    assert words(bench.open(), "syncWarning") == "Les échanges d'avant sont fermés."


def test_a_workstation_that_was_shut_out_locks_at_once(bench: Bench) -> None:
    bench.syncer.now = replace(SYNCED, standing=SyncStanding.REFUSED, problem="Retiré.", closed="Retiré.")
    with bench.bot.waitSignal(bench.actions.shutOut):
        bench.actions.now()


def test_call_backs_of_the_team_are_read_again(bench: Bench) -> None:
    bench.syncer.now, bench.syncer.call_backs = SYNCED, 1
    with bench.bot.waitSignal(bench.actions.shared):
        bench.actions.now()


def test_the_tooltip_names_the_bundle_in_service_and_what_was_refused() -> None:
    state = replace(SYNCED, bundle="Lot de connaissances n° 7 du 26/11/2026", refused_bundle="Un lot est refusé.")
    words = sync_words(state, NOW)
    assert words is not None
    assert words.sentence.splitlines()[1:] == ["Lot de connaissances n° 7 du 26/11/2026", "Un lot est refusé."]


def test_a_refused_bundle_is_told_once_and_a_new_one_is_announced(bench: Bench) -> None:
    told: list[str] = []
    renewed: list[bool] = []
    bench.room.notices.posted.connect(lambda notice: told.append(notice.text))
    bench.actions.renewed.connect(lambda: renewed.append(True))
    ended: list[SyncState] = []
    bench.actions.changed.connect(ended.append)

    def exchange() -> None:
        before = len(ended)
        bench.actions.now()
        bench.bot.waitUntil(lambda: len(ended) > before)

    bench.syncer.now = replace(SYNCED, refused_bundle="Un lot est refusé.")
    exchange()
    exchange()
    assert told == ["Un lot est refusé."]
    assert renewed == []
    bench.syncer.now, bench.syncer.renewed = SYNCED, True
    exchange()
    assert renewed == [True]


def test_what_is_urgent_is_handed_on_and_asked_for_between_two_far_exchanges(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aparte.ui.sync.actions._LOOK_MS", 30)
    taken: list[object] = []
    bench.actions.urgent.connect(taken.append)
    bench.syncer.now = SYNCED
    bench.actions.start()
    bench.exchanged(1)
    bench.syncer.looked = Looked(urgent_set([CLOSED]))
    bench.bot.waitUntil(lambda: bool(taken))
    assert taken[0] == urgent_set([CLOSED])
    bench.syncer.looked = Looked(problem="Le changement urgent est refusé.")
    looks = bench.syncer.looks
    bench.bot.waitUntil(lambda: bench.syncer.looks > looks + 2)
    assert bench.room.told.count("Le changement urgent est refusé.") == 1
    assert bench.syncer.rounds == 1
