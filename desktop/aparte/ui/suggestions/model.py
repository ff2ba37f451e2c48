"""The suggestions as a Qt model, updated in place so that nothing jumps."""

from collections.abc import Collection
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aparte.core.suggestion import Suggestion
from aparte.ui.suggestions.wording import spoken

SUGGESTION_ROLE = Qt.ItemDataRole.UserRole + 1
UNSURE_ROLE = Qt.ItemDataRole.UserRole + 2

_Index = QModelIndex | QPersistentModelIndex


class SuggestionModel(QAbstractListModel):
    """At most eight suggestions in the order they are shown.

    Attributes: `items`, in that order; `unsure`, when they are only to be checked.
    """

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.items: tuple[Suggestion, ...] = ()
        self.unsure = False

    def show(self, ranked: tuple[Suggestion, ...], *, unsure: bool, keep: Collection[str] = ()) -> None:
        """Take a new ranking; articles whose id is in `keep` stay on the row they are on."""
        before, self.unsure = (self.items, self.unsure), unsure
        wanted = _in_place(self.items, ranked, keep)
        self._resize(len(wanted), wanted)
        self.items = wanted
        changed = [
            row
            for row, item in enumerate(wanted)
            if row >= len(before[0]) or before[0][row] != item or before[1] != unsure
        ]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def refine(self, ranked: tuple[Suggestion, ...], held: int) -> None:
        """Take another order of the same answer, under the first `held` rows, which stay as they are."""
        kept = self.items[:held]
        known = {item.article_id for item in kept}
        others = (item for item in ranked if item.article_id not in known)
        self.show((*kept, *others)[: max(held, len(ranked))], unsure=self.unsure)

    def row_of(self, article_id: str) -> int:
        """The row that shows an article, or -1."""
        for row, item in enumerate(self.items):
            if item.article_id == article_id:
                return row
        return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == SUGGESTION_ROLE:
            return item
        if role == UNSURE_ROLE:
            return self.unsure
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(index.row() + 1, item, self._today, unsure=self.unsure)
        return None

    def _resize(self, count: int, wanted: tuple[Suggestion, ...]) -> None:
        """Rows come and go at the end only, so that the others are not moved."""
        have = len(self.items)
        if count > have:
            self.beginInsertRows(QModelIndex(), have, count - 1)
            self.items = (*self.items, *wanted[have:])
            self.endInsertRows()
        elif count < have:
            self.beginRemoveRows(QModelIndex(), count, have - 1)
            self.items = self.items[:count]
            self.endRemoveRows()


def _in_place(
    shown: tuple[Suggestion, ...], ranked: tuple[Suggestion, ...], keep: Collection[str]
) -> tuple[Suggestion, ...]:
    """`ranked` with the kept articles on their present rows, the others filling up by rank."""
    if not keep:
        return ranked
    by_id = {item.article_id: item for item in ranked}
    rows: dict[int, Suggestion] = {}
    for row, item in enumerate(shown):
        if item.article_id in keep and item.article_id in by_id and row < len(ranked):
            rows[row] = by_id[item.article_id]
    held = {item.article_id for item in rows.values()}
    others = (item for item in ranked if item.article_id not in held)
    return tuple(rows.get(row) or next(others) for row in range(len(ranked)))
