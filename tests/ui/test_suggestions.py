"""The list: what a card says, and what never moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QLabel, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from aparte.assist.desk import SuggestRequest
from aparte.core.suggestion import Reason, ReasonKind, Suggestion, Suggestions, Verdict
from aparte.ui.suggestions.delegate import CardDelegate
from aparte.ui.suggestions.header import ListHeader
from aparte.ui.suggestions.history import PaintedHistory
from aparte.ui.suggestions.kept import Kept
from aparte.ui.suggestions.model import SuggestionModel
from aparte.ui.suggestions.view import SuggestionsPanel
from aparte.ui.suggestions.wording import chip_texts, reason_line, source_lines
from aparte.ui.theme import LIGHT, Theme
from aparte.ui.theme.textblock import TextBlock
from tests.fakes.desk import FakeDesk
from tests.ui.windows import LOST, Screen, open_screen

TODAY = date(2026, 11, 23)
ITEMS = FakeDesk().suggest(SuggestRequest(1, "carte identite")).items
ONE, TWO, THREE, FOUR = ITEMS[:4]


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.window.close()
    opened.tasks.close()


@pytest.fixture
def panel(qtbot: QtBot) -> SuggestionsPanel:
    made = SuggestionsPanel(Theme(LIGHT), TODAY)
    made.resize(370, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def _answer(number: int, *items: Suggestion, verdict: Verdict = Verdict.ANSWERED) -> Suggestions:
    service = FakeDesk().service("titres")
    return Suggestions(number, verdict, items, 0.9, (), service, 1.0)


def _ids(panel: SuggestionsPanel) -> list[str]:
    model = panel.list.model()
    assert isinstance(model, SuggestionModel)
    return [item.article_id for item in model.items]


def _shown(panel: SuggestionsPanel) -> list[str]:
    widgets: list[QLabel | QPushButton] = [*panel.findChildren(QLabel), *panel.findChildren(QPushButton)]
    return [widget.text().replace("\u00a0", " ") for widget in widgets if widget.isVisible() and widget.text()]


def test_an_overtaken_answer_is_dropped(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(5, ONE))
    panel.show_answer(_answer(4, TWO))
    assert _ids(panel) == [ONE.article_id]


def test_each_answer_says_when_it_is_painted(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.list.painted) as painted:
        panel.show_answer(_answer(7, ONE))
    assert painted.args == [7]


def test_an_answer_without_a_card_is_painted_too(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.list.painted) as painted:
        panel.show_answer(_answer(8, verdict=Verdict.UNDECIDED))
    assert painted.args == [8]


def test_while_the_keyboard_is_in_the_list_its_card_does_not_move(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    panel.list.select_article(TWO.article_id)
    panel.activateWindow()
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)
    panel.show_answer(_answer(2, TWO, FOUR, ONE))
    assert panel.list.selected_id() == TWO.article_id
    assert _ids(panel) == [FOUR.article_id, TWO.article_id, ONE.article_id]


def test_while_the_agent_types_the_best_answer_is_first_and_the_selection_follows(
    panel: SuggestionsPanel,
) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    panel.list.select_article(ONE.article_id)
    panel.list.clearFocus()
    panel.show_answer(_answer(2, TWO, ONE))
    assert _ids(panel) == [TWO.article_id, ONE.article_id]
    assert panel.list.selected_id() == ONE.article_id


def test_new_answers_are_read_from_the_top(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.show_answer(_answer(1, *ITEMS))
    bar = panel.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    panel.show_answer(_answer(2, *ITEMS[1:]))
    assert bar.value() == 0


def test_a_selection_that_left_the_results_is_dropped(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO))
    panel.list.select_article(TWO.article_id)
    panel.show_answer(_answer(2, THREE, FOUR))
    assert panel.list.selected_id() == ""
    assert _ids(panel) == [THREE.article_id, FOUR.article_id]


def test_the_card_under_the_pointer_does_not_move(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.show_answer(_answer(1, ONE, TWO, THREE))
    second = panel.list.visualRect(panel.list.model().index(1, 0)).center()
    qtbot.mouseMove(panel.list.viewport(), second - QPoint(0, 5))
    qtbot.mouseMove(panel.list.viewport(), second)
    panel.show_answer(_answer(2, TWO, THREE, ONE))
    assert _ids(panel)[1] == TWO.article_id


def test_no_update_changes_a_card_s_height(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO))
    before = panel.list.visualRect(panel.list.model().index(1, 0))
    panel.show_answer(_answer(2, replace(ONE, quote="court"), replace(TWO, title="long " * 30)))
    assert panel.list.visualRect(panel.list.model().index(1, 0)) == before


def test_the_banner_takes_the_place_of_the_name_and_moves_no_card(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, TWO))
    before = panel.list.pos()
    panel.show_answer(_answer(2, ONE, TWO, verdict=Verdict.UNSURE))
    assert "Aucune réponse sûre" in _shown(panel)
    assert panel.list.pos() == before


def test_the_second_level_is_named_when_nothing_is_safe(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, verdict=Verdict.UNSURE))
    shown = _shown(panel)
    assert "Pôle titres d'identité" in shown
    assert "03 53 01 11 10" in shown
    assert "lundi au vendredi 8 h 45-17 h, jeudi jusqu'à 18 h 30, sur rendez-vous" in shown
    assert "Signaler un manque" in shown


def test_the_banner_does_not_flicker_between_two_words(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, ONE, verdict=Verdict.UNSURE))
    panel.show_answer(_answer(2, ONE, verdict=Verdict.UNDECIDED))
    assert "Aucune réponse sûre" in _shown(panel)
    panel.show_answer(_answer(3, ONE))
    assert "Aucune réponse sûre" not in _shown(panel)


def test_three_lines_help_before_the_first_word(panel: SuggestionsPanel) -> None:
    shown = _shown(panel)
    assert "Écrivez ce que dit l'usager" in shown
    assert "Les fiches qui répondent apparaissent à chaque touche." in shown


def test_a_question_without_any_article_is_said(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, verdict=Verdict.UNSURE))
    assert "Aucune fiche n'en parle" in _shown(panel)
    assert "Signaler un manque" in _shown(panel)


def test_a_screen_reader_hears_all_of_a_card(panel: SuggestionsPanel) -> None:
    late = replace(
        ONE,
        quote="En cas de perte.",
        review_by=date(2026, 11, 14),
        reasons=(Reason(ReasonKind.REPAIR, "pasport", "passeport"),),
    )
    panel.show_answer(_answer(1, late))
    heard = panel.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == (f"1. {late.title}. En cas de perte. Ville. à revoir depuis 9 jours. corrigé : pasport → passeport")


def test_the_reason_says_each_way_a_word_was_met() -> None:
    reasons = (
        Reason(ReasonKind.TYPED, "perte", "perte"),
        Reason(ReasonKind.SYNONYM, "CNI", "carte d'identité"),
        Reason(ReasonKind.REPAIR, "pasport", "passeport"),
    )
    assert reason_line(reasons) == ("mot : perte · synonyme : CNI = carte d'identité · corrigé : pasport → passeport")
    assert chip_texts(reasons) == ("CNI = carte d'identité", "pasport → passeport")


def test_a_typed_word_is_shown_once_with_all_that_it_met() -> None:
    reasons = (
        Reason(ReasonKind.SYNONYM, "fille", "mineur"),
        Reason(ReasonKind.REPAIR, "didentité", "identité"),
        Reason(ReasonKind.SYNONYM, "fille", "enfants"),
        Reason(ReasonKind.SYNONYM, "fille", "enfant"),
        Reason(ReasonKind.REPAIR, "didentité", "identite"),
    )
    assert chip_texts(reasons) == ("fille = mineur, enfants", "didentité → identité")
    assert reason_line(reasons) == "synonyme : fille = mineur, enfants · corrigé : didentité → identité"


def test_the_banner_is_told_to_a_screen_reader_once(qtbot: QtBot) -> None:
    told: list[str] = []
    header = ListHeader(Theme(LIGHT), say=lambda _, text: told.append(text))
    qtbot.addWidget(header)
    for unsure in (False, True, True, False):
        header.show_state(unsure=unsure)
    assert told == ["Aucune réponse sûre : suggestions à vérifier"]


def test_the_first_of_the_month_is_written_as_in_french(qtbot: QtBot) -> None:
    assert source_lines(replace(ONE, verified_on=date(2026, 5, 1)))[0] == "vérifiée le 1er mai 2026"


def test_a_key_opens_what_was_painted_when_the_agent_looked() -> None:
    history = PaintedHistory()
    history.record(10.0, (ONE, TWO))
    history.record(10.2, (THREE, ONE))
    assert history.shown_at(10.3 - 0.25) == (ONE, TWO)
    assert history.shown_at(10.5 - 0.25) == (THREE, ONE)


def test_a_key_opens_nothing_when_the_list_had_gone() -> None:
    history = PaintedHistory()
    history.record(10.0, (ONE, TWO))
    history.record(10.2, ())
    assert history.shown_at(10.3 - 0.25) == (ONE, TWO)
    assert history.shown_at(11.0 - 0.25) == ()


def test_a_key_pressed_at_once_opens_the_first_list_there_was() -> None:
    history = PaintedHistory()
    history.record(10.0, ())
    history.record(10.2, (ONE,))
    assert history.shown_at(10.3 - 0.25) == (ONE,)


def test_a_card_that_moves_takes_the_number_of_its_new_place(panel: SuggestionsPanel) -> None:
    def picture(row: int) -> QImage:
        return panel.list.viewport().grab(panel.list.visualRect(panel.list.model().index(row, 0))).toImage()

    panel.show_answer(_answer(1, ONE, TWO))
    first = picture(0)
    panel.show_answer(_answer(2, TWO, replace(ONE, score=ONE.score + 1)))
    moved = picture(1)
    assert moved != first
    panel.show_answer(_answer(3, ONE, TWO))
    assert picture(0) == first


def test_the_card_asked_for_longest_ago_is_forgotten_first() -> None:
    kept: Kept[str, int] = Kept(2)
    made = iter(range(10))
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: next(made))
    assert kept.get("a", lambda: next(made)) == 0
    assert kept.get("b", lambda: next(made)) == 3


def test_the_list_can_be_entered_and_left_by_the_arrows(screen: Screen) -> None:
    screen.say(LOST)
    field, cards = screen.window.conversation.field, screen.window.suggestions.list
    screen.bot.keyClick(field, Qt.Key.Key_Down)
    screen.bot.keyClick(cards, Qt.Key.Key_Down)
    assert cards.currentIndex().row() == 1
    screen.bot.keyClick(cards, Qt.Key.Key_Up)
    screen.bot.keyClick(cards, Qt.Key.Key_Up)
    assert screen.has_focus(field)


def test_a_click_opens_a_card(screen: Screen) -> None:
    screen.say(LOST)
    cards = screen.window.suggestions.list
    where = cards.visualRect(cards.model().index(0, 0)).center()
    screen.bot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=where)
    screen.wait_article("cni-perdue-volee")


def test_a_text_that_is_cut_is_whole_in_the_tool_tip(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    long = replace(ONE, title="Titre " * 60, quote="Passage <cité> " * 60)
    panel.show_answer(_answer(1, replace(ONE, title="Court", quote="Bref", reasons=()), long))
    qtbot.wait(50)
    place = panel.list.visualRect(panel.list.model().index(1, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, panel.list.viewport().mapToGlobal(place))
    QCoreApplication.sendEvent(panel.list.viewport(), event)
    assert long.title.strip() in QToolTip.text()
    assert "Passage &lt;cité&gt; " * 59 in QToolTip.text()
    first = panel.list.visualRect(panel.list.model().index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, first, panel.list.viewport().mapToGlobal(first))
    QCoreApplication.sendEvent(panel.list.viewport(), event)
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=2000)


@pytest.fixture
def large(qtbot: QtBot) -> SuggestionsPanel:
    made = SuggestionsPanel(Theme(LIGHT, 2.0), TODAY)
    made.resize(420, 700)
    qtbot.addWidget(made)
    made.show()
    return made


LONG = replace(
    ONE,
    title="Renouveler une carte d'identité périmée " * 3,
    quote="Une carte délivrée entre 2004 et 2013 à un majeur est valable quinze ans. " * 4,
    review_by=date(2026, 11, 14),
    reasons=tuple(Reason(ReasonKind.SYNONYM, f"mot{at}", "carte nationale d'identité") for at in range(6)),
)


def _whole_texts(panel: SuggestionsPanel) -> str:
    index, cards = panel.list.model().index(0, 0), panel.list
    delegate = cards.itemDelegate()
    assert isinstance(delegate, CardDelegate)
    return delegate.whole_texts(index, cards.visualRect(index).width(), cards)


def test_at_200_percent_no_text_of_a_card_is_cut(large: SuggestionsPanel, panel: SuggestionsPanel) -> None:
    for shown in (large, panel):
        shown.show_answer(_answer(1, LONG, verdict=Verdict.UNSURE))
    assert _whole_texts(panel)
    assert _whole_texts(large) == ""


def test_at_200_percent_a_card_is_as_tall_as_its_texts(large: SuggestionsPanel) -> None:
    large.show_answer(_answer(1, LONG, replace(ONE, article_id="b", title="Court", quote="Bref", reasons=())))
    first, second = (large.list.visualRect(large.list.model().index(row, 0)).height() for row in (0, 1))
    assert second < first / 3


def test_a_card_that_grows_above_does_not_move_the_one_under_the_pointer(large: SuggestionsPanel, qtbot: QtBot) -> None:
    short = replace(ONE, title="Court", quote="Bref", reasons=())
    large.show_answer(_answer(1, short, TWO, THREE))
    before = large.list.visualRect(large.list.model().index(1, 0))
    for inside in (QPoint(50, 55), QPoint(50, 60)):
        qtbot.mouseMove(large.list.viewport(), before.topLeft() + inside)
    large.show_answer(_answer(2, LONG, TWO, THREE))
    assert large.list.visualRect(large.list.model().index(1, 0)).top() == before.top()


def test_a_cut_quote_ends_with_a_whole_word(qtbot: QtBot) -> None:
    words = ("déclaration " * 12).strip()
    block = TextBlock(words, (), Theme(LIGHT).font(), 300, line_height=20, max_lines=1)
    assert block.clipped
    assert set(block.text.removesuffix(" …").split()) == {"déclaration"}
    one = TextBlock("anticonstitutionnellement" * 3, (), Theme(LIGHT).font(), 100, line_height=20, max_lines=1)
    assert one.text.endswith("…")
    assert one.text.startswith("anti")


def test_cards_are_never_wider_than_the_list(panel: SuggestionsPanel) -> None:
    panel.show_answer(_answer(1, *ITEMS))
    for width in (200, 300, 500):
        panel.resize(QSize(width, 500))
        assert panel.list.horizontalScrollBar().maximum() == 0
