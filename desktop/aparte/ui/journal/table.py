"""The list of contacts with its headings, its states, and what is counted under it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from aparte.ui.emptystate import EmptyState, State
from aparte.ui.journal.delegate import ContactDelegate
from aparte.ui.journal.model import Column, JournalModel
from aparte.ui.journal.wording import number_label
from aparte.ui.screen.scale import spaced
from aparte.ui.screen.words import words
from aparte.ui.theme import Theme

_NARROW_UNDER = 560.0
_WIDTHS = {Column.WHEN: 92, Column.OUTCOME: 196, Column.SYNC: 104}


class ContactView(QTableView):
    """Whole rows, by keyboard and pointer.

    Signals: `opened` by Enter or a click; `left` when Esc asks for the search field; `typed(str)`
    a character that belongs there.
    """

    opened = Signal()
    left = Signal()
    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.left.emit()
        elif event.text().strip() and event.text().isprintable() and not _is_shortcut(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class ContactTable(QWidget):
    """The rows, or a designed page when there are none.

    Attributes: `view`, `model`.
    Signals: `picked(str)` the contact now selected; `opened` when its details are wanted.
    """

    picked = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, model: JournalModel) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.model = model
        self._delegate = ContactDelegate(theme, model, self)
        self.view = self._make_view()
        self._empty = EmptyState(theme)
        self._count = words(role="small", name="journalCount", wrap=False)
        column = spaced(QVBoxLayout(self))
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        self._foot = spaced(QVBoxLayout(), 0, (14, 5, 14, 6))
        self._foot.addWidget(self._count)
        column.addLayout(self._foot)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._tell_count)
        self.show_state(None)

    def show_state(self, state: State | None) -> None:
        """A page over the rows, or the rows."""
        self._empty.show_state(state)
        self._empty.setVisible(state is not None)
        self.view.setVisible(state is None)
        self._count.setVisible(state is None)

    def selected_id(self) -> str:
        """The selected contact's id, empty when there is none."""
        row = self.view.currentIndex().row()
        return self.model.contacts[row].id if 0 <= row < len(self.model.contacts) else ""

    def select(self, contact_id: str) -> None:
        """Select a contact that is among the rows."""
        row = self.model.row_of(contact_id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, Column.ABOUT))

    def select_first(self) -> None:
        """Select the newest contact."""
        if self.model.contacts:
            self.view.setCurrentIndex(self.model.index(0, Column.ABOUT))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._delegate.restyle(theme)
        self._empty.restyle(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        narrow = self.width() < theme.px(_NARROW_UNDER)
        self._delegate.narrow = narrow
        for column in (Column.OUTCOME, Column.SYNC):
            self.view.setColumnHidden(column, narrow)
        self.view.horizontalHeader().setVisible(not narrow)
        for column, width in _WIDTHS.items():
            self.view.setColumnWidth(column, theme.px(width))
        self.view.verticalHeader().setDefaultSectionSize(self._delegate.row_height())

    def _make_view(self) -> ContactView:
        view = ContactView()
        view.setObjectName("journalTable")
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setMouseTracking(True)
        view.setAccessibleName(self.tr("Échanges enregistrés"))
        view.setAccessibleDescription(self.tr("Flèches pour choisir, Entrée pour lire, Échap pour chercher"))
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setMinimumSectionSize(10)
        head = view.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.ABOUT, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(self._tell_picked)
        view.clicked.connect(lambda _: self.opened.emit())
        view.opened.connect(self.opened)
        return view

    def _tell_picked(self, current: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(self.model.contacts[current.row()].id)

    def _tell_count(self) -> None:
        total = self.model.total
        text = self.tr("1 échange") if total == 1 else self.tr("{total} échanges").format(total=number_label(total))
        self._count.setText(text)


def _is_shortcut(event: QKeyEvent) -> bool:
    """Ctrl or Alt alone; together they are AltGr, which types."""
    modifier = Qt.KeyboardModifier
    held = event.modifiers() & (modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier)
    return held not in (modifier.NoModifier, modifier.ControlModifier | modifier.AltModifier)
