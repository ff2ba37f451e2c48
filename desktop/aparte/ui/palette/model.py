"""The palette's rows as a Qt model."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from aparte.core.suggestion import SearchHit
from aparte.ui.freshness import freshness
from aparte.ui.suggestions.wording import origin_label

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
