"""The cards of the figures: a key figure, a chart with its table, what rises, definitions."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aparte.assist.figures.shapes import Absent, Chart, ChartKind, Definition, HourGrid, KeyFigure, Rising, Table
from aparte.ui.figures.canvas import Canvas, Spark
from aparte.ui.figures.painting import MOST_BARS
from aparte.ui.figures.table import table_view
from aparte.ui.screen.scale import spaced
from aparte.ui.screen.words import across, button, frame, rule, small, stacked, words
from aparte.ui.theme import Theme
from aparte.ui.theme.tied import tied

translate = QCoreApplication.translate

_EDGES = (14, 10, 14, 12)


def key_card(figure: KeyFigure, theme: Theme, trend: Sequence[float | None] = ()) -> QFrame:
    """A number, its name, and how it moved: in words, coloured only beside them."""
    card = frame("card")
    value = words(figure.text, "figure" if not isinstance(figure.value, Absent) else "soft", wrap=False)
    value.setAccessibleName(f"{figure.label} : {figure.text}")
    parts: list[QWidget | QHBoxLayout | None] = [words(figure.label, "soft"), across(value, None)]
    if trend:
        parts[1] = across(value, Spark(trend, theme))
    for change, than in (
        (figure.before_change, translate("Figures", "sur le mois d'avant")),
        (figure.year_change, translate("Figures", "sur un an")),
    ):
        if change:
            parts.append(words(f"{change} {than}", _look(change, figure.better)))
    stacked(card, *parts, None, gap=2, edges=_EDGES)
    return card


def plain_card(label: str, text: str, note: str = "") -> QFrame:
    """A number and its name."""
    card = frame("card")
    value = words(text, "figure", wrap=False)
    value.setAccessibleName(f"{label} : {text}")
    parts: list[QWidget | QHBoxLayout | None] = [words(label, "soft"), value]
    if note:
        parts.append(words(note, "soft"))
    stacked(card, *parts, None, gap=2, edges=_EDGES)
    return card


class ChartCard(QFrame):
    """A chart, and the same figures as a table at the press of a button.

    Attributes: `canvas`; `as_table`, whether the table is shown.
    """

    def __init__(self, drawn: Chart | HourGrid, table: Table, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(f"card-{drawn.name}")
        self.as_table = False
        self.canvas = Canvas(drawn, theme)
        self._table, self._theme = table, theme
        self._view: QWidget | None = None
        self._toggle = small(button("", f"toggle-{drawn.name}", self.turn, role="link"))
        self._toggle.setAccessibleDescription(drawn.title)
        self._note = words(table.note, "small")
        head = across(words(drawn.title, "strong"), self._toggle)
        head.setStretch(0, 1)
        self._body = spaced(QVBoxLayout(), 4)
        self._body.addWidget(self.canvas)
        said = words(drawn.description, "soft", name=f"said-{drawn.name}")
        stacked(self, head, self._body, said, self._note, None, gap=6, edges=_EDGES)
        more = isinstance(drawn, Chart) and drawn.kind is ChartKind.BARS and len(drawn.labels) > MOST_BARS
        if more:
            rest = self.tr("Le tableau donne aussi les suivants.")
            said.setText(tied(f"{drawn.description} {rest}"))
        self._show()

    def turn(self) -> None:
        """Show the table, or the chart again."""
        self.as_table = not self.as_table
        self._show()

    def _show(self) -> None:
        # Made on first need: a month has a dozen tables, and few are looked at.
        if self.as_table and self._view is None:
            self._view = table_view(self._table, self._theme)
            self._body.addWidget(self._view)
        self.canvas.setVisible(not self.as_table)
        if self._view is not None:
            self._view.setVisible(self.as_table)
        self._note.setVisible(self.as_table and bool(self._table.note))
        chart, table = translate("Figures", "Graphique"), translate("Figures", "Tableau")
        self._toggle.setText(chart if self.as_table else table)


def table_card(table: Table, theme: Theme) -> QFrame:
    """A table that has no chart."""
    card = frame("card")
    parts: list[QWidget | None] = [words(table.title, "strong"), table_view(table, theme)]
    if table.note:
        parts.append(words(table.note, "small"))
    stacked(card, *parts, None, gap=6, edges=_EDGES)
    return card


def rising_card(rising: Sequence[Rising], note: str) -> QFrame:
    """What comes in more often than in its own past, and by which test."""
    card = frame("card")
    parts: list[QWidget | None] = [words(translate("Figures", "Demandes en hausse"), "strong")]
    for one in rising:
        parts += [rule(), words(one.sentence)]
    if not rising:
        parts.append(words(translate("Figures", "Aucune hausse nette ce mois-ci.")))
    stacked(card, *parts, words(note, "small"), None, gap=6, edges=_EDGES)
    return card


def definitions_card(definitions: Sequence[Definition], credit: str) -> QFrame:
    """What each word means, exactly."""
    card = frame("sunk")
    parts: list[QWidget | None] = [words(translate("Figures", "Définitions"), "strong")]
    parts += [words(f"{one.term} : {one.text}", "soft") for one in definitions]
    stacked(card, *parts, words(credit, "small"), gap=5, edges=_EDGES)
    return card


def _look(change: str, better: int) -> str:
    rises, falls = change[:1] in "+×", change[:1] == "\u2212"
    if not better or not (rises or falls):
        return "soft"
    return "good" if rises == (better > 0) else "caution"
