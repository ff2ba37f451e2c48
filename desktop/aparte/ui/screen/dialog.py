"""A dialog with a title, a scrolled body, and two buttons."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.style import stylesheet
from aparte.ui.screen.words import across, button, words
from aparte.ui.theme import Theme

_FRAME = 6  # the scrolled area's own edge, in pixels


class FormDialog(QDialog):
    """Fits any screen at any text size: the body scrolls, the buttons stay.

    Attributes: `theme`; `body`, the layout to fill; `main`, the button that does it.
    """

    def __init__(self, parent: QWidget, theme: Theme, title: str, *, wide: int = 480) -> None:
        super().__init__(parent)
        self.theme = theme
        self._wide = wide
        self.setWindowTitle(title)
        self.setStyleSheet(stylesheet(theme))
        page = QWidget()
        self.body = spaced(QVBoxLayout(page), 8, (20, 16, 20, 12))
        self._title = words(title, "subtitle", name="dialogTitle")
        self.body.addWidget(self._title)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setProperty("role", "page")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(page)
        self._page = page
        self._foot = spaced(QVBoxLayout(), 8, (20, 8, 20, 16))
        whole = spaced(QVBoxLayout(self))
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._foot)
        self.main = button("", "dialogMain", lambda: None, role="main")

    def finish_with(self, text: str, do: Callable[[], object], *, role: str = "main") -> None:
        """Add the last row: give up, or do it."""
        self.main = button(text, "dialogMain", do, role=role)
        self.main.setDefault(role == "main")
        cancel = button(self.tr("Annuler"), "dialogCancel", self.reject)
        self._foot.addLayout(across(None, cancel, self.main))
        self.body.addStretch(1)

    def close_with(self, text: str, *others: QWidget) -> None:
        """Add a last row for a dialog that only shows: other buttons, then the way out."""
        self.main = button(text, "dialogMain", self.accept, role="main")
        self._foot.addLayout(across(*others, None, self.main))

    def showEvent(self, event: QShowEvent) -> None:
        rescale(self, self.theme)
        self.resize(self._comfortable())
        super().showEvent(event)

    def _comfortable(self) -> QSize:
        parent = self.parentWidget()
        screen = parent.screen() if parent is not None else QGuiApplication.primaryScreen()
        room = screen.availableSize() * 0.95
        if parent is not None:
            room = room.boundedTo(parent.window().size().expandedTo(QSize(340, 320)))
        width = min(self.theme.px(self._wide), room.width())
        # Type and padding come with the stylesheet, which Qt reads late.
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        inside = self._page.layout()
        wanted = self._page.sizeHint().height()
        if inside is not None and inside.hasHeightForWidth():
            wanted = inside.totalHeightForWidth(width - _FRAME)
        height = wanted + self._foot.sizeHint().height() + _FRAME
        return QSize(width, min(height, room.height()))
