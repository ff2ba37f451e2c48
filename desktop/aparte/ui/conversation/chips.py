"""Small chips under the field: what was repaired or widened in the citizen's words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aparte.ui.theme import Theme
from aparte.ui.theme.theme import CAPTION

_ROW, _GAP, _PAD = 25.0, 6.0, 8.0


class Chips(QWidget):
    """Chips in at most `rows` rows; the height never changes, so that nothing under it moves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chips")
        self._theme = theme
        self._texts: tuple[str, ...] = ()
        self._rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Mots compris autrement"))

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Show these chips in this order."""
        if texts == self._texts:
            return
        self._texts = texts
        self.setToolTip("\n".join(texts))
        self.setAccessibleDescription(", ".join(texts))
        self.update()

    def restyle(self, theme: Theme, rows: int) -> None:
        """Take another theme or number of rows."""
        self._theme, self._rows = theme, rows
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(100), self._rows * px(_ROW) + (self._rows - 1) * px(_GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own
        theme = self._theme
        font = theme.font(CAPTION)
        metrics = QFontMetricsF(font)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        for rect, text in _placed(self._texts, self.width(), self._rows, metrics, theme):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("national_ground"))
            painter.drawRoundedRect(rect, theme.px(6), theme.px(6))
            painter.setPen(theme.color("national"))
            room = rect.width() - 2 * theme.px(_PAD)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 1)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()


def _placed(
    texts: tuple[str, ...], width: int, rows: int, metrics: QFontMetricsF, theme: Theme
) -> list[tuple[QRectF, str]]:
    """Where each chip goes; those that don't fit are counted in a last one, “+2”."""
    placed: list[tuple[QRectF, str]] = []
    x, row = 0.0, 0
    height, gap, pad = theme.px(_ROW), theme.px(_GAP), theme.px(_PAD)
    for at, text in enumerate(texts):
        wide = min(metrics.horizontalAdvance(text) + 2 * pad, width)
        left = len(texts) - at - 1
        more = metrics.horizontalAdvance("+99") + 2 * pad + gap if left and row == rows - 1 else 0
        if x and x + wide + more > width:
            if row == rows - 1:
                rest = f"+{left + 1}"
                size = metrics.horizontalAdvance(rest) + 2 * pad
                placed.append((QRectF(x, row * (height + gap), size, height), rest))
                return placed
            x, row = 0.0, row + 1
        placed.append((QRectF(x, row * (height + gap), wide, height), text))
        x += wide + gap
    return placed
