"""A check box whose text wraps: the papers to bring are whole sentences."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from aparte.core.suggestion import Span
from aparte.ui.reader.finding import places
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.theme import BODY

_BOX, _TEXT_LEFT, _LINE, _PAD = 16.0, 29.0, 21.0, 3.0


class CheckRow(QCheckBox):
    """A real check box, drawn from the tokens, as tall as its wrapped text."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text
        self._theme = theme
        self._spans: list[Span] = []
        self._block: tuple[int, TextBlock] | None = None
        self.setText(text)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def seek(self, term: str) -> int:
        """See `Findable`."""
        self._spans = list(places(self._label, term))
        self._block = None
        self.update()
        return len(self._spans)

    def point_at(self, hit: int) -> tuple[int, int]:  # noqa: ARG002 - one mark for all here
        """See `Findable`."""
        return 0, self.height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width).height) + 2 * self._theme.px(_PAD) + 2

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else self._theme.px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(_LINE))

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - Qt's own
        """The whole row answers the click."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, theme.px(5), theme.px(5))
        self._paint_box(painter)
        at = QPointF(theme.px(_TEXT_LEFT), theme.px(_PAD) + 1)
        colour = theme.color("soft" if self.isChecked() else "text")
        self._laid_out(self.width()).paint(painter, at, colour, theme.color("mark"))
        painter.end()

    def _paint_box(self, painter: QPainter) -> None:
        theme = self._theme
        side = theme.px(_BOX)
        top = theme.px(_PAD) + 1 + (theme.px(_LINE) - side) / 2
        box = QRectF(theme.px(5), top, side, side)
        checked = self.isChecked()
        painter.setBrush(theme.color("accent" if checked else "surface"))
        hovered = self.underMouse()
        edge = "accent" if checked or hovered else "border"
        painter.setPen(QPen(theme.color(edge), max(1.4, theme.factor * 1.2)))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if checked:
            inner = theme.px(_BOX - 3)
            tick = pixmap("check", theme.tokens.on_accent, inner, self.devicePixelRatioF())
            offset = (side - inner) / 2
            painter.drawPixmap(QPointF(box.left() + offset, box.top() + offset), tick)

    def _laid_out(self, width: int) -> TextBlock:
        if self._block is None or self._block[0] != width:
            theme = self._theme
            room = width - theme.px(_TEXT_LEFT) - theme.px(6)
            block = TextBlock(self._label, self._spans, theme.font(BODY), room, line_height=theme.px(_LINE))
            self._block = (width, block)
        return self._block[1]
