"""One choice among several, opened by its button; the arrow is drawn from the icon set."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap


class ChoiceBox(QComboBox):
    """A combo box that may be narrower than its longest choice; the wheel scrolls what it stands in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumWidth(1)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_arrow(self, self._theme)


class MenuButton(QPushButton):
    """A button that opens a menu."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "picker")

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_arrow(self, self._theme)


def _paint_arrow(widget: QWidget, theme: Theme) -> None:
    side = theme.px(15)
    where = QRect(widget.width() - side - theme.px(10), (widget.height() - side) // 2, side, side)
    painter = QPainter(widget)
    painter.drawPixmap(where, pixmap("chevron-down", theme.tokens.soft, side, widget.devicePixelRatioF()))
    painter.end()
