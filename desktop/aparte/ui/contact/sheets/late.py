"""When a contact happened, for one that is written down afterwards."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from aparte.ui.contact.sheets.sheet import Sheet
from aparte.ui.screen.days import inset
from aparte.ui.theme import Theme


class LateSheet(Sheet):
    """A day and an hour that are never in the future.

    Signals: `chosen(datetime)`, aware, in UTC.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, now: datetime, happened_at: datetime | None) -> None:
        title = QCoreApplication.translate("LateSheet", "Saisie après coup")
        super().__init__(parent, theme, title, size=(380, 220))
        self.setObjectName("lateSheet")
        self.add_note(self.tr("Quand l'échange a-t-il eu lieu ?"))
        self.field = QDateTimeEdit(_moment(happened_at or now))
        self.field.setObjectName("lateMoment")
        self.field.setAccessibleName(self.tr("Jour et heure de l'échange"))
        self.field.setDisplayFormat("dd/MM/yyyy  HH:mm")
        self.field.setMaximumDateTime(_moment(now))
        inset(self.field, theme)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_button(self.tr("Noter"), "lateTake", main=True).clicked.connect(self._take)
        self.end_buttons()
        self.field.setFocus()

    def _take(self) -> None:
        chosen = self.field.dateTime().toPython()
        if isinstance(chosen, datetime):
            self.chosen.emit(chosen.astimezone(UTC))
        self.accept()


def _moment(moment: datetime) -> QDateTime:
    local = moment.astimezone()
    return QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
