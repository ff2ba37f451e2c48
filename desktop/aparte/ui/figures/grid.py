"""Cards in as many columns as fit, of equal width."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from aparte.ui.screen.scale import spaced
from aparte.ui.theme import Theme


class CardGrid(QWidget):
    """`column` is the least width of a card at 100 %; at most `most` columns."""

    def __init__(self, cards: Sequence[QWidget], theme: Theme, *, column: int, most: int) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._column, self._most, self._theme = column, most, theme
        self._grid = spaced(QGridLayout(self), 10)
        self._count = 0
        self._place(1)

    def minimumSizeHint(self) -> QSize:
        """One column: a window made narrower is never kept wide by the columns of before."""
        wide = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._grid.horizontalSpacing()
        fits = (event.size().width() + gap) // (self._theme.px(self._column) + gap)
        self._place(max(1, min(self._most, fits, len(self._cards) or 1)))

    def _place(self, count: int) -> None:
        if count == self._count:
            return
        for column in range(self._count):
            self._grid.setColumnStretch(column, 0)
        self._count = count
        for rank, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, rank // count, rank % count, Qt.AlignmentFlag(0))
        for column in range(count):
            self._grid.setColumnStretch(column, 1)


class CardColumns(QWidget):
    """Cards of very different heights in columns of equal width, each set under the shortest."""

    def __init__(self, cards: Sequence[QWidget], theme: Theme, *, column: int, most: int) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._column, self._most, self._theme = column, most, theme
        self._row = spaced(QHBoxLayout(self), 10)
        self._piles = [spaced(QVBoxLayout(), 10) for _ in range(most)]
        for pile in self._piles:
            self._row.addLayout(pile, 1)
        self._count = 0
        self._place(1)

    def minimumSizeHint(self) -> QSize:
        """One column: a window made narrower is never kept wide by the columns of before."""
        wide = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._row.spacing()
        fits = (event.size().width() + gap) // (self._theme.px(self._column) + gap)
        self._place(max(1, min(self._most, fits)))

    def _place(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for rank, pile in enumerate(self._piles):
            # `takeAt` would leave the item alive, and a widget's first item is the one that Qt keeps fresh.
            for card in self._cards:
                pile.removeWidget(card)
            while pile.takeAt(0) is not None:
                pass
            self._row.setStretch(rank, 1 if rank < count else 0)
        heights = [0] * count
        for card in self._cards:
            shortest = heights.index(min(heights))
            self._piles[shortest].addWidget(card)
            heights[shortest] += card.sizeHint().height()
        for pile in self._piles[:count]:
            pile.addStretch(1)
        # Placed while being resized: whoever holds the cards learns of their new height afterwards.
        QTimer.singleShot(0, self, self.updateGeometry)
