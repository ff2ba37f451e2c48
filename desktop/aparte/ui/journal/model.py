"""The journal's rows: pages of contacts, fetched as the list is scrolled."""

from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aparte.core.contact import Contact
from aparte.core.records import JournalPage
from aparte.ui.contact.wording import channel_label, outcome_label
from aparte.ui.journal.wording import CodeBook, clock_time, spoken, sync_label, translate

CONTACT_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What a row shows, from left to right."""

    WHEN = 0
    ABOUT = 1
    OUTCOME = 2
    SYNC = 3


class JournalModel(QAbstractTableModel):
    """Contacts of one filter, newest first.

    Attributes: `contacts` fetched so far, `total` of the filter, `today`.
    Signals: `moreWanted(str)` with the key of the page that the list needs next.
    """

    moreWanted = Signal(str)

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.book = CodeBook(())
        self.contacts: list[Contact] = []
        self.total = 0
        self._next_key = ""
        self._waits = False

    def show(self, page: JournalPage, book: CodeBook) -> None:
        """Replace every row by a filter's first page."""
        self.beginResetModel()
        self.book = book
        self.contacts = list(page.contacts)
        self._take(page)
        self.endResetModel()

    def add(self, page: JournalPage) -> None:
        """Append the page that was wanted."""
        if page.contacts:
            first = len(self.contacts)
            self.beginInsertRows(QModelIndex(), first, first + len(page.contacts) - 1)
            self.contacts += page.contacts
            self._take(page)
            self.endInsertRows()
        else:
            self._take(page)

    def give_up(self) -> None:
        """The page that was wanted did not come: it may be asked again."""
        self._waits = False

    def put(self, contact: Contact) -> None:
        """Show a contact's newest state in its row."""
        row = self.row_of(contact.id)
        if row >= 0:
            self.contacts[row] = contact
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def drop(self, contact_id: str) -> None:
        """Take an erased contact's row out."""
        row = self.row_of(contact_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.contacts[row]
            self.total -= 1
            self.endRemoveRows()

    def row_of(self, contact_id: str) -> int:
        """A contact's row, -1 when it is not among those fetched."""
        return next((row for row, contact in enumerate(self.contacts) if contact.id == contact_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.contacts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and bool(self._next_key) and not self._waits

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._waits = True
            self.moreWanted.emit(self._next_key)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return {
            Column.WHEN: translate("Records", "Quand"),
            Column.ABOUT: translate("Records", "Demande"),
            Column.OUTCOME: translate("Records", "Issue"),
            Column.SYNC: translate("Records", "Envoi"),
        }[Column(section)]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        if not index.isValid() or index.row() >= len(self.contacts):
            return None
        contact = self.contacts[index.row()]
        if role == CONTACT_ROLE:
            return contact
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(contact, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(contact, self.book, self.today)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.ABOUT:
            return "\n".join(self.book.full(demand.code) for demand in contact.demands)
        return None

    def _cell(self, contact: Contact, column: Column) -> str:
        if column is Column.WHEN:
            return clock_time(contact.closed_at)
        if column is Column.ABOUT:
            return f"{self.book.subject(contact)} ({channel_label(contact.channel)})"
        if column is Column.OUTCOME:
            return ", ".join(dict.fromkeys(outcome_label(demand.outcome) for demand in contact.demands))
        return sync_label(synced=contact.synced)

    def _take(self, page: JournalPage) -> None:
        self.total, self._next_key, self._waits = page.total, page.next_key, False
