"""The scrolled page: every key a reader expects."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Arrows, Page, Home, End and Space scroll; Esc leaves.

    Signals: `left`.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readerPage")
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Fiche"))
        self.setAccessibleDescription(self.tr("Flèches pour lire, Échap pour revenir"))

    def scroll_to(self, top: int) -> None:
        """Bring a height of the page to the top."""
        self.verticalScrollBar().setValue(top)

    def share(self) -> float:
        """How far down the page is scrolled, from 0 to 1."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0

    def scroll_to_share(self, share: float) -> None:
        """Scroll as far down as `share` says."""
        bar = self.verticalScrollBar()
        bar.setValue(round(share * bar.maximum()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = self.viewport().height() - 40
        moves = {
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_PageUp: bar.value() - page,
            Qt.Key.Key_Space: bar.value() + page,
            Qt.Key.Key_Down: bar.value() + 40,
            Qt.Key.Key_Up: bar.value() - 40,
        }
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.key() in moves:
            bar.setValue(moves[Qt.Key(event.key())])
        else:
            event.ignore()
