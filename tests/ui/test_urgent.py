"""Urgent changes as an agent sees them: a calm strip, a line at the top of the article, nothing hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.reply.reply import Citation, Reply, ReplyFact
from aparte.core.suggestion import Suspended, Verdict
from aparte.core.urgent import UrgentChange, suspended_words
from aparte.kb.overlays.correcting import corrected
from aparte.kb.revising import stand_in
from aparte.ui.reader.answer import AnswerBlock
from aparte.ui.reader.facts import Facts
from aparte.ui.suggestions.suspended import SuspendedCard
from aparte.ui.urgent.line import UrgentLine
from aparte.ui.urgent.wording import said, span
from tests.fakes.articles import ARTICLES
from tests.fakes.urgent import CLOSED, DEARER, NOON, STRIKE, SUSPENDED, on
from tests.ui.windows import CLOCK, LOST, Screen, open_screen

CARD = "cni-perdue-volee"
TITLES = on(CLOSED, id="titres", service="titres", text="Le pôle titres est fermé aujourd'hui.")
FEE = on(DEARER, article_id=CARD, condition="ancienne carte perdue ou volée")
AWAY = on(SUSPENDED, article_id=CARD)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    yield opened
    opened.close()


def come(screen: Screen, *changes: UrgentChange) -> None:
    """These are in force from now on, as the real desk would have them."""
    articles = []
    for article in ARTICLES:
        fixed = [one for one in changes if one.article_id == article.id and one.value]
        now = corrected(article, fixed).article if fixed else article
        articles.append(stand_in(article, AWAY) if AWAY in changes and article.id == CARD else now)
    screen.desk.articles, screen.desk.in_force = tuple(articles), changes
    screen.window.base_revised()


def read(screen: Screen) -> None:
    screen.say(LOST)
    answer = screen.window.suggestions.answer
    assert answer is not None
    screen.window.suggestions.list.opened.emit(answer.items[0])
    screen.wait_article(CARD)


def lines(screen: Screen) -> list[str]:
    page = screen.window.reader.page
    assert page is not None
    return [line.accessibleName() for line in page.findChildren(UrgentLine)]


def bottom(widget: QWidget, screen: Screen) -> int:
    return widget.mapTo(screen.window, QPoint(0, widget.height())).y()


def test_a_notice_comes_without_a_restart_is_read_out_and_goes_when_it_is_over(screen: Screen) -> None:
    banner = screen.window.urgent
    assert not banner.isVisible()
    come(screen, CLOSED)
    assert banner.isVisible()
    assert CLOSED.text in banner.accessibleName()
    come(screen)
    assert not banner.isVisible()


def test_several_notices_are_counted_and_read_whole(screen: Screen) -> None:
    come(screen, CLOSED, STRIKE, TITLES)
    banner = screen.window.urgent
    more = banner.findChild(QPushButton, "urgentMore")
    assert more is not None
    assert more.text() == "Lire les 3 avis"
    more.click()
    whole = [label.text() for label in banner.findChildren(QLabel, "urgentNotice")]
    assert [text.split(" (")[0] for text in whole] == [CLOSED.text, STRIKE.text, TITLES.text]
    assert banner.height() < screen.window.height() / 2
    more.click()
    assert more.text() == "Lire les 3 avis"


def test_text_is_text(screen: Screen) -> None:
    come(screen, on(CLOSED, text="Voir <a href='http://ailleurs.example'>ici</a>"))
    shown = screen.window.urgent.findChild(QLabel, "urgentText")
    assert shown is not None
    assert shown.text().startswith("Voir <a")


@pytest.mark.parametrize("scale", [100, 200])
def test_the_strip_covers_neither_the_answer_nor_the_fee(qtbot: QtBot, scale: int) -> None:
    screen = open_screen(qtbot, scale=scale)
    fee = ReplyFact("Coût", ("31 €",), Citation(CARD, -1, "v1"))
    screen.desk.replies[CARD] = Reply(CARD, "Carte", (fee,), (), "", "Source : mairie.")
    try:
        come(screen, CLOSED, FEE)
        read(screen)
        window, page = screen.window, screen.window.reader.page
        assert page is not None
        answer = page.findChild(AnswerBlock)
        assert answer is not None
        screen.bot.waitUntil(lambda: not answer.visibleRegion().isEmpty(), timeout=3000)
        assert bottom(window.urgent, screen) <= window.columns.mapTo(window, QPoint(0, 0)).y()
        assert answer.visibleRegion().boundingRect().height() == answer.height()
        if scale == 100:
            facts = page.findChild(Facts)
            assert facts is not None
            assert not facts.visibleRegion().isEmpty()
    finally:
        screen.close()


def test_a_correction_is_said_at_the_top_and_its_fact_is_local(screen: Screen) -> None:
    read(screen)
    come(screen, FEE)
    screen.bot.waitUntil(lambda: len(lines(screen)) == 1, timeout=3000)
    assert lines(screen)[0].startswith("Corrigée : Corrigé par la mairie le 26/11/2026 : 31 €.")
    page = screen.window.reader.page
    assert page is not None
    texts = [label.accessibleName() or label.text() for label in page.findChildren(QLabel)]
    assert any("31" in text for text in texts)
    assert not any("25\u00a0€" in text or "25 €" in text for text in texts)
    assert screen.window.strip.text == "La mairie vient de changer la fiche ouverte : relisez-la."


def test_a_notice_is_told_on_the_articles_of_its_service_alone(screen: Screen) -> None:
    come(screen, TITLES, on(STRIKE, article_id="", theme="ecole"))
    read(screen)
    assert [line.split(" : ")[1] for line in lines(screen)] == [f"{TITLES.text} {span(TITLES, CLOCK.today())}"]


def test_a_suspended_article_says_why_and_whom_to_ask(screen: Screen) -> None:
    read(screen)
    come(screen, AWAY)
    screen.bot.waitUntil(lambda: len(lines(screen)) == 1, timeout=3000)
    assert suspended_words(AWAY) in lines(screen)[0]
    opened = screen.window.reader.opened
    assert opened is not None
    assert opened.service is not None
    assert (opened.service.id, opened.reply, opened.suggestion) == ("titres", None, None)
    page = screen.window.reader.page
    assert page is not None
    assert page.findChild(QWidget, "service") is not None
    assert page.findChild(AnswerBlock) is None
    assert page.findChild(Facts) is None


def test_the_list_names_the_article_that_would_answer_and_leads_to_it(screen: Screen) -> None:
    come(screen, AWAY)
    screen.say(LOST)
    window = screen.window
    answer = window.suggestions.answer
    assert answer is not None
    away = Suspended(CARD, "Carte d'identité perdue ou volée", suspended_words(AWAY))
    window.suggestions.show_answer(replace(answer, number=answer.number + 1, verdict=Verdict.UNSURE, suspended=away))
    card = window.findChild(SuspendedCard)
    assert card is not None
    assert card.isVisible()
    title = card.findChild(QPushButton, "suspendedTitle")
    assert title is not None
    title.click()
    screen.wait_article(CARD)


@pytest.mark.parametrize(
    ("hours", "said_of_it"),
    [(6, "jusqu'à"), (12 + 24, "jusqu'au 2"), (400 * 24, "jusqu'au")],
)
def test_until_when_is_said_as_one_says_it(hours: int, said_of_it: str) -> None:
    change = on(CLOSED, ends=NOON + timedelta(hours=hours))
    assert span(change, NOON.astimezone().date()).startswith(said_of_it)
    assert span(on(SUSPENDED), NOON.date()) == ""
    assert said(change) == CLOSED.text
