"""The page of a month: notice, summary, key figures, charts, what rises, definitions."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aparte.assist.figures.shapes import Chart, HourGrid, MonthFigures
from aparte.ui.figures.cards import ChartCard, definitions_card, key_card, rising_card, table_card
from aparte.ui.figures.grid import CardColumns, CardGrid
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.words import frame, stacked, words
from aparte.ui.theme import Theme

_KEY_WIDTH, _CHART_WIDTH = 176, 420
_FIRST = ("jours", "canaux", "evolution", "issues", "themes", "sans-reponse")
_PLAIN_TABLES = ("fiches", "transferts")


def month_page(figures: MonthFigures, theme: Theme) -> QWidget:
    """Everything that is said of a month, from the top."""
    page = QWidget()
    column = spaced(QVBoxLayout(page), 10, (16, 4, 16, 18))
    if figures.notice:
        notice = frame("warning")
        stacked(notice, words(figures.notice, "caution"), edges=(12, 7, 12, 7))
        column.addWidget(notice)
    column.addWidget(_summary(figures.summary))
    trend = _trend(figures)
    keys = [key_card(one, theme, trend if one.name == "echanges" else ()) for one in figures.key_figures]
    column.addWidget(CardGrid(keys, theme, column=_KEY_WIDTH, most=6))
    column.addWidget(rising_card(figures.rising, figures.rising_note))
    cards: list[QWidget] = [ChartCard(one, figures.table(one.table), theme) for one in _drawn(figures)]
    names = {table.name for table in figures.tables}
    cards += [table_card(figures.table(name), theme) for name in _PLAIN_TABLES if name in names]
    column.addWidget(CardColumns(cards, theme, column=_CHART_WIDTH, most=2))
    column.addWidget(definitions_card(figures.definitions, figures.credit))
    column.addStretch(1)
    rescale(page, theme)
    return page


def _drawn(figures: MonthFigures) -> list[Chart | HourGrid]:
    """The charts that hold something, in the order of reading."""
    charts: dict[str, Chart | HourGrid] = {one.name: one for one in figures.charts if one.labels}
    if figures.hours is not None:
        charts[figures.hours.name] = figures.hours
    order = [name for name in ("jours", "heures", *_FIRST[1:]) if name in charts]
    return [charts[name] for name in [*order, *(name for name in charts if name not in order)]]


def _trend(figures: MonthFigures) -> tuple[float | None, ...]:
    return next((one.values for one in figures.charts if one.name == "evolution"), ())


def _summary(text: str) -> QLabel:
    label = words(text, "subtitle", name="monthSummary")
    label.setAccessibleName(text)
    return label
