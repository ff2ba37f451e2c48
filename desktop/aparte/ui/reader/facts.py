"""The facts at a glance: one card per kind, each value with its condition."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from aparte.core.article import Fact, FactKind
from aparte.settings.marking import QT_TRANSLATE_NOOP
from aparte.ui.reader.finding import Findable
from aparte.ui.reader.label import FindableLabel
from aparte.ui.reader.marking import marked
from aparte.ui.theme import Theme
from aparte.ui.theme.tied import tied

_CARD_WIDTH = 205.0


class Facts(QWidget):
    """Cards in as many columns as the width allows."""

    def __init__(self, facts: Iterable[Fact], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self._theme = theme
        self._columns = 0
        grouped: dict[FactKind, list[Fact]] = {}
        for fact in facts:
            grouped.setdefault(fact.kind, []).append(fact)
        self._cards = [_Card(kind, grouped[kind], theme) for kind in FactKind if kind in grouped]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._arrange(1)

    def findables(self) -> Iterator[Findable]:
        """Every line of every card."""
        for card in self._cards:
            yield from card.lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        fitting = event.size().width() // self._theme.px(_CARD_WIDTH)
        self._arrange(max(1, min(3, fitting, len(self._cards))))
        super().resizeEvent(event)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        last = len(self._cards) - 1
        for at, card in enumerate(self._cards):
            row, column = divmod(at, columns)
            span = columns - column if at == last else 1
            self._grid.addWidget(card, row, column, 1, span)


class _Card(QFrame):
    """One kind of fact; a differing case is a row of its own."""

    def __init__(self, kind: FactKind, facts: list[Fact], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "sunk")
        self.setObjectName(f"fact-{kind}")
        column = QVBoxLayout(self)
        edge = theme.px(12)
        column.setContentsMargins(edge, theme.px(8), edge, theme.px(9))
        column.setSpacing(0)
        self.lines = [FindableLabel(kind_label(kind), "heading", theme)]
        column.addWidget(self.lines[0])
        for at, fact in enumerate(facts):
            column.addSpacing(theme.px(7 if at else 2))
            value = FindableLabel(tied(fact.value), "strong", theme)
            self.lines.append(value)
            if fact.local:
                column.addLayout(marked(value, theme))
            else:
                column.addWidget(value)
            if fact.condition:
                self.lines.append(FindableLabel(tied(fact.condition), "soft", theme))
                column.addWidget(self.lines[-1])
        column.addStretch(1)


def kind_label(kind: FactKind) -> str:
    """The French name of a kind of fact."""
    return QCoreApplication.translate("Facts", _LABELS[kind])


_LABELS = {
    FactKind.FEE: QT_TRANSLATE_NOOP("Facts", "Coût"),
    FactKind.DELAY: QT_TRANSLATE_NOOP("Facts", "Délai"),
    FactKind.WHERE: QT_TRANSLATE_NOOP("Facts", "Où"),
    FactKind.WHEN: QT_TRANSLATE_NOOP("Facts", "Quand"),
    FactKind.APPOINTMENT: QT_TRANSLATE_NOOP("Facts", "Rendez-vous"),
    FactKind.VALIDITY: QT_TRANSLATE_NOOP("Facts", "Validité"),
}
