"""What the town added to a national article says so: the word “Ville” on its colour, beside it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aparte.core.article import Origin, Section
from aparte.ui.screen.words import badge
from aparte.ui.suggestions.wording import origin_label
from aparte.ui.theme import Theme


def marked(part: QWidget, theme: Theme, *, down: float = 1) -> QHBoxLayout:
    """A part of the page with its mark at its right, `down` from its top so that they share a line."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    mark = badge(origin_label(Origin.LOCAL), "local")
    mark.setObjectName("localMark")
    column = QVBoxLayout()
    column.setContentsMargins(0, theme.px(down), 0, 0)
    column.addWidget(mark)
    column.addStretch(1)
    row.addWidget(part, 1)
    row.addLayout(column)
    return row


def goes_on(sections: Sequence[Section], at: int) -> bool:
    """Whether a section only goes on under the heading of the one before: one is the town's, one the State's."""
    if at == 0 or not sections[at].heading:
        return False
    before, now = sections[at - 1], sections[at]
    return before.heading == now.heading and (before.local or now.local)
