"""A drop-down list drawn in the theme, with a value behind each line."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.theme.roles import set_role
from aparte.ui.theme.theme import CAPTION

_SIDE = 14
_WIDEST = 300


class Picker(QComboBox):
    """The first line is the empty value and filters nothing; any other marks the list as in use.

    Signals: `picked(str)`, when the agent chose.
    """

    picked = Signal(str)

    def __init__(self, name: str, theme: Theme, accessible: str, *, marks: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._theme = theme
        self._marks = marks
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(lambda _: self.picked.emit(self.value))
        self.currentIndexChanged.connect(self._mark)

    def offer(self, lines: Iterable[tuple[str, str]]) -> None:
        """Put (value, words) lines in; the value in force stays when it is still there."""
        kept = self.value
        self.clear()
        for value, text in lines:
            self.addItem(text, value)
        self.take(kept)

    @property
    def value(self) -> str:
        """The value in force, empty for the first line."""
        return self.currentData() or ""

    def take(self, value: str) -> None:
        """Show a value; one that is not offered shows the first line."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the line in force, so that none is cut where there is room."""
        theme = self._theme
        wanted = QFontMetricsF(theme.font(CAPTION, strong=True)).horizontalAdvance(self.currentText().strip())
        return QSize(min(round(wanted) + theme.px(38), theme.px(_WIDEST)), super().sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling over it changes nothing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        side = theme.px(_SIDE)
        place = QRect(self.width() - side - theme.px(8), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        colour = theme.tokens.accent if self.property("on") == "true" else theme.tokens.soft
        painter.drawPixmap(place, pixmap("chevron-down", colour, side, self.devicePixelRatioF()))
        painter.end()

    def _mark(self) -> None:
        self.updateGeometry()
        if self._marks:
            set_role(self, "true" if self.value else "false", "on")
