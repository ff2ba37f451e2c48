"""The reply above the facts: shown with its article, copied, and worded again after a pause."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.reply.reply import Citation, Reply, ReplyFact, ReplySentence
from aparte.core.contact import Act
from aparte.ui.reader.answer import AnswerBlock
from aparte.ui.reader.prose import Prose
from tests.ui.windows import LOST, Screen, open_screen

CITED = "Un enfant vient avec un parent qui présente sa propre pièce d'identité."
PLACE = Citation("cni-perdue-volee", 3, "v1")


def worded(text: str, warning: str = "") -> Reply:
    facts = (ReplyFact("Coût", ("25 € (ancienne carte perdue ou volée)",), Citation("cni-perdue-volee", -1, "v1")),)
    return Reply(
        "cni-perdue-volee", "Carte", facts, (ReplySentence(text, PLACE, "Mineur"),), warning, "Source : mairie."
    )


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    opened = open_screen(qtbot)
    opened.desk.replies["cni-perdue-volee"] = worded(CITED, "À vérifier : fiche ancienne.")
    opened.say(LOST)
    answer = opened.window.suggestions.answer
    assert answer is not None
    opened.window.suggestions.list.opened.emit(answer.items[0])
    opened.wait_article("cni-perdue-volee")
    yield opened
    opened.close()


def shown(screen: Screen) -> list[str]:
    block = screen.window.reader.findChild(QWidget, "answerBlock")
    assert block is not None
    quotes = [quote for quote in block.findChildren(QWidget, "answerQuote") if not quote.isHidden()]
    return [quote.accessibleName() for quote in quotes]


def test_the_reply_is_shown_with_its_warning(screen: Screen) -> None:
    assert shown(screen) == [
        "Coût : 25 € (ancienne carte perdue ou volée).",
        f"Mineur : {CITED}",
        "À vérifier : fiche ancienne.",
    ]
    block = screen.window.reader.findChild(QWidget, "answerBlock")
    assert block is not None
    assert "Ce qui répond" in [label.text() for label in block.findChildren(QLabel)]


def test_a_reply_that_rests_on_the_town_s_words_says_so(screen: Screen) -> None:
    block = screen.window.reader.findChild(AnswerBlock)
    assert block is not None
    fact = ReplyFact("Coût", ("gratuit à Aubremont",), Citation("cni-perdue-volee", -1, "v1", local=True))
    block.show_reply(replace(worded(CITED), facts=(fact,)))
    assert "Ce qui répond · Ville" in [label.text() for label in block.findChildren(QLabel)]
    block.show_reply(worded(CITED))
    assert "Ce qui répond" in [label.text() for label in block.findChildren(QLabel)]


def test_copy_copies_the_reply_and_the_proof_keeps_its_words(screen: Screen) -> None:
    screen.window.answers.copy(screen.window.reader.opened)
    text = QGuiApplication.clipboard().text()
    assert text.replace("\r\n", "\n") == (
        f"Coût : 25 € (ancienne carte perdue ou volée).\nMineur : {CITED}\n"
        "À vérifier : fiche ancienne.\nSource : mairie."
    )
    uses = [use for use in screen.window.contacts.current.uses.all() if use.act is Act.COPIED]
    assert [(use.passage, use.section) for use in uses] == [(text, 3)]


def test_a_question_that_goes_on_is_answered_after_a_pause(screen: Screen) -> None:
    screen.window.to_conversation()
    screen.desk.replies["cni-perdue-volee"] = worded("Le dossier se dépose sur rendez-vous.")
    screen.type("et pour le rendez-vous ")
    asked = len(screen.desk.replied)
    screen.bot.waitUntil(lambda: "Mineur : Le dossier se dépose sur rendez-vous." in shown(screen), timeout=4000)
    assert len(screen.desk.replied) == asked + 1


def test_without_a_safe_reply_the_nearest_passage_is_quoted_and_the_article_copied(screen: Screen) -> None:
    screen.desk.replies.clear()
    screen.window.to_conversation()
    screen.type("tout autre chose ")
    opened = screen.window.reader.opened
    assert opened is not None
    assert opened.suggestion is not None
    quote = opened.suggestion.quote
    screen.bot.waitUntil(lambda: shown(screen) == [quote], timeout=4000)
    text = screen.window.answers.text_of(screen.window.reader.opened)
    assert text.startswith("Carte d'identité perdue ou volée")


def test_an_article_chosen_by_name_asks_for_no_reply(qtbot: QtBot) -> None:
    screen = open_screen(qtbot)
    screen.window.open_article("cni-perdue-volee")
    screen.wait_article("cni-perdue-volee")
    assert screen.desk.replied == []
    screen.close()


def test_the_sentence_that_is_cited_is_one_press_away(screen: Screen) -> None:
    link = screen.window.reader.findChild(QPushButton, "toSection")
    prose = screen.window.reader.findChild(Prose)
    assert link is not None
    assert prose is not None
    screen.bot.keyClick(link, Qt.Key.Key_Space)
    marked = [selection.cursor.selectedText().replace("\u00a0", " ") for selection in prose.extraSelections()]
    assert marked[0] == CITED
