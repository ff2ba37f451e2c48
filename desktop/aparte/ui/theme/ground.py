"""The ground of a row that is pointed at or selected, the same in every list that paints its own rows."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from aparte.ui.theme.theme import Theme


def paint_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag, theme: Theme, *, radius: float) -> None:
    """Nothing under a plain row; `radius` is in pixels of 100 %. Leaves the painter's pen and brush changed."""
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if not selected and not state & QStyle.StateFlag.State_MouseOver:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("tint" if selected else "sunk"))
    round_by = theme.px(radius)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), round_by, round_by)
    if selected:
        painter.setBrush(theme.color("accent"))
        edge = QRectF(box.left() + 1, box.top() + round_by, theme.px(3), box.height() - 2 * round_by)
        painter.drawRoundedRect(edge, 1.5, 1.5)
