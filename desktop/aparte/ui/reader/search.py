"""Find in page over every part of the article, whatever widget shows it."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from aparte.ui.reader.findbar import FindBar
from aparte.ui.reader.finding import Findable
from aparte.ui.reader.page import ArticlePage
from aparte.ui.reader.scroller import Scroller


class PageSearch(QObject):
    """Marks every place of the term and walks from one to the next."""

    def __init__(self, bar: FindBar, scroller: Scroller) -> None:
        super().__init__(bar)
        self._bar = bar
        self._scroller = scroller
        self._page: ArticlePage | None = None
        self._hits: list[tuple[QWidget, Findable, int]] = []
        self._current = 0
        bar.searched.connect(self._search)
        bar.moved.connect(self._move)

    def look_in(self, page: ArticlePage | None) -> None:
        """Another article is on screen, or none."""
        self._page = page
        self._hits = []
        if self._bar.isVisible():
            self._search(self._bar.field.text())

    def _search(self, term: str) -> None:
        if self._page is None:
            return
        self._hits = []
        for widget, part in self._page.findables():
            self._hits += [(widget, part, hit) for hit in range(part.seek(term))]
        self._current = 0
        self._show()

    def _move(self, step: int) -> None:
        if self._hits:
            self._hits[self._current][1].point_at(-1)
            self._current = (self._current + step) % len(self._hits)
        self._show()

    def _show(self) -> None:
        self._bar.show_count(self._current + 1, len(self._hits))
        if not self._hits or self._page is None:
            return
        widget, part, hit = self._hits[self._current]
        top, height = part.point_at(hit)
        here = widget.mapTo(self._page, QPoint(0, top)).y()
        bar = self._scroller.verticalScrollBar()
        seen = self._scroller.viewport().height()
        if not bar.value() <= here <= bar.value() + seen - height - 20:
            bar.setValue(here - seen // 3)
