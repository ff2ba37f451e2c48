"""Parts side by side, on as many lines as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from aparte.ui.screen.scale import spaced


class Flow(QLayout):
    """Breaks lines as words do; hidden parts take no room."""

    def __init__(self, holder: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(holder)
        self._items: list[QLayoutItem] = []
        spaced(self, gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Set the parts in lines of `rect`'s width; returns the height they take."""
        gap, top = self.spacing(), rect.top()
        for line in self._lines(rect.width()):
            left, tallest = rect.left(), max(item.sizeHint().height() for item in line)
            for item in line:
                wanted = item.sizeHint()
                width = min(wanted.width(), rect.width())
                if move:
                    middle = top + (tallest - wanted.height()) // 2
                    item.setGeometry(QRect(QPoint(left, middle), QSize(width, wanted.height())))
                left += width + gap
            top += tallest + gap
        return max(top - gap - rect.top(), 0)

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        """The parts, a list for each line."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), room)
            if not lines or left + width > room:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += width + self.spacing()
        return lines
