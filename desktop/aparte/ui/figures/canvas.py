"""Widgets that hold a drawn chart, with a tool tip on each value and a sentence for screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from aparte.assist.figures.shapes import Chart, ChartKind, HourGrid
from aparte.ui.figures.painting import (
    Spot,
    bars_height,
    hours_height,
    paint_bars,
    paint_columns,
    paint_hours,
    paint_line,
    paint_spark,
)
from aparte.ui.theme import Theme

_TALL, _WIDE = 190, 260


class Canvas(QWidget):
    """One chart or grid of hours, as wide as there is room.

    Attributes: `spots`, where each value was last drawn.
    """

    def __init__(self, drawn: Chart | HourGrid, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"chart-{drawn.name}")
        self._drawn = drawn
        self._theme = theme
        self.spots: list[Spot] = []
        self.setAccessibleName(drawn.title)
        self.setAccessibleDescription(drawn.description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme, drawn = self._theme, self._drawn
        if isinstance(drawn, HourGrid):
            return QSize(theme.px(_WIDE), hours_height(drawn, theme))
        tall = bars_height(drawn, theme) if drawn.kind is ChartKind.BARS else theme.px(_TALL)
        return QSize(theme.px(_WIDE), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, drawn = QRectF(self.rect()), self._drawn
        if isinstance(drawn, HourGrid):
            self.spots = paint_hours(painter, box, drawn, self._theme)
        else:
            paint = {ChartKind.BARS: paint_bars, ChartKind.COLUMNS: paint_columns, ChartKind.LINE: paint_line}
            self.spots = paint[drawn.kind](painter, box, drawn, self._theme)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            position = event.pos().toPointF()
            found = next((spot for spot in self.spots if spot.place.contains(position)), None)
            if found is not None:
                QToolTip.showText(event.globalPos(), found.text, self, found.place.toRect())
            return True
        return super().event(event)


class Spark(QWidget):
    """A trend in a corner; it says nothing that words beside it don't."""

    def __init__(self, values: Sequence[float | None], theme: Theme) -> None:
        super().__init__()
        self._values = values
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(90), self._theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_spark(painter, QRectF(self.rect()), self._values, self._theme)
        painter.end()
