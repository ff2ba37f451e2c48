"""The reader: facts with their conditions, papers, jumps, find, and nothing active."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.article import Section
from aparte.core.suggestion import Suggestion, Verdict
from aparte.settings import options
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.reader.finding import places
from aparte.ui.reader.markdown import section_html
from aparte.ui.reader.page import ArticlePage, Opened
from aparte.ui.reader.prose import Prose
from aparte.ui.theme import LIGHT, Theme
from aparte.ui.theme.tied import tied
from tests.fakes.articles import LOST_CARD
from tests.ui.windows import LOST, Screen, open_screen

SIZES = [((1280, 800), 100), ((1093, 550), 100), ((420, 700), 100), ((1280, 800), 200)]


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


@pytest.fixture
def reading(screen: Screen) -> Screen:
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    screen.bot.wait(200)
    return screen


def _page(screen: Screen) -> QWidget:
    """The article's page, which comes after the rest of the window when the look changes."""
    scroller = screen.window.reader.scroller
    screen.bot.waitUntil(lambda: isinstance(scroller.widget(), ArticlePage), timeout=2000)
    page = scroller.widget()
    assert page is not None
    return page


def _labels(widget: QWidget | None) -> list[str]:
    assert widget is not None
    return [label.text().replace("\u00a0", " ") for label in widget.findChildren(QLabel)]


def test_each_kind_of_fact_is_a_card_and_each_value_has_its_condition(reading: Screen) -> None:
    card = reading.window.reader.findChild(QWidget, "fact-fee")
    assert _labels(card) == [
        "Coût",
        "25 €, en timbre fiscal",
        "ancienne carte perdue ou volée",
        "gratuit",
        "ancienne carte rendue au guichet",
    ]


def test_papers_are_a_checklist_grouped_by_case(reading: Screen) -> None:
    documents = reading.window.reader.findChild(QWidget, "documents")
    assert documents is not None
    boxes = [box.text() for box in documents.findChildren(QCheckBox)]
    assert boxes[:4] == [
        "Pré-demande imprimée, ou son numéro",
        "Photo d'identité de moins de six mois",
        "Justificatif de domicile de moins d'un an",
        "Timbre fiscal de 25 €",
    ]
    assert len(boxes) == len(LOST_CARD.documents)
    assert _labels(documents) == ["Cas : carte perdue", "Cas : carte volée", "Cas : demandeur mineur"]


def test_a_paper_is_ticked_by_space_and_stays_ticked_in_another_size(reading: Screen) -> None:
    box = reading.window.reader.findChildren(QCheckBox)[1]
    reading.bot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    reading.settings.set(options.FONT_SCALE, 150)
    boxes = _page(reading).findChildren(QCheckBox)
    assert [at for at, each in enumerate(boxes) if each.isChecked()] == [1]


def test_the_way_without_a_computer_stands_beside_the_procedure(reading: Screen) -> None:
    lines = _labels(reading.window.reader.findChild(QWidget, "procedure"))
    assert lines[0] == "En ligne"
    assert "Sans ordinateur" in lines
    assert lines[-1].startswith("Au guichet unique ou au 03 53 01 10 00")


def test_the_second_level_is_named(reading: Screen) -> None:
    lines = _labels(reading.window.reader.findChild(QWidget, "service"))
    assert lines[:2] == ["Pôle titres d'identité", "03 53 01 11 10"]


def test_a_link_opens_only_when_it_is_pressed(reading: Screen) -> None:
    links: list[str] = []
    reading.window.reader.linkChosen.disconnect()
    reading.window.reader.linkChosen.connect(links.append)
    block = reading.window.reader.findChild(QWidget, "procedure")
    assert block is not None
    assert links == []
    button = block.findChild(QPushButton)
    assert button is not None
    button.click()
    assert links == ["https://www.aubremont.example/rdv-titres"]


def _open_minor(screen: Screen, verdict: Verdict = Verdict.ANSWERED) -> Suggestion:
    """Open the lost card's article from a suggestion that quotes its section on minors."""
    screen.say("enfant mineur parent ")
    answer = screen.window.suggestions.answer
    assert answer is not None
    found = next(item for item in answer.items if item.article_id == "cni-perdue-volee")
    shown = replace(answer, number=answer.number + 1, verdict=verdict)
    screen.window.suggestions.show_answer(shown)
    screen.window.suggestions.list.opened.emit(found)
    screen.wait_article("cni-perdue-volee")
    screen.bot.wait(200)
    return found


def _top(screen: Screen, name: str) -> int:
    """Where a block stands in the part of the page that is on screen."""
    block = screen.window.reader.findChild(QWidget, name)
    assert block is not None
    return block.mapTo(screen.window.reader.scroller.viewport(), QPoint(0, 0)).y()


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_what_answers_is_quoted_and_the_fee_stays_in_sight(qtbot: QtBot, size: tuple[int, int], scale: int) -> None:
    screen = open_screen(qtbot, size, scale)
    found = _open_minor(screen)
    quote = screen.window.reader.findChild(QWidget, "answerQuote")
    fee = screen.window.reader.findChild(QWidget, "fact-fee")
    assert quote is not None
    assert fee is not None
    assert quote.accessibleName() == found.quote
    assert 0 <= _top(screen, "answerBlock") < _top(screen, "fact-fee")
    assert _top(screen, "fact-fee") + fee.height() <= screen.window.reader.scroller.viewport().height()
    screen.close()


def test_the_section_that_answers_is_one_press_away_with_its_quote_marked(screen: Screen) -> None:
    found = _open_minor(screen)
    link = screen.window.reader.findChild(QPushButton, "toSection")
    assert link is not None
    screen.bot.keyClick(link, Qt.Key.Key_Space)
    prose = screen.window.reader.findChild(Prose)
    assert prose is not None
    marked = [selection.cursor.selectedText() for selection in prose.extraSelections()]
    assert marked[0].replace("\u00a0", " ") == found.quote
    scroller = screen.window.reader.scroller
    top = prose.mapTo(scroller.viewport(), QPoint(0, prose.section_top(found.section))).y()
    assert 0 <= top < scroller.viewport().height() - 60
    assert screen.has_focus(scroller)


def test_what_is_not_safe_is_never_said_to_answer(screen: Screen) -> None:
    found = _open_minor(screen, Verdict.UNSURE)
    said = _labels(screen.window.reader.findChild(QWidget, "answerBlock"))
    assert said == [f"Le plus proche, à vérifier : {found.heading}"]


def test_an_article_chosen_by_name_quotes_nothing(reading: Screen) -> None:
    assert reading.window.reader.findChild(QWidget, "answerBlock") is None
    assert 0 <= _top(reading, "facts") < 40


def test_a_long_quote_is_cut_at_six_lines(qtbot: QtBot) -> None:
    screen = open_screen(qtbot)
    found = replace(_open_minor(screen), quote="Un enfant vient avec un parent. " * 40, marks=())
    screen.window.reader.show_article(Opened(LOST_CARD, None, found.section, found))
    screen.bot.wait(100)
    quote = screen.window.reader.findChild(QWidget, "answerQuote")
    assert quote is not None
    assert quote.height() <= 6 * 21
    screen.close()


def test_a_quoted_table_is_found_in_the_article(qtbot: QtBot) -> None:
    table = "Selon le revenu :\n\n| Tranche | Journée |\n| --- | --- |\n| A | **4 €** |\n| B | 8 € |"
    prose = Prose([Section("Tarifs", table)], Theme(LIGHT))
    qtbot.addWidget(prose)
    assert prose.mark_quote(0, "Tranche · Journée A · 4 € B · 8 €", ()) is not None


@pytest.mark.parametrize(
    "whole", ["25 €", "3 semaines", "1 à 4", "15 000 €", "03 53 01 10 00", "8 h 30", "« perdu »", "oui :", "qui ?"]
)
def test_no_end_of_line_cuts_a_figure(whole: str) -> None:
    assert tied(f"dans la rue, {whole} sur place") == f"dans la rue, {whole.replace(' ', chr(160))} sur place"


def test_a_table_s_rule_stays_a_rule() -> None:
    assert tied("| a | b |\n| :--- | ---: |") == "| a | b |\n| :--- | ---: |"


def test_find_counts_every_place_and_goes_round(reading: Screen) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    reading.bot.keyClick(reading.window.reader.scroller, Qt.Key.Key_F, control)
    bar = reading.window.reader.find_bar
    assert reading.has_focus(bar.field)
    reading.type("TIMBRE")
    count = bar.findChild(QLabel, "findCount")
    assert count is not None
    total = count.text().split(" / ")[1]
    assert count.text() == f"1 / {total}"
    reading.bot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == f"{total} / {total}"
    reading.bot.keyClick(bar.field, Qt.Key.Key_Return)
    assert count.text() == f"1 / {total}"


def test_find_says_when_there_is_none(reading: Screen) -> None:
    reading.window.reader.open_find()
    reading.type("kangourou")
    count = reading.window.reader.find_bar.findChild(QLabel, "findCount")
    assert count is not None
    assert count.text() == "aucun"


def test_esc_closes_find_then_comes_back_to_the_text(reading: Screen) -> None:
    reading.window.reader.open_find()
    reading.bot.keyClick(reading.window.reader.find_bar.field, Qt.Key.Key_Escape)
    assert reading.has_focus(reading.window.reader.scroller)
    reading.bot.keyClick(reading.window.reader.scroller, Qt.Key.Key_Escape)
    assert reading.has_focus(reading.window.conversation.field)


def test_find_ignores_accents_and_case() -> None:
    assert [span.start for span in places("Déclaration, DECLARATION", "déclar")] == [0, 13]


def test_ctrl_down_goes_to_the_next_heading(reading: Screen) -> None:
    scroller = reading.window.reader.scroller
    scroller.setFocus()
    before = scroller.verticalScrollBar().value()
    control = Qt.KeyboardModifier.ControlModifier
    reading.bot.keyClick(scroller, Qt.Key.Key_Down, control)
    assert scroller.verticalScrollBar().value() > before


def test_a_wide_reader_shows_its_contents_and_a_heading_is_one_click_away(reading: Screen) -> None:
    reading.window.resize(1920, 900)
    contents = reading.window.reader.contents
    assert contents.isVisible()
    button = next(b for b in contents.findChildren(QPushButton) if b.toolTip() == "Carte retrouvée")
    reading.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert reading.window.reader.scroller.verticalScrollBar().value() > 0


def test_raw_html_is_shown_as_text_and_loads_nothing(qtbot: QtBot) -> None:
    body = "Avant <script>alert(1)</script> <img src='file:///etc/passwd'> ![plan](http://x/y.png)"
    prose = Prose([Section("Titre", body)], Theme(LIGHT))
    qtbot.addWidget(prose)
    assert "<script>alert(1)</script>" in prose.toPlainText()
    assert "plan" in prose.toPlainText()
    assert "￼" not in prose.toPlainText()
    assert prose.loadResource(2, QUrl("file:///etc/passwd")) is None


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_links_stay_links(target: str) -> None:
    assert "href" not in section_html(Section("", f"[ici]({target})"), 0)
    assert 'href="https://a.fr"' in section_html(Section("", "[ici](https://a.fr)"), 0)


@pytest.mark.parametrize(
    "sections",
    [(), (Section("", ""),), (Section("Vide", ""),), (Section("x" * 3000, "y" * 20_000),)],
)
def test_a_strange_article_is_shown_calmly(screen: Screen, sections: tuple[Section, ...]) -> None:
    strange = replace(LOST_CARD, sections=sections, facts=(), documents=(), online=None, sources=())
    screen.window.reader.show_article(Opened(strange, None, 4))
    screen.bot.wait(200)
    assert screen.window.reader.scroller.isVisible()


def test_the_page_is_never_wider_than_the_window(screen: Screen) -> None:
    screen.window.resize(420, 700)
    word = "anticonstitutionnellement" * 6
    wide = replace(LOST_CARD, sections=(Section(word, f"{word} `{word}`"),))
    screen.window.reader.show_article(Opened(wide))
    screen.window.exchange.to_reader()
    screen.bot.wait(100)
    assert _page(screen).width() <= 420


def test_dark_text_is_never_left_on_a_dark_page(reading: Screen) -> None:
    reading.settings.set(options.APPEARANCE, "dark")
    prose = _page(reading).findChild(Prose)
    assert prose is not None
    cursor = prose.textCursor()
    cursor.setPosition(prose.toPlainText().index("se déclare") + 3)
    colour = cursor.charFormat().foreground().color()
    assert colour.lightness() > QColor("#808080").lightness()


def test_another_look_keeps_the_place_on_the_page(reading: Screen) -> None:
    reading.window.resize(1280, 500)
    bar = reading.window.reader.scroller.verticalScrollBar()
    reading.bot.waitUntil(lambda: bar.maximum() > 0, timeout=2000)
    bar.setValue(bar.maximum())
    old = _page(reading)
    reading.settings.set(options.APPEARANCE, "dark")
    reading.bot.waitUntil(lambda: bar.value() > bar.maximum() * 0.9 > 0, timeout=2000)
    assert _page(reading) is not old


def test_two_other_sizes_at_once_keep_the_place_on_the_page(reading: Screen) -> None:
    reading.window.resize(1280, 500)
    bar = reading.window.reader.scroller.verticalScrollBar()
    reading.bot.waitUntil(lambda: bar.maximum() > 0, timeout=2000)
    bar.setValue(bar.maximum())
    old = _page(reading)
    for size in (110, 120):
        reading.settings.set(options.FONT_SCALE, size)
    reading.bot.waitUntil(lambda: bar.value() > bar.maximum() * 0.9 > 0, timeout=2000)
    assert _page(reading) is not old


def test_another_article_opened_while_the_look_changes_is_shown_from_its_top(reading: Screen) -> None:
    reading.window.resize(1280, 500)
    bar = reading.window.reader.scroller.verticalScrollBar()
    reading.bot.waitUntil(lambda: bar.maximum() > 0, timeout=2000)
    bar.setValue(bar.maximum())
    reading.settings.set(options.FONT_SCALE, 110)
    opened = reading.window.reader.opened
    assert opened is not None
    reading.window.reader.show_article(opened)
    page = _page(reading)
    late: list[bool] = []
    QTimer.singleShot(1, lambda: late.append(True))
    reading.bot.waitUntil(lambda: bool(late), timeout=2000)
    assert bar.value() == 0
    assert _page(reading) is page


def test_the_look_changes_while_the_reader_is_closed(reading: Screen) -> None:
    reading.window.reader.close_article()
    reading.settings.set(options.FONT_SCALE, 150)
    reading.window.reader.step_section(1)
    reading.window.open_article("cni-perdue-volee")
    reading.wait_article("cni-perdue-volee")
    assert _page(reading).isVisible()


def test_the_key_that_copies_is_printed_where_there_is_room(reading: Screen) -> None:
    def printed() -> bool:
        labels = reading.window.reader.header.findChildren(QLabel)
        return any(label.isVisible() and label.text() == key_text(Action.COPY) for label in labels)

    reading.window.resize(1600, 800)
    assert printed()
    reading.window.resize(420, 700)
    assert not printed()
    button = reading.window.reader.header.findChild(QPushButton, "copy")
    assert button is not None
    assert key_text(Action.COPY) in button.toolTip()


def test_the_return_button_is_offered_only_when_the_reader_covers_the_list(screen: Screen) -> None:
    screen.say(LOST)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    button = screen.window.reader.findChild(QPushButton, "return")
    assert button is not None
    assert not button.isVisible()
    screen.window.resize(420, 700)
    assert button.isVisible()
    button.click()
    assert screen.has_focus(screen.window.conversation.field)
