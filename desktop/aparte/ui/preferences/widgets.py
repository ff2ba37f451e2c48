"""The preferences' own controls, drawn from the tokens at any size."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QSlider, QWidget

from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY

_TRACK_WIDTH, _TRACK_HEIGHT, _GAP, _ROW = 34.0, 18.0, 12.0, 28.0


class SwitchBox(QCheckBox):
    """A check box drawn as a switch: on or off at a glance, in any theme."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        text = QFontMetricsF(self._theme.font(BODY, strong=True)).horizontalAdvance(self.text())
        return QSize(round(text) + px(_TRACK_WIDTH + _GAP + 8), px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_ROW))

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - Qt's signature
        """The whole row answers the click."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(BODY, strong=True))
        painter.setPen(theme.color("text"))
        words = QRectF(self.rect()).adjusted(px(4), 0, -px(_TRACK_WIDTH + _GAP), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        self._paint_track(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
        painter.end()

    def _paint_track(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        width, height = px(_TRACK_WIDTH), px(_TRACK_HEIGHT)
        track = QRectF(self.width() - width - px(6), (self.height() - height) / 2, width, height)
        on, free = self.isChecked(), self.isEnabled()
        ground = "surface" if not on else "accent" if free else "border"
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("accent" if on and free else "border"), 1.4))
        painter.drawRoundedRect(track, height / 2, height / 2)
        radius = height / 2 - px(4)
        at = track.right() - height / 2 if on else track.left() + height / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent" if on else "border"))
        painter.drawEllipse(QPointF(at, track.center().y()), radius, radius)


class Segments(QWidget):
    """A few choices side by side, one of them on; the arrows move between them.

    Signals: `chosen(str)`, the value now on.
    """

    chosen = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], current: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for rank, (value, label) in enumerate(choices):
            button = QPushButton(label)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(value == current)
            button.setProperty("role", "segment")
            button.setProperty("place", _place(rank, len(choices)))
            button.setProperty("value", value)
            self._group.addButton(button)
            row.addWidget(button, 1)
            if button.isChecked():
                self.setFocusProxy(button)
        self._group.buttonToggled.connect(self._tell)

    def _tell(self, button: QPushButton, on: bool) -> None:
        if on:
            self.setFocusProxy(button)
            self.chosen.emit(button.property("value"))


class CalmSlider(QSlider):
    """Ignores the wheel, so that scrolling the page changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _place(rank: int, count: int) -> str:
    return "first" if rank == 0 else "last" if rank == count - 1 else "middle"


def stylesheet(theme: Theme) -> str:
    """What the application's stylesheet has no rule for."""
    t, px = theme.tokens, theme.px
    return f"""
QSlider {{ min-height: {px(26)}px; border: 2px solid transparent; border-radius: {px(6)}px; }}
QFrame[role="locked"] {{ border: 2px solid transparent; border-radius: {px(6)}px; }}
QFrame[role="locked"]:focus {{ border-color: {t.accent}; }}
QSlider:focus {{ border-color: {t.accent}; }}
QSlider::groove:horizontal {{ height: {px(4)}px; border-radius: {max(1, px(2))}px;
    background: {t.line}; margin: 0 {px(4)}px; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: {max(1, px(2))}px;
    margin: 0 {px(4)}px; }}
QSlider::handle:horizontal {{ width: {px(16)}px; height: {px(16)}px;
    margin: -{px(6)}px 0; border-radius: {px(8)}px; background: {t.accent}; }}
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled {{
    background: {t.border}; }}
"""
