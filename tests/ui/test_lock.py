"""The lock: agents, codes and their waits, hand-over, inactivity."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.contacts.agents import Agent, Secret
from aparte.core.errors import StorageError
from aparte.ui.lock.actions import LockActions
from aparte.ui.lock.inactivity import Inactivity
from aparte.ui.lock.view import LockView
from tests.fakes.journal import NOW
from tests.fakes.keeper import CLAIRE, JEAN, FakeKeeper
from tests.ui.records import Room, assert_whole, dialog, find, press, room, said


@dataclass
class Lock:
    """The lock screen at work."""

    room: Room
    view: LockView
    actions: LockActions
    keeper: FakeKeeper
    kept: list[str]
    full: bool = False

    def type(self, code: str) -> None:
        find(self.view, QLineEdit, "secretField").setText(code)
        press(self.view, "secretOpen")

    def wait_said(self, words: str) -> None:
        self.room.bot.waitUntil(lambda: words in said(self.view))


def open_lock(room: Room, keeper: FakeKeeper | None = None, waiting: int = 0) -> Lock:
    keeper, kept = keeper or FakeKeeper(), list[str]()

    def keep_first(then: Callable[[], None], refused: Callable[[], None]) -> None:
        kept.append("typed")
        refused() if opened.full else then()

    view = LockView(room.theme)
    actions = LockActions(
        view,
        keeper,
        tasks=room.tasks,
        notices=room.notices,
        theme=room.theme,
        keep_first=keep_first,
        open_contacts=lambda: waiting,
    )
    room.bot.addWidget(view)
    view.resize(900, 640)
    view.show()
    view.activateWindow()
    room.bot.waitUntil(view.isActiveWindow)
    opened = Lock(room, view, actions, keeper, kept)
    actions.start()
    return opened


@pytest.fixture
def here(qtbot: QtBot) -> Iterator[Room]:
    with room(qtbot) as made:
        yield made


@pytest.fixture
def lock(here: Room) -> Lock:
    opened = open_lock(here, waiting=2)
    opened.wait_said("Qui est à l'accueil ?")
    return opened


@pytest.fixture
def unlocked(lock: Lock) -> Lock:
    press(lock.view, "agent-a1")
    with lock.room.bot.waitSignal(lock.actions.unlocked):
        lock.type("4827")
    return lock


def test_agents_are_cards_and_open_contacts_are_said_to_wait(lock: Lock) -> None:
    cards = [card.text() for card in lock.view.findChildren(QAbstractButton) if card.objectName().startswith("agent-")]
    assert cards == ["Claire Martin", "Jean-Luc Bernard"]
    assert "2 échanges ouverts attendent, tels que vous les avez laissés." in said(lock.view)


def test_the_right_code_opens_for_its_agent(lock: Lock) -> None:
    opened: list[Agent] = []
    lock.actions.unlocked.connect(opened.append)
    press(lock.view, "agent-a2")
    lock.type("9153")
    lock.room.bot.waitUntil(lambda: opened == [JEAN])
    assert lock.actions.door.unlocked


def test_a_card_and_a_code_take_the_keyboard_alone(lock: Lock) -> None:
    lock.view.enter()
    QTest.keyClick(lock.view.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(lock.view.focusWidget(), Qt.Key.Key_Return)
    field = find(lock.view, QLineEdit, "secretField")
    assert lock.view.focusWidget() is field
    QTest.keyClicks(field, "9153")
    with lock.room.bot.waitSignal(lock.actions.unlocked):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_wrong_code_is_said_and_the_field_emptied(lock: Lock) -> None:
    press(lock.view, "agent-a1")
    lock.type("0000")
    lock.wait_said("Ce code n'est pas le bon")
    assert find(lock.view, QLineEdit, "secretField").text() == ""
    assert find(lock.view, QWidget, "secretOpen").isEnabled()


def test_too_many_wrong_codes_wait_and_count_down(lock: Lock) -> None:
    lock.keeper.wait_s = 2
    press(lock.view, "agent-a1")
    for _ in range(4):
        lock.room.bot.waitUntil(lambda: find(lock.view, QWidget, "secretOpen").isEnabled())
        lock.type("0000")
    lock.wait_said("Trop d'essais : réessayez dans 2 s.")
    assert not find(lock.view, QWidget, "secretOpen").isEnabled()
    lock.wait_said("Vous pouvez réessayer.")
    assert find(lock.view, QWidget, "secretOpen").isEnabled()


def test_a_code_is_never_shown(lock: Lock) -> None:
    press(lock.view, "agent-a1")
    field = find(lock.view, QLineEdit, "secretField")
    field.setText("4827")
    assert "4827" not in field.displayText()


def test_escape_goes_back_to_the_agents_then_to_the_suggestions(lock: Lock) -> None:
    press(lock.view, "agent-a1")
    QTest.keyClick(find(lock.view, QLineEdit, "secretField"), Qt.Key.Key_Escape)
    assert "Qui est à l'accueil ?" in said(lock.view)
    with lock.room.bot.waitSignal(lock.view.suggestionsOnly):
        QTest.keyClick(lock.view.focusWidget(), Qt.Key.Key_Escape)


def test_the_suggestions_are_one_press_away(lock: Lock) -> None:
    with lock.room.bot.waitSignal(lock.view.suggestionsOnly):
        press(lock.view, "lockSuggestions")
    assert not lock.actions.door.unlocked


def test_a_hand_over_waits_until_what_is_typed_is_written(unlocked: Lock) -> None:
    unlocked.full = True
    unlocked.kept.clear()
    unlocked.actions.switch()
    press(unlocked.view, "agent-a2")
    unlocked.type("9153")
    unlocked.wait_said("le poste ne peut pas changer de mains")
    assert unlocked.kept == ["typed"]
    assert unlocked.actions.door.current == CLAIRE
    unlocked.full = False
    unlocked.type("9153")
    unlocked.room.bot.waitUntil(lambda: unlocked.actions.door.current == JEAN)


def test_the_lock_asks_for_the_code_of_who_was_here(unlocked: Lock) -> None:
    unlocked.actions.lock()
    unlocked.wait_said("Échanges verrouillés")
    assert "Claire Martin" in said(unlocked.view)


def test_a_disk_that_refuses_keeps_the_workstation_open(unlocked: Lock) -> None:
    unlocked.keeper.problem = StorageError("Le disque est plein : rien n'est verrouillé.")
    unlocked.actions.lock()
    unlocked.room.bot.waitUntil(lambda: "Le disque est plein : rien n'est verrouillé." in unlocked.room.told)
    assert unlocked.actions.door.unlocked
    unlocked.keeper.problem = None
    with unlocked.room.bot.waitSignal(unlocked.actions.locked):
        unlocked.actions.lock()


def test_handing_over_closes_nothing_before_another_code_is_right(unlocked: Lock) -> None:
    unlocked.actions.switch()
    press(unlocked.view, "agent-a2")
    unlocked.type("0000")
    unlocked.wait_said("Ce code n'est pas le bon")
    assert unlocked.keeper.current == CLAIRE
    with unlocked.room.bot.waitSignal(unlocked.actions.unlocked):
        unlocked.type("9153")
    assert unlocked.keeper.current == JEAN


def test_one_agent_without_a_code_is_let_in_at_once(here: Room) -> None:
    keeper = FakeKeeper((Agent("a1", "Claire Martin", Secret.NOTHING),))
    opened = open_lock(here, keeper)
    here.bot.waitUntil(lambda: opened.actions.door.unlocked)


def test_a_new_workstation_asks_for_a_name_and_a_code_twice(here: Room) -> None:
    opened = open_lock(here, FakeKeeper(()))
    opened.wait_said("Commencer sur ce poste")
    find(opened.view, QLineEdit, "agentName").setText("Claire Martin")
    find(opened.view, QLineEdit, "agentCode").setText("4827")
    find(opened.view, QLineEdit, "agentAgain").setText("48")
    assert not find(opened.view, QWidget, "lockBegin").isEnabled()
    find(opened.view, QLineEdit, "agentAgain").setText("4827")
    with here.bot.waitSignal(opened.actions.unlocked):
        press(opened.view, "lockBegin")
    assert opened.actions.door.agents[0].name == "Claire Martin"


def test_a_code_that_differs_is_said_as_it_is_typed(here: Room) -> None:
    opened = open_lock(here, FakeKeeper(()))
    opened.wait_said("Commencer sur ce poste")
    find(opened.view, QLineEdit, "agentCode").setText("4827")
    find(opened.view, QLineEdit, "agentAgain").setText("49")
    opened.wait_said("Les deux saisies diffèrent.")


def test_a_keyring_that_opens_alone_asks_for_a_name_only(here: Room) -> None:
    opened = open_lock(here, FakeKeeper((), to_add=Secret.NOTHING))
    opened.wait_said("Commencer sur ce poste")
    assert not any(field.isVisible() for field in opened.view.findChildren(QLineEdit, "agentCode"))


def test_an_agent_is_added_and_a_refused_code_keeps_the_dialog(unlocked: Lock) -> None:
    unlocked.actions.show_add(unlocked.view)
    opened = dialog(unlocked.view, "addAgentDialog")
    for code in ("1234", "7306"):
        find(opened, QLineEdit, "agentName").setText("Fatou Diallo")
        find(opened, QLineEdit, "agentCode").setText(code)
        find(opened, QLineEdit, "agentAgain").setText(code)
        press(opened, "dialogMain")
        if code == "1234":
            unlocked.room.bot.waitUntil(lambda: "choisissez-en un autre" in said(opened))
    unlocked.room.bot.waitUntil(lambda: len(unlocked.actions.door.agents) == 3)


def test_an_agent_is_renamed_and_taken_off(unlocked: Lock) -> None:
    unlocked.actions.show_agents(unlocked.view)
    opened = dialog(unlocked.view, "agentsDialog")
    opened.renameWanted.emit("a1", "Claire M.")  # type: ignore[attr-defined]
    unlocked.room.bot.waitUntil(lambda: "Claire M." in said(opened))
    press(opened, "agentRemove")
    unlocked.room.bot.waitUntil(lambda: "Jean-Luc Bernard" not in said(opened))


def test_a_code_changes_once_the_old_one_is_proved(unlocked: Lock) -> None:
    unlocked.actions.show_change(unlocked.view)
    opened = dialog(unlocked.view, "changeCodeDialog")
    for old in ("0000", "4827"):
        find(opened, QLineEdit, "codeOld").setText(old)
        find(opened, QLineEdit, "codeNew").setText("6618")
        find(opened, QLineEdit, "codeAgain").setText("6618")
        press(opened, "dialogMain")
        if old == "0000":
            unlocked.room.bot.waitUntil(lambda: "Ce code n'est pas le bon" in said(opened))
    unlocked.room.bot.waitUntil(lambda: "Code changé." in unlocked.room.told)
    assert unlocked.keeper.codes["a1"] == "6618"


@pytest.mark.parametrize("size", [(1216, 800), (1029, 550), (420, 652)])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, scale: int, size: tuple[int, int]) -> None:
    with room(qtbot, scale) as here:
        opened = open_lock(here, waiting=1)
        opened.view.resize(*size)
        opened.wait_said("Qui est à l'accueil ?")
        assert_whole(qtbot, opened.view)
        press(opened.view, "agent-a1")
        assert_whole(qtbot, opened.view)


class MovingClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def wait(self, minutes: float) -> None:
        self.moment += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


def _watching(clock: MovingClock, minutes: int = 10) -> tuple[Inactivity, list[bool]]:
    told: list[bool] = []
    watch = Inactivity(clock, minutes)
    watch.due.connect(lambda: told.append(True))
    return watch, told


def test_ten_quiet_minutes_ask_for_the_lock_once(qtbot: QtBot, clock: MovingClock) -> None:
    watch, told = _watching(clock)
    clock.wait(9.9)
    watch.look()
    assert told == []
    clock.wait(0.2)
    watch.look()
    watch.look()
    assert told == [True]


def test_typing_in_an_open_contact_is_no_inactivity(qtbot: QtBot, clock: MovingClock) -> None:
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    watch, told = _watching(clock)
    watch.watch(field.windowHandle())
    for _ in range(4):
        clock.wait(6)
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
        watch.look()
    assert told == []
    assert field.toPlainText() == "aaaa"


def test_the_mouse_is_a_touch_too(qtbot: QtBot, clock: MovingClock) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    part.show()
    watch, told = _watching(clock)
    watch.watch(part.windowHandle())
    clock.wait(9)
    QTest.mouseClick(part.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    clock.wait(9)
    watch.look()
    assert told == []


def test_a_clock_that_goes_back_starts_the_wait_over(qtbot: QtBot, clock: MovingClock) -> None:
    watch, told = _watching(clock)
    clock.wait(-5_000_000)
    watch.look()
    clock.wait(9)
    watch.look()
    assert told == []
    clock.wait(2)
    watch.look()
    assert told == [True]


def test_a_machine_that_slept_is_locked_when_it_wakes(qtbot: QtBot, clock: MovingClock) -> None:
    watch, told = _watching(clock)
    clock.wait(60 * 14)
    watch.look()
    assert told == [True]


def test_zero_minutes_never_lock(qtbot: QtBot, clock: MovingClock) -> None:
    watch, told = _watching(clock, 0)
    clock.wait(100_000)
    watch.look()
    assert told == []


def test_a_window_given_the_keyboard_is_watched_by_itself(qtbot: QtBot, clock: MovingClock) -> None:
    watch, told = _watching(clock)
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    clock.wait(9)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    clock.wait(9)
    watch.look()
    assert told == []
