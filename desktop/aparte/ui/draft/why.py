"""Why a draft is refused, answered in one key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from aparte.core.contact import Refusal
from aparte.ui.draft.wording import refusal_label
from aparte.ui.keymap.actions import native
from aparte.ui.keymap.digits import digit_rank
from aparte.ui.screen.flow import Flow

REASONS = tuple(Refusal)


class Why(QWidget):
    """One button for each reason, with its digit; Esc keeps the draft.

    Signals: `chosen(Refusal)`, `kept`.
    """

    chosen = Signal(object)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftWhy")
        self.flow = Flow(self, 6)
        self._buttons = [self._button(rank, reason) for rank, reason in enumerate(REASONS, start=1)]
        keep = QPushButton(self.tr("Garder"))
        keep.setToolTip(self.tr("Garder le brouillon ({key})").format(key=native("Esc")))
        keep.setObjectName("draftKeep")
        keep.setProperty("role", "small")
        keep.clicked.connect(self.kept)
        self.flow.addWidget(keep)

    def enter(self) -> None:
        """Take the keyboard."""
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rank = digit_rank(event)
        if event.key() == Qt.Key.Key_Escape:
            self.kept.emit()
        elif 1 <= rank <= len(REASONS):
            self.chosen.emit(REASONS[rank - 1])
        else:
            super().keyPressEvent(event)

    def _button(self, rank: int, reason: Refusal) -> QPushButton:
        button = QPushButton(f"{rank} {refusal_label(reason)}")
        button.setObjectName(f"draftWhy-{reason}")
        button.setProperty("role", "small")
        button.setAccessibleName(refusal_label(reason))
        button.setAccessibleDescription(self.tr("touche {rank}").format(rank=rank))
        button.clicked.connect(lambda: self.chosen.emit(reason))
        self.flow.addWidget(button)
        return button
