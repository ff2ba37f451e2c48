"""The figures as a LibreOffice workbook: one sheet a table, real numbers and dates."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import quoteattr

from aparte.assist.figures.exports_xlsx import is_number, sheet_name
from aparte.assist.figures.headlines import written
from aparte.assist.figures.libraries import Untyped, ods_tools
from aparte.assist.figures.shapes import Absent, Cell, Duration, MonthFigures, Share, Table

_WIDEST_CM = 16.0
_SIGN_CM = 0.21
_FRENCH = 'number:language="fr" number:country="FR"'
_STYLES = (
    f"""<number:number-style style:name="N-count" {_FRENCH}><number:number number:decimal-places="0"
       number:min-integer-digits="1" number:grouping="true"/></number:number-style>""",
    f"""<number:percentage-style style:name="N-share" {_FRENCH}><number:number number:decimal-places="1"
       number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>""",
    f"""<number:time-style style:name="N-time" {_FRENCH} number:truncate-on-overflow="false"><number:hours/>
       <number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text>
       <number:seconds number:style="long"/></number:time-style>""",
    f"""<number:date-style style:name="N-day" {_FRENCH}><number:day number:style="long"/><number:text>/</number:text>
       <number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>
       </number:date-style>""",
    """<style:style style:name="head" style:family="table-cell"><style:table-cell-properties
       fo:background-color="#e8eff8" fo:border-bottom="0.5pt solid #1f4e8c" fo:wrap-option="wrap"/>
       <style:text-properties fo:font-weight="bold"/></style:style>""",
    """<style:style style:name="head-right" style:family="table-cell" style:parent-style-name="Default">
       <style:table-cell-properties fo:background-color="#e8eff8" fo:border-bottom="0.5pt solid #1f4e8c"
       fo:wrap-option="wrap"/><style:paragraph-properties fo:text-align="end"/>
       <style:text-properties fo:font-weight="bold"/></style:style>""",
    """<style:style style:name="text" style:family="table-cell"><style:table-cell-properties
       fo:wrap-option="wrap" style:vertical-align="top"/></style:style>""",
    """<style:style style:name="soft" style:family="table-cell"><style:paragraph-properties fo:text-align="end"/>
       <style:text-properties fo:font-style="italic" fo:color="#5b6470"/></style:style>""",
    *(
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N-{name}"/>'
        for name in ("count", "share", "time", "day")
    ),
)
_FROZEN = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    for name, kind, value in (
        ("HorizontalSplitMode", "short", 0),
        ("VerticalSplitMode", "short", 2),
        ("HorizontalSplitPosition", "int", 0),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2),
        ("PositionTop", "int", 0),
        ("PositionBottom", "int", 1),
    )
)
_VIEW = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"
 xmlns:ooo="http://openoffice.org/2004/office" office:version="1.4"><office:settings>
<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">
<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item>
<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>
</office:settings></office:document-settings>"""


def ods_file(figures: MonthFigures) -> bytes:
    """The workbook."""
    odf = ods_tools()
    document = odf.Document("spreadsheet")
    document.body.clear()
    automatic = document.content.get_element("//office:automatic-styles")
    assert automatic is not None  # the library's own empty workbook has one
    for style in _STYLES:
        automatic.append(odf.Element.from_tag(style))
    for table in figures.tables:
        document.body.append(_sheet(table, automatic))
    made = datetime.combine(figures.made_on, time())
    document.meta.title = f"{figures.town} – {figures.title}"
    document.meta.description = figures.credit
    document.meta.language = "fr-FR"
    document.meta.creation_date = made
    document.meta.date = made
    data = io.BytesIO()
    document.save(data)
    return _packed(data, _settings(figures.tables))


def _packed(workbook: io.BytesIO, settings: bytes) -> bytes:
    """The same archive with our settings, and without the hour at which it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(packed, "w") as target:
        for part in source.infolist():
            data = settings if part.filename == "settings.xml" else source.read(part)
            # Of 1980, as XlsxWriter's: the earliest that the format knows.
            target.writestr(zipfile.ZipInfo(part.filename), data, part.compress_type)
    return packed.getvalue()


def _settings(tables: Iterable[Table]) -> bytes:
    """Each sheet's first row stays in sight."""
    entry = "config-item-map-entry"
    sheets = "".join(
        f"<config:{entry} config:name={quoteattr(sheet_name(table))}>{_FROZEN}</config:{entry}>" for table in tables
    )
    return _VIEW.format(sheets=sheets).encode()


def _sheet(table: Table, automatic: Untyped) -> Untyped:
    odf = ods_tools()
    sheet = odf.Table(sheet_name(table))
    head = odf.Row()
    for column, title in enumerate(table.columns):
        head.append_cell(odf.Cell(title, style="head-right" if is_number(table, column) else "head"))
    sheet.append_row(head)
    for cells in table.rows:
        row = odf.Row()
        for cell in cells:
            row.append_cell(_cell(cell))
        sheet.append_row(row)
    if table.note:
        sheet.append_row(odf.Row())
        note = odf.Row()
        note.append_cell(odf.Cell(table.note))
        sheet.append_row(note)
    for column, title in enumerate(table.columns):
        name = f"{table.name}-{column}"
        automatic.append(
            odf.Element.from_tag(_column_style(name, [title, *(written(row[column]) for row in table.rows)]))
        )
        sheet.set_column(column, odf.Column(style=name))
    return sheet


def _column_style(name: str, texts: list[str]) -> str:
    width = min(_WIDEST_CM, max(len(text) for text in texts) * _SIGN_CM + 0.8)
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
    )


def _cell(cell: Cell) -> Untyped:
    odf = ods_tools()
    match cell:
        case Absent():
            return odf.Cell(cell.value, style="soft")
        case str():
            return odf.Cell(cell, style="text")
        case int():
            return odf.Cell(cell, style="count")
        case Share():
            return odf.Cell(cell.value, text=written(cell), cell_type="percentage", style="share")
        case Duration():
            return odf.Cell(timedelta(seconds=round(cell.seconds)), text=written(cell), style="time")
        case date():
            return odf.Cell(cell, text=written(cell), style="day")
