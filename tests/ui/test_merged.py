"""A national article with the town's overlay: each local part carries the word “Ville”."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.suggestion import Suggestion
from aparte.ui.reader.page import ArticlePage
from aparte.ui.suggestions.wording import spoken
from tests.fakes.articles import ARTICLES
from tests.fakes.merged import MERGED
from tests.ui.windows import CLOCK, Screen, open_screen


@pytest.fixture
def reading(qtbot: QtBot) -> Iterator[Screen]:
    screen = open_screen(qtbot)
    screen.desk.articles = (*ARTICLES, MERGED)
    screen.window.open_article(MERGED.id)
    screen.wait_article(MERGED.id)
    yield screen
    screen.close()


def part(screen: Screen, name: str) -> QWidget:
    found = screen.window.reader.findChild(QWidget, name)
    assert found is not None
    return found


def marks(widget: QWidget) -> list[str]:
    return [mark.text() for mark in widget.findChildren(QLabel, "localMark")]


def page(screen: Screen) -> ArticlePage:
    found = screen.window.reader.scroller.widget()
    assert isinstance(found, ArticlePage)
    return found


def test_the_header_says_national_and_ville(reading: Screen) -> None:
    header = reading.window.reader.header
    assert [label.text() for label in header.findChildren(QLabel) if label.isVisible()][:2] == ["National", "Ville"]


def test_an_article_without_overlay_says_only_its_origin(reading: Screen) -> None:
    reading.window.open_article("procuration")
    reading.wait_article("procuration")
    assert not part(reading, "completed").isVisible()
    assert marks(page(reading)) == []


def test_each_local_fact_paper_procedure_and_source_is_marked(reading: Screen) -> None:
    for kind in ("fee", "where", "when", "appointment"):
        assert marks(part(reading, f"fact-{kind}")) == ["Ville"]
    documents = part(reading, "documents")
    assert len(marks(documents)) == len(documents.findChildren(QCheckBox)) == 2
    assert marks(part(reading, "procedure")) == ["Ville"]
    assert marks(part(reading, "sources")) == ["Ville"]


def test_each_local_section_is_marked_and_the_state_s_text_after_it(reading: Screen) -> None:
    text = page(reading).prose.toPlainText().replace("\u00a0", " ")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    assert lines[0] == "Cérémonies à Aubremont Ville"
    at = lines.index("Déposer le dossier Ville")
    assert lines[at + 1] == "Coût : gratuit, salle comprise (époux d'Aubremont)"
    assert lines[at + 2] == "National"
    assert lines.count("National") == 2
    assert "Le tarif de la salle" not in text


def test_a_heading_that_goes_on_is_listed_once_in_the_contents(reading: Screen) -> None:
    titles = [entry.title for entry in page(reading).entries]
    assert titles.count("Déposer le dossier") == 1


def test_the_state_s_file_its_date_and_licence_are_at_the_end(reading: Screen) -> None:
    lines = [label.text().replace("\u00a0", " ") for label in part(reading, "sources").findChildren(QLabel)]
    assert lines[0] == "Service-Public.gouv.fr / DILA"
    assert "Licence Ouverte 2.0 (Etalab)" in lines
    assert any("vosdroits-latest.zip du 20 novembre 2026. Aparté n'est pas le site officiel" in one for one in lines)
    assert lines[-1] == "Fiche vérifiée le 3 novembre 2026 ; à revoir avant le 12 avril 2027"


def test_a_local_article_names_no_national_file(reading: Screen) -> None:
    reading.window.open_article("cantine")
    reading.wait_article("cantine")
    assert not any("site officiel" in label.text() for label in part(reading, "sources").findChildren(QLabel))


def test_a_suggestion_that_quotes_the_town_says_so(reading: Screen) -> None:
    reading.say("cérémonies mariages du mardi au samedi ")
    answer = reading.window.suggestions.answer
    assert answer is not None
    item: Suggestion = answer.items[0]
    assert (item.article_id, item.local) == (MERGED.id, True)
    assert "National. Ville." in spoken(1, item, CLOCK.today(), unsure=False)


@pytest.mark.parametrize(("size", "scale"), [((420, 700), 100), ((1280, 800), 200)])
def test_no_mark_is_cut(qtbot: QtBot, size: tuple[int, int], scale: int) -> None:
    screen = open_screen(qtbot, size, scale)
    screen.desk.articles = (MERGED,)
    screen.window.open_article(MERGED.id)
    screen.wait_article(MERGED.id)
    qtbot.wait(200)
    found = page(screen).findChildren(QLabel, "localMark")
    assert len(found) == 8
    for mark in found:
        right = mark.mapTo(page(screen), mark.rect().topRight()).x()
        assert mark.width() >= mark.sizeHint().width()
        assert right <= page(screen).width()
    screen.close()
