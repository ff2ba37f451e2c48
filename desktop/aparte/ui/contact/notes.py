"""The agent's own notes: one line that grows, with what will be masked underlined."""

import math
from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aparte.core.suggestion import Span
from aparte.ui.conversation.intake import LONGEST, take_in
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY

FindPersonal = Callable[[str], tuple[Span, ...]]
_MOST_LINES = 4


class NotesField(QPlainTextEdit):
    """Plain text, from one line to four, then it scrolls.

    Signals: `typed(str)`, by the agent only; `personalChanged(bool)`, whether something in it
    will be masked.
    """

    typed = Signal(str)
    personalChanged = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes")
        self._theme = theme
        self._showing = False
        self._personal = False
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(self.tr("Notes, pour vous"))
        self.setAccessibleName(self.tr("Notes"))
        self.setAccessibleDescription(self.tr("Ce qui est souligné sera masqué"))
        self._marks = _Underlines(self.document(), theme)
        self.textChanged.connect(self._changed)
        self.restyle(theme)

    def find_with(self, find: FindPersonal) -> None:
        """Underline what `find` finds."""
        self._marks.find = find
        self._marks.rehighlight()

    def show_notes(self, notes: str) -> None:
        """Put a contact's notes in the field; undo never brings another contact's back."""
        if notes == self.toPlainText():
            return
        self._showing = True
        self.setPlainText(notes)
        self._showing = False
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._marks.restyle(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = LONGEST - self.document().characterCount()
        self.textCursor().insertText(take_in(source.text(), room).text)
        self.ensureCursorVisible()

    def _changed(self) -> None:
        self._fit()
        text = self.toPlainText()
        personal = bool(self._marks.find(text)) if text else False
        if personal != self._personal:
            self._personal = personal
            self.personalChanged.emit(personal)
        if not self._showing:
            self.typed.emit(text)

    def _fit(self) -> None:
        spacing = math.ceil(QFontMetricsF(self._theme.font(BODY)).lineSpacing())
        lines = min(max(self._lines(), 1), _MOST_LINES)
        # One pixel more than the lines, or the last one counts as hidden.
        self.setFixedHeight(lines * spacing + 2 * self._theme.px(6) + 3)

    def _lines(self) -> int:
        block, lines = self.document().firstBlock(), 0
        while block.isValid() and lines < _MOST_LINES:
            self.blockBoundingRect(block)
            lines += max(block.lineCount(), 1)
            block = block.next()
        return lines


class _Underlines(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self.find: FindPersonal = lambda _: ()
        self._form = QTextCharFormat()
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        self._form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._form.setUnderlineColor(theme.color("warning"))
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for span in self.find(text):
            self.setFormat(span.start, span.end - span.start, self._form)
