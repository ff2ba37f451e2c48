"""A few pages side by side, one of them on screen; each may carry a count."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from aparte.ui.screen.scale import spaced


class Tabs(QWidget):
    """The arrows move between the tabs, Tab leaves them.

    Signals: `chosen(str)`, the page now wanted.
    """

    chosen = Signal(str)

    def __init__(self, tabs: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._titles = dict(tabs)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = spaced(QHBoxLayout(self), 4)
        for value, title in tabs:
            button = QPushButton(title)
            button.setObjectName(f"tab-{value}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("role", "tab")
            button.clicked.connect(lambda _, wanted=value: self.choose(wanted))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        self.current = tabs[0][0]
        self._buttons[self.current].setChecked(True)
        self.setFocusProxy(self._buttons[self.current])

    def choose(self, value: str) -> None:
        """Go to a page, and say so."""
        self._buttons[value].setChecked(True)
        self.setFocusProxy(self._buttons[value])
        if value != self.current:
            self.current = value
            self.chosen.emit(value)

    def show_count(self, value: str, count: int) -> None:
        """Write how many there are behind a title; 0 writes nothing."""
        title = self._titles[value]
        self._buttons[value].setText(f"{title} · {count}" if count else title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        values = list(self._buttons)
        wanted = values[(values.index(self.current) + step) % len(values)]
        self.choose(wanted)
        self._buttons[wanted].setFocus()
