"""The table of a chart: the same figures for who prefers them, or hears them."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from aparte.assist.figures.headlines import written
from aparte.assist.figures.shapes import Absent, Table
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import CAPTION

_ROW, _MOST_ROWS, _FIRST = 26, 12, 190
_Index = QModelIndex | QPersistentModelIndex


class FiguresModel(QAbstractTableModel):
    """A table's cells in French; numbers stand on the right."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.columns[section]
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        cell = self.table.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return written(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.table.columns[index.column()]} : {written(cell)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        cells = [row[column] for row in self.table.rows]
        words = column < self.table.labels or any(isinstance(c, str) and not isinstance(c, Absent) for c in cells)
        side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class FiguresTable(QTableView):
    """The first column takes the room that the others leave, and is never so narrow that it says nothing."""

    def __init__(self, least: int, tall: int) -> None:
        super().__init__()
        self._least, self._tall = least, tall
        self.setFixedHeight(tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Set the columns' widths."""
        self.resizeColumnsToContents()
        others = sum(self.columnWidth(column) for column in range(1, self.model().columnCount()))
        first = max(min(self.columnWidth(0), self._least), self.viewport().width() - others)
        self.setColumnWidth(0, first)
        bar = self.horizontalScrollBar().sizeHint().height() if first + others > self.viewport().width() else 0
        if self.height() != self._tall + bar:
            self.setFixedHeight(self._tall + bar)


def table_view(table: Table, theme: Theme, parent: QObject | None = None) -> QTableView:
    """A table as tall as its rows, a dozen at most."""
    rows = min(len(table.rows), _MOST_ROWS)
    view = FiguresTable(theme.px(_FIRST), theme.px(_ROW) * rows + theme.px(_ROW + 6))
    view.setObjectName(f"table-{table.name}")
    view.setProperty("role", "figures")
    view.setModel(FiguresModel(table, parent or view))
    view.setAccessibleName(table.title)
    view.setAccessibleDescription(table.note)
    view.setFont(theme.font(CAPTION))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(10)
    view.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
    head = view.horizontalHeader()
    head.setSectionsClickable(False)
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head.setMinimumSectionSize(theme.px(60))
    return view
