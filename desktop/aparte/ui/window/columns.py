"""Three columns that fold: three side by side, two, or one at a time."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from aparte.ui.contact.strip import ContactStrip
from aparte.ui.contact.view import ContactPanel
from aparte.ui.conversation.view import ConversationPanel
from aparte.ui.suggestions.view import SuggestionsPanel
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density

WIDE_FROM, TWO_FROM = 1100.0, 600.0
_DEFAULT_WIDTHS = (330, 375, 575)


class Fold(Enum):
    """How many columns are on screen."""

    THREE = 3
    TWO = 2
    ONE = 1


def fold_for(width: int, factor: float, *, compact: bool) -> Fold:
    """What a width allows at a text size; the compact mode has one column at any width."""
    room = width / factor
    if compact or room < TWO_FROM:
        return Fold.ONE
    return Fold.THREE if room >= WIDE_FROM else Fold.TWO


class Columns(QSplitter):
    """Conversation and suggestions side by side or one above the other; the reader beside.

    Folded, the contact is one row under the list, and its panel comes in the list's place.

    No widget ever changes its parent, so that folding loses neither focus nor place.
    Signals: `widthsChanged(tuple)`, in pixels of 100 %, when the agent drags a handle.
    """

    widthsChanged = Signal(tuple)

    def __init__(
        self,
        conversation: ConversationPanel,
        *,
        contact: ContactPanel,
        strip: ContactStrip,
        suggestions: SuggestionsPanel,
        reader: QWidget,
        theme: Theme,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("columns")
        self._theme = theme
        self._widths: tuple[int, ...] = _DEFAULT_WIDTHS
        self.fold = Fold.THREE
        self.reading = False
        self.contacting = False
        self._contact, self._strip = contact, strip
        self._conversation, self._suggestions, self._reader = conversation, suggestions, reader
        self._left = QSplitter(Qt.Orientation.Horizontal)
        self._left.addWidget(conversation)
        self._left.addWidget(suggestions)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._left, 1)
        column.addWidget(strip)
        self.addWidget(self._side)
        self.addWidget(reader)
        for splitter in (self, self._left):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            splitter.splitterMoved.connect(self._keep_widths)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)

    def set_widths(self, widths: tuple[int, ...]) -> None:
        """Take the agent's own widths, in pixels of 100 %."""
        if len(widths) == 3 and all(width >= 100 for width in widths):
            self._widths = widths

    def apply(self, fold: Fold, theme: Theme, density: Density) -> None:
        """Lay out for a fold and a text size."""
        self._theme, self.fold = theme, fold
        three = fold is Fold.THREE
        self._left.setOrientation(Qt.Orientation.Horizontal if three else Qt.Orientation.Vertical)
        self._left.handle(1).setEnabled(three)
        self._left.setHandleWidth(1 if three else 0)
        self._left.setStretchFactor(0, 0)
        self._left.setStretchFactor(1, 1)
        edge, gap = theme.px(16), theme.px(10 if density is Density.ROOMY else 5)
        self._conversation.set_edges(edge, gap, gap if three else 0)
        self._suggestions.set_edges(edge, gap if three else theme.px(4), gap)
        self._strip.restyle(theme)
        self._strip.set_edges(edge, gap)
        self._contact.set_folded(not three)
        self._place()

    def show_reader(self, reading: bool) -> None:
        """With one column: the reader, or the text and the list."""
        self.reading = reading
        self._place()

    def show_contact(self, contacting: bool) -> None:
        """With columns folded: the contact panel, or the list."""
        self.contacting = contacting
        self._place()

    @property
    def covered(self) -> bool:
        """Whether the reader hides the list."""
        return self.fold is Fold.ONE and self.reading

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        alone, folded = self.fold is Fold.ONE, self.fold is not Fold.THREE
        self._side.setVisible(not alone or not self.reading)
        self._strip.setVisible(folded)
        self._strip.show_open(self.contacting)
        self._contact.setVisible(not folded or self.contacting)
        self._suggestions.setVisible(not folded or not self.contacting)
        self._reader.setVisible(not alone or self.reading)
        px = self._theme.px
        if self.fold is Fold.THREE:
            first, second, third = (px(width) for width in self._widths)
            spare = max(self.width() - first - second - third, 0)
            first, second = first + spare // 6, second + spare // 4
            self.setSizes([first + second, self.width() - first - second])
            self._left.setSizes([first, second])
        elif self.fold is Fold.TWO:
            left = min(px(430), round(self.width() * 0.44))
            self.setSizes([left, self.width() - left])
            wanted = self._conversation.sizeHint().height()
            self._left.setSizes([wanted, max(self.height() - wanted, 1)])
        else:
            wanted = self._conversation.sizeHint().height()
            self._left.setSizes([wanted, max(self.height() - wanted, 1)])

    def _keep_widths(self) -> None:
        if self.fold is not Fold.THREE:
            return
        pixels = (*self._left.sizes(), self.sizes()[1])
        self._widths = tuple(round(width / self._theme.factor) for width in pixels)
        self.widthsChanged.emit(self._widths)
