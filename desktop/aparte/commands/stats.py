"""`aparte stats month`: a month's figures on the terminal, as a workbook, or as the report to publish."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.assist.figures.exports_csv import csv_file
from aparte.assist.figures.exports_ods import ods_file
from aparte.assist.figures.exports_xlsx import xlsx_file
from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.headlines import written
from aparte.assist.figures.report_pdf import report_file
from aparte.assist.figures.shapes import Absent, MonthFigures, Table
from aparte.assist.figures.wording import Wording
from aparte.commands.output import write_file
from aparte.core.console import say
from aparte.core.errors import UsageError
from aparte.stats.cells import Cells
from aparte.stats.month import span

FORMS: Mapping[str, Callable[[MonthFigures], bytes]] = {
    "csv": csv_file,
    "ods": ods_file,
    "xlsx": xlsx_file,
    "pdf": report_file,
}
# What a terminal shows; the files hold every table.
_SHOWN = ("chiffres-cles", "canaux", "issues", "themes", "transferts", "renvois", "en-hausse", "sans-reponse")
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class Counts:
    """Where figures come from: `cells(first, last, fine_from)` gives the sums of those days, both included."""

    cells: Callable[[date, date, date], Cells]
    wording: Wording
    today: date


def show_month(counts: Counts, options: Namespace) -> int:
    """`aparte stats month`: the tables, or a file when a form or a name is given."""
    month = options.month
    if month.first > counts.today:
        raise UsageError(f"Le mois {month} n'a pas commencé : choisissez un mois passé ou en cours.")
    form = _form(options)
    figures = month_figures(counts.cells(*span(month), month.first), month, counts.wording, counts.today)
    if form is None:
        say("\n".join(_lines(figures)))
        return 0
    path = options.out or Path(f"accueil-{month}.{form}")
    write_file(path, [FORMS[form](figures)])
    say(f"Écrit : {path}")
    return 0


def _form(options: Namespace) -> str | None:
    """The form that was asked for, or that the file's name tells."""
    if options.form or options.out is None:
        return options.form or None
    told = options.out.suffix.lower().removeprefix(".")
    if told not in FORMS:
        raise UsageError(f"Quel format pour « {options.out} » ? Ajoutez --csv, --ods, --xlsx ou --pdf.")
    return str(told)


def _lines(figures: MonthFigures) -> Iterator[str]:
    yield f"{figures.town} : {figures.title}"
    yield from (sentence for sentence in (figures.summary, figures.notice) if sentence)
    tables = {table.name: table for table in figures.tables}
    for name in _SHOWN:
        if name in tables:
            yield ""
            yield from _table(tables[name])
    yield ""
    yield figures.rising_note
    yield from (f"{one.term} : {one.text}" for one in figures.definitions)


def _table(table: Table) -> Iterator[str]:
    yield table.title
    rows = [table.columns, *(tuple(written(cell) for cell in row) for row in table.rows)]
    widths = [min(_WIDEST, max(len(row[column]) for row in rows)) for column in range(len(table.columns))]
    if table.rows:
        for row in rows:
            cells = (
                text.ljust(width) if column < table.labels else text.rjust(width)
                for column, (text, width) in enumerate(zip(row, widths, strict=True))
            )
            yield f"  {'  '.join(cells)}".rstrip()
    if table.note or not table.rows:
        yield f"  {table.note or Absent.NOTHING.capitalize() + '.'}"
