"""The view of what changed: one list, filtered by words, from which articles are opened."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from aparte.assist.changes import BaseChanges
from aparte.core.errors import AparteError
from aparte.ui.announcing import announce
from aparte.ui.changes.delegate import ChangesDelegate
from aparte.ui.changes.model import ChangesModel
from aparte.ui.changes.wording import came_from, nothing
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.style import stylesheet
from aparte.ui.screen.words import across, button, words
from aparte.ui.sentences import in_words
from aparte.ui.theme import Theme

_SCROLL_BAR = 14
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class ChangesDialog(QDialog):
    """Comes up empty, and shows what it is given.

    Signals: `chosen(str)`, the id of the article to open.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self.setWindowTitle(self.tr("Ce qui a changé depuis le dernier import"))
        self.setStyleSheet(stylesheet(theme))
        self._theme = theme
        self._found: BaseChanges | None = None
        self._model = ChangesModel(self)
        self._delegate = ChangesDelegate(theme, self)
        self._lead = words(self.tr("Lecture…"), "soft", name="changesLead")
        self._problems = words("", "warning", name="changesProblems")
        self._problems.hide()
        self._filter = self._make_filter()
        self._list = self._make_list()
        self._empty = words("", "soft", name="changesEmpty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.hide()
        self._open = button(self.tr("Ouvrir la fiche"), "changesOpen", self._choose, role="main")
        self._open.setEnabled(False)
        close = button(self.tr("Fermer"), "changesClose", self.reject)
        column = spaced(QVBoxLayout(self), 8, (20, 16, 20, 16))
        column.addWidget(words(self.windowTitle(), "subtitle"))
        for part in (self._lead, self._problems, self._filter):
            column.addWidget(part)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(across(None, close, self._open))
        rescale(self, theme)
        self.resize(self._comfortable())
        self._filter.setFocus()

    def show_changes(self, found: BaseChanges | None) -> None:
        """Show what changed; None when no national file was imported."""
        self._found = found
        self._lead.setVisible(found is not None)
        self._filter.setVisible(found is not None)
        if found is not None:
            self._lead.setText(came_from(found))
            self._problems.setText("\n".join(found.problems))
            self._problems.setVisible(bool(found.problems))
        self._refill("")

    def show_failure(self, error: Exception) -> None:
        """Say why there is nothing to show; what nobody foresaw is the exception hook's."""
        if not isinstance(error, AparteError):
            raise error
        self._lead.hide()
        self._filter.hide()
        self._show_empty(in_words(str(error)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the words are typed."""
        if watched is self._filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _TO_LIST:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _comfortable(self) -> QSize:
        px = self._theme.px
        wanted = QSize(px(760), px(640))
        parent = self.parentWidget()
        screen = parent.screen() if parent is not None else QGuiApplication.primaryScreen()
        room = screen.availableSize() * 0.95
        if parent is not None:
            room = room.boundedTo(parent.window().size().expandedTo(QSize(340, 320)))
        return wanted.boundedTo(room)

    def _fit_rows(self) -> None:
        width = self._list.width() - self._theme.px(_SCROLL_BAR)
        if width != self._delegate.width:
            self._delegate.width = width
            self._list.doItemsLayout()

    def _refill(self, typed: str) -> None:
        self._model.show(self._found, typed)
        if not self._model.lines:
            self._show_empty(nothing(self._found, typed.strip()))
            return
        self._empty.hide()
        self._list.show()
        self._fit_rows()
        first = next(at for at, line in enumerate(self._model.lines) if line.change is not None)
        self._list.setCurrentIndex(self._model.index(first, 0))
        self._list.scrollToTop()

    def _show_empty(self, text: str) -> None:
        self._list.hide()
        self._open.setEnabled(False)
        self._empty.setText(text)
        self._empty.show()
        announce(self, text)

    def _follow(self) -> None:
        row = self._list.currentIndex().row()
        lines = self._model.lines
        self._open.setEnabled(0 <= row < len(lines) and bool(lines[row].opens))
        if 0 <= row < len(lines):
            self._filter.setAccessibleDescription(f"{lines[row].title}. {lines[row].under}")

    def _choose(self) -> None:
        row = self._list.currentIndex().row()
        opens = self._model.lines[row].opens if 0 <= row < len(self._model.lines) else ""
        if opens:
            self.accept()
            self.chosen.emit(opens)

    def _make_filter(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("changesFilter")
        field.setPlaceholderText(self.tr("Filtrer : un mot du titre, ou F1234"))
        field.setAccessibleName(self.tr("Filtrer la liste"))
        field.setClearButtonEnabled(True)
        field.setMaxLength(100)
        field.textChanged.connect(self._refill)
        field.installEventFilter(self)
        return field

    def _make_list(self) -> QListView:
        listed = QListView()
        listed.setObjectName("changesList")
        listed.setAccessibleName(self.windowTitle())
        listed.setModel(self._model)
        listed.setItemDelegate(self._delegate)
        listed.setMouseTracking(True)
        listed.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.activated.connect(lambda _: self._choose())
        listed.selectionModel().currentChanged.connect(lambda *_: self._follow())
        return listed
