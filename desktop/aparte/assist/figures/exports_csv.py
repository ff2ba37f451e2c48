"""The figures as one long table: UTF-8 with BOM, semicolons, decimal comma, as a French Excel expects."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from aparte.assist.figures.shapes import Absent, Cell, Duration, MonthFigures, Share, Table

HEADER = ("Mois", "Tableau", "Rubrique", "Détail", "Mesure", "Valeur", "Unité")
# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(figures: MonthFigures) -> bytes:
    """One line a number: easy to filter, and to add to the months before."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for table in figures.tables:
        writer.writerows(_lines(table, str(figures.month)))
    return text.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _lines(table: Table, month: str) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        names = [_value(cell)[0] for cell in row[: table.labels]]
        subject, detail = names[0], " – ".join(names[1:])
        for column, cell in zip(table.columns[table.labels :], row[table.labels :], strict=True):
            value, unit = _value(cell)
            yield month, safe(table.title), subject, detail, safe(column), value, unit


def _value(cell: Cell) -> tuple[str, str]:
    """What is written, and its unit."""
    match cell:
        case Absent():
            return cell.value, ""
        case str():
            return safe(cell), ""
        case int():
            return str(cell), "nombre"
        case Share():
            return f"{cell.value * 100:.2f}".replace(".", ","), "%"
        case Duration():
            return f"{cell.seconds:.0f}", "s"
        case date():
            return f"{cell:%d/%m/%Y}", ""
