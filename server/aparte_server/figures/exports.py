"""The figures as files: one long CSV as a French spreadsheet expects it, or an ODS workbook."""

import csv
import io
from collections.abc import Iterator

import odfdo

from aparte_server.figures.month import NOT_TOLD, OTHERS, FigureTable, MonthFigures

HEADER = ("SIRET", "Mois", "Tableau", "Code", "Rubrique", "Nombre", "Unité")
_UNITS = {"contacts": "échanges", "demands": "demandes"}
# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOTE = (
    "Groupes de moins de 5 réunis ; un site où moins de trois agents ont travaillé n'est pas nommé.",
    "Mois en cours : chiffres provisoires, à ne pas publier.",
)


def csv_file(figures: MonthFigures) -> bytes:
    """UTF-8 with BOM, semicolons; one line a number."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    month = f"{figures.month} (provisoire)" if figures.provisional else figures.month
    for table in figures.tables:
        for key, label, count in lines(table):
            writer.writerow(
                (figures.siret, month, table.title, _safe(key), _safe(label), count, _UNITS[table.counts]),
            )
    return text.getvalue().encode("utf-8-sig")


def ods_file(figures: MonthFigures) -> bytes:
    """One sheet a table, real numbers."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for table in figures.tables:
        sheet = odfdo.Table(table.title)
        _append(sheet, ("Code", "Rubrique", _UNITS[table.counts].capitalize()))
        for row in lines(table):
            _append(sheet, row)
        _append(sheet, ())
        _append(sheet, (note(figures),))
        document.body.append(sheet)
    document.meta.title = f"{figures.town} – accueil, {figures.month}"
    document.meta.language = "fr-FR"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def text(figures: MonthFigures) -> str:
    """The same, for a terminal."""
    said = [f"{figures.town} : {figures.month}", note(figures)]
    for table in figures.tables:
        said += ["", table.title]
        said += [f"  {label:<48} {count:>8}" for _, label, count in lines(table)]
    return "\n".join(said)


def note(figures: MonthFigures) -> str:
    """What a reader must know."""
    return " ".join(_NOTE if figures.provisional else _NOTE[:1])


def lines(table: FigureTable) -> Iterator[tuple[str, str, int | str]]:
    """The key, label and count of each row, what was merged and the whole last."""
    for row in table.rows:
        yield row.key, row.label, row.count
    if table.others:
        yield "", OTHERS, table.others
    yield "", "Ensemble", NOT_TOLD if table.total is None else table.total


def _append(sheet: odfdo.Table, cells: tuple[int | str, ...]) -> None:
    row = odfdo.Row()
    for cell in cells:
        row.append_cell(odfdo.Cell(cell))
    sheet.append_row(row)


def _safe(said: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{said}" if said.lstrip(" ").startswith(_FORMULA) else said
