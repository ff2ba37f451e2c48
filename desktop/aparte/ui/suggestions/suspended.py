"""Under the list: the article that would answer, had the town not suspended it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from aparte.core.suggestion import Suspended
from aparte.ui.sentences import in_words
from aparte.ui.theme import Theme
from aparte.ui.theme.tied import tied


class SuspendedCard(QFrame):
    """Names it and says why, and nothing that it said.

    Signals: `opened(str)`, to read it with the service to ask.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("suspendedCard")
        self.setProperty("role", "warning")
        self._article_id = ""
        self._title = QPushButton()
        self._title.setObjectName("suspendedTitle")
        self._title.setProperty("role", "link")
        self._title.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title.clicked.connect(lambda: self.opened.emit(self._article_id))
        self._why = QLabel()
        self._why.setObjectName("suspendedWhy")
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._why)
        self.hide()

    def show_suspended(self, suspended: Suspended | None) -> None:
        """Say why, or nothing."""
        self.setVisible(suspended is not None)
        if suspended is None:
            return
        self._article_id = suspended.article_id
        self._title.setText(suspended.title.replace("&", "&&"))
        self._title.setAccessibleDescription(suspended.said)
        self._why.setText(tied(in_words(suspended.said)))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._column.setContentsMargins(theme.px(6), theme.px(5), theme.px(10), theme.px(8))
        # Under the words of the button, which has an edge of its own.
        self._why.setContentsMargins(theme.px(6), 0, 0, 0)
        self._column.setSpacing(theme.px(1))
