"""The rail beside the screens, or under them where the window is narrow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from aparte.ui.rail.view import Place, Rail, RailFold, rail_fold
from aparte.ui.theme import Theme


class Frame(QWidget):
    """Holds the window's pages, the exchange first; folding moves no widget to another parent.

    Attributes: `rail`, `pages`.
    """

    def __init__(self, pages: QStackedWidget, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.pages = pages
        self.rail = Rail(theme)
        self._theme = theme
        self._compact = False
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.rail)
        self._line.addWidget(pages, 1)

    def set_compact(self, compact: bool) -> None:
        """Follow the window's narrow mode."""
        self._compact = compact
        self._fold()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.rail.restyle(theme)
        self._fold()

    def show_exchange(self) -> None:
        """Bring the exchange on screen, whatever page is there."""
        self.pages.setCurrentIndex(0)
        self.rail.show_place(Place.EXCHANGE)

    @property
    def exchanging(self) -> bool:
        """Whether the exchange is the page on screen."""
        return self.pages.currentIndex() == 0

    @property
    def beside(self) -> int:
        """The width, in pixels, that the rail takes from the pages."""
        return 0 if self.rail.fold is RailFold.BAR else self.rail.minimumWidth()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        fold = rail_fold(self.size(), self._theme.factor, compact=self._compact)
        if fold is self.rail.fold:
            return
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.BottomToTop if fold is RailFold.BAR else direction.LeftToRight)
        self.rail.set_fold(fold)
