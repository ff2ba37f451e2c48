"""Wrapped text with marked words, laid out once and painted many times."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from aparte.core.suggestion import Span
from aparte.ui.theme.tied import tied

_LONGEST_LINE = 600
_BREAKS = str.maketrans("\n\r\t\u2028\u2029", "     ")


class TextBlock:
    """At most `max_lines` lines of one text; what does not fit ends in an ellipsis.

    Attributes: `text` as shown, `height` and `width` in pixels, `lines` shown, `clipped` when text
    was left out.
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
        self._line_height = line_height
        self._mark_rects: list[QRectF] = []
        self.lines = 0
        self.clipped = False
        self.text = tied(text.translate(_BREAKS))
        width = max(width, 1.0)
        self._layout, cut = self._laid_out(font, width, max_lines)
        if cut >= 0:
            self.clipped, self.lines = True, 0
            rest = _shortened(_slice(self.text, cut), font, width)
            self.text = self.text[: len(self.text) - len(_slice(self.text, cut))] + rest
            self._layout, _ = self._laid_out(font, width, max_lines)
        self.height = self.lines * line_height
        self.width = max((self._layout.lineAt(row).naturalTextWidth() for row in range(self.lines)), default=0.0)
        self._find_mark_rects(marks)

    def paint(self, painter: QPainter, at: QPointF, colour: QColor, mark: QColor) -> None:
        """Draw with the top left corner at `at`."""
        if self._mark_rects:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            for rect in self._mark_rects:
                painter.drawRoundedRect(rect.translated(at), 3, 3)
        painter.setPen(colour)
        self._layout.draw(painter, at)

    def _laid_out(self, font: QFont, width: float, max_lines: int) -> tuple[QTextLayout, int]:
        """The layout, and where its last line starts when more text is left, else -1."""
        layout = _layout(self.text, font)
        length = len(_utf16(self.text)) // 2
        cut = -1
        layout.beginLayout()
        while self.lines < max_lines:
            line = layout.createLine()
            if not line.isValid():
                break
            last = self.lines == max_lines - 1
            # Rounding may push the ellipsis out by a hair: the last line may not wrap again.
            line.setLineWidth(width + (8 if last and self.clipped else 0))
            line.setPosition(QPointF(0, self._line_top(line.height())))
            self.lines += 1
            if last and line.textStart() + line.textLength() < length:
                cut = line.textStart()
        layout.endLayout()
        return layout, cut

    def _line_top(self, natural: float) -> float:
        return self.lines * self._line_height + (self._line_height - natural) / 2

    def _find_mark_rects(self, marks: Sequence[Span]) -> None:
        for mark in marks:
            start, end = _units(self.text, mark.start), _units(self.text, mark.end)
            for row in range(self.lines):
                self._add_rect(self._layout.lineAt(row), start, end)

    def _add_rect(self, line: QTextLine, start: int, end: int) -> None:
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first >= last:
            return
        left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
        self._mark_rects.append(QRectF(min(left, right) - 1.5, line.y() + 1, abs(right - left) + 3, line.height() - 2))


def _shortened(text: str, font: QFont, width: float) -> str:
    """As many whole words as fit, or a part of the first one, with an ellipsis."""
    shown = QFontMetricsF(font).elidedText(text[:_LONGEST_LINE], Qt.TextElideMode.ElideRight, width)
    words, _, part = shown.removesuffix("…").rpartition(" ")
    whole = part and text[len(shown) - 1 : len(shown)].strip() == ""
    return shown if whole or not words else f"{words.rstrip()} …"


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
