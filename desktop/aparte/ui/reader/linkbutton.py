"""A button whose text is cut with an ellipsis where the page is narrow; its tool tip is whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class ElidedButton(QPushButton):
    """`role` is its look in the stylesheet."""

    def __init__(self, text: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setProperty("role", role)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setText(text.replace("&", "&&"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 2, super().sizeHint().height())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        # Half a line on each side holds the padding and border of every role.
        width = metrics.horizontalAdvance(self._whole) + metrics.height()
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        room = self.width() - round(metrics.height() * 0.8)
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
