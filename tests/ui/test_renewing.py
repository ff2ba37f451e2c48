"""A base renewed behind an open window: nothing of the one before stays on screen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from aparte.core.article import Article, Fact, FactKind
from tests.fakes.articles import ARTICLES
from tests.ui.windows import LOST, Screen, open_screen

CARD = "cni-perdue-volee"


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    opened.say(LOST)
    answer = opened.window.suggestions.answer
    assert answer is not None
    opened.window.suggestions.list.opened.emit(answer.items[0])
    opened.wait_article(CARD)
    yield opened
    opened.close()


def dearer(article: Article) -> Article:
    return replace(article, version="v2", facts=(Fact(FactKind.FEE, "31 €"),)) if article.id == CARD else article


def fees(screen: Screen) -> list[str]:
    opened = screen.window.reader.opened
    assert opened is not None
    return [fact.value for fact in opened.article.facts if fact.kind is FactKind.FEE]


def test_the_article_on_screen_is_fetched_again(screen: Screen) -> None:
    screen.desk.articles = tuple(map(dearer, ARTICLES))
    screen.window.base_renewed()
    screen.bot.waitUntil(lambda: fees(screen) == ["31 €"], timeout=3000)
    screen.wait_painted()
    assert screen.window.reader.opened is not None
    assert screen.window.reader.opened.suggestion is not None


def test_an_article_kept_for_another_contact_is_fetched_again(screen: Screen) -> None:
    screen.window.start_next()
    assert screen.window.reader.opened is None
    screen.desk.articles = tuple(map(dearer, ARTICLES))
    screen.window.base_renewed()
    left = next(tab for tab in screen.window.contacts.tabs if tab.screen.opened is not None)
    before = left.screen.opened
    screen.bot.waitUntil(lambda: left.screen.opened is not before, timeout=3000)
    screen.window.contacts.select(left)
    screen.wait_article(CARD)
    assert fees(screen) == ["31 €"]


def test_an_article_that_has_gone_is_closed_and_told(screen: Screen) -> None:
    screen.desk.articles = tuple(article for article in ARTICLES if article.id != CARD)
    screen.window.base_renewed()
    screen.bot.waitUntil(lambda: screen.window.reader.opened is None, timeout=3000)
    assert screen.told == ["Cette fiche n'existe plus : cherchez-la par son titre."]


def test_what_has_not_changed_stays_as_it_is(screen: Screen) -> None:
    before, asked = screen.window.reader.opened, len(screen.desk.requests)
    screen.window.base_renewed()
    screen.bot.waitUntil(lambda: len(screen.desk.requests) > asked + 1, timeout=3000)
    screen.wait_painted()
    assert screen.window.reader.opened is before
