"""The journal's search field and filters."""

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from aparte.core.contact import Channel, Outcome
from aparte.core.records import JournalFilter, SyncState
from aparte.ui.contact.wording import channel_label, outcome_label
from aparte.ui.journal.wording import CodeBook
from aparte.ui.screen.flow import Flow
from aparte.ui.screen.picker import Picker
from aparte.ui.screen.scale import iconed, spaced
from aparte.ui.screen.words import across, button, small, words
from aparte.ui.theme import Theme


class Period(StrEnum):
    """A span of days, counted back from today; ANY is the picker's first line."""

    ANY = ""
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    BETWEEN = "between"


class FilterBar(QWidget):
    """Says which contacts are wanted.

    Attributes: `field`, the search field.
    Signals: `changed`, when `wanted()` is another.
    """

    changed = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.today = today
        self._theme = theme
        self.field = QLineEdit()
        self.field.setObjectName("journalSearch")
        self.field.setPlaceholderText(self.tr("Chercher : référence, code, notes"))
        self.field.setAccessibleName(self.tr("Chercher dans le journal"))
        self.field.setClearButtonEnabled(False)
        self.field.setMaxLength(200)
        self._lens = iconed(QLabel(), "search", "soft", 16)
        inside = spaced(QHBoxLayout(self.field), 0, (10, 0, 0, 0))
        inside.addWidget(self._lens)
        inside.addStretch(1)
        self._period = Picker("filterPeriod", theme, self.tr("Dates"))
        self._channel = Picker("filterChannel", theme, self.tr("Canal"))
        self._outcome = Picker("filterOutcome", theme, self.tr("Issue"))
        self._code = Picker("filterCode", theme, self.tr("Code de conclusion"))
        self._sync = Picker("filterSync", theme, self.tr("Envoi au serveur"))
        self._dates, (self._first, self._last) = QWidget(), (self._day_edit("first"), self._day_edit("last"))
        self._clear = button(self.tr("Tout montrer"), "filterClear", self.clear, role="link")
        self._more = small(button(self.tr("Filtres"), "filterMore", self._unfold, icon="list-filter"))
        self._more.setCheckable(True)
        self._lay_out()
        self._fill()
        self._connect()

    def offer_codes(self, book: CodeBook) -> None:
        """Put the code list in, first level and second."""
        # No line begins with a space: typing a word's first letters finds it.
        whole = self.tr("{theme} (tout le thème)")
        lines = ((code.code, code.label if code.parent else whole.format(theme=code.label)) for code in book.codes)
        self._code.offer([("", self.tr("Tous les codes")), *lines])

    def wanted(self) -> JournalFilter:
        """What the agent asks for."""
        first, last = self._days()
        return JournalFilter(
            first=first,
            last=last,
            words=self.field.text().strip(),
            channel=Channel(self._channel.value) if self._channel.value else None,
            outcome=Outcome(self._outcome.value) if self._outcome.value else None,
            code=self._code.value,
            sync=SyncState(self._sync.value or SyncState.ANY),
        )

    @property
    def filtering(self) -> bool:
        """Whether anything is left out."""
        return self.wanted() != JournalFilter()

    def clear(self) -> None:
        """Want every contact again."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        for picker in self._pickers():
            picker.take("")
        self._tell()

    def show_waiting_only(self) -> None:
        """Want what the server has not acknowledged."""
        self._sync.take(SyncState.WAITING.value)
        self._tell()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.field.setTextMargins(theme.px(24), 0, 0, 0)
        for picker in self._pickers():
            picker.restyle(theme)

    def _pickers(self) -> tuple[Picker, ...]:
        return (self._period, self._channel, self._outcome, self._code, self._sync)

    def _lay_out(self) -> None:
        between = spaced(QHBoxLayout(self._dates), 6)
        between.addWidget(words(self.tr("du"), "soft"))
        between.addWidget(self._first)
        between.addWidget(words(self.tr("au"), "soft"))
        between.addWidget(self._last)
        self._dates.hide()
        choices = QWidget()
        flow = Flow(choices)
        for part in (*self._pickers(), self._dates, self._clear):
            flow.addWidget(part)
        self._choices = choices
        column = spaced(QVBoxLayout(self), 8)
        column.addLayout(across(self.field, self._more))
        column.addWidget(choices)
        self._clear.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clear.hide()

    def _fill(self) -> None:
        self._period.offer(
            [
                (Period.ANY, self.tr("Toutes les dates")),
                (Period.TODAY, self.tr("Aujourd'hui")),
                (Period.YESTERDAY, self.tr("Hier")),
                (Period.WEEK, self.tr("7 derniers jours")),
                (Period.MONTH, self.tr("30 derniers jours")),
                (Period.BETWEEN, self.tr("Entre deux dates")),
            ]
        )
        self._channel.offer([("", self.tr("Tous les canaux")), *((c.value, channel_label(c)) for c in Channel)])
        self._outcome.offer([("", self.tr("Toutes les issues")), *((o.value, outcome_label(o)) for o in Outcome)])
        self._code.offer([("", self.tr("Tous les codes"))])
        self._sync.offer(
            [
                ("", self.tr("Envoyés ou non")),
                (SyncState.WAITING.value, self.tr("À envoyer")),
                (SyncState.DONE.value, self.tr("Envoyés")),
            ]
        )

    def _connect(self) -> None:
        self.field.textChanged.connect(self._tell)
        for picker in self._pickers():
            picker.picked.connect(self._tell)
        for edit in (self._first, self._last):
            edit.dateChanged.connect(self._tell)

    def fold(self, *, folded: bool) -> None:
        """Keep the choices behind a button where room is short."""
        self._more.setVisible(folded)
        self._choices.setVisible(not folded or self._more.isChecked())

    def _unfold(self) -> None:
        self._choices.setVisible(self._more.isChecked())

    def _tell(self) -> None:
        filters = self.wanted() != JournalFilter(words=self.field.text().strip())
        self._more.setText(self.tr("Filtres (actifs)") if filters else self.tr("Filtres"))
        self._dates.setVisible(self._period.value == Period.BETWEEN)
        self._clear.setVisible(self.filtering)
        self._choices.updateGeometry()
        self.changed.emit()

    def _day_edit(self, which: str) -> QDateEdit:
        day = self.today if which == "last" else self.today - timedelta(days=30)
        edit = QDateEdit(QDate(day.year, day.month, day.day))
        edit.setObjectName(f"filter-{which}")
        edit.setAccessibleName(self.tr("Premier jour") if which == "first" else self.tr("Dernier jour"))
        edit.setDisplayFormat("dd/MM/yyyy")
        return edit

    def _days(self) -> tuple[date | None, date | None]:
        today, back = self.today, timedelta
        if self._period.value == Period.BETWEEN:
            first, last = (_day(edit) for edit in (self._first, self._last))
            return min(first, last), max(first, last)
        return {
            Period.TODAY: (today, today),
            Period.YESTERDAY: (today - back(days=1), today - back(days=1)),
            Period.WEEK: (today - back(days=6), today),
            Period.MONTH: (today - back(days=29), today),
        }.get(Period(self._period.value), (None, None))


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
