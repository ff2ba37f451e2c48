"""The palette: a panel over the window, what its keys do, and the searches behind it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aparte.assist.desk import Desk
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.settings import Settings, options
from aparte.ui.palette.actions import Found, find, recent, remember
from aparte.ui.palette.panel import PalettePanel
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme

_LATE_MS = 150
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


class Palette(QWidget):
    """Searches the whole base over the window.

    Signals: `chosen(str)`, the id of the article to open; `closed()`; `changesRequested()`, to see
    what the last import changed.
    """

    chosen = Signal(str)
    closed = Signal()
    changesRequested = Signal()

    def __init__(
        self,
        window: QWidget,
        *,
        desk: Desk,
        settings: Settings,
        tasks: Tasks,
        theme: Theme,
        clock: Clock,
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Recherche dans toutes les fiches"))
        self._desk = desk
        self._settings = settings
        self._dark = theme.dark
        self._suggested = ""
        self._focus_before: QWidget | None = None
        self._asked = 0
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._late.timeout.connect(self._show_waiting)
        self._searches = tasks.latest()
        self._searches.done.connect(self._take_answer)
        self._searches.failed.connect(self._show_failure)
        self._panel = PalettePanel(theme, clock, self)
        self._panel.field.installEventFilter(self)
        self._panel.typed.connect(self._search)
        self._panel.picked.connect(self._choose)
        self._panel.repaired.connect(self._take_repair)
        self._panel.changesRequested.connect(self._leave_for_changes)
        self._panel.restyle(theme)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Come up over the window with the last query selected."""
        field = self._panel.field
        if not self.isVisible():
            self._focus_before = self.window().focusWidget()
            self._cover()
            self.show()
            self.raise_()
            self._search(field.text())
        field.setFocus(Qt.FocusReason.PopupFocusReason)
        field.selectAll()

    def dismiss(self) -> None:
        """Go away and give the focus back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def restyle(self, theme: Theme) -> None:
        """Take another look or size."""
        self._dark = theme.dark
        self._panel.restyle(theme)
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        if watched is self._panel.field and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._key(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0, 150 if self._dark else 90))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def _cover(self) -> None:
        """Take the whole window, the panel near its top."""
        area = self.window().rect()
        self.setGeometry(area)
        margin = 8 if area.width() < 600 else 24
        top = max(margin, min(48, area.height() // 12))
        self._panel.fit(area.width() - 2 * margin, area.height() - top - margin)
        self._panel.move((area.width() - self._panel.width()) // 2, top)

    def _key(self, event: QKeyEvent) -> bool:
        """The field's keys that are not typing; true when the key was one of them."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._panel.row())
        elif key == Qt.Key.Key_Tab:
            self._take_repair()
        elif key in _STEPS:
            self._move(_STEPS[Qt.Key(key)])
        else:
            return key == Qt.Key.Key_Backtab
        return True

    def _move(self, step: int) -> None:
        count = self._panel.model.rowCount()
        if count:
            self._panel.select(min(max(self._panel.row() + step, 0), count - 1))

    def _choose(self, row: int) -> None:
        if not 0 <= row < self._panel.model.rowCount():
            return
        article_id = self._panel.model.rows[row].hit.article_id
        remember(self._settings, article_id)
        self.dismiss()
        self.chosen.emit(article_id)

    def _leave_for_changes(self) -> None:
        self.dismiss()
        self.changesRequested.emit()

    def _take_repair(self) -> None:
        if self._suggested:
            self._panel.field.setText(self._suggested)

    def _search(self, typed: str) -> None:
        desk, ids = self._desk, self._settings.get(options.RECENT_ARTICLES)
        self._asked += 1
        asked = self._asked
        if typed.strip():
            self._searches.submit(lambda: (asked, find(desk, typed)))
        else:
            self._searches.submit(lambda: (asked, recent(desk, ids)))
        if not self._late.isActive():
            self._late.start()

    def _take_answer(self, answer: tuple[int, Found]) -> None:
        self._late.stop()
        if answer[0] != self._asked:
            self._late.start()
        self._show_found(answer[1])

    def _show_waiting(self) -> None:
        self._suggested = ""
        if self._panel.show_waiting():
            self._cover()

    def _show_found(self, found: Found) -> None:
        # The answer to an earlier key is nearer to what is typed than what is on the screen, so
        # it is shown; only an emptied or a begun query makes it wrong.
        empty = not self._panel.field.text().strip()
        if empty != found.recent:
            return
        self._suggested = found.did_you_mean
        self._panel.show_found(found)
        self._cover()

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, AparteError):
            raise error
        self._late.stop()
        empty = not self._panel.field.text().strip()
        self._show_found(Found("", (), 0, problem=str(error), recent=empty))
