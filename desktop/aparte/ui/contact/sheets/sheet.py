"""What every sheet shares: a title, a body, a row of buttons, Esc to leave."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from aparte.ui.theme import Theme


class Sheet(QDialog):
    """A window-modal dialog of the theme's size; the first button is the main one, Ctrl+Enter presses it."""

    def __init__(self, parent: QWidget, theme: Theme, title: str, *, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._size = size
        px = theme.px
        heading = QLabel(title)
        heading.setProperty("role", "subtitle")
        heading.setWordWrap(True)
        page = QWidget()
        page.setMinimumWidth(1)
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(px(20), px(16), px(20), px(8))
        self.body.setSpacing(px(8))
        self.body.addWidget(heading)
        scroll = QScrollArea()
        scroll.setProperty("role", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(px(20), px(4), px(20), px(16))
        self._foot.setSpacing(px(8))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll, 1)
        around.addLayout(self._foot)

    def add_note(self, text: str, role: str = "soft") -> QLabel:
        """A line of explanation."""
        label = QLabel(text)
        label.setProperty("role", role)
        label.setWordWrap(True)
        self.body.addWidget(label)
        return label

    def grow(self, field: QWidget, least: int) -> None:
        """Let a field take the room that is left, from `least` pixels of 100 % up."""
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        field.setMinimumHeight(self._theme.px(least))

    def add_button(self, text: str, name: str, *, main: bool = False) -> QPushButton:
        """One more thing to do, from the left."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        if main:
            button.setProperty("role", "main")
            button.setShortcut("Ctrl+Return")
        self._foot.addWidget(button)
        return button

    def end_buttons(self, text: str = "") -> None:
        """Close the row with the way out."""
        self._foot.addStretch(1)
        self.add_button(text or self.tr("Annuler"), "sheetCancel").clicked.connect(self.reject)

    def come_up(self) -> None:
        """Open over the window, as large as the screen allows."""
        parent = self.parentWidget()
        screen = parent.screen() if parent is not None else QGuiApplication.primaryScreen()
        wanted = QSize(self._theme.px(self._size[0]), self._theme.px(self._size[1]))
        self.resize(wanted.boundedTo(screen.availableSize() * 0.95))
        self.open()
