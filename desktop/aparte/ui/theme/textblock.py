"""Wrapped text with marked words, laid out once and painted many times."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from aparte.core.suggestion import Span

_BREAKS = str.maketrans("\n\r\t\u2028\u2029", "     ")


class TextBlock:
    """At most `max_lines` lines of one text; what does not fit ends in an ellipsis.

    Attributes: `height` in pixels, `lines` shown, `clipped` when text was left out.
    """

    def __init__(
        self,
        text: str,
        marks: Sequence[Span],
        font: QFont,
        width: float,
        *,
        line_height: float,
        max_lines: int = 1_000,
    ) -> None:
        self._text = text.translate(_BREAKS)
        self._line_height = line_height
        self._layouts: list[tuple[QTextLayout, QPointF]] = []
        self._mark_rects: list[QRectF] = []
        self.lines = 0
        self.clipped = False
        self._lay_out(font, max(width, 1.0), max_lines)
        self.height = self.lines * line_height
        self._find_mark_rects(marks)

    def paint(self, painter: QPainter, at: QPointF, colour: QColor, mark: QColor) -> None:
        """Draw with the top left corner at `at`."""
        if self._mark_rects:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            for rect in self._mark_rects:
                painter.drawRoundedRect(rect.translated(at), 3, 3)
        painter.setPen(colour)
        for layout, offset in self._layouts:
            layout.draw(painter, at + offset)

    def _lay_out(self, font: QFont, width: float, max_lines: int) -> None:
        layout = _layout(self._text, font)
        layout.beginLayout()
        rest = ""
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            last = self.lines == max_lines - 1
            if last and line.textStart() + line.textLength() < len(_utf16(self._text)) // 2:
                rest = _slice(self._text, line.textStart())
                line.setNumColumns(0)
                break
            line.setPosition(QPointF(0, self._line_top(line.height())))
            self.lines += 1
        layout.endLayout()
        self._layouts.append((layout, QPointF(0, 0)))
        if rest:
            self._append_elided(rest, font, width)

    def _append_elided(self, rest: str, font: QFont, width: float) -> None:
        shown = QFontMetricsF(font).elidedText(rest[:600], Qt.TextElideMode.ElideRight, width)
        layout = _layout(shown, font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width * 2)
        line.setPosition(QPointF(0, self._line_top(line.height())))
        layout.endLayout()
        self._layouts.append((layout, QPointF(0, 0)))
        self._elided_from = len(self._text) - len(rest)
        self.lines += 1
        self.clipped = True

    def _line_top(self, natural: float) -> float:
        return self.lines * self._line_height + (self._line_height - natural) / 2

    def _find_mark_rects(self, marks: Sequence[Span]) -> None:
        main = self._layouts[0][0]
        shown = self.lines - 1 if self.clipped else self.lines
        for mark in marks:
            start, end = _units(self._text, mark.start), _units(self._text, mark.end)
            self._add_rects(main, range(shown), start, end)
            if self.clipped:
                first = _units(self._text, self._elided_from)
                self._add_rects(self._layouts[1][0], range(1), start - first, end - first)

    def _add_rects(self, layout: QTextLayout, rows: range, start: int, end: int) -> None:
        for row in rows:
            line = layout.lineAt(row)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
            top = line.y() + 1
            self._mark_rects.append(
                QRectF(min(left, right) - 1.5, top, abs(right - left) + 3, line.height() - 2)
            )


def _layout(text: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    return layout


def _x(value: object) -> float:
    """PySide returns `cursorToX` as a number or as (x, cursor), by version."""
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _units(text: str, position: int) -> int:
    """Where Qt, which counts UTF-16 units, sees the `position`-th character."""
    return position if text.isascii() else len(_utf16(text[:position])) // 2


def _slice(text: str, units: int) -> str:
    return _utf16(text)[units * 2 :].decode("utf-16-le", "surrogatepass")
