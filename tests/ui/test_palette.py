"""Ctrl+K: found by words, repaired by Tab, opened by Enter, closed by Esc."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMainWindow, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.clock import FixedClock
from aparte.core.errors import BaseUnavailableError
from aparte.core.suggestion import SearchResult
from aparte.settings import Settings, options
from aparte.ui.palette import Palette
from aparte.ui.palette.query import to_search
from aparte.ui.tasks import Tasks
from aparte.ui.theme import LIGHT, Theme
from aparte.ui.theme.textblock import TextBlock
from tests.fakes.desk import FakeDesk

Part = TypeVar("Part", bound=QWidget)

CLOCK = FixedClock(datetime(2026, 11, 20, tzinfo=UTC))


class SearchDesk(FakeDesk):
    """Repairs one word and refuses one query, as the real search does."""

    def search(self, query: str, limit: int = 30) -> SearchResult:
        if "(" in query:
            return SearchResult((), 0, problem="Une parenthèse n'est pas fermée.")
        found = super().search(query, limit)
        repaired = "passeport" if "pasport" in query else ""
        return SearchResult(found.hits, found.total, did_you_mean=repaired)


class Bench:
    """A window with a text field, and the palette over it."""

    def __init__(self, qtbot: QtBot, tasks: Tasks) -> None:
        self.qtbot = qtbot
        self.settings = Settings()
        self.desk = SearchDesk()
        self.window = QMainWindow()
        self.text = QPlainTextEdit("ma fille")
        self.window.setCentralWidget(self.text)
        self.window.resize(1000, 700)
        qtbot.addWidget(self.window)
        self.palette = Palette(
            self.window, desk=self.desk, settings=self.settings, tasks=tasks, theme=Theme(LIGHT), clock=CLOCK
        )
        self.chosen: list[str] = []
        self.palette.chosen.connect(self.chosen.append)
        self.window.show()
        self.text.setFocus()

    @property
    def field(self) -> QLineEdit:
        return self._child(QLineEdit, "paletteField")

    @property
    def results(self) -> QListView:
        return self._child(QListView, "paletteResults")

    def titles(self) -> list[str]:
        model = self.results.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def said(self, name: str) -> str:
        label = self._child(QLabel, name)
        return label.text() if label.isVisible() else ""

    def repair(self) -> QPushButton:
        return self._child(QPushButton, "paletteRepair")

    def search(self, text: str) -> None:
        self.palette.open()
        self.field.clear()
        QTest.keyClicks(self.field, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.field, key)

    def _child(self, kind: type[Part], name: str) -> Part:
        found = self.palette.findChild(kind, name)
        assert found is not None
        return found


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    tasks = Tasks()
    yield Bench(qtbot, tasks)
    tasks.close()


def test_typing_shows_the_articles_found_and_how_many(bench: Bench) -> None:
    bench.search("procuration")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) == 1)
    assert "rocuration" in bench.titles()[0]
    assert bench.said("paletteHeading") == "1 fiche"


def test_enter_opens_the_selected_article_and_remembers_it(bench: Bench) -> None:
    bench.search("carte")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) > 2)
    bench.press(Qt.Key.Key_Down)
    second = bench.desk.search("carte").hits[1].article_id
    bench.press(Qt.Key.Key_Return)
    assert bench.chosen == [second]
    assert bench.settings.get(options.RECENT_ARTICLES) == (second,)
    assert not bench.palette.isVisible()


def test_a_late_answer_is_awaited_without_the_rows_of_another(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.search("carte")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) > 2)
    bench.qtbot.wait(200)
    assert len(bench.titles()) > 2
    answer = Event()
    quick = bench.desk.search

    def slow(query: str, limit: int = 30) -> SearchResult:
        answer.wait(5)
        return quick(query, limit)

    monkeypatch.setattr(bench.desk, "search", slow)
    QTest.keyClicks(bench.field, " d")
    bench.qtbot.waitUntil(lambda: bench.said("paletteHeading") == "Recherche…", timeout=2000)
    assert bench.titles() == []
    bench.press(Qt.Key.Key_Return)
    assert bench.chosen == []
    answer.set()
    bench.qtbot.waitUntil(lambda: len(bench.titles()) > 0)
    assert bench.said("paletteHeading") != "Recherche…"


def test_escape_closes_and_gives_the_focus_back(bench: Bench) -> None:
    bench.search("carte")
    bench.press(Qt.Key.Key_Escape)
    assert not bench.palette.isVisible()
    assert bench.window.focusWidget() is bench.text
    assert bench.text.toPlainText() == "ma fille"


def test_a_click_beside_the_panel_closes_it(bench: Bench) -> None:
    bench.palette.open()
    QTest.mouseClick(bench.palette, Qt.MouseButton.LeftButton, pos=bench.palette.rect().bottomLeft())
    assert not bench.palette.isVisible()


def test_tab_takes_the_spelling_offered(bench: Bench) -> None:
    bench.search("pasport")
    bench.qtbot.waitUntil(lambda: bench.repair().isVisible())
    assert "passeport" in bench.repair().text()
    bench.press(Qt.Key.Key_Tab)
    assert bench.field.text() == "passeport"
    bench.qtbot.waitUntil(lambda: not bench.repair().isVisible())


def test_the_focus_never_leaves_the_field(bench: Bench) -> None:
    bench.search("carte")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        bench.press(key)
    assert bench.window.focusWidget() is bench.field


def test_a_query_that_is_not_understood_is_said_calmly(bench: Bench) -> None:
    bench.search("(carte")
    bench.qtbot.waitUntil(lambda: "parenthèse" in bench.said("paletteEmpty"))
    assert bench.titles() == []


def test_nothing_found_says_what_to_try(bench: Bench) -> None:
    bench.search("zzzz")
    bench.qtbot.waitUntil(lambda: "Aucune fiche" in bench.said("paletteEmpty"))


def test_a_base_that_fails_is_said_in_its_own_sentence(bench: Bench) -> None:
    bench.desk.failure = BaseUnavailableError("La base s'ouvre : réessayez.")
    bench.search("carte")
    bench.qtbot.waitUntil(lambda: bench.said("paletteEmpty") == "La base s'ouvre : réessayez.")


def test_an_empty_query_lists_the_articles_opened_last(bench: Bench) -> None:
    first, second = (article for article in bench.desk.articles[:2])
    bench.settings.set(options.RECENT_ARTICLES, (second.id, "gone", first.id))
    bench.palette.open()
    bench.qtbot.waitUntil(lambda: bench.titles() == [second.title, first.title])
    assert bench.said("paletteHeading") == "Ouvertes récemment"


def test_an_empty_query_without_history_shows_how_to_search(bench: Bench) -> None:
    bench.palette.open()
    bench.qtbot.waitUntil(lambda: "titre: piscine" in bench.said("paletteEmpty"))


def test_emptying_the_field_drops_an_answer_that_comes_too_late(bench: Bench) -> None:
    bench.search("carte")
    bench.field.clear()
    bench.qtbot.waitUntil(lambda: "Tapez" in bench.said("paletteEmpty"))
    bench.qtbot.wait(30)
    assert bench.titles() == []


def test_a_screen_reader_hears_the_selected_row_from_the_field(bench: Bench) -> None:
    bench.search("procuration")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) == 1)
    assert bench.titles()[0] in bench.field.accessibleDescription()


@pytest.mark.parametrize("size", [(340, 400), (420, 700), (1093, 550), (1600, 1000)])
def test_the_panel_fits_the_window(bench: Bench, size: tuple[int, int]) -> None:
    bench.window.resize(*size)
    bench.search("carte")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) > 2)
    panel = bench.field.parentWidget()
    assert panel is not None
    assert bench.palette.rect().contains(panel.geometry())


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("« carte perdue »", '"carte perdue"'),
        ("“carte perdue” vol", '"carte perdue" vol'),
        ('titre: "carte', 'titre: "carte"'),
        ("carte SAUF bus", "carte SAUF bus"),
        ('"', ""),
    ],
)
def test_quotes_are_understood_as_they_are_typed(typed: str, searched: str) -> None:
    assert to_search(typed) == searched


@given(st.text(alphabet='ab "«»“:*', max_size=20))
def test_quotes_always_come_in_pairs(typed: str) -> None:
    assert to_search(typed).count('"') % 2 == 0


def test_a_narrow_palette_shows_whole_titles_on_as_many_lines_as_they_take(bench: Bench) -> None:
    bench.search("carte")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) > 2)

    def heights() -> set[int]:
        model = bench.results.model()
        return {bench.results.visualRect(model.index(row, 0)).height() for row in range(model.rowCount())}

    assert len(heights()) == 1
    bench.window.resize(360, 700)
    bench.qtbot.waitUntil(lambda: len(heights()) > 1)


def test_at_200_percent_a_row_of_the_palette_is_as_tall_as_its_texts(bench: Bench) -> None:
    bench.palette.restyle(Theme(LIGHT, 2.0))
    bench.search("carte")
    bench.qtbot.waitUntil(lambda: len(bench.titles()) > 2)
    model = bench.results.model()
    row = model.index(0, 0)
    excerpt = bench.desk.search("carte").hits[0].excerpt
    block = TextBlock(excerpt, (), Theme(LIGHT, 2.0).font(14.5), bench.results.width(), line_height=40)
    assert bench.results.visualRect(row).height() > block.height + 44
    assert bench.results.horizontalScrollBar().maximum() == 0
