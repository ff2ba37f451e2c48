"""The grey words after the cursor of one field; its document never holds them until they are taken."""

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aparte.ui.announcing import announce

_WORD = re.compile(r"\s*\S+")
_CONTROL, _PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
_BESIDE = Qt.KeyboardModifier.KeypadModifier


class Ghost(QObject):
    """Watches a field: asks for words when the agent typed at the end of a paragraph, shows what fits on the line.

    Attributes: `words`, those on screen, from the very next character.
    Signals: `wanted`, when the text changed and words may be shown.
    """

    wanted = Signal()

    def __init__(self, field: QPlainTextEdit, grey: Callable[[], QColor]) -> None:
        super().__init__(field)
        self._field = field
        self._veil = _Veil(field.viewport(), grey)
        self._composing = False
        self._taking = False
        self._text = field.toPlainText()
        self.words = ""
        field.installEventFilter(self)
        field.textChanged.connect(self._changed)
        field.cursorPositionChanged.connect(self._moved)
        field.selectionChanged.connect(self._moved)
        field.verticalScrollBar().valueChanged.connect(self.hide)

    @property
    def before(self) -> str:
        """What stands before the cursor."""
        cursor = self._field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def may_show(self) -> bool:
        """Never over a selection, inside a paragraph, while a character is composed, nor where nobody types."""
        cursor = self._field.textCursor()
        typing = self._field.hasFocus() and not self._field.isReadOnly() and self._field.isEnabled()
        return typing and not self._composing and not cursor.hasSelection() and cursor.atBlockEnd()

    def show(self, words: str) -> None:
        """Show these words in grey, as many as fit."""
        self.words = self._fitting(words) if self.may_show() else ""
        self._place()

    def hide(self) -> None:
        """Show none."""
        self.words = ""
        self._veil.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            # No shortcut of the window or of a dialog comes before it.
            event.accept()
            return True
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            if self._composing:
                self.hide()
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Resize, QEvent.Type.ReadOnlyChange):
            self.hide()
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if not self.words:
            return False
        held, key = event.modifiers() & ~_BESIDE, event.key()
        if held == _CONTROL:
            return key == Qt.Key.Key_Right
        return held == _PLAIN and key in (Qt.Key.Key_End, Qt.Key.Key_Escape)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the key was for the grey words; every other goes on to the field."""
        if not self._is_ours(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        found = _WORD.match(self.words)
        self._take(found.group() if found and event.key() == Qt.Key.Key_Right else self.words)
        return True

    def _take(self, words: str) -> None:
        rest = self.words[len(words) :]
        cursor = self._field.textCursor()
        self._taking = True
        # A step of its own: undoing takes back what was taken, then what was typed.
        cursor.beginEditBlock()
        cursor.insertText(words)
        cursor.endEditBlock()
        self._field.setTextCursor(cursor)
        self._taking = False
        self._field.ensureCursorVisible()
        self._text = self._field.toPlainText()
        self.show(rest)
        announce(self._field, QCoreApplication.translate("Ghost", "Complété : {words}").format(words=words.strip()))
        self.wanted.emit()

    def _changed(self) -> None:
        text, before = self._field.toPlainText(), self._text
        self._text = text
        if self._taking or text == before:
            return
        typed = text[len(before) :] if text.startswith(before) else ""
        if typed and self.words.startswith(typed) and self.may_show():
            # The agent types what was offered: it stays, shorter.
            self.show(self.words[len(typed) :])
        else:
            self.hide()
        if self._field.hasFocus():
            self.wanted.emit()

    def _moved(self) -> None:
        if self.words and not self._taking and not self.may_show():
            self.hide()

    def _fitting(self, words: str) -> str:
        """The whole words that the rest of the line has room for: what is taken was seen."""
        metrics, room = QFontMetricsF(self._field.font()), self._room()
        fitting = ""
        for found in _WORD.finditer(words.split("\n", 1)[0]):
            if metrics.horizontalAdvance(fitting + found.group()) > room:
                break
            fitting += found.group()
        return fitting

    def _room(self) -> float:
        return (
            self._field.viewport().width() - self._field.cursorRect().right() - self._field.document().documentMargin()
        )

    def _place(self) -> None:
        if not self.words:
            self._veil.hide()
            return
        at = self._field.cursorRect()
        left = at.right() if self._field.cursorWidth() else at.left()
        width = self._field.viewport().width() - left
        self._veil.show_words(self.words, QRect(QPoint(left, at.top()), QPoint(left + width, at.bottom())))


class _Veil(QWidget):
    """Paints over the field what is not in it; the pointer goes through."""

    def __init__(self, viewport: QWidget, grey: Callable[[], QColor]) -> None:
        super().__init__(viewport)
        self.setObjectName("ghost")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grey = grey
        self._words = ""
        self.hide()

    def show_words(self, words: str, where: QRect) -> None:
        self._words = words
        self.setGeometry(where)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own
        painter = QPainter(self)
        field = self.parentWidget()
        painter.setFont(field.font() if field is not None else self.font())
        painter.setPen(self._grey())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
