"""Find in page: a field, a count, next and previous."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon


class FindBar(QWidget):
    """Shown by Ctrl+F; Enter and Shift+Enter go round the places, Esc closes.

    Signals: `searched(str)`, `moved(int)` with +1 or -1, `closed`.
    """

    searched = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = _FindField()
        self.field.setPlaceholderText(self.tr("Chercher dans la fiche"))
        self.field.setAccessibleName(self.tr("Chercher dans la fiche"))
        self.field.textChanged.connect(self.searched)
        self.field.moved.connect(self.moved)
        self.field.closed.connect(self.closed)
        self._count = QLabel()
        self._count.setObjectName("findCount")
        self._count.setProperty("role", "soft")
        self._buttons = {
            "chevron-up": self._button(self.tr("Résultat précédent"), -1),
            "chevron-down": self._button(self.tr("Résultat suivant"), 1),
            "x": self._button(self.tr("Fermer la recherche"), 0),
        }
        row = QHBoxLayout(self)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for button in self._buttons.values():
            row.addWidget(button)
        self.hide()
        self.restyle(theme)

    def show_count(self, current: int, total: int) -> None:
        """“2 / 5”, or that there is none."""
        if not self.field.text().strip():
            self._count.clear()
        else:
            self._count.setText(f"{current} / {total}" if total else self.tr("aucun"))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.px(4))
        for name, button in self._buttons.items():
            side = theme.px(18)
            button.setIcon(icon(name, theme.tokens.soft, side))
            button.setIconSize(button.iconSize().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))

    def _button(self, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "quiet")
        button.setToolTip(name)
        button.setAccessibleName(name)
        if step:
            button.clicked.connect(lambda: self.moved.emit(step))
        else:
            button.clicked.connect(self.closed)
        return button


class _FindField(QLineEdit):
    moved = Signal(int)
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved.emit(-1 if backwards else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
