"""The article's text: all sections in one page, with marks, jumps and nothing active."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor, QTextListFormat, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QTextEdit, QWidget

from aparte.core.article import Origin, Section
from aparte.core.suggestion import Span
from aparte.ui.reader.finding import places
from aparte.ui.reader.markdown import document_style, section_html
from aparte.ui.reader.marking import goes_on
from aparte.ui.theme import Theme

_BULLET_SPACE = 240
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
# Spaces, Markdown signs, and what stands between two cells: in a quote, and in Qt's own text.
_INVISIBLE = re.compile(r"[\s*_`#|\-·\ufdd0\ufdd1]+")


class Prose(QTextBrowser):
    """Grows with its text, so that the page around it scrolls.

    Signals: `linkChosen(str)` when the agent presses a link; nothing is opened here.
    """

    linkChosen = Signal(str)

    def __init__(self, sections: Sequence[Section], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prose")
        self._theme = theme
        self._found: list[Span] = []
        self._quoted: list[tuple[Span, str]] = []
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(theme.px(20))
        self.document().setDefaultFont(theme.font())
        self.document().setDefaultStyleSheet(document_style(theme))
        self.setHtml("".join(_html(sections, at) for at in range(len(sections))))
        self._set_bullets_apart()
        links = "<a href" in self.toHtml()
        policy = Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self.setAccessibleName(self.tr("Texte de la fiche"))
        self.anchorClicked.connect(self._choose)
        self._starts = self._section_starts(len(sections))
        self._text = self.document().toRawText().replace("\u2029", "\n")

    def section_top(self, index: int) -> int:
        """Where a section's heading stands, in pixels from the top."""
        if not 0 <= index < len(self._starts):
            return 0
        block = self.document().findBlock(self._starts[index])
        return int(self.document().documentLayout().blockBoundingRect(block).top())

    def mark_quote(self, index: int, quote: str, marks: Sequence[Span]) -> tuple[int, int] | None:
        """Mark the passage that answers and its matched words; its top and height, if found."""
        if not 0 <= index < len(self._starts):
            return None
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        place = _place_of(quote, self._text, self._starts[index], end)
        if place is None:
            return None
        positions, whole = place
        self._quoted = [(whole, "tint")]
        for mark in marks:
            if mark.end <= len(positions) and mark.start < mark.end:
                span = Span(positions[mark.start], positions[mark.end - 1] + 1)
                self._quoted.append((span, "mark"))
        self._show_marks(-1)
        return self._extent(whole)

    def seek(self, term: str) -> int:
        """See `Findable`."""
        self._found = list(places(self._text, term))
        self._show_marks(-1)
        return len(self._found)

    def point_at(self, hit: int) -> tuple[int, int]:
        """See `Findable`."""
        self._show_marks(hit)
        return self._extent(self._found[hit]) if 0 <= hit < len(self._found) else (0, 0)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ANN401, ARG002
        """Nothing in an article may load anything."""
        return None

    def sizeHint(self) -> QSize:
        return QSize(self._theme.prose_width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not this part of it."""
        event.ignore()

    def _set_bullets_apart(self) -> None:
        """Qt leaves one space after a bullet or number: only a wider one sets them apart."""
        wide = QTextCharFormat()
        wide.setFontStretch(_BULLET_SPACE)
        block = self.document().begin()
        while block.isValid():
            items = block.textList()
            if items is not None and items.format().style() in _BULLETS:
                QTextCursor(block).mergeBlockCharFormat(wide)
            elif items is not None:
                numbers = items.format()
                numbers.setNumberSuffix(".\u2009")
                items.setFormat(numbers)
            block = block.next()

    def _wanted_height(self) -> int:
        return round(self.document().size().height()) + 2 * self.frameWidth() + 6

    def _choose(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            self.linkChosen.emit(url.toString())

    def _section_starts(self, count: int) -> list[int]:
        starts: dict[str, int] = {}
        block = self.document().begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                for name in fragments.fragment().charFormat().anchorNames():
                    starts.setdefault(name, block.position())
                fragments += 1
            block = block.next()
        known = 0
        result = []
        for index in range(count):
            known = starts.get(f"s{index}", known)
            result.append(known)
        return result

    def _extent(self, span: Span) -> tuple[int, int]:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        first = self.cursorRect(cursor)
        cursor.setPosition(max(span.start, span.end - 1))
        last = self.cursorRect(cursor)
        return first.top(), last.bottom() - first.top()

    def _show_marks(self, hit: int) -> None:
        tokens = self._theme.tokens
        grounds = {"tint": tokens.tint, "mark": tokens.mark}
        marks = [(span, grounds[kind], tokens.text) for span, kind in self._quoted]
        for number, span in enumerate(self._found):
            here = number == hit
            marks.append((span, tokens.accent if here else tokens.mark, tokens.on_accent if here else tokens.text))
        self.setExtraSelections([self._selection(*mark) for mark in marks])

    def _selection(self, span: Span, ground: str, colour: str) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(ground))
        look.setForeground(QColor(colour))
        selection.cursor = cursor
        selection.format = look
        return selection


def _html(sections: Sequence[Section], at: int) -> str:
    """A section, marked when it is the town's, or the State's again right after it."""
    on, section = goes_on(sections, at), sections[at]
    again = at > 0 and sections[at - 1].local and (on or not section.heading)
    mark = Origin.LOCAL if section.local else Origin.NATIONAL if again else None
    return section_html(section, at, mark, goes_on=on)


def _place_of(quote: str, text: str, start: int, end: int) -> tuple[list[int], Span] | None:
    """Where `quote` stands in `text[start:end]`, spaces and Markdown signs aside.

    Returns the text position of each character of the quote, and the whole span.
    """
    hay, hay_at = _bare(text[start:end])
    needle, needle_at = _bare(quote)
    found = hay.find(needle) if needle else -1
    length = len(needle)
    if found < 0:
        length = min(60, length)
        found = hay.find(needle[:length]) if length >= 20 else -1
    if found < 0:
        return None
    positions: list[int] = []
    for at in range(len(quote)):
        nearest = _nearest(needle_at, at)
        within = min(found + min(nearest, length - 1), len(hay_at) - 1)
        positions.append(start + hay_at[within])
    whole = Span(start + hay_at[found], start + hay_at[found + length - 1] + 1)
    return positions, whole


def _nearest(kept: list[int], at: int) -> int:
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if kept[middle] < at else (low, middle)
    return min(low, len(kept) - 1)


def _bare(text: str) -> tuple[str, list[int]]:
    """`text` without spaces and Markdown signs, and where each kept character was."""
    kept = [at for at, character in enumerate(text) if not _INVISIBLE.match(character)]
    return "".join(text[at] for at in kept), kept
