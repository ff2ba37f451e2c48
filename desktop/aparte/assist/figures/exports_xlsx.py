"""The figures as an Excel workbook: one sheet a table, real numbers and dates, no formula."""

import io
from datetime import UTC, date, datetime, time

from aparte.assist.figures.headlines import written
from aparte.assist.figures.libraries import Untyped, xlsx_tools
from aparte.assist.figures.shapes import Absent, Cell, Duration, MonthFigures, Share, Table

_DAY_S = 86_400
_WIDEST = 80


def xlsx_file(figures: MonthFigures) -> bytes:
    """The workbook; the same figures give the same bytes."""
    data = io.BytesIO()
    book = xlsx_tools().Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.combine(figures.made_on, time(), UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": f"{figures.town} – {figures.title}",
            "author": figures.town,
            "created": made,
            "comments": figures.credit,
        }
    )
    styles = _Styles(book)
    for table in figures.tables:
        _write(book.add_worksheet(sheet_name(table)), table, styles)
    book.close()
    return data.getvalue()


def sheet_name(table: Table) -> str:
    """At most 31 signs, as Excel wants."""
    return table.title.split(",")[0][:31]


def is_number(table: Table, column: int) -> bool:
    """Whether a column holds numbers, which stand on the right."""
    return any(isinstance(row[column], int | Share | Duration) for row in table.rows)


class _Styles:
    """The formats of a workbook."""

    def __init__(self, book: Untyped) -> None:
        head = {"bold": True, "bg_color": "#E8EFF8", "bottom": 1, "text_wrap": True, "valign": "top"}
        self.head = book.add_format(head)
        self.head_right = book.add_format({**head, "align": "right"})
        self.text = book.add_format({"valign": "top", "text_wrap": True})
        self.count = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.share = book.add_format({"num_format": "0.0%", "valign": "top"})
        self.time = book.add_format({"num_format": "[h]:mm:ss", "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        self.soft = book.add_format({"font_color": "#5B6470", "italic": True, "align": "right", "valign": "top"})
        self.note = book.add_format({"font_color": "#5B6470", "italic": True})


def _write(sheet: Untyped, table: Table, styles: _Styles) -> None:
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, title, styles.head_right if is_number(table, column) else styles.head)
        texts = [title, *(written(row[column]) for row in table.rows)]
        sheet.set_column(column, column, min(_WIDEST, max(len(text) for text in texts) + 3))
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, styles)
    if table.note:
        sheet.write_string(len(table.rows) + 2, 0, table.note, styles.note)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Untyped, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    match cell:
        case Absent():
            sheet.write_string(row, column, cell.value, styles.soft)
        case str():
            sheet.write_string(row, column, cell, styles.text)
        case int():
            sheet.write_number(row, column, cell, styles.count)
        case Share():
            sheet.write_number(row, column, cell.value, styles.share)
        case Duration():
            sheet.write_number(row, column, round(cell.seconds) / _DAY_S, styles.time)
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), styles.day)
