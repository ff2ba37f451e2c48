"""One contact: its demands, the answers given as they stood, its history, and what can be done."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from aparte.core.contact import Contact
from aparte.ui.emptystate import EmptyState, State
from aparte.ui.journal.parts import ExportKind
from aparte.ui.journal.sheet import Reading, Sheet
from aparte.ui.journal.wording import clock_time, long_day
from aparte.ui.screen.flow import Flow
from aparte.ui.screen.scale import spaced
from aparte.ui.screen.words import across, button, page, rule, selectable, small, words
from aparte.ui.theme import Theme

_WORDS_FROM = 470


class Details(QWidget):
    """Shows a contact, or says that none is chosen.

    Attributes: `contact` on screen, if any.
    Signals: `correctWanted`, `eraseWanted`, `slipWanted`, `doneWanted`, all about the contact on
    screen; `exportWanted(ExportKind)`; `backWanted`, where the details hide the list.
    """

    correctWanted = Signal()
    eraseWanted = Signal()
    slipWanted = Signal()
    doneWanted = Signal()
    exportWanted = Signal(object)
    backWanted = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setObjectName("journalDetails")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._today = today
        self._reading: Reading | None = None
        self._empty = EmptyState(theme)
        self._head = page(name="detailsHead")
        self._back = button(self.tr("Liste"), "detailsBack", self.backWanted.emit, role="link", icon="arrow-left")
        self._title = selectable(words(role="title", name="detailsTitle", wrap=False))
        self._when = words(role="soft", name="detailsWhen")
        self._short: list[tuple[QPushButton, str]] = []
        self._actions = self._make_actions()
        self._scroll = _scroll(self.tr("Détail de l'échange"))
        column = spaced(QVBoxLayout(self._head), 4, (16, 10, 16, 10))
        column.addLayout(across(self._back, self._title, None))
        column.addWidget(self._when)
        column.addWidget(self._actions)
        self._rule = rule()
        whole = spaced(QVBoxLayout(self))
        for part in (self._head, self._rule, self._scroll, self._empty):
            whole.addWidget(part, 1 if part in (self._scroll, self._empty) else 0)
        self.show_none()

    def show_none(self) -> None:
        """No contact is chosen."""
        self._reading = None
        self._switch(full=False)
        self._empty.show_state(
            State(
                "notebook-text",
                self.tr("Choisissez un échange"),
                (self.tr("Ses demandes, les réponses données et son historique s'affichent ici."),),
            )
        )

    def show_problem(self, text: str) -> None:
        """The contact can't be read."""
        self.show_none()
        self._empty.show_state(State("triangle-alert", self.tr("Cet échange ne peut pas être lu"), (text,)))

    @property
    def contact(self) -> Contact | None:
        """The contact on screen, if any."""
        return self._reading.contact if self._reading else None

    def show_contact(self, reading: Reading) -> None:
        """Show a contact and its history; one that was on screen keeps its place."""
        contact = reading.contact
        same = self.contact is not None and self.contact.id == contact.id
        at = self._scroll.verticalScrollBar().value() if same else 0
        self._reading = reading
        self._title.setText(contact.reference)
        closed = contact.closed_at.astimezone()
        self._when.setText(f"{long_day(closed.date())}, {clock_time(contact.closed_at)}")
        sheet = Sheet(reading, self._theme, self._today)
        sheet.doneWanted.connect(self.doneWanted)
        self._scroll.setWidget(sheet)
        self._empty.show_state(None)
        self._switch(full=True)
        self._scroll.verticalScrollBar().setValue(at)

    def show_back(self, shown: bool) -> None:
        """Whether a way back to the list is needed."""
        self._back.setVisible(shown)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._empty.restyle(theme)
        if self._reading is not None:
            self.show_contact(self._reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._theme.px(_WORDS_FROM)
        for made, text in self._short:
            made.setText("" if narrow else text)

    def _switch(self, *, full: bool) -> None:
        for part in (self._head, self._rule, self._scroll):
            part.setVisible(full)
        self._empty.setVisible(not full)

    def _make_actions(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, 6)
        self._export = button(self.tr("Exporter"), "detailsExport", self._offer_export, icon="download")
        for part in (
            button(self.tr("Corriger"), "detailsCorrect", self.correctWanted.emit, icon="pencil"),
            button(self.tr("Réponse à remettre"), "detailsSlip", self.slipWanted.emit, icon="receipt-text"),
            self._export,
            button(self.tr("Effacer"), "detailsErase", self.eraseWanted.emit, role="danger", icon="trash-2"),
        ):
            self._short.append((part, part.text()))
            part.setAccessibleName(part.text())
            part.setToolTip(part.text())
            flow.addWidget(small(part))
        return row

    def _offer_export(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("exportMenu")
        for kind, text in ((ExportKind.TEXT, self.tr("En texte")), (ExportKind.JSON, self.tr("En JSON"))):
            action = menu.addAction(text)
            action.triggered.connect(lambda _, wanted=kind: self.exportWanted.emit(wanted))
        # The action is told after the menu has hidden.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, menu, menu.deleteLater))
        menu.popup(self._export.mapToGlobal(QPoint(0, self._export.height())))


def _scroll(name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("detailsScroll")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("role", "page")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    return area
