"""Transfer, slip, gap, late entry: prepared, reread, and never in the way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel, Outcome
from aparte.core.records import GapKind
from tests.fakes.contacts import OUTSIDE
from tests.ui.windows import LOST, Screen, open_screen

CONTROL = Qt.KeyboardModifier.ControlModifier
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def part(screen: Screen, kind: type[W], name: str) -> W:
    found = [widget for widget in screen.window.findChildren(kind, name) if widget.isVisible()]
    assert found
    return found[-1]


def press(screen: Screen, name: str) -> None:
    part(screen, QPushButton, name).click()


def test_a_transfer_carries_its_context_and_is_the_demand_s_outcome(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_T, CONTROL)
    services = part(screen, QComboBox, "transferService")
    assert LOST.strip() in part(screen, QPlainTextEdit, "letterText").toPlainText()
    press(screen, "letterCopy")
    assert LOST.strip() in QGuiApplication.clipboard().text()
    demand = screen.window.contacts.current.demand
    assert demand.outcome is Outcome.TRANSFERRED
    assert demand.service == services.itemData(0)


def test_a_written_request_for_another_administration_is_forwarded_and_its_author_told(screen: Screen) -> None:
    screen.window.contact.channels.chosen.emit(Channel.EMAIL)
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_T, CONTROL)
    services = part(screen, QComboBox, "transferService")
    services.setCurrentIndex(services.findData(OUTSIDE.id))
    press(screen, "letterCopy")
    demand = screen.window.contacts.current.demand
    assert (demand.outcome, demand.service) == (Outcome.REDIRECTED, OUTSIDE.id)
    press(screen, "noticeAction")
    assert OUTSIDE.name in part(screen, QPlainTextEdit, "letterText").toPlainText()


def test_another_service_gets_its_own_text(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_T, CONTROL)
    services = part(screen, QComboBox, "transferService")
    services.setCurrentIndex(1)
    assert services.itemText(1) in part(screen, QPlainTextEdit, "letterText").toPlainText()


def test_a_transfer_given_up_changes_nothing(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_T, CONTROL)
    press(screen, "sheetCancel")
    assert screen.window.contacts.current.demand.outcome is Outcome.ANSWERED


def test_the_outcome_transferred_asks_to_whom(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.contact.demands.outcome.chosen.emit(Outcome.TRANSFERRED)
    part(screen, QComboBox, "transferService")


def test_the_outcome_outside_the_town_asks_which_administration(screen: Screen) -> None:
    screen.window.contact.channels.chosen.emit(Channel.MAIL)
    screen.say(LOST)
    screen.window.contact.demands.outcome.chosen.emit(Outcome.REDIRECTED)
    services = part(screen, QComboBox, "transferService")
    assert [services.itemData(row) for row in range(services.count())] == [OUTSIDE.id]
    press(screen, "letterCopy")
    demand = screen.window.contacts.current.demand
    assert (demand.outcome, demand.service) == (Outcome.REDIRECTED, OUTSIDE.id)
    press(screen, "noticeAction")
    assert f"transmise à : {OUTSIDE.name}" in part(screen, QPlainTextEdit, "letterText").toPlainText()


def test_who_was_told_at_the_desk_gets_no_letter(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.contact.demands.outcome.chosen.emit(Outcome.REDIRECTED)
    press(screen, "letterCopy")
    action = screen.window.findChild(QPushButton, "noticeAction")
    assert action is None or not action.isVisible()


def test_whom_to_call_back_goes_to_the_service_only_when_ticked(screen: Screen) -> None:
    screen.say(LOST)
    panel = screen.window.contact
    panel.demands.outcome.chosen.emit(Outcome.CALL_BACK)
    screen.bot.keyClicks(panel.follow_up.name, "Mme Exemple")
    panel.transferRequested.emit()
    text, box = part(screen, QPlainTextEdit, "letterText"), part(screen, QCheckBox, "transferCallBack")
    assert not box.isChecked()
    assert "Mme Exemple" not in text.toPlainText()
    box.click()
    assert "Mme Exemple" in text.toPlainText()
    part(screen, QComboBox, "transferService").setCurrentIndex(1)
    assert "Mme Exemple" in text.toPlainText()
    box.click()
    assert "Mme Exemple" not in text.toPlainText()


def test_nobody_to_call_back_is_not_offered(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_T, CONTROL)
    part(screen, QComboBox, "transferService")
    box = screen.window.findChild(QCheckBox, "transferCallBack")
    assert box is not None
    assert not box.isVisible()


def test_the_citizen_s_slip_holds_the_answer_given(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_P, CONTROL)
    assert "25 €" in part(screen, QPlainTextEdit, "letterText").toPlainText()


def test_a_gap_is_reread_masked_before_it_is_filed(screen: Screen) -> None:
    screen.say("mon numéro est le 06 12 34 56 78 pour les autruches ")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_M, CONTROL)
    words = part(screen, QPlainTextEdit, "gapWords")
    assert "06 12 34 56 78" not in words.toPlainText()
    assert screen.gaps.tickets == []
    words.setPlainText("élever des autruches")
    press(screen, "gapFile")
    screen.bot.waitUntil(lambda: bool(screen.told), timeout=3000)
    ticket = screen.gaps.tickets[0]
    assert (ticket.kind, ticket.text, ticket.reread) == (GapKind.UNANSWERED, "élever des autruches", True)
    assert screen.told == [f"Manque signalé, référence {ticket.reference}."]


@pytest.mark.parametrize("kind", [GapKind.WRONG, GapKind.OLD])
def test_an_article_is_reported_wrong_or_old(screen: Screen, kind: GapKind) -> None:
    screen.window.open_article("encombrants")
    screen.wait_article("encombrants")
    screen.window.reader.reportRequested.emit()
    press(screen, f"gap-{kind}")
    part(screen, QPlainTextEdit, "gapWords").setPlainText("le jour a changé")
    press(screen, "gapFile")
    screen.bot.waitUntil(lambda: bool(screen.gaps.tickets), timeout=3000)
    ticket = screen.gaps.tickets[0]
    assert (ticket.kind, ticket.article_ids, ticket.text) == (kind, ("encombrants",), "le jour a changé")


def test_a_gap_without_words_is_not_filed(screen: Screen) -> None:
    screen.window.open_article("encombrants")
    screen.wait_article("encombrants")
    screen.window.reader.reportRequested.emit()
    press(screen, "gapFile")
    assert part(screen, QPlainTextEdit, "gapWords").isVisible()
    assert screen.gaps.tickets == []


def test_a_late_entry_is_never_in_the_future(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.contact.lateRequested.emit()
    field = part(screen, QDateTimeEdit, "lateMoment")
    field.setDateTime(QDateTime.currentDateTime().addYears(30))
    press(screen, "lateTake")
    happened = screen.window.contacts.current.contact.happened_at
    assert happened == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_late_entry_says_when_instead_of_counting(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.contact.lateRequested.emit()
    field = part(screen, QDateTimeEdit, "lateMoment")
    field.setDateTime(field.dateTime().addDays(-1))
    press(screen, "lateTake")
    assert "22 novembre 2026" in part(screen, QLabel, "contactTime").text()
    screen.bot.waitUntil(
        lambda: [c.happened_at for c in screen.recorder.open_now.values()] == [datetime(2026, 11, 22, 9, tzinfo=UTC)],
        timeout=3000,
    )


def test_what_will_be_masked_is_said_beside_the_notes(screen: Screen) -> None:
    hint = screen.window.contact.findChild(QLabel, "maskedHint")
    assert hint is not None
    screen.window.contact.notes.setFocus()
    screen.type("rappeler au 06 12 34 56 78")
    assert hint.isVisible()
    screen.window.contact.notes.setPlainText("rappeler")
    assert not hint.isVisible()


def test_notes_grow_with_their_lines_up_to_four(screen: Screen) -> None:
    notes = screen.window.contact.notes
    heights = []
    for lines in range(1, 7):
        notes.setPlainText("\n".join(["ligne"] * lines))
        heights.append(notes.height())
    assert heights[0] < heights[1] < heights[2] < heights[3] == heights[4] == heights[5]
