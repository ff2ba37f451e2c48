"""A designed page for when there is nothing to show: an icon, a sentence, lines of help."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.theme.tied import tied


@dataclass(frozen=True, slots=True)
class State:
    """An icon, one sentence, and up to three lines of help."""

    icon: str
    title: str
    lines: tuple[str, ...] = ()


class EmptyState(QWidget):
    """One state, centred in the upper part of the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        self._theme = theme
        self._state: State | None = None
        self._icon = QLabel()
        self._title = _centred("subtitle")
        self._lines = [_centred("soft") for _ in range(3)]
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        for line in self._lines:
            column.addWidget(line)
        column.addStretch(5)
        self.restyle(theme)

    def show_state(self, state: State | None) -> None:
        """Show a state, or nothing."""
        if state == self._state:
            return
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self._title.setText(state.title)
        for label, line in zip(self._lines, (*state.lines, "", "", ""), strict=False):
            label.setText(tied(line))
            label.setVisible(bool(line))
        self._draw_icon()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(theme.px(7))
            layout.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._draw_icon()

    def _draw_icon(self) -> None:
        if self._state is None:
            return
        side = self._theme.px(34)
        self._icon.setPixmap(pixmap(self._state.icon, self._theme.tokens.border, side, self.devicePixelRatioF()))


def _centred(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
