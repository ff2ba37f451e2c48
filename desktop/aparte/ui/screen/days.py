"""A field for a day: the style gives its text no margin of its own."""

from PySide6.QtWidgets import QDateTimeEdit

from aparte.ui.theme import Theme

_MARGIN = 8


def inset(field: QDateTimeEdit, theme: Theme) -> None:
    """Set the text off from the border, as in every other field."""
    side = theme.px(_MARGIN)
    field.lineEdit().setTextMargins(side, 0, side, 0)
