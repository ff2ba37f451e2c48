"""The lines of the view as a Qt list: a heading for each kind, then what changed."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aparte.assist.changes import BaseChanges, Change, ChangeKind
from aparte.ui.changes.wording import heading, under

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """A row; `change` is None for a heading."""

    title: str
    under: str = ""
    change: Change | None = None

    @property
    def opens(self) -> str:
        """The id of the article to open, empty when there is none."""
        return "" if self.change is None else self.change.opens


class ChangesModel(QAbstractListModel):
    """Attributes: `lines`, those on screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, found: BaseChanges | None, words: str = "") -> None:
        """Show what changed, or the part of it whose title, id or reason holds `words`."""
        self.beginResetModel()
        self.lines = () if found is None else tuple(_lines(found, words.casefold().strip()))
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{line.title}. {line.under}" if line.under else line.title
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.lines[index.row()].change is None:
            return Qt.ItemFlag.NoItemFlags  # the arrows pass over what is disabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _lines(found: BaseChanges, words: str) -> list[Line]:
    lines: list[Line] = []
    for kind in ChangeKind:
        listed = [Line(change.title, under(change), change) for change in found.of(kind)]
        kept = [line for line in listed if words in f"{line.title} {line.under}".casefold()]
        if kept:
            lines += [Line(heading(kind, len(kept))), *kept]
    return lines
