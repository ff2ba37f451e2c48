"""The charts, drawn with QPainter in the theme's tokens: bars, columns, lines, hours, sparklines.

Each function draws in a rectangle and returns the place of each value, for tool tips.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from aparte.assist.figures import french
from aparte.assist.figures.shapes import Absent, Chart, HourGrid
from aparte.ui.figures.scale import steps
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import CAPTION, SMALL

BAR_ROW = 27.0
MOST_BARS = 12  # the table beside the chart has them all
_LABEL_SHARE = 0.42
_HOUR_ROW = 24.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value is drawn, and what it says."""

    place: QRectF
    text: str


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of `other` in `one`."""
    return QColor(
        *(round(a + (b - a) * share) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]
    )


def bars_height(chart: Chart, theme: Theme) -> int:
    """What a chart of bars needs."""
    return theme.px(BAR_ROW) * max(min(len(chart.labels), MOST_BARS), 1)


def hours_height(grid: HourGrid, theme: Theme) -> int:
    """What the grid of hours needs, its legend included."""
    return theme.px(_HOUR_ROW) * (len(grid.rows) + 1) + theme.px(30)


def paint_bars(painter: QPainter, box: QRectF, chart: Chart, theme: Theme) -> list[Spot]:
    """Lying bars, each with its label on the left and its value at its end; the first dozen."""
    labels, values = chart.labels[:MOST_BARS], chart.values[:MOST_BARS]
    px = theme.px
    font, strong = theme.font(CAPTION), theme.font(CAPTION, strong=True)
    metrics, strong_metrics = QFontMetricsF(font), QFontMetricsF(strong)
    largest = max((value or 0 for value in values), default=0) or 1
    texts = [value_text(value, "") for value in values]
    label_width = min(
        max((metrics.horizontalAdvance(label) for label in labels), default=0) + px(10),
        box.width() * _LABEL_SHARE,
    )
    room = box.width() - label_width - max((strong_metrics.horizontalAdvance(text) for text in texts), default=0)
    room -= px(12)
    spots = []
    for rank, (label, value, text) in enumerate(zip(labels, values, texts, strict=True)):
        line = QRectF(box.left(), box.top() + rank * px(BAR_ROW), box.width(), px(BAR_ROW))
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, label_width - px(10))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        length = max(room * (value or 0) / largest, px(2))
        bar = QRectF(line.left() + label_width, line.top() + px(6), length, line.height() - px(12))
        _bar(painter, bar, theme, known=value is not None)
        painter.setFont(strong)
        painter.setPen(theme.color("text" if value is not None else "soft"))
        where = QRectF(bar.right() + px(7), line.top(), line.right() - bar.right(), line.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, text)
        spots.append(Spot(line, f"{label} : {value_text(value, chart.unit)}"))
    return spots


def paint_columns(painter: QPainter, box: QRectF, chart: Chart, theme: Theme) -> list[Spot]:
    """Standing columns over an axis with round marks; a value that is not published is hatched."""
    plot, top = _axes(painter, box, chart, theme)
    width = plot.width() / max(len(chart.values), 1)
    spots = []
    for rank, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        column = QRectF(plot.left() + rank * width, plot.top(), width, plot.height())
        inner = column.adjusted(width * 0.14, 0, -width * 0.14, 0)
        if value is None:
            _hatch(painter, QRectF(inner.left(), plot.bottom() - theme.px(8), inner.width(), theme.px(8)), theme)
        elif value:
            height = max(plot.height() * value / top, 1.5)
            _bar(painter, QRectF(inner.left(), plot.bottom() - height, inner.width(), height), theme, known=True)
        spots.append(Spot(column, f"{label} : {value_text(value, chart.unit)}"))
    return spots


def paint_line(painter: QPainter, box: QRectF, chart: Chart, theme: Theme) -> list[Spot]:
    """A line with a dot at each value, broken where nothing is published; the last value is written."""
    plot, top = _axes(painter, box, chart, theme)
    width = plot.width() / max(len(chart.values), 1)
    points: list[QPointF | None] = []
    spots = []
    for rank, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        x = plot.left() + (rank + 0.5) * width
        points.append(None if value is None else QPointF(x, plot.bottom() - plot.height() * value / top))
        place = QRectF(x - width / 2, plot.top(), width, plot.height())
        spots.append(Spot(place, f"{label} : {value_text(value, chart.unit)}"))
    _strokes(painter, points, theme, plot)
    painter.setPen(QPen(theme.color("surface"), 1.5))
    painter.setBrush(theme.color("accent"))
    for point in points:
        if point is not None:
            painter.drawEllipse(point, theme.px(4), theme.px(4))
    return spots


def paint_hours(painter: QPainter, box: QRectF, grid: HourGrid, theme: Theme) -> list[Spot]:
    """Weekdays by hours in five shades, the level written where it is high, with a legend in words."""
    px = theme.px
    font = theme.font(SMALL)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    left = max((metrics.horizontalAdvance(row) for row in grid.rows), default=0) + px(10)
    width = (box.width() - left) / max(len(grid.columns), 1)
    row_height = px(_HOUR_ROW)
    spots = []
    for column, label in enumerate(grid.columns):
        place = QRectF(box.left() + left + column * width, box.top(), width, row_height)
        painter.setPen(theme.color("soft"))
        shown = label if metrics.horizontalAdvance(label) < width else label.split()[0]
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
    for row, (name, levels) in enumerate(zip(grid.rows, grid.levels, strict=True), start=1):
        top = box.top() + row * row_height
        painter.setPen(theme.color("soft"))
        painter.drawText(QRectF(box.left(), top, left, row_height), Qt.AlignmentFlag.AlignVCenter, name)
        for column, level in enumerate(levels):
            place = QRectF(box.left() + left + column * width, top, width, row_height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(level_color(level, theme))
            painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), px(3), px(3))
            spots.append(Spot(place, f"{name}, {grid.columns[column]} : {grid.level_names[level]}"))
    _legend(painter, QRectF(box.left(), box.bottom() - px(24), box.width(), px(24)), grid, theme)
    return spots


def paint_spark(painter: QPainter, box: QRectF, values: Sequence[float | None], theme: Theme) -> None:
    """A small line without axis, its last point marked."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return
    low, high = min(known), max(known)
    spread = (high - low) or 1
    inner = box.adjusted(theme.px(4), theme.px(4), -theme.px(4), -theme.px(4))
    step = inner.width() / (len(values) - 1)
    points = [
        None
        if value is None
        else QPointF(inner.left() + rank * step, inner.bottom() - inner.height() * (value - low) / spread)
        for rank, value in enumerate(values)
    ]
    _strokes(painter, points, theme, None)
    last = next((point for point in reversed(points) if point is not None), None)
    if last is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(last, theme.px(3), theme.px(3))


def level_color(level: int, theme: Theme) -> QColor:
    """One of five shades between the ground and the accent."""
    return blend(theme.color("sunk"), theme.color("accent"), (0.05, 0.25, 0.48, 0.72, 1.0)[level])


def value_text(value: float | None, unit: str) -> str:
    """“1 234 échanges”, or that it is not published."""
    if value is None:
        return Absent.HIDDEN.value
    return f"{french.count(value)} {unit}".strip()


def _axes(painter: QPainter, box: QRectF, chart: Chart, theme: Theme) -> tuple[QRectF, float]:
    """Draw marks and labels; returns where values go, and the largest mark."""
    px = theme.px
    font = theme.font(SMALL)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    marks = steps(max((value or 0 for value in chart.values), default=0))
    left = max(metrics.horizontalAdvance(french.count(mark)) for mark in marks) + px(8)
    under = metrics.height() + px(4)
    plot = QRectF(box.left() + left, box.top() + px(8), box.width() - left, box.height() - under - px(8))
    for mark in marks:
        y = plot.bottom() - plot.height() * mark / marks[-1]
        painter.setPen(QPen(theme.color("line" if mark else "border"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(theme.color("soft"))
        where = QRectF(box.left(), y - metrics.height() / 2, left - px(6), metrics.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, french.count(mark))
    _under(painter, plot, chart, theme, font)
    return plot, marks[-1]


def _under(painter: QPainter, plot: QRectF, chart: Chart, theme: Theme, font: QFont) -> None:
    """The labels under an axis, those that would touch the one before left out."""
    metrics = QFontMetricsF(font)
    labels = chart.short or chart.labels
    width = plot.width() / max(len(labels), 1)
    free = plot.left() - width
    painter.setPen(theme.color("soft"))
    for rank, label in enumerate(labels):
        length = metrics.horizontalAdvance(label)
        middle = plot.left() + (rank + 0.5) * width
        if not label or middle - length / 2 < free:
            continue
        place = QRectF(middle - length / 2 - 1, plot.bottom() + theme.px(3), length + 2, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, label)
        free = middle + length / 2 + theme.px(5)


def _bar(painter: QPainter, bar: QRectF, theme: Theme, *, known: bool) -> None:
    if not known:
        _hatch(painter, QRectF(bar.left(), bar.top(), theme.px(22), bar.height()), theme)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    radius = min(theme.px(3), bar.width() / 2, bar.height() / 2)
    painter.drawRoundedRect(bar, radius, radius)


def _hatch(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Something was counted here, and is not told."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(theme.color("border"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(place)


def _strokes(painter: QPainter, points: Sequence[QPointF | None], theme: Theme, plot: QRectF | None) -> None:
    """The unbroken runs of a line, their ground faintly filled when there is an axis."""
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    ground = QColor(theme.color("accent"))
    ground.setAlpha(26)
    for run in runs:
        if plot is not None and len(run) > 1:
            corners = [QPointF(run[0].x(), plot.bottom()), *run, QPointF(run[-1].x(), plot.bottom())]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF(corners))
        painter.setPen(QPen(theme.color("accent"), max(2.0, theme.factor * 2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(run))


def _legend(painter: QPainter, line: QRectF, grid: HourGrid, theme: Theme) -> None:
    """Each shade with its name; where room is short, the first and the last are named alone."""
    px = theme.px
    font = theme.font(SMALL)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    side, gap = px(12), px(5)
    names = list(grid.level_names)
    if sum(side + gap + metrics.horizontalAdvance(name) + px(12) for name in names) > line.width() + px(12):
        names[1:-1] = [""] * (len(names) - 2)
        first = metrics.horizontalAdvance(names[0])
        _word(painter, QRectF(line.left(), line.top(), first, line.height()), names[0], theme)
        line, names[0] = line.adjusted(first + gap, 0, 0, 0), ""
    left = line.left()
    for level, name in enumerate(names):
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(level_color(level, theme))
        painter.drawRoundedRect(QRectF(left, line.center().y() - side / 2, side, side), px(2), px(2))
        left += side + gap
        if name:
            length = metrics.horizontalAdvance(name)
            _word(painter, QRectF(left, line.top(), length + 2, line.height()), name, theme)
            left += length + px(12)


def _word(painter: QPainter, place: QRectF, text: str, theme: Theme) -> None:
    painter.setPen(theme.color("soft"))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
