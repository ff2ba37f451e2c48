"""What the citizen must bring, as a checklist grouped by case."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aparte.core.article import Document
from aparte.ui.reader.checkrow import CheckRow
from aparte.ui.reader.finding import Findable
from aparte.ui.reader.label import FindableLabel
from aparte.ui.reader.marking import marked
from aparte.ui.theme import Theme


class Documents(QWidget):
    """Papers for everyone first, then those of each case under its name.

    `ticked` is kept up to date, so that the ticks outlive the page.
    """

    def __init__(self, documents: Iterable[Document], theme: Theme, ticked: set[Document]) -> None:
        super().__init__()
        self.setObjectName("documents")
        grouped: dict[str, list[Document]] = {"": []}
        for document in documents:
            grouped.setdefault(document.condition, []).append(document)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._parts: list[Findable] = []
        for condition, papers in grouped.items():
            if condition and papers:
                case = FindableLabel(self.tr("Cas : {case}").format(case=condition), "soft", theme)
                column.addSpacing(theme.px(6))
                column.addWidget(case)
                self._parts.append(case)
            for paper in papers:
                row = CheckRow(paper.label, theme)
                row.setChecked(paper in ticked)
                row.toggled.connect(_ticking(ticked, paper))
                if condition:
                    row.setAccessibleDescription(condition)
                if paper.local:
                    column.addLayout(marked(row, theme, down=4))
                else:
                    column.addWidget(row)
                self._parts.append(row)

    def findables(self) -> Iterator[Findable]:
        """Every line of the list."""
        yield from self._parts


def _ticking(ticked: set[Document], paper: Document) -> Callable[[bool], None]:
    def tick(on: bool) -> None:
        (ticked.add if on else ticked.discard)(paper)

    return tick
