"""The window's keys, folds and notices, as an agent meets them."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.errors import BaseUnavailableError
from aparte.settings import options
from aparte.ui.keymap.digits import alt_rank
from aparte.ui.window.columns import Fold
from tests.ui.windows import LOST, Screen, open_screen


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def test_the_keyboard_starts_in_the_text(screen: Screen) -> None:
    assert screen.has_focus(screen.window.conversation.field)


def test_down_on_the_last_line_enters_the_list_and_esc_comes_back_with_the_text(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Down)
    assert screen.has_focus(screen.window.suggestions.list)
    screen.bot.keyClick(screen.window.suggestions.list, Qt.Key.Key_Escape)
    assert screen.has_focus(screen.window.conversation.field)
    assert screen.window.conversation.field.toPlainText() == LOST


def test_down_on_an_earlier_line_moves_in_the_text(screen: Screen) -> None:
    field = screen.window.conversation.field
    screen.say(LOST)
    screen.bot.keyClick(field, Qt.Key.Key_Return)
    screen.type("et son passeport")
    screen.bot.keyClick(field, Qt.Key.Key_Up)
    screen.bot.keyClick(field, Qt.Key.Key_Down)
    assert screen.has_focus(field)


def test_enter_opens_the_card_and_gives_the_keyboard_to_the_reader(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Down)
    screen.bot.keyClick(screen.window.suggestions.list, Qt.Key.Key_Return)
    screen.wait_article("cni-perdue-volee")
    assert screen.has_focus(screen.window.reader.scroller)


def test_enter_in_the_text_is_a_new_line_and_tab_moves_on(screen: Screen) -> None:
    field = screen.window.conversation.field
    screen.say(LOST)
    screen.bot.keyClick(field, Qt.Key.Key_Return)
    assert field.toPlainText() == LOST + "\n"
    screen.bot.keyClick(field, Qt.Key.Key_Tab)
    assert not screen.has_focus(field)
    assert field.toPlainText() == LOST + "\n"


def test_a_bare_digit_types(screen: Screen) -> None:
    screen.say("elle a 15 ans")
    assert screen.window.conversation.field.toPlainText() == "elle a 15 ans"
    assert screen.window.reader.opened is None


def test_a_character_typed_on_the_list_goes_to_the_text(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Down)
    screen.bot.keyClicks(screen.window.suggestions.list, "1")
    assert screen.window.conversation.field.toPlainText() == LOST + "1"
    assert screen.has_focus(screen.window.conversation.field)


@pytest.mark.parametrize(
    "modifiers",
    [
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier,
        Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.ShiftModifier,
    ],
)
def test_a_key_that_the_text_refuses_ends_there(screen: Screen, modifiers: Qt.KeyboardModifier) -> None:
    screen.say("carte ")
    for target in (screen.window.conversation.field, screen.window.suggestions.list):
        target.setFocus()
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_2, modifiers, "2")
        QCoreApplication.sendEvent(target, event)
    assert screen.has_focus(screen.window.suggestions.list)


def test_a_space_typed_on_the_list_parts_two_words(screen: Screen) -> None:
    screen.say("carte")
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_Down)
    screen.type(" perdue")
    assert screen.window.conversation.field.toPlainText() == "carte perdue"


def test_altgr_on_the_list_types(screen: Screen) -> None:
    screen.say("carte ")
    screen.window.suggestions.list.setFocus()
    altgr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QCoreApplication.sendEvent(
        screen.window.suggestions.list, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_At, altgr, "@")
    )
    assert screen.window.conversation.field.toPlainText() == "carte @"


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_Eacute])
def test_alt_and_a_digit_opens_that_card_and_leaves_the_keyboard_in_the_text(screen: Screen, key: Qt.Key) -> None:
    screen.settings.set(options.OPEN_DELAY_GUARD_MS, 0)
    screen.say(LOST)
    second = screen.titles[1]
    screen.bot.keyClick(screen.window.conversation.field, key, Qt.KeyboardModifier.AltModifier)
    screen.bot.waitUntil(lambda: screen.window.reader.opened is not None)
    assert screen.window.reader.opened is not None
    assert screen.window.reader.opened.article.title == second
    assert screen.has_focus(screen.window.conversation.field)
    assert screen.window.conversation.field.toPlainText() == LOST


def _press(key: int, scan_code: int, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0)


ALT = Qt.KeyboardModifier.AltModifier
AZERTY_ROW = (0x26, 0xC9, 0x22, 0x27, 0x28, 0x2D, 0xC8, 0x5F)


@pytest.mark.parametrize(("platform", "first"), [("windows", 2), ("xcb", 10), ("wayland", 10)])
def test_the_azerty_row_is_read_by_its_place(platform: str, first: int) -> None:
    ranks = [alt_rank(_press(key, first + at, ALT), platform) for at, key in enumerate(AZERTY_ROW)]
    assert ranks == [1, 2, 3, 4, 5, 6, 7, 8]


def test_the_minus_key_of_qwerty_is_no_digit() -> None:
    assert alt_rank(_press(Qt.Key.Key_Minus, 12, ALT), "windows") == 0


def test_altgr_opens_nothing() -> None:
    altgr = ALT | Qt.KeyboardModifier.ControlModifier
    assert alt_rank(_press(Qt.Key.Key_2, 3, altgr), "windows") == 0


def test_ctrl_l_comes_back_from_the_reader(screen: Screen) -> None:
    screen.window.open_article("encombrants")
    screen.wait_article("encombrants")
    control = Qt.KeyboardModifier.ControlModifier
    screen.bot.keyClick(screen.window.reader.scroller, Qt.Key.Key_L, control)
    assert screen.has_focus(screen.window.conversation.field)


def test_one_key_copies_the_answer_from_anywhere(screen: Screen) -> None:
    screen.window.open_article("cni-perdue-volee", section=2)
    screen.wait_article("cni-perdue-volee")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with screen.bot.waitSignal(screen.window.copied) as copied:
        screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_C, keys)
    assert copied.args is not None
    text = copied.args[0]
    assert "25 €" in text
    assert "Source" in text
    text.encode("cp1252")
    assert QGuiApplication.clipboard().text() == text


def test_copy_without_an_article_says_what_to_do(screen: Screen) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_C, keys)
    assert screen.told == ["Ouvrez d'abord une fiche : c'est elle qui sera copiée."]


def test_the_next_citizen_starts_empty_and_ctrl_z_brings_the_last_back(screen: Screen) -> None:
    field = screen.window.conversation.field
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.bot.keyClick(field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == ""
    assert screen.titles == []
    assert screen.window.reader.opened is None
    assert "reste ouvert" in screen.window.strip.text
    screen.bot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == LOST
    assert screen.window.reader.opened is not None


def _boxes(screen: Screen) -> list[QCheckBox]:
    page = screen.window.reader.scroller.widget()
    assert page is not None
    return page.findChildren(QCheckBox)


def test_papers_ticked_stay_ticked_until_the_next_citizen(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    _boxes(screen)[0].setChecked(True)
    for article in ("passeport-mineur", "cni-perdue-volee"):
        screen.window.open_article(article)
        screen.wait_article(article)
    assert [box.isChecked() for box in _boxes(screen)[:2]] == [True, False]
    screen.window.start_next()
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    assert not _boxes(screen)[0].isChecked()


def test_tab_reaches_what_can_be_done_with_the_article(screen: Screen) -> None:
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.window.conversation.field.setFocus()
    reached = set()
    for _ in range(40):
        focus = screen.window.focusWidget()
        assert focus is not None
        reached.add(focus.objectName())
        screen.bot.keyClick(focus, Qt.Key.Key_Tab)
    assert {"copy", "findInArticle", "contentsMenu", "readerPage", "keymapButton"} <= reached


def test_the_offer_to_undo_goes_with_the_next_citizen_s_first_key(screen: Screen) -> None:
    screen.say(LOST)
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen.type("p")
    assert screen.window.strip.text == ""


def test_a_key_opens_nothing_of_the_citizen_before(screen: Screen) -> None:
    screen.settings.set(options.OPEN_DELAY_GUARD_MS, 0)
    screen.say(LOST)
    field = screen.window.conversation.field
    screen.bot.keyClick(field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen.bot.keyClick(field, Qt.Key.Key_1, ALT)
    assert screen.window.reader.opened is None


def test_a_gap_is_filed_and_its_reference_told(screen: Screen) -> None:
    screen.say("un permis pour élever des autruches ")
    control = Qt.KeyboardModifier.ControlModifier
    screen.bot.keyClick(screen.window.conversation.field, Qt.Key.Key_M, control)
    file = screen.window.findChild(QAbstractButton, "gapFile")
    assert file is not None
    file.click()
    screen.bot.waitUntil(lambda: bool(screen.told))
    assert screen.told == ["Manque signalé, référence M-0001."]
    assert screen.gaps.tickets[0].text == "un permis pour élever des autruches"


def test_an_article_that_is_gone_is_one_sentence(screen: Screen) -> None:
    screen.window.open_article("inconnue")
    screen.bot.waitUntil(lambda: bool(screen.told))
    assert screen.told == ["Cette fiche n'existe plus : cherchez-la par son titre."]


def test_a_broken_base_is_said_in_the_list_and_the_text_stays(screen: Screen) -> None:
    screen.desk.failure = BaseUnavailableError("La base est illisible : relancez Aparté.")
    screen.type("carte")
    page = screen.window.suggestions.findChild(QWidget, "emptyState")
    assert page is not None
    screen.bot.waitUntil(lambda: _shows(page, "La base est illisible : relancez Aparté."))
    assert screen.window.conversation.field.toPlainText() == "carte"


def test_typing_while_the_base_opens_is_answered_when_it_is(screen: Screen) -> None:
    screen.window.show_opening()
    page = screen.window.suggestions.findChild(QWidget, "emptyState")
    assert page is not None
    assert _shows(page, "La base de connaissances s'ouvre")
    screen.say("encombrant")
    assert screen.titles == ["Faire enlever un encombrant"]


def _shows(page: QWidget, text: str) -> bool:
    return any(label.text().replace("\u00a0", " ") == text for label in page.findChildren(QLabel))


@pytest.mark.parametrize(
    ("size", "scale", "fold"),
    [
        ((1280, 800), 100, Fold.THREE),
        ((1093, 550), 100, Fold.TWO),
        ((420, 700), 100, Fold.ONE),
        ((1400, 800), 200, Fold.TWO),
        ((1280, 800), 200, Fold.ONE),
        ((1093, 550), 200, Fold.ONE),
    ],
)
def test_the_columns_fold(qtbot: QtBot, size: tuple[int, int], scale: int, fold: Fold) -> None:
    screen = open_screen(qtbot, size, scale)
    assert screen.window.columns.fold is fold
    screen.close()


SIZES = [(1093, 550), (1280, 800), (420, 700)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_no_word_is_cut(qtbot: QtBot, size: tuple[int, int], scale: int) -> None:
    screen = open_screen(qtbot, size, scale)
    assert (screen.window.width(), screen.window.height()) == size
    screen.say(LOST)
    assert _settled_cut(screen) == []
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    qtbot.wait(200)
    assert _settled_cut(screen) == []
    screen.close()


def _settled_cut(screen: Screen) -> list[str]:
    """What is still cut once the window has laid out what came last."""
    with suppress(screen.bot.TimeoutError):
        screen.bot.waitUntil(lambda: not _cut(screen.window), timeout=1000)
    return _cut(screen.window)


def _cut(window: QWidget) -> list[str]:
    """The visible texts that have less room than they need, or stand outside the window."""
    texts: list[QLabel | QAbstractButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    ]
    return [
        f"{type(widget).__name__} {widget.text()!r}"
        for widget in texts
        if widget.text() and not widget.visibleRegion().isEmpty() and _is_cut(widget, window)
    ]


def _is_cut(widget: QLabel | QAbstractButton, window: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    inside = QRect(QPoint(0, 0), window.size())
    here = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    metrics = widget.fontMetrics()
    words = metrics.horizontalAdvance(widget.text().replace("&&", "&"))
    wraps = widget.hasHeightForWidth()
    too_narrow = not wraps and widget.width() < words
    return too_narrow or here.left() < inside.left() or here.right() > inside.right()


def test_with_one_column_the_article_covers_the_list_and_esc_uncovers_it(qtbot: QtBot) -> None:
    screen = open_screen(qtbot, (420, 700))
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    assert not screen.window.suggestions.isVisible()
    assert screen.window.reader.isVisible()
    qtbot.keyClick(screen.window.reader.scroller, Qt.Key.Key_Escape)
    assert screen.window.suggestions.isVisible()
    assert screen.has_focus(screen.window.conversation.field)
    assert screen.window.conversation.field.toPlainText() == LOST
    screen.close()


def test_the_narrow_window_gets_its_width_back(screen: Screen) -> None:
    screen.bot.keyClick(screen.window, Qt.Key.Key_F8)
    assert screen.window.width() == 420
    assert screen.window.columns.fold is Fold.ONE
    screen.bot.keyClick(screen.window, Qt.Key.Key_F8)
    assert screen.window.width() == 1280


def test_staying_above_the_others_keeps_the_keyboard(screen: Screen) -> None:
    for on_top in (True, False):
        screen.settings.set(options.ALWAYS_ON_TOP, on_top)
        assert bool(screen.window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint) is on_top
        screen.bot.wait(50)
        assert screen.window.isActiveWindow()
        assert screen.has_focus(screen.window.conversation.field)


def test_folding_keeps_the_keyboard_and_the_article(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.resize(1093, 550)
    assert screen.has_focus(screen.window.conversation.field)
    assert screen.window.conversation.field.toPlainText() == LOST
    assert screen.titles[0] == "Carte d'identité perdue ou volée"


def test_every_control_has_a_name_for_a_screen_reader(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in screen.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_tab_goes_from_the_text_to_the_cards_then_to_the_reader(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.window.to_conversation()
    order = []
    for _ in range(24):
        screen.bot.keyClick(screen.window.focusWidget(), Qt.Key.Key_Tab)
        focused = screen.window.focusWidget()
        order.append(focused.objectName() if focused is not None else "")
    assert order[0] == "nextCitizen"
    assert order.index("suggestions") < order.index("fileGap") < order.index("readerPage")
