"""The list refined by meaning: it comes after the words', and moves nothing the agent is about to pick."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aparte.assist.dense.refining import Reading
from aparte.assist.desk import SuggestRequest
from aparte.core.lanes import InlineLane
from aparte.core.model import ModelStanding
from aparte.core.suggestion import Reason, ReasonKind, Suggestion, Suggestions, Verdict
from aparte.ui.suggestions.model import SuggestionModel
from aparte.ui.suggestions.view import SuggestionsPanel
from aparte.ui.suggestions.wording import chip_texts, reason_line
from aparte.ui.tasks import Tasks
from aparte.ui.theme import LIGHT, Theme
from tests.fakes.desk import FakeDesk
from tests.fakes.refining import ScriptedRefining
from tests.ui.windows import LOST, Screen, open_screen

TODAY = date(2026, 11, 23)
ITEMS = FakeDesk().suggest(SuggestRequest(1, "carte identite")).items
ONE, TWO, THREE, FOUR = ITEMS[:4]
NEAR = Reason(ReasonKind.MEANING, "", "")


@pytest.fixture
def panel(qtbot: QtBot) -> SuggestionsPanel:
    made = SuggestionsPanel(Theme(LIGHT), TODAY)
    made.resize(370, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def _answer(number: int, *items: Suggestion, verdict: Verdict = Verdict.ANSWERED) -> Suggestions:
    return Suggestions(number, verdict, items, 0.9, (), FakeDesk().service("titres"), 1.0)


def _ids(panel: SuggestionsPanel) -> list[str]:
    model = panel.list.model()
    assert isinstance(model, SuggestionModel)
    return [item.article_id for item in model.items]


def _ids_of(*items: Suggestion) -> list[str]:
    return [item.article_id for item in items]


def _point_at(panel: SuggestionsPanel, bot: QtBot, row: int) -> None:
    middle = panel.list.visualRect(panel.list.model().index(row, 0)).center()

    def pointed() -> bool:
        # A window that a test before left behind may take the first moves.
        bot.mouseMove(panel.list.viewport(), middle - QPoint(0, 5))
        bot.mouseMove(panel.list.viewport(), middle)
        return panel.list.held() == row + 1

    bot.waitUntil(pointed, timeout=5000)


def _places(panel: SuggestionsPanel, rows: int) -> list[tuple[int, str]]:
    model = panel.list.model()
    return [(panel.list.visualRect(model.index(row, 0)).top(), model.index(row, 0).data()) for row in range(rows)]


def test_an_untouched_list_takes_the_refined_order(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    panel.refine(_answer(1, TWO, FOUR, ONE))
    assert _ids(panel) == _ids_of(TWO, FOUR, ONE)


def test_the_refined_list_of_another_request_is_dropped(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(5, ONE, TWO))
    panel.refine(_answer(4, TWO, ONE))
    panel.refine(_answer(6, TWO, ONE))
    assert _ids(panel) == _ids_of(ONE, TWO)


def test_a_refined_list_never_comes_before_the_words_own(panel: SuggestionsPanel) -> None:
    panel.refine(_answer(1, ONE))
    assert _ids(panel) == []


def test_the_card_under_the_pointer_and_those_above_stay(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    _point_at(panel, qtbot, 1)
    before = _places(panel, 2)
    panel.refine(_answer(1, FOUR, THREE, TWO, ONE))
    assert _places(panel, 2) == before
    assert _ids(panel) == _ids_of(ONE, TWO, FOUR, THREE)


def test_the_selected_card_and_those_above_stay(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    panel.activateWindow()
    panel.list.enter()
    qtbot.waitUntil(panel.list.hasFocus)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    panel.refine(_answer(1, THREE, FOUR, TWO))
    assert _ids(panel) == _ids_of(ONE, TWO, THREE)
    assert panel.list.selected_id() == TWO.article_id


def test_the_card_of_the_open_article_and_those_above_stay(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    panel.list.select_article(TWO.article_id)
    panel.refine(_answer(1, FOUR, ONE, THREE))
    assert _ids(panel) == _ids_of(ONE, TWO, FOUR)
    assert panel.list.selected_id() == TWO.article_id


def test_what_is_in_sight_of_a_scrolled_list_stays(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.resize(370, 420)
    panel.show_answer(_answer(1, *ITEMS))
    bar = panel.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    before = _places(panel, len(ITEMS))
    panel.refine(_answer(1, *reversed(ITEMS)))
    assert _places(panel, len(ITEMS)) == before
    assert bar.value() == bar.maximum()


def test_the_banner_does_not_change_over_a_list_that_the_agent_touched(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO))
    panel.list.select_article(ONE.article_id)
    panel.refine(_answer(1, ONE, THREE, verdict=Verdict.UNSURE))
    assert not panel.unsure
    assert panel.answer is not None
    assert [item.article_id for item in panel.answer.items] == _ids_of(ONE, THREE)


def test_a_refined_first_that_words_do_not_speak_for_is_to_be_checked(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO))
    panel.refine(_answer(1, THREE, ONE, verdict=Verdict.UNSURE))
    assert panel.unsure


def test_a_key_opens_what_was_seen_before_the_refined_list(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.list.painted):
        panel.show_answer(_answer(1, ONE, TWO))
    with qtbot.waitSignal(panel.list.painted):
        panel.refine(_answer(1, TWO, ONE))
    seen = panel.list.seen(1, 60.0)
    assert seen is not None
    assert seen.article_id == ONE.article_id


def test_what_meaning_brought_says_so_in_two_words(panel: SuggestionsPanel) -> None:
    near = replace(THREE, reasons=(NEAR,))
    panel.show_answer(_answer(1, ONE))
    panel.refine(_answer(1, ONE, near))
    heard = panel.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.endswith("sens proche")
    assert reason_line((NEAR, Reason(ReasonKind.TYPED, "carte", "carte"))) == "sens proche · mot : carte"
    assert chip_texts((NEAR,)) == ()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.sampled_from(ITEMS), unique=True),
    after=st.lists(st.sampled_from(ITEMS), unique=True),
    held=st.integers(0, 8),
)
def test_whatever_the_order_no_row_above_moves_and_no_card_is_there_twice(
    qapp: object, before: list[Suggestion], after: list[Suggestion], held: int
) -> None:
    assert qapp
    model, held = SuggestionModel(TODAY), min(held, len(before))
    model.show(tuple(before), unsure=False)
    model.refine(tuple(after), held)
    ids = _ids_of(*model.items)
    assert ids[:held] == _ids_of(*before[:held])
    assert len(set(ids)) == len(ids)
    assert len(ids) <= max(held, len(after))
    assert ids[held:] == [one for one in _ids_of(*after) if one not in ids[:held]][: len(ids) - held]
    assert model.rowCount() == len(ids)


# In the window


def refined_by(
    screen: Screen, answer: Callable[[SuggestRequest], Suggestions | None], *readings: Reading
) -> ScriptedRefining:
    """The window with a search by meaning attached."""
    refining = ScriptedRefining(answer, *readings)
    screen.window.attach_meaning(refining, Tasks(InlineLane(), screen.window))
    return refining


def backwards(request: SuggestRequest) -> Suggestions:
    """What the desk finds, the last first."""
    found = FakeDesk().suggest(request)
    return replace(found, items=tuple(reversed(found.items)))


def test_the_list_of_the_words_is_there_at_once_and_refined_after(screen: Screen) -> None:
    refining = refined_by(screen, backwards)
    refining.go.clear()
    screen.say(LOST)
    by_words = screen.titles
    screen.bot.waitUntil(lambda: bool(refining.asked), timeout=5000)
    assert screen.titles == by_words
    refining.go.set()
    screen.bot.waitUntil(lambda: screen.titles == by_words[::-1], timeout=5000)
    assert refining.keys == len(LOST)


def test_a_refined_list_that_comes_after_the_next_key_is_dropped(screen: Screen) -> None:
    refining = refined_by(screen, backwards)
    refining.go.clear()
    screen.say(LOST)
    screen.bot.waitUntil(lambda: bool(refining.asked), timeout=5000)
    screen.say("h")
    by_words = screen.titles
    with screen.bot.waitSignal(screen.window.refinements.settled):
        refining.go.set()
    assert screen.titles == by_words


def test_typing_on_asks_no_model(screen: Screen) -> None:
    refining = refined_by(screen, backwards)
    screen.window.conversation.field.setFocus()
    screen.type(LOST)
    assert refining.asked == []


def test_a_search_by_meaning_that_knows_nothing_better_changes_nothing(screen: Screen) -> None:
    refined_by(screen, lambda _: None)
    with screen.bot.waitSignal(screen.window.refinements.settled):
        screen.say(LOST)
    assert screen.titles == [item.title for item in FakeDesk().suggest(SuggestRequest(1, LOST)).items]


@pytest.mark.expects_log
def test_a_search_by_meaning_that_breaks_changes_nothing(screen: Screen) -> None:
    def broken(_: SuggestRequest) -> None:
        raise RuntimeError

    refined_by(screen, broken)
    with screen.bot.waitSignal(screen.window.refinements.settled):
        screen.say(LOST)
    assert screen.titles == [item.title for item in FakeDesk().suggest(SuggestRequest(1, LOST)).items]
    assert screen.told == []


@pytest.mark.parametrize(
    ("reading", "line"),
    [
        (Reading(1200, 77_157, "M"), "Recherche par le sens : 1\u202f200 extraits lus sur 77\u202f157."),
        (Reading(9, 9, "M"), "Recherche par le sens : prête, modèle M."),
        (
            Reading(3, 9, "M", ModelStanding.NO_MEMORY),
            "Recherche par le sens : 3 extraits lus sur 9. La mémoire manque : la lecture reprendra.",
        ),
        (
            Reading(3, 9, "M", ModelStanding.FAILED),
            "Recherche par le sens : 3 extraits lus sur 9. Le modèle ne répond pas : la lecture attend.",
        ),
    ],
)
def test_how_much_was_read_is_said_under_the_base_s_name(screen: Screen, reading: Reading, line: str) -> None:
    refined_by(screen, lambda _: None, reading)
    base = screen.window.conversation.findChild(QLabel, "baseState")
    assert base is not None
    screen.bot.waitUntil(lambda: base.toolTip() == line, timeout=5000)
