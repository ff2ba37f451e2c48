"""The palette's rows, and how one of them is painted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aparte.core.article import Origin
from aparte.core.suggestion import SearchHit
from aparte.ui.freshness import freshness
from aparte.ui.suggestions.wording import origin_label
from aparte.ui.theme import Theme
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.theme import CAPTION, SMALL

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A hit and the French name of its theme."""

    hit: SearchHit
    theme_label: str


class HitModel(QAbstractListModel):
    """The rows in the order they are shown."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: tuple[Row, ...]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == HIT_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self._today)
        return None


def spoken(row: Row, today: date) -> str:
    """A row as one sentence for a screen reader."""
    parts = [row.hit.title, row.theme_label, origin_label(row.hit.origin), overdue(row, today)]
    return ". ".join(part.rstrip(".") for part in [*parts, row.hit.excerpt] if part)


def overdue(row: Row, today: date) -> str:
    """Since when the article should have been reviewed; empty when it is fresh."""
    fresh = freshness(None, row.hit.review_by, today)
    return fresh.text if fresh.overdue else ""


_PAD_X, _PAD_Y = 14.0, 8.0
_TITLE_LINE, _EXCERPT_LINE = 22.0, 20.0
_TITLE_SIZE = 15.5


class HitDelegate(QStyledItemDelegate):
    """Draws a row: title, theme and badges on one line, two lines of excerpt under it."""

    def __init__(self, theme: Theme, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today

    def restyle(self, theme: Theme) -> None:
        """Use another look from the next painting on."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        theme = self._theme
        lines = theme.px(_TITLE_LINE) + theme.px(_EXCERPT_LINE) * 2
        return QSize(theme.px(200), lines + 2 * theme.px(_PAD_Y) + theme.px(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(HIT_ROLE)
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        inner = box.adjusted(self._theme.px(_PAD_X), self._theme.px(_PAD_Y), -self._theme.px(_PAD_X), 0)
        self._paint_heading(painter, inner, row)
        self._paint_excerpt(painter, inner, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tint" if selected else "sunk"))
        radius = theme.px(8)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        if selected:
            painter.setBrush(theme.color("accent"))
            edge = QRectF(box.left() + 1, box.top() + radius, theme.px(3), box.height() - 2 * radius)
            painter.drawRoundedRect(edge, 1.5, 1.5)

    def _paint_heading(self, painter: QPainter, inner: QRectF, row: Row) -> None:
        theme = self._theme
        line = QRectF(inner.left(), inner.top(), inner.width(), theme.px(_TITLE_LINE))
        right = self._paint_badges(painter, line, row)
        title_font = theme.font(_TITLE_SIZE, strong=True)
        metrics = QFontMetricsF(title_font)
        theme_font = theme.font(CAPTION)
        theme_width = QFontMetricsF(theme_font).horizontalAdvance(row.theme_label)
        room = right - line.left()
        if metrics.horizontalAdvance(row.hit.title) + theme_width + theme.px(24) <= room:
            where = QRectF(right - theme_width - theme.px(10), line.top(), theme_width, line.height())
            painter.setFont(theme_font)
            painter.setPen(theme.color("soft"))
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, row.theme_label)
            room -= theme_width + theme.px(20)
        painter.setFont(title_font)
        painter.setPen(theme.color("text"))
        shown = metrics.elidedText(row.hit.title, Qt.TextElideMode.ElideRight, room - theme.px(8))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_badges(self, painter: QPainter, line: QRectF, row: Row) -> float:
        """From the right edge inwards; returns where they begin."""
        kind = "national" if row.hit.origin is Origin.NATIONAL else "local"
        left = self._paint_badge(painter, line, line.right(), origin_label(row.hit.origin), kind)
        if late := overdue(row, self._today):
            left = self._paint_badge(painter, line, left - self._theme.px(6), late, "warning")
        return left

    def _paint_badge(self, painter: QPainter, line: QRectF, right: float, text: str, kind: str) -> float:
        theme = self._theme
        font = theme.font(SMALL, strong=True)
        width = QFontMetricsF(font).horizontalAdvance(text) + theme.px(14)
        box = QRectF(right - width, line.top() + theme.px(2), width, line.height() - theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{kind}_ground"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        painter.setFont(font)
        painter.setPen(theme.color(kind))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box.left()

    def _paint_excerpt(self, painter: QPainter, inner: QRectF, row: Row) -> None:
        theme = self._theme
        block = TextBlock(
            row.hit.excerpt,
            row.hit.marks,
            theme.font(14.5),
            inner.width(),
            line_height=theme.px(_EXCERPT_LINE),
            max_lines=2,
        )
        at = QPointF(inner.left(), inner.top() + theme.px(_TITLE_LINE) + theme.px(1))
        block.paint(painter, at, theme.color("text"), theme.color("mark"))
