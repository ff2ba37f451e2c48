"""The figures: the month's page, charts with their tables, exports, the agent's own day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.contacts.own_day import read_own_day
from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.shapes import Chart, ChartKind, MonthFigures
from aparte.assist.figures.wording import wording
from aparte.core.errors import StorageError
from aparte.stats.cells import Cells
from aparte.stats.months import Month
from aparte.ui.figures.actions import FiguresActions
from aparte.ui.figures.canvas import Canvas
from aparte.ui.figures.cards import ChartCard
from aparte.ui.figures.painting import MOST_BARS, Spot, paint_bars, paint_columns, paint_line
from aparte.ui.figures.parts import FiguresSources, FileKind
from aparte.ui.figures.scale import steps
from aparte.ui.figures.view import FiguresView
from aparte.ui.theme import DARK, LIGHT, Theme
from tests.fakes.cells import OCTOBER, town_cells
from tests.fakes.journal import CODES, FakeJournal
from tests.ui.records import CLOCK, Room, assert_whole, choose, find, press, room, said

MONTHS = tuple(Month(2026, number).first for number in (10, 9, 8))


@cache
def figures(first: date) -> MonthFigures:
    words = wording("Aubremont", CODES, {}, {})
    return month_figures(_cells(), Month.of(first), words, CLOCK.today())


@cache
def _cells() -> Cells:
    return town_cells(OCTOBER, months=14, a_month=800)


@dataclass
class Figures:
    """The screen at work."""

    room: Room
    view: FiguresView
    actions: FiguresActions
    asked: list[date] = field(default_factory=list)
    problem: list[StorageError] = field(default_factory=list)

    def wait_said(self, words: str) -> None:
        self.room.bot.waitUntil(lambda: words in said(self.view))


def open_figures(
    room: Room,
    *,
    months: tuple[date, ...] = MONTHS,
    journal: FakeJournal | None = None,
    size: tuple[int, int] = (1216, 800),
) -> Figures:
    view, asked, problem = FiguresView(room.theme), list[date](), list[StorageError]()
    kept = journal or FakeJournal()

    def month(first: date) -> MonthFigures:
        if problem:
            raise problem[0]
        asked.append(first)
        return figures(first)

    sources = FiguresSources(
        lambda: months, month, lambda day: read_own_day(kept, day), lambda first, kind: f"{first} {kind}".encode()
    )
    actions = FiguresActions(
        view, sources, tasks=room.tasks, notices=room.notices, clock=CLOCK, theme=room.theme, choose=room.choose
    )
    room.bot.addWidget(view)
    view.resize(*size)
    view.show()
    return Figures(room, view, actions, asked, problem)


@pytest.fixture
def here(qtbot: QtBot) -> Iterator[Room]:
    with room(qtbot) as made:
        yield made


@pytest.fixture
def screen(here: Room) -> Figures:
    opened = open_figures(here)
    opened.actions.refresh()
    opened.wait_said("En octobre 2026")
    return opened


def test_a_month_says_its_key_figures_and_how_they_moved(screen: Figures) -> None:
    shown = said(screen.view)
    month = figures(MONTHS[0])
    for key in month.key_figures:
        assert key.label in shown
        assert key.text.replace("\u00a0", " ") in shown
    assert "sur le mois d'avant" in shown
    assert "sur un an" in shown


def test_rising_demands_are_told_with_their_test(screen: Figures) -> None:
    month = figures(MONTHS[0])
    assert month.rising
    shown = said(screen.view)
    assert month.rising[0].sentence.replace("\u00a0", " ") in shown
    assert "Benjamini et Hochberg" in shown


def test_the_month_before_is_one_press_away(screen: Figures) -> None:
    press(screen.view, "monthEarlier")
    screen.wait_said("En septembre 2026")
    press(screen.view, "monthLater")
    screen.wait_said("En octobre 2026")
    assert not find(screen.view, QWidget, "monthLater").isEnabled()


def test_every_chart_has_the_same_figures_as_a_table(screen: Figures) -> None:
    month = figures(MONTHS[0])
    for card in screen.view.findChildren(ChartCard):
        chart = card.canvas
        card.turn()
        table = find(card, QTableView, f"table-{_table_of(month, chart)}")
        assert table.model().rowCount() > 0
        assert not chart.isVisible()
        card.turn()
        assert chart.isVisible()


def _table_of(month: MonthFigures, canvas: Canvas) -> str:
    drawn = canvas.objectName().removeprefix("chart-")
    return drawn if month.hours is not None and drawn == month.hours.name else month.chart(drawn).table


def test_a_chart_tells_a_screen_reader_what_it_shows(screen: Figures) -> None:
    for canvas in screen.view.findChildren(Canvas):
        assert canvas.accessibleName()
        assert canvas.accessibleDescription().endswith((".", "!"))


def test_a_table_cell_is_read_with_its_column(screen: Figures) -> None:
    press(screen.view, "toggle-canaux")
    table = find(screen.view, QTableView, "table-canaux")
    heard = table.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Échanges : ")


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("Rapport à publier (PDF)", FileKind.PDF),
        ("Excel (XLSX)", FileKind.XLSX),
        ("LibreOffice (ODS)", FileKind.ODS),
        ("CSV", FileKind.CSV),
    ],
)
def test_a_month_is_exported(screen: Figures, tmp_path: Path, entry: str, kind: FileKind) -> None:
    screen.room.chosen = tmp_path
    press(screen.view, "figuresExport")
    choose(screen.view, "figuresExportMenu", entry)
    file = tmp_path / f"aparte-2026-10.{kind.value}"
    screen.room.bot.waitUntil(file.exists)
    assert file.read_text() == f"2026-10-01 {kind.value}"


def test_figures_that_can_t_be_read_say_why(here: Room) -> None:
    opened = open_figures(here)
    opened.problem.append(StorageError("Le journal est abîmé : prévenez l'informatique."))
    opened.actions.refresh()
    opened.wait_said("Le journal est abîmé")


def test_no_contact_yet_says_where_figures_come_from(here: Room) -> None:
    opened = open_figures(here, months=())
    opened.actions.refresh()
    opened.wait_said("Pas encore de chiffres")


def test_locked_figures_are_gone(screen: Figures) -> None:
    screen.actions.lock(locked=True)
    assert "En octobre 2026" not in said(screen.view)
    assert "Chiffres verrouillés" in said(screen.view)
    screen.actions.lock(locked=False)
    screen.wait_said("En octobre 2026")


def test_the_own_day_counts_the_agent_s_contacts_and_compares_nobody(screen: Figures) -> None:
    press(screen.view, "tab-own_day")
    screen.wait_said("Lundi 23 novembre 2026")
    shown = said(screen.view)
    assert "ni envoyés ni comparés" in shown
    assert "sur un an" not in shown


def test_a_day_without_a_contact_says_so(here: Room) -> None:
    opened = open_figures(here, journal=FakeJournal([]))
    opened.actions.refresh()
    opened.wait_said("En octobre 2026")
    press(opened.view, "tab-own_day")
    opened.wait_said("Rien d'enregistré aujourd'hui")


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", [(1216, 800), (1029, 550), (420, 652)])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, scale: int, size: tuple[int, int]) -> None:
    with room(qtbot, scale) as here:
        opened = open_figures(here, size=size)
        opened.actions.refresh()
        opened.wait_said("En octobre 2026")
        assert_whole(qtbot, opened.view)


def test_a_new_theme_keeps_the_month(screen: Figures) -> None:
    press(screen.view, "monthEarlier")
    screen.wait_said("En septembre 2026")
    screen.actions.restyle(Theme(DARK, 1.5, dark=True))
    assert "En septembre 2026" in said(screen.view)


def _chart(kind: ChartKind, values: tuple[float | None, ...]) -> Chart:
    labels = tuple(f"n° {rank}" for rank in range(1, len(values) + 1))
    return Chart("essai", kind, "Essai", "échanges", labels, values, "Essai.", "essai")


PAINT = {ChartKind.BARS: paint_bars, ChartKind.COLUMNS: paint_columns, ChartKind.LINE: paint_line}


def _painted(kind: ChartKind, values: tuple[float | None, ...], theme: Theme) -> tuple[QImage, list[Spot]]:
    image = QImage(500, 240, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    spots = PAINT[kind](painter, image.rect().toRectF(), _chart(kind, values), theme)
    painter.end()
    return image, spots


@pytest.mark.parametrize("theme", [Theme(LIGHT), Theme(DARK, dark=True)], ids=["light", "dark"])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_drawn_in_the_accent_of_its_theme(qtbot: QtBot, kind: ChartKind, theme: Theme) -> None:
    image, _ = _painted(kind, (3.0, 8.0, 5.0), theme)
    accent = theme.color("accent").rgb()
    assert any(image.pixel(x, y) == accent for x in range(0, 500, 2) for y in range(0, 240, 2))


@pytest.mark.parametrize("kind", list(ChartKind))
def test_each_value_says_itself_where_it_is_drawn(qtbot: QtBot, kind: ChartKind) -> None:
    _, spots = _painted(kind, (3.0, None, 1200.0), Theme(LIGHT))
    assert [spot.text for spot in spots] == [
        "n° 1 : 3 échanges",
        "n° 2 : non publié",
        "n° 3 : 1\u202f200 échanges",
    ]


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("values", [(), (None,), (0.0,), (0.0, None)])
def test_a_chart_with_nothing_to_show_is_drawn_all_the_same(
    qtbot: QtBot, kind: ChartKind, values: tuple[float | None, ...]
) -> None:
    _, spots = _painted(kind, values, Theme(LIGHT))
    assert len(spots) == len(values)


def test_bars_stop_at_a_dozen(qtbot: QtBot) -> None:
    _, spots = _painted(ChartKind.BARS, tuple(float(n) for n in range(40, 0, -1)), Theme(LIGHT))
    assert len(spots) == MOST_BARS


@pytest.mark.parametrize("largest", [0, 0.4, 1, 3, 7, 9.9, 42, 240, 5558, 1_000_000])
def test_an_axis_has_round_marks_that_hold_the_largest_value(largest: float) -> None:
    marks = steps(largest)
    assert marks[0] == 0
    assert marks[-1] >= largest
    assert 2 <= len(marks) <= 6
    gaps = {round(after - before, 9) for before, after in pairwise(marks)}
    assert len(gaps) == 1
