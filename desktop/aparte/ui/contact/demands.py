"""The demands of a contact: usually one; a family brings three."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from aparte.core.contact import Demand, Outcome
from aparte.ui.contact.choice import ChoiceBox
from aparte.ui.contact.codes import CodePicker, FindCodes
from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.wording import CodeNames, outcome_label
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon
from aparte.ui.theme.roles import set_role


class OutcomeBox(ChoiceBox):
    """How a demand ended.

    Signals: `chosen(Outcome)`, by the agent only.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("outcome")
        self.setAccessibleName(self.tr("Issue"))
        self.setMaxVisibleItems(len(Outcome))
        for outcome in Outcome:
            self.addItem(outcome_label(outcome), outcome.value)
        self.activated.connect(self._tell)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the demand's outcome."""
        self.setCurrentIndex(self.findData(outcome.value))

    def _tell(self, row: int) -> None:
        self.chosen.emit(Outcome(self.itemData(row)))


class Demands(QWidget):
    """One line a demand when there are several; the one being worked on has its code and outcome.

    Attributes: `picker`, `outcome`.
    Signals: `added`; `selected(int)`; `removed(int)`.
    """

    added = Signal()
    selected = Signal(int)
    removed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = CodeNames()
        self._shown: tuple[Demand, ...] = ()
        self._lines: list[_DemandLine] = []
        self._heading = heading = QLabel(self.tr("Code de conclusion"))
        heading.setProperty("role", "heading")
        self._key = QLabel(key_text(Action.TO_CODES))
        self._key.setProperty("role", "key")
        self._add = QPushButton(self.tr("+ Demande"))
        self._add.setObjectName("addDemand")
        self._add.setProperty("role", "link")
        self._add.setAccessibleName(self.tr("Ajouter une demande à cet échange"))
        self._add.clicked.connect(self.added)
        self.picker = CodePicker(theme)
        self.outcome = OutcomeBox(theme)
        heading.setBuddy(self.picker.list)
        self._head = QHBoxLayout()
        self._head.addWidget(heading)
        self._head.addWidget(self._key, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._head.addStretch(1)
        self._head.addWidget(self._add)
        self._several = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addLayout(self._several)
        self._column.addWidget(self.picker)
        self._column.addWidget(self.outcome)
        self.restyle(theme)

    def work_with(self, find: FindCodes, names: CodeNames) -> None:
        """Take the code list."""
        self._names = names
        self.picker.work_with(find, names)

    def show_tab(self, tab: OpenTab) -> None:
        """Show a contact's demands."""
        self.picker.show_demand(tab.demand, tab.offered)
        self.outcome.show_outcome(tab.demand.outcome)
        self._show_lines(tab)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.picker.restyle(theme)
        self.outcome.restyle(theme)
        self._head.setSpacing(theme.px(6))
        self._several.setSpacing(theme.px(2))
        self._column.setSpacing(theme.px(5))
        for line in self._lines:
            line.restyle(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the key, then the heading, when the row is too narrow for them."""
        spacing = self._head.spacing()
        room = self.width() - self._add.sizeHint().width() - spacing
        heading, key = self._heading.sizeHint().width() + spacing, self._key.sizeHint().width() + spacing
        self._heading.setVisible(heading <= room)
        self._key.setVisible(heading + key <= room)

    def _show_lines(self, tab: OpenTab) -> None:
        demands = tab.contact.demands if len(tab.contact.demands) > 1 else ()
        while len(self._lines) > len(demands):
            gone = self._lines.pop()
            self._several.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._lines) < len(demands):
            self._lines.append(self._line(len(self._lines)))
        for rank, (line, demand) in enumerate(zip(self._lines, demands, strict=True)):
            label = self._names.label(demand.code) if demand.code else self.tr("code à choisir")
            line.show_text(f"{rank + 1}. {label} · {outcome_label(demand.outcome)}", current=rank == tab.at)

    def _line(self, rank: int) -> "_DemandLine":
        line = _DemandLine(self._theme, self.tr("Retirer la demande {n}").format(n=rank + 1))
        line.button.clicked.connect(lambda: self.selected.emit(rank))
        line.remove.clicked.connect(lambda: self.removed.emit(rank))
        self._several.addWidget(line)
        return line


class _DemandLine(QWidget):
    def __init__(self, theme: Theme, remove: str) -> None:
        super().__init__()
        self._text = ""
        self.button = QPushButton()
        self.button.setProperty("role", "entry")
        self.button.setMinimumWidth(1)
        self.remove = QToolButton()
        self.remove.setProperty("role", "quiet")
        self.remove.setAccessibleName(remove)
        self.remove.setToolTip(remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button, 1)
        row.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.restyle(theme)

    def show_text(self, text: str, *, current: bool) -> None:
        self._text = text
        self.button.setAccessibleName(text)
        self.button.setToolTip(text)
        set_role(self.button, "true" if current else "", "current")
        self._fit()

    def restyle(self, theme: Theme) -> None:
        side = theme.px(14)
        self._pad = theme.px(24)
        self.remove.setIcon(icon("x", theme.tokens.soft, side))
        self.remove.setIconSize(QSize(side, side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.button.width() - self._pad
        metrics = self.button.fontMetrics()
        self.button.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
