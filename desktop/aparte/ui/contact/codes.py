"""The closure code: guesses with their share and why, confirmed with Enter, changed by typing."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QVBoxLayout,
    QWidget,
)

from aparte.core.contact import ClosureCode, CodeChoice, CodeGuess, Demand
from aparte.ui.announcing import announce
from aparte.ui.contact.coderows import CodeDelegate, CodeRow, CodeRows, row_height
from aparte.ui.contact.line import Line
from aparte.ui.contact.wording import CodeNames, choice_label, share_text
from aparte.ui.theme import Theme

_ROWS = 3
FindCodes = Callable[[str], tuple[ClosureCode, ...]]


class CodeList(QListView):
    """The rows; Enter takes one, a typed character looks for another.

    Signals: `taken(int)`; `wordTyped(str)`; `left` by Esc.
    """

    taken = Signal(int)
    wordTyped = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("codes")
        self.setProperty("role", "cards")
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Codes de conclusion proposés"))
        self.setAccessibleDescription(self.tr("Entrée pour confirmer, flèches pour choisir, ou tapez un autre code"))
        self.clicked.connect(lambda index: self.taken.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            if self.currentIndex().isValid():
                self.taken.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape or event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.text().strip() and event.text().isprintable():
            self.wordTyped.emit(event.text())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class CodePicker(QWidget):
    """One demand's code. Rows never change while the keyboard or the pointer is on them.

    Attributes: `list`, `finder`.
    Signals: `chosen(str, CodeChoice)`, by the agent only.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._find: FindCodes = lambda _: ()
        self._names = CodeNames()
        self._guesses: tuple[CodeGuess, ...] = ()
        self._demand = Demand("")
        self._rows = CodeRows(self)
        self._delegate = CodeDelegate(theme, self)
        self.list = CodeList()
        self.list.setModel(self._rows)
        self.list.setItemDelegate(self._delegate)
        self.list.taken.connect(self._take)
        self.list.wordTyped.connect(self._begin_finding)
        self.finder = Line(self.tr("Autre code : tapez un mot"), "codeFinder")
        self.finder.setAccessibleName(self.tr("Chercher un autre code"))
        self.finder.textEdited.connect(self._show_rows)
        self.finder.installEventFilter(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.list)
        self._column.addWidget(self.finder)
        self.restyle(theme)

    def work_with(self, find: FindCodes, names: CodeNames) -> None:
        """Take the code list."""
        self._find, self._names = find, names
        self._show_rows()

    def show_demand(self, demand: Demand, guesses: tuple[CodeGuess, ...]) -> None:
        """Show another demand, or this one after a choice."""
        other = demand.id != self._demand.id
        self._demand, self._guesses = demand, guesses
        if other:
            self.finder.clear()
        self._show_rows()

    def show_guesses(self, guesses: tuple[CodeGuess, ...]) -> None:
        """New guesses for the same demand."""
        if self.list.hasFocus() and self._rows.rows:
            return
        self._guesses = guesses
        self._show_rows()

    def moved_to(self) -> str:
        """The code the agent went to with the arrows without taking it, else empty."""
        row = self.list.currentIndex().row()
        return self._rows.rows[row].code if row > 0 and not self.finder.text() else ""

    def is_choosing(self) -> bool:
        """Whether the agent is on the rows, which then stand still."""
        return self.list.hasFocus()

    def enter(self) -> None:
        """Take the keyboard: on the first code, or in the finder when there is none."""
        (self.list if self._rows.rows else self.finder).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._delegate.theme = theme
        self.list.setFixedHeight(_ROWS * row_height(theme))
        self._column.setSpacing(theme.px(2))
        self.list.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.finder and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._take(0)
        elif event.key() == Qt.Key.Key_Down and self._rows.rows:
            self.enter()
        elif event.key() == Qt.Key.Key_Escape and self.finder.text():
            self.finder.clear()
            self._show_rows()
            self.enter()
        else:
            return False
        return True

    def _begin_finding(self, text: str) -> None:
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finder.setText(text)
        self._show_rows()

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._rows.rows):
            return
        taken = self._rows.rows[row]
        if taken.taken:
            return
        found = bool(self.finder.text())
        offered = taken.code in (guess.code for guess in self._guesses)
        self.finder.clear()
        if found:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setCurrentIndex(QModelIndex())
        choice = CodeChoice.CONFIRMED if offered else CodeChoice.CHANGED
        announce(self.list, f"{taken.label}, {choice_label(choice)}")
        self.chosen.emit(taken.code, choice)

    def _show_rows(self, _: str = "") -> None:
        words = self.finder.text().strip()
        rows = self._found(words) if words else self._offered()
        if rows == self._rows.rows:
            return
        self._rows.show(rows)
        if rows and (words or self.list.hasFocus()):
            self.list.setCurrentIndex(self._rows.index(0, 0))
            self.list.scrollToTop()

    def _found(self, words: str) -> tuple[CodeRow, ...]:
        return tuple(
            CodeRow(code.code, code.label, self._names.parent(code.code) or code.code) for code in self._find(words)
        )

    def _offered(self) -> tuple[CodeRow, ...]:
        chosen = self._demand.code
        rows = [self._chosen_row()] if chosen else []
        for guess in self._guesses:
            if guess.code != chosen:
                why = " · ".join(part for part in (self._names.parent(guess.code), guess.why) if part)
                rows.append(CodeRow(guess.code, guess.label, why, share_text(guess.share), default=not rows))
        return tuple(rows[:_ROWS])

    def _chosen_row(self) -> CodeRow:
        code = self._demand.code
        label, parent = self._names.label(code), self._names.parent(code)
        return CodeRow(code, label, parent or code, choice_label(self._demand.choice), taken=True)
