"""Whom to call back or meet: kept apart from the contact, and erased once done."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QFrame, QGridLayout, QLabel, QWidget

from aparte.core.clock import Clock
from aparte.core.contact import CallBack, Outcome
from aparte.ui.contact.line import Line
from aparte.ui.screen.days import inset
from aparte.ui.theme import Theme

_OPENS = QTime(9, 0)


class FollowUp(QFrame):
    """The fields of a call-back or an appointment; `keep_days` says for how long they may be kept.

    Signals: `edited(CallBack)`, by the agent only.
    """

    edited = Signal(object)

    def __init__(self, theme: Theme, clock: Clock, keep_days: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("followUp")
        self.setProperty("role", "sunk")
        self._clock = clock
        self._keep_days = keep_days
        self._showing = False
        self._heading = QLabel()
        self._heading.setProperty("role", "strong")
        self._kept = QLabel(self.tr("effacé une fois fait"))
        self._kept.setProperty("role", "small")
        self.name = Line(self.tr("Nom"), "callBackName")
        self.phone = Line(self.tr("Téléphone"), "callBackPhone")
        self.about = Line(self.tr("À quel sujet"), "callBackAbout")
        self.due = QDateTimeEdit()
        self.due.setObjectName("callBackDue")
        self.due.setDisplayFormat("dd/MM/yyyy  HH:mm")
        self.until = QDateEdit()
        self.until.setObjectName("callBackUntil")
        self.until.setDisplayFormat("dd/MM/yyyy")
        for day, name in ((self.due, self.tr("Quand")), (self.until, self.tr("Gardé jusqu'au"))):
            day.setAccessibleName(name)
            day.lineEdit().setAccessibleName(name)
            day.setMinimumWidth(1)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._heading, 0, 0, 1, 2)
        self._grid.addWidget(self._kept, 1, 0, 1, 2)
        for row, widget in enumerate((self.name, self.phone, self.about), start=2):
            self._grid.addWidget(widget, row, 0, 1, 2)
        for row, (text, day) in enumerate(
            ((self.tr("Quand"), self.due), (self.tr("Gardé jusqu'au"), self.until)), start=5
        ):
            label = QLabel(text)
            label.setProperty("role", "soft")
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(day, row, 1)
        for field in (self.name, self.phone, self.about):
            field.textEdited.connect(self._tell)
        self.due.dateTimeChanged.connect(self._tell)
        self.until.dateChanged.connect(self._tell)
        self.restyle(theme)

    def show_call_back(self, call_back: CallBack | None, outcome: Outcome) -> None:
        """Show what is known; a new one is due tomorrow morning."""
        self._showing = True
        meeting = outcome is Outcome.APPOINTMENT
        self._heading.setText(self.tr("Rendez-vous") if meeting else self.tr("Personne à rappeler"))
        shown = call_back or CallBack()
        for field, text in ((self.name, shown.name), (self.phone, shown.phone), (self.about, shown.about)):
            if field.text() != text:
                field.setText(text)
        # The window stays open for days: what today is, and what the town allows, is read each time.
        today = self._clock.now().astimezone().date()
        last = today + timedelta(days=self._keep_days())
        self.due.setMinimumDate(_date(today))
        self.due.setDateTime(_moment(shown.due) if shown.due else _morning(today + timedelta(days=1)))
        self.until.setDateRange(_date(today), _date(last))
        self.until.setDate(_date(shown.until or last))
        self._showing = False

    def call_back(self) -> CallBack:
        """What the fields hold."""
        due, until = self.due.dateTime().toPython(), self.until.date().toPython()
        return CallBack(
            self.name.text().strip(),
            self.phone.text().strip(),
            self.about.text().strip(),
            due.astimezone(UTC) if isinstance(due, datetime) else None,
            until if isinstance(until, date) else None,
        )

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        edge = theme.px(10)
        self._grid.setContentsMargins(edge, theme.px(8), edge, edge)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(5))
        for day in (self.due, self.until):
            inset(day, theme)

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit(self.call_back())


def _date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _morning(day: date) -> QDateTime:
    """When the town hall opens, by its own clock."""
    return QDateTime(_date(day), _OPENS)


def _moment(moment: datetime) -> QDateTime:
    local = moment.astimezone()
    return QDateTime(_date(local), QTime(local.hour, local.minute))
