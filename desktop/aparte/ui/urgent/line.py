"""One urgent change at the top of its article: short, so that the fee stays in sight under it."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from aparte.core.urgent import UrgentChange, UrgentKind
from aparte.ui.reader.finding import Findable
from aparte.ui.reader.label import FindableLabel
from aparte.ui.theme import Theme
from aparte.ui.theme.tied import tied
from aparte.ui.urgent.wording import kind_word, said, span


class UrgentLine(QFrame):
    """Says what the town changed in an article, why it set it aside, or what it tells of its service."""

    def __init__(self, change: UrgentChange, theme: Theme, today: date) -> None:
        super().__init__()
        local = change.kind is UrgentKind.CORRECT
        self.setObjectName("urgentLine")
        self.setProperty("role", "corrected" if local else "warning")
        words, until = said(change), span(change, today)
        self.setAccessibleName(f"{kind_word(change)} : {words} {until}".strip())
        badge = QLabel(kind_word(change))
        badge.setProperty("role", "badge-local" if local else "badge-warning-strong")
        self._lines = [FindableLabel(tied(words), "", theme)]
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._lines[0])
        if until:
            self._lines.append(FindableLabel(until, "soft", theme))
            column.addWidget(self._lines[1])
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(badge, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def findables(self) -> Iterator[Findable]:
        """What can be found in it."""
        yield from self._lines
