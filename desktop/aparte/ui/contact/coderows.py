"""The lines of the closure code list, and how they are drawn."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aparte.ui.keymap.actions import native
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.theme.theme import BODY, CAPTION, SMALL

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_HEIGHT, _GAP = 44.0, 5.0
_Index = QModelIndex | QPersistentModelIndex


def row_height(theme: Theme) -> int:
    """The height of a line and of the gap under it."""
    return theme.px(_HEIGHT + _GAP)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One line: a code in words, why it is there, and at its right its share or who chose it.

    `default` is what is recorded when nothing is touched.
    """

    code: str
    label: str
    why: str
    side: str = ""
    taken: bool = False
    default: bool = False


class CodeRows(QAbstractListModel):
    """Attributes: `rows`, in the order they are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[CodeRow, ...] = ()

    def show(self, rows: tuple[CodeRow, ...]) -> None:
        """Take other lines, unless they are the same."""
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.label, row.side, row.why) if part)
        return None


class CodeDelegate(QStyledItemDelegate):
    """Paints every line at the same height."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - every row is as tall
        return QSize(self.theme.px(100), self.theme.px(_HEIGHT + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, px = self.theme, self.theme.px
        row: CodeRow = index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = selected and option.widget.hasFocus()
        box = QRectF(option.rect).adjusted(1, 1, -1, -px(_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("tint" if selected or row.taken or row.default else "surface"))
        painter.setPen(QPen(theme.color("accent" if focused or row.taken else "line"), 2 if focused else 1))
        painter.drawRoundedRect(box, px(8), px(8))
        inner = box.adjusted(px(10), px(3), -px(10), -px(3))
        room = self._paint_side(painter, inner, row, cap=native("Return") if focused and not row.taken else "")
        half = inner.height() / 2
        self._write(painter, QRectF(inner.left(), inner.top(), room, half), row.label, BODY, "text", strong=True)
        self._write(painter, QRectF(inner.left(), inner.top() + half, inner.width(), half), row.why, CAPTION, "soft")
        painter.restore()

    def _paint_side(self, painter: QPainter, inner: QRectF, row: CodeRow, cap: str) -> float:
        """The share or the choice, with the key that confirms; returns the room left for the label."""
        theme, px = self.theme, self.theme.px
        font = theme.font(SMALL, strong=bool(row.taken or cap))
        painter.setFont(font)
        text = cap or row.side
        width = QFontMetricsF(font).horizontalAdvance(text)
        line = QRectF(inner.right() - width, inner.top(), width, inner.height() / 2)
        if cap:
            line = line.adjusted(-px(5), px(2), 0, -px(1)).translated(-px(1), 0)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(line.adjusted(-px(1), 0, px(1), 0), px(4), px(4))
        painter.setPen(theme.color("accent" if row.taken else "soft"))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
        left = line.left()
        if row.taken:
            side = px(15)
            mark = pixmap("check", theme.tokens.accent, side, painter.device().devicePixelRatioF())
            left -= side + px(3)
            painter.drawPixmap(round(left), round(line.center().y() - side / 2), mark)
        return left - px(8) - inner.left()

    def _write(
        self, painter: QPainter, where: QRectF, text: str, size: float, colour: str, *, strong: bool = False
    ) -> None:
        font = self.theme.font(size, strong=strong)
        painter.setFont(font)
        painter.setPen(self.theme.color(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
