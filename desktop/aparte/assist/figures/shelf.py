"""The months of a town: which there are, their figures, and the files that are made of them."""

from datetime import date
from typing import Protocol

from aparte.assist.figures.exports_csv import csv_file
from aparte.assist.figures.exports_ods import ods_file
from aparte.assist.figures.exports_xlsx import xlsx_file
from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.report_pdf import report_file
from aparte.assist.figures.shapes import MonthFigures
from aparte.assist.figures.wording import Wording
from aparte.core.clock import Clock
from aparte.stats.cells import Cells
from aparte.stats.month import span
from aparte.stats.months import Month

_FORMS = {"csv": csv_file, "ods": ods_file, "xlsx": xlsx_file, "pdf": report_file}


class Sums(Protocol):
    """Where the sums come from."""

    def months(self) -> tuple[date, ...]:
        """The first day of each month with a contact, newest first."""
        ...

    def cells(self, first: date, last: date, fine_from: date | None = None) -> Cells:
        """The sums of those days, both included; what is before `fine_from` is added up by month."""
        ...


class Shelf:
    """Reads the store at each call: it belongs on the store's lane."""

    def __init__(self, sums: Sums, wording: Wording, clock: Clock) -> None:
        self._sums = sums
        self._wording = wording
        self._clock = clock

    def months(self) -> tuple[date, ...]:
        """The first day of each month that has figures, newest first."""
        return self._sums.months()

    def month(self, first: date) -> MonthFigures:
        """The figures of the month that begins on that day."""
        month = Month.of(first)
        return month_figures(self._sums.cells(*span(month), month.first), month, self._wording, self._clock.today())

    def file(self, first: date, form: str) -> bytes:
        """The month as "csv", "ods", "xlsx" or "pdf"."""
        return _FORMS[form](self.month(first))
