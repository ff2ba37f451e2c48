"""The program as `aparte` composes it, over a real base and a real encrypted store: pages, lock and hand-over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.core.contact import Channel
from aparte.settings import Settings, options
from aparte.settings.places import Places
from aparte.ui.journal.table import ContactTable
from aparte.ui.messages import Notices
from aparte.ui.rail.view import Place
from aparte.ui.records import Records
from aparte.ui.window.view import MainWindow
from tests.fakes.base_folder import write_base
from tests.ui.records import find, press
from tests.ui.windows import press_character

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
LOST = "une carte perdue "
OF_THE_EXCHANGE = {
    "save": (Qt.Key.Key_Return, CTRL),
    "copy": (Qt.Key.Key_C, CTRL_SHIFT),
    "tally": (Qt.Key.Key_O, CTRL_SHIFT),
    "transfer": (Qt.Key.Key_T, CTRL),
    "slip": (Qt.Key.Key_P, CTRL),
    "gap": (Qt.Key.Key_M, CTRL),
    "edit": (Qt.Key.Key_E, CTRL),
}


@dataclass
class Reception:
    """A running program and whoever types in it."""

    bot: QtBot
    session: Session
    told: list[str]

    @property
    def window(self) -> MainWindow:
        return self.session.window

    @property
    def records(self) -> Records:
        found = self.window.frame.findChild(Records)
        assert found is not None
        return found

    @property
    def said(self) -> list[str]:
        return [tab.contact.said for tab in self.window.contacts.tabs]

    def type(self, text: str) -> None:
        for character in text:
            press_character(self.window.focusWidget() or self.window, character)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.bot.keyClick(self.window.focusWidget() or self.window, key, held)

    def wait_working(self) -> None:
        self.bot.waitUntil(lambda: self.window.contacting.tools is not None, timeout=10_000)

    def wait_told(self, words: str) -> None:
        self.bot.waitUntil(lambda: any(words in one for one in self.told), timeout=10_000)

    def listed(self) -> int:
        """How many contacts the journal shows."""
        self.key(Qt.Key.Key_F6)
        table = self.window.frame.findChild(ContactTable)
        assert table is not None
        self.bot.wait(300)
        return table.model.rowCount()

    def work_as_two(self) -> None:
        """The account's own agent chooses a code, and Jean-Luc comes with another."""
        lock, refused = self.records.lock, list[str]()
        keeper = lock._keeper
        lock._change(lambda: keeper.change_secret("", "482731"), refused.append)
        lock._change(lambda: keeper.add("Jean-Luc Bernard", "915372"), refused.append)
        self.bot.waitUntil(lambda: refused != [] or len(lock.door.agents) == 2, timeout=15_000)
        assert refused == []

    def choose(self, rank: int) -> None:
        """An agent's card."""
        self.window.frame.rail.switchRequested.emit()
        press(self.window, f"agent-{self.records.lock.door.agents[rank].ref}")

    def open_as(self, rank: int, code: str) -> None:
        """Hand over: a card, a code, and the contacts of whoever that is."""
        self.choose(rank)
        find(self.window, QLineEdit, "secretField").setText(code)
        ref = self.records.lock.door.agents[rank].ref
        with self.bot.waitSignal(self.records.unlocked, timeout=15_000):
            press(self.window, "secretOpen")
        current = self.records.lock.door.current
        assert current is not None
        assert current.ref == ref
        self.bot.wait(50)
        self.wait_working()


Start = Callable[[], Reception]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    found = Places(write_base(tmp_path / "seed"), tmp_path / "own", temporary=True)
    sessions: list[Session] = []

    def start() -> Reception:
        settings = Settings()
        settings.set(options.APPEARANCE, "light")
        session = Session(found, settings)
        sessions.append(session)
        told: list[str] = []
        notices = session.findChild(Notices)
        assert notices is not None
        notices.posted.connect(lambda notice: told.append(notice.text))
        qtbot.addWidget(session.window)
        session.start()
        session.window.resize(1280, 800)
        session.window.activateWindow()
        qtbot.waitUntil(session.window.isActiveWindow)
        return Reception(qtbot, session, told)

    yield start
    for session in sessions:
        session.window.close()
        session.close()


@pytest.fixture
def desk(qtbot: QtBot, start: Start) -> Reception:
    opened = start()
    opened.wait_working()
    qtbot.waitUntil(lambda: opened.session._librarian is not None, timeout=10_000)
    return opened


def test_no_key_is_lost_while_the_contacts_open(start: Start) -> None:
    opened = start()
    opened.type("bonjour ")
    opened.wait_working()
    opened.type("ma fille a perdu sa carte")
    assert opened.window.conversation.field.toPlainText() == "bonjour ma fille a perdu sa carte"


@pytest.mark.parametrize("page", [Qt.Key.Key_F6, Qt.Key.Key_F7])
@pytest.mark.parametrize("key", OF_THE_EXCHANGE)
def test_a_key_of_the_exchange_pressed_elsewhere_only_brings_it_back(desk: Reception, key: str, page: Qt.Key) -> None:
    desk.type(LOST)
    desk.window.open_article("carte-perdue")
    desk.bot.waitUntil(lambda: desk.window.reader.opened is not None)
    QGuiApplication.clipboard().setText("avant")
    desk.key(page)
    assert not desk.window.frame.exchanging
    desk.key(*OF_THE_EXCHANGE[key])
    assert desk.window.frame.exchanging
    assert desk.window.frame.rail.place is Place.EXCHANGE
    assert QGuiApplication.clipboard().text() == "avant"
    assert [one for one in desk.window.findChildren(QDialog) if one.isVisible()] == []
    assert desk.said == [LOST]
    assert desk.listed() == 0
    assert desk.told == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F5])
def test_a_key_that_leads_into_the_exchange_brings_it_on_screen(desk: Reception, key: Qt.Key) -> None:
    desk.key(Qt.Key.Key_F6)
    desk.key(key)
    assert desk.window.frame.exchanging
    assert desk.window.frame.rail.place is Place.EXCHANGE


def test_an_article_chosen_from_the_journal_is_read_in_the_exchange(desk: Reception) -> None:
    desk.key(Qt.Key.Key_F6)
    desk.window.open_article("carte-perdue")
    desk.bot.waitUntil(lambda: desk.window.reader.opened is not None)
    assert desk.window.frame.exchanging


def test_the_next_citizen_and_another_contact_are_seen(desk: Reception) -> None:
    desk.type(LOST)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_N, CTRL)
    assert desk.window.frame.exchanging
    desk.type("un encombrant ")
    desk.key(Qt.Key.Key_F7)
    desk.key(Qt.Key.Key_1, CTRL)
    assert desk.window.frame.exchanging
    assert desk.window.conversation.field.toPlainText() == LOST
    assert desk.said == [LOST, "un encombrant "]


def test_a_rank_pressed_in_the_journal_opens_nothing(desk: Reception) -> None:
    desk.type(LOST)
    desk.bot.waitUntil(desk.window.suggestions.has_cards)
    desk.bot.wait(300)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.bot.wait(100)
    assert desk.window.reader.opened is None
    assert not desk.window.frame.exchanging


def test_a_call_that_comes_in_is_seen(desk: Reception) -> None:
    desk.key(Qt.Key.Key_F6)
    desk.window.open_contact(Channel.PHONE)
    assert desk.window.frame.exchanging
    desk.type("allo")
    assert desk.said == ["allo"]


def test_who_went_on_to_the_journal_is_not_called_back_by_the_receipt(desk: Reception) -> None:
    desk.type(LOST)
    desk.bot.waitUntil(lambda: bool(desk.window.contacts.current.guesses), timeout=5000)
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.key(Qt.Key.Key_F6)
    desk.wait_told("Enregistré")
    assert not desk.window.frame.exchanging


def test_open_contacts_come_back_to_the_agent_who_opened_them_and_to_nobody_else(desk: Reception) -> None:
    desk.work_as_two()
    desk.window.to_conversation()
    desk.type(LOST)
    desk.window.open_contact(Channel.PHONE)
    desk.type("un encombrant, rue des ")
    desk.open_as(1, "915372")
    assert desk.said == [""]
    assert "encombrant" not in desk.window.conversation.field.toPlainText()
    desk.window.to_conversation()
    desk.type("la cantine ")
    desk.open_as(0, "482731")
    assert desk.said == [LOST, "un encombrant, rue des "]
    desk.open_as(1, "915372")
    assert desk.said == ["la cantine "]


def test_a_wrong_code_leaves_the_first_agent_s_contacts_where_they_are(desk: Reception) -> None:
    desk.work_as_two()
    desk.window.to_conversation()
    desk.type(LOST)
    desk.choose(1)
    find(desk.window, QLineEdit, "secretField").setText("000000")
    press(desk.window, "secretOpen")
    desk.bot.waitUntil(lambda: find(desk.window, QWidget, "secretTold").isVisible(), timeout=10_000)
    desk.key(Qt.Key.Key_F2)
    assert desk.said == [LOST]
    assert desk.window.contacting.tools is not None


def test_the_day_to_call_back_is_read_in_its_field(desk: Reception) -> None:
    desk.type(LOST)
    desk.window.contact.follow_up.show()
    day = desk.window.contact.follow_up.findChild(QDateTimeEdit, "callBackDue")
    assert day is not None
    desk.bot.waitUntil(lambda: day.lineEdit().width() >= day.fontMetrics().horizontalAdvance(day.text()))


def test_a_workstation_that_the_town_shut_out_locks_at_once(desk: Reception) -> None:
    office = desk.session._office
    assert office is not None
    office._sync.shutOut.emit()
    desk.bot.waitUntil(lambda: not desk.records.lock.door.unlocked, timeout=10_000)
    assert desk.window.contacting.tools is None
