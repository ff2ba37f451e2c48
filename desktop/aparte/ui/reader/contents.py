"""The table of contents: a menu when the page is narrow, a column beside it when wide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from aparte.ui.reader.linkbutton import ElidedButton
from aparte.ui.theme import Theme
from aparte.ui.theme.roles import set_role


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading and where it stands on the page, asked for when needed."""

    title: str
    top: Callable[[], int]


class Contents(QWidget):
    """The column of headings; the one being read stands out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contents")
        self._buttons: list[ElidedButton] = []
        self._heading = QLabel(self.tr("Sommaire"))
        self._heading.setProperty("role", "heading")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._heading)
        self._column.addStretch(1)
        self.restyle(theme)

    def show_entries(self, entries: Sequence[Entry], go: Callable[[Entry], None]) -> None:
        """List the headings of an article."""
        for button in self._buttons:
            button.setParent(None)
            button.deleteLater()
        self._buttons = []
        for at, entry in enumerate(entries):
            button = ElidedButton(entry.title, "entry")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(_going(go, entry))
            self._column.insertWidget(at + 1, button)
            self._buttons.append(button)

    def stress(self, current: int) -> None:
        """Say which heading is being read."""
        for at, button in enumerate(self._buttons):
            set_role(button, "true" if at == current else "false", "current")

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self.setFixedWidth(theme.px(190))
        self._column.setContentsMargins(0, theme.px(8), theme.px(12), 0)
        self._column.setSpacing(theme.px(1))
        self._heading.setIndent(theme.px(9))


def _going(go: Callable[[Entry], None], entry: Entry) -> Callable[[], None]:
    return lambda: go(entry)
