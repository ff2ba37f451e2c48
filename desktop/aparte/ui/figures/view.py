"""The screen of figures: which month, its page, what can be exported."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from aparte.ui.emptystate import EmptyState, State
from aparte.ui.figures.parts import FileKind
from aparte.ui.journal.reminders import scroll_area
from aparte.ui.journal.wording import month_label
from aparte.ui.screen.flow import Flow
from aparte.ui.screen.picker import Picker
from aparte.ui.screen.scale import iconed, rescale, spaced
from aparte.ui.screen.style import stylesheet
from aparte.ui.screen.tabs import Tabs
from aparte.ui.screen.words import button, small, words
from aparte.ui.theme import Theme


class Tab(StrEnum):
    """The screen's pages."""

    MONTH = "month"
    OWN_DAY = "own_day"


class FiguresView(QWidget):
    """Widgets and their layout; `FiguresActions` fills them.

    Signals: `monthWanted(date)`, its first day; `tabWanted(Tab)`; `exportWanted(FileKind)`.
    """

    monthWanted = Signal(object)
    tabWanted = Signal(object)
    exportWanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("figures")
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._months: tuple[date, ...] = ()
        self._title = words(self.tr("Chiffres"), "title", wrap=False)
        self.tabs = Tabs(((Tab.MONTH.value, self.tr("Le mois")), (Tab.OWN_DAY.value, self.tr("Ma journée"))))
        self.tabs.setAccessibleName(self.tr("Pages des chiffres"))
        self._month = QWidget()
        self._picker = Picker("monthPicker", theme, self.tr("Mois"), marks=False)
        self._earlier = self._step("monthEarlier", self.tr("Mois d'avant"), "chevron-left", 1)
        self._later = self._step("monthLater", self.tr("Mois d'après"), "chevron-right", -1)
        self._export = small(button(self.tr("Exporter"), "figuresExport", self._offer_export, icon="download"))
        self.area = scroll_area(self.tr("Chiffres"), "figuresScroll")
        self._empty = EmptyState(theme)
        self._lay_out()
        self.tabs.chosen.connect(self._turn)
        self._picker.picked.connect(lambda value: self.monthWanted.emit(date.fromisoformat(value)))
        self.show_state(None)
        self.restyle(theme)

    def offer_months(self, months: Sequence[date], chosen: date) -> None:
        """Put the months in the chooser, newest first."""
        self._months = tuple(months)
        self._picker.offer((month.isoformat(), month_label(month)) for month in self._months)
        self._picker.take(chosen.isoformat())
        self._show_steps()

    def show_page(self, page: QWidget) -> None:
        """Show a page from its top."""
        self.area.setWidget(page)
        self.area.verticalScrollBar().setValue(0)
        self.show_state(None)

    def show_state(self, state: State | None) -> None:
        """A page of its own where there is nothing to show, or the figures."""
        self._empty.show_state(state)
        self._empty.setVisible(state is not None)
        self.area.setVisible(state is None)
        self._export.setEnabled(state is None)

    def restyle(self, theme: Theme) -> None:
        """Take another theme; the page is for who holds its figures to build anew."""
        self._theme = theme
        self.setStyleSheet(stylesheet(theme))
        self._picker.restyle(theme)
        self._empty.restyle(theme)
        rescale(self, theme)

    def enter(self) -> None:
        """Take the keyboard: the page scrolls at once."""
        self.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title.setVisible(event.size().width() >= self._theme.px(520))

    def _lay_out(self) -> None:
        head = QWidget()
        flow = Flow(head, 8)
        row = spaced(QHBoxLayout(self._month), 3)
        for part in (self._earlier, self._picker, self._later):
            row.addWidget(part)
        for part in (self._title, self.tabs, self._month, self._export):
            flow.addWidget(part)
        top = spaced(QVBoxLayout(), 0, (16, 9, 16, 7))
        top.addWidget(head)
        column = spaced(QVBoxLayout(self))
        column.addLayout(top)
        column.addWidget(self.area, 1)
        column.addWidget(self._empty, 1)

    def _step(self, name: str, text: str, icon: str, by: int) -> QWidget:
        made = button("", name, lambda: self._go(by))
        made.setProperty("dense", "icon")
        made.setAccessibleName(text)
        made.setToolTip(text)
        return iconed(made, icon, "accent", 16)

    def _go(self, by: int) -> None:
        at = self._picker.currentIndex() + by
        if 0 <= at < len(self._months):
            self._picker.setCurrentIndex(at)
            self._show_steps()
            self.monthWanted.emit(self._months[at])

    def _show_steps(self) -> None:
        at = self._picker.currentIndex()
        self._earlier.setEnabled(at + 1 < len(self._months))
        self._later.setEnabled(at > 0)

    def _turn(self, tab: str) -> None:
        month = tab == Tab.MONTH.value
        for part in (self._month, self._export):
            part.setVisible(month)
        self.tabWanted.emit(Tab(tab))

    def _offer_export(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("figuresExportMenu")
        for kind, text in (
            (FileKind.PDF, self.tr("Rapport à publier (PDF)")),
            (FileKind.XLSX, self.tr("Excel (XLSX)")),
            (FileKind.ODS, self.tr("LibreOffice (ODS)")),
            (FileKind.CSV, self.tr("CSV")),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _, wanted=kind: self.exportWanted.emit(wanted))
        # The action is told after the menu has hidden.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, menu, menu.deleteLater))
        menu.popup(self._export.mapToGlobal(QPoint(0, self._export.height())))
