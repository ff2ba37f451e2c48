"""The blocks of the report: tables with bars, charts, lists; each returns nothing and fills its place."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aparte.assist.figures import french
from aparte.assist.figures.pen import ACCENT, INK, REGULAR, SEMIBOLD, SOFT, Ink, Pen, width
from aparte.assist.figures.shapes import Chart, HourGrid, Rising
from aparte.assist.figures.wording import OTHERS

HEADING = Ink(11.5, INK, SEMIBOLD)
_BODY = Ink(8.6)
_STRONG = Ink(8.6, INK, SEMIBOLD)
_SMALL = Ink(7.4, SOFT)
_ROW = 13.2
_FEWEST_ROWS = 3
# From nothing to the darkest: each is told from its neighbours without colour.
_LEVELS = ("#F1F3F6", "#D3DFEE", "#9DB9DC", "#5482BC", "#1F4E8C")
GATHERED = "#9AA5B1"
_HEADER = {"Scope": "Column"}
_ROW_HEADER = {"Scope": "Row"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block goes, in points from the page's top left corner."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.wide


def bar_table(pen: Pen, place: Place, chart: Chart, heading: str, rest: str) -> None:
    """A chart of bars as a real table: the rows that fit, those left out added up under the name `rest`.

    Nothing is drawn where a few rows would not fit.
    """
    most = int((place.high - 26) / _ROW)
    if most < _FEWEST_ROWS:
        return
    pen.say("H2", place.left, place.top, chart.title, HEADING)
    rows = _fitting(chart, most, rest)
    if not rows:
        _nothing(pen, place, "Rien à montrer ce mois-ci.")
        return
    widest = max(width(label, _BODY) for label, _ in rows)
    room = min(place.wide * 0.56, max(place.wide * 0.38, widest + 2))
    with pen.tags.element("Table"):
        with pen.tags.element("TR"):
            _head(pen, place.left, place.top + 13, heading)
            _head(pen, place.right - 30, place.top + 13, chart.unit.capitalize(), right=True)
            _head(pen, place.right, place.top + 13, "Part", right=True)
        for number, row in enumerate(_measured(rows, rest), start=1):
            line = Place(place.left, place.top + 13 + number * _ROW, place.wide, _ROW)
            _bar(pen, line, room + 6, row)
            _bar_row(pen, line, room, row)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a bar table; `long` is its bar's part of the longest, `share` its part of the whole."""

    label: str
    value: float
    long: float
    share: float
    gathered: bool


def _measured(rows: list[tuple[str, float]], rest: str) -> Iterator[_Row]:
    """What gathers several things is no bar to compare the others with."""
    whole = sum(value for _, value in rows)
    longest = max((value for label, value in rows if label not in (rest, OTHERS)), default=whole)
    for label, value in rows:
        yield _Row(label, value, min(1.0, value / longest), value / whole, label in (rest, OTHERS))


def _bar(pen: Pen, line: Place, start: float, row: _Row) -> None:
    left, high = line.left + start, 8
    room = line.right - 76 - left
    long = max(1.5, room * row.long)
    with pen.decoration():
        pen.box(left, line.top - 7.2, room, high, "#F3F4F6", radius=1.5)
        pen.box(left, line.top - 7.2, long, high, GATHERED if row.gathered else ACCENT, radius=min(1.5, long / 2))


def _bar_row(pen: Pen, line: Place, room: float, row: _Row) -> None:
    with pen.tags.element("TR"):
        with pen.tags.element("TH", attributes=_ROW_HEADER):
            pen.say("Span", line.left, line.top, row.label, _BODY, room=room)
        pen.say("TD", line.right - 30, line.top, french.count(row.value), _STRONG, right=True)
        pen.say("TD", line.right, line.top, f"{row.share * 100:.0f} %", Ink(8.6, SOFT), right=True)


def day_columns(pen: Pen, place: Place, chart: Chart) -> None:
    """The days of the month as columns."""
    pen.say("H2", place.left, place.top, chart.title, HEADING)
    most = max((value for value in chart.values if value), default=0)
    if not most:
        _nothing(pen, place, chart.description)
        return
    base, room = place.top + place.high - 22, place.high - 40
    left = place.left + 26
    step = (place.right - left) / len(chart.values)
    with pen.tags.element("Figure", alt=f"{chart.title}. {chart.description}"), pen.tags.mark():
        for tick in ticks(most):
            pen.rule(left, base - room * tick / most, place.right)
            pen.write(left - 4, base - room * tick / most + 2.4, french.count(tick), _SMALL, right=True)
        pen.rule(left, base, place.right, SOFT)
        for number, (value, short) in enumerate(zip(chart.values, chart.short, strict=True)):
            middle = left + (number + 0.5) * step
            if value:
                high = max(1, room * value / most)
                pen.box(middle - step * 0.36, base - high, step * 0.72, high, ACCENT, radius=min(1, high / 2))
            elif value is None:
                pen.write(middle, base - 2.5, "·", _STRONG, centred=True)
            pen.write(middle, base + 9, short, _SMALL, centred=True)
    note = " Point : non publié." if None in chart.values else ""
    pen.say("P", place.left, place.top + place.high - 1, chart.description + note, _SMALL, room=place.wide)


def months_strip(pen: Pen, place: Place, chart: Chart) -> None:
    """The months up to this one as small columns, this one the darkest; nothing when there is nothing to compare."""
    values = [value or 0 for value in chart.values]
    if sum(1 for value in values if value) < 2:
        return
    step, most = place.wide / len(values), max(values)
    room = place.high - 11
    with pen.tags.element("Figure", alt=f"{chart.title}. {chart.description}"), pen.tags.mark():
        for number, value in enumerate(values):
            high = max(0.8, room * value / most)
            colour = ACCENT if number == len(values) - 1 else _LEVELS[2]
            pen.box(place.left + number * step, place.top + room - high, step - 2, high, colour, radius=0.8)
        pen.write(place.right - 2, place.top + place.high - 1, chart.title, _SMALL, right=True)


def ticks(most: float) -> list[float]:
    """Two to four round heights up to `most`: 1, 2 or 5 times a power of ten apart."""
    power = 10 ** math.floor(math.log10(most))
    step = next(step for step in (power / 5, power / 2, power, power * 2, power * 5) if most / step < 5)
    return [step * number for number in range(1, math.floor(most / step) + 1)]


def hour_squares(pen: Pen, place: Place, grid: HourGrid | None, title: str) -> None:
    """How busy each hour of the week is, from pale to dark."""
    pen.say("H2", place.left, place.top, title, HEADING)
    if grid is None:
        _nothing(pen, place, "Trop peu d'échanges ce mois-ci pour le dire.")
        return
    left, top = place.left + 48, place.top + 10
    wide = (place.right - left) / len(grid.columns)
    high = min(13.0, (place.high - 44) / len(grid.rows))
    with pen.tags.element("Figure", alt=f"{title}. {grid.description}"), pen.tags.mark():
        for row, (name, levels) in enumerate(zip(grid.rows, grid.levels, strict=True)):
            pen.write(place.left, top + (row + 0.5) * high + 2.8, name, _SMALL)
            for column, level in enumerate(levels):
                pen.box(left + column * wide, top + row * high, wide - 1.4, high - 1.4, _LEVELS[level], radius=1.2)
        under = top + len(grid.rows) * high + 7
        every = 1 if wide > 17 else 2
        for column, name in enumerate(grid.columns):
            if column % every == 0:
                pen.write(left + (column + 0.5) * wide, under, name, _SMALL, centred=True)
        _legend(pen, place.left, under + 11, grid.level_names)
    pen.say("P", place.left, place.top + place.high - 1, _short(grid.description), _SMALL, room=place.wide)


def rising_list(pen: Pen, place: Place, rising: Sequence[Rising], note: str, most: int = 3) -> float:
    """The demands that rose, and how that was told; returns where the block ends."""
    pen.say("H2", place.left, place.top, "Demandes en hausse", HEADING)
    top = place.top + 14
    if rising:
        with pen.tags.element("L"):
            for one in rising[:most]:
                with pen.tags.element("LI"), pen.tags.element("LBody"):
                    top = _rise(pen, place, top, one)
    if len(rising) > most:
        top = pen.paragraph(
            "P", place.left, top, f"Et {len(rising) - most} autres, dans les tableaux.", _BODY, room=place.wide
        )
    ink = Ink(6.9, SOFT, REGULAR, 8.4)
    return pen.paragraph("P", place.left, top + 1, note, ink, room=place.wide)


def _rise(pen: Pen, place: Place, top: float, one: Rising) -> float:
    figures = (
        f"{french.count(one.demands)} au lieu de {french.count(one.usual)}"
        if one.usual
        else f"{one.demands}, rare avant"
    )
    room = place.wide - width(figures, _STRONG) - 10
    pen.say("Span", place.left, top, one.label.split(" : ")[-1], _BODY, room=room)
    pen.say("Span", place.right, top, figures, _STRONG, right=True)
    return top + _ROW


def _fitting(chart: Chart, most: int, rest: str) -> list[tuple[str, float]]:
    rows = [(label, value) for label, value in zip(chart.labels, chart.values, strict=True) if value is not None]
    if len(rows) <= most:
        return rows
    return [*rows[: most - 1], (rest, sum(value for _, value in rows[most - 1 :]))]


def _head(pen: Pen, left: float, top: float, text: str, *, right: bool = False) -> None:
    with pen.tags.element("TH", attributes=_HEADER):
        pen.say("Span", left, top, text, _SMALL, right=right)


def _legend(pen: Pen, left: float, top: float, names: Sequence[str]) -> None:
    for level, name in enumerate(names):
        pen.box(left, top - 5.6, 7, 7, _LEVELS[level], radius=1)
        pen.write(left + 9, top, name, _SMALL)
        left += width(name, _SMALL) + 15


def _nothing(pen: Pen, place: Place, sentence: str) -> None:
    pen.say("P", place.left, place.top + 16, sentence, Ink(8.6, SOFT))


def _short(description: str) -> str:
    return description.split(" ; ", maxsplit=1)[0] + "."
