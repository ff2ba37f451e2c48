"""The list itself: keys, pointer, and what was painted when."""

from collections.abc import Callable, Mapping
from time import perf_counter

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from aparte.core.suggestion import Suggestion
from aparte.ui.suggestions.delegate import CardDelegate
from aparte.ui.suggestions.history import PaintedHistory
from aparte.ui.suggestions.model import SuggestionModel

_POINTING_S = 3.0


class SuggestionList(QListView):
    """Cards that never move under the pointer, nor under the keyboard when it is here.

    Signals: `opened(Suggestion)` by Enter or a click; `refused(Suggestion)` by Delete; `left` when
    Esc or ↑ on the first card asks for the text again; `painted(int)` on the first paint that shows that answer.
    """

    opened = Signal(object)
    refused = Signal(object)
    left = Signal()
    painted = Signal(int)

    def __init__(
        self,
        model: SuggestionModel,
        delegate: CardDelegate,
        parent: QWidget | None = None,
        now: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(parent)
        self._suggestions = model
        self._now = now
        self._history = PaintedHistory()
        self._unpainted: int | None = None
        self._pointed_at = -_POINTING_S
        self._pointer = QPoint(-1, -1)
        self._empty: QWidget | None = None
        self.setObjectName("suggestions")
        self.setProperty("role", "cards")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("Suggestions"))
        self.setAccessibleDescription(self.tr("Flèches pour choisir, Entrée pour ouvrir, Échap pour revenir au texte"))
        self.clicked.connect(self._open_index)

    def show_answer(self, number: int, ranked: tuple[Suggestion, ...], *, unsure: bool) -> None:
        """Put a ranking on screen, and say when it is painted."""
        selected, kept = self.selected_id(), self._kept_ids()
        tops = {article_id: self._top_of(article_id) for article_id in kept}
        self._suggestions.show(ranked, unsure=unsure, keep=kept)
        self.setAutoScroll(False)
        self._select_row(self._suggestions.row_of(selected) if selected else -1)
        self.setAutoScroll(True)
        if kept:
            self._hold(tops)
        else:
            self.scrollToTop()
        self._unpainted = number
        self.viewport().update()

    def held(self) -> int:
        """How many rows, from the top, the agent has touched or passed.

        The pointer is on one of them, one is selected or open in the reader, or the list was scrolled.
        """
        rows = [self._pointed_row(), self.currentIndex().row()]
        if self.verticalScrollBar().value() > 0:
            rows += [row for row in range(len(self._suggestions.items)) if self._is_in_sight(row)]
        return 1 + max(rows)

    def refine(self, number: int, ranked: tuple[Suggestion, ...]) -> None:
        """Put another order of the same answer under the rows that are held, none of which moves."""
        self._suggestions.refine(ranked, self.held())
        self._unpainted = number
        self.viewport().update()

    def selected_id(self) -> str:
        """The selected article's id, empty when there is none."""
        row = self.currentIndex().row()
        return self._suggestions.items[row].article_id if row >= 0 else ""

    @property
    def waits_for_paint(self) -> bool:
        """Whether an answer is set that no paint has shown yet."""
        return self._unpainted is not None

    def select_article(self, article_id: str) -> None:
        """Select the card of an article shown in the reader, or none."""
        self._select_row(self._suggestions.row_of(article_id))

    def enter(self) -> None:
        """Take the keyboard, on the selected card or the first."""
        if not self._suggestions.items:
            return
        if not self.currentIndex().isValid():
            self._select_row(0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def visible_ids(self) -> tuple[str, ...]:
        """The articles whose card the agent can see, for more than half of it."""
        height = self.sizeHintForRow(0)
        if not self.isVisible() or height <= 0:
            return ()
        top, bottom = self.verticalScrollBar().value(), self.verticalScrollBar().value() + self.viewport().height()
        return tuple(
            item.article_id for row, item in enumerate(self._suggestions.items) if top <= (row + 0.5) * height <= bottom
        )

    def seen(self, rank: int, guard_s: float) -> Suggestion | None:
        """The suggestion painted at `rank` (from 1) `guard_s` seconds ago."""
        items = self._history.shown_at(self._now() - guard_s)
        return items[rank - 1] if 0 < rank <= len(items) else None

    def cover_with(self, page: QWidget) -> None:
        """Lay a page over the list for when it has no card.

        The list stays visible under it, so that every answer is painted and told.
        """
        self._empty = page
        page.setParent(self)
        page.setGeometry(self.rect())

    def forget_history(self) -> None:
        """A new contact: nothing painted before may be opened by a key."""
        self._history = PaintedHistory()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unpainted is not None:
            number, self._unpainted = self._unpainted, None
            self._history.record(self._now(), self._suggestions.items)
            self.painted.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        elif key == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.refused.emit(self._suggestions.items[self.currentIndex().row()])
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self._on_first_row()):
            self.left.emit()
        elif event.text().isprintable() and event.text():
            # A typed character belongs to the text: the window takes it there.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._suggestions.items:
            self._select_row(0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed_at = self._now()
        self._pointer = event.position().toPoint()
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointed_at = -_POINTING_S
        return super().viewportEvent(event)

    def _kept_ids(self) -> tuple[str, ...]:
        """The cards that may not move, the one that matters most first."""
        pointed = self._pointed_row()
        kept = [self._suggestions.items[pointed].article_id] if pointed >= 0 else []
        # While the agent types, the best answer comes first and the selection follows its article.
        if self.hasFocus() and self.selected_id():
            kept.append(self.selected_id())
        return tuple(kept)

    def _pointed_row(self) -> int:
        """The row under the pointer when that moved lately, or -1."""
        if self._now() - self._pointed_at >= _POINTING_S:
            return -1
        return self.indexAt(self._pointer).row()

    def _is_in_sight(self, row: int) -> bool:
        place = self.visualRect(self._suggestions.index(row))
        return place.bottom() >= 0 and place.top() < self.viewport().height()

    def _top_of(self, article_id: str) -> int:
        """Where a card begins on the screen."""
        return self.visualRect(self._suggestions.index(self._suggestions.row_of(article_id))).top()

    def _hold(self, tops: Mapping[str, int]) -> None:
        """Bring a kept card back to its place when those above it have grown or shrunk."""
        for article_id, top in tops.items():
            if self._suggestions.row_of(article_id) >= 0:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + self._top_of(article_id) - top)
                return

    def _select_row(self, row: int) -> None:
        index = self._suggestions.index(row) if row >= 0 else QModelIndex()
        if index == self.currentIndex():
            return
        if row < 0:
            self.clearSelection()
        self.setCurrentIndex(index)

    def _on_first_row(self) -> bool:
        return self.currentIndex().row() <= 0

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._suggestions.items[index.row()])
