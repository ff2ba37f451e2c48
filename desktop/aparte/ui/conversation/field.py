"""The text field: plain text only, one meaning per key."""

import math

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFontMetricsF, QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aparte.ui.conversation.intake import LONGEST, Intake, take_in
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import TYPED


class ConversationField(QPlainTextEdit):
    """Where the agent types what the citizen says.

    Signals: `downFromLastLine`; `undoneFromEmpty`, when undo is asked where there is nothing to undo;
    `tookIn(Intake, str)` after a paste or drop, with its original.
    """

    downFromLastLine = Signal()
    undoneFromEmpty = Signal()
    tookIn = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self.setProperty("role", "typed")
        self.setTabChangesFocus(True)
        # The stylesheet's padding is the margin: no sliver of a further line shows in it.
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(self.tr("Écrivez les mots de l'usager, pendant qu'il parle…"))
        self.setAccessibleName(self.tr("Ce que dit l'usager"))
        self.setAccessibleDescription(
            self.tr("Flèche bas pour entrer dans les suggestions, Alt et un chiffre pour ouvrir")
        )

    def replace_all(self, text: str) -> None:
        """Put another text in place of this one; Ctrl+Z brings the old one back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def show_contact(self, text: str, cursor: int) -> None:
        """Put another contact's text in the field: nothing of the one before can be undone back."""
        self.setPlainText(text)
        place = self.textCursor()
        place.setPosition(min(cursor, self.document().characterCount() - 1))
        self.setTextCursor(place)

    def show_lines(self, lines: int, theme: Theme) -> None:
        """Be as tall as that many lines of text."""
        spacing = math.ceil(QFontMetricsF(theme.font(TYPED)).lineSpacing())
        # One pixel more than the lines, or the last one counts as hidden.
        self.setFixedHeight(lines * spacing + 2 * theme.px(11) + 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_alt(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and self._goes_down(event):
            self.downFromLastLine.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.undoneFromEmpty.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif _types(event) and self._room() <= 0:
            self.tookIn.emit(Intake("", len(event.text()), 0), "")
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        original = source.text()
        intake = take_in(original, self._room())
        self.textCursor().insertText(intake.text)
        self.ensureCursorVisible()
        self.tookIn.emit(intake, original)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or not event.mimeData().hasText():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _room(self) -> int:
        selected = len(self.textCursor().selectedText())
        return LONGEST - self.document().characterCount() + 1 + selected

    def _goes_down(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        cursor = self.textCursor()
        below = QTextCursor(cursor)
        return not below.movePosition(QTextCursor.MoveOperation.Down)


def _is_alt(event: QKeyEvent) -> bool:
    """Alt with no Ctrl: AltGr, which some systems send as Ctrl+Alt, still types."""
    modifiers = event.modifiers()
    alt = Qt.KeyboardModifier.AltModifier
    return bool(modifiers & alt) and not modifiers & Qt.KeyboardModifier.ControlModifier


def _types(event: QKeyEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & control
