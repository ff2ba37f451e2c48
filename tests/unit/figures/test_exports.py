"""The files that spreadsheets open: real numbers, French forms, no formula."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import odfdo
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aparte.assist.figures.exports_csv import HEADER, csv_file, safe
from aparte.assist.figures.exports_ods import ods_file
from aparte.assist.figures.exports_xlsx import sheet_name, xlsx_file
from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.shapes import MonthFigures
from aparte.assist.figures.wording import Wording
from aparte.core.contact import Channel, Outcome
from aparte.stats.cells import Cells, DemandCell
from aparte.stats.month import span
from tests.fakes.cells import OCTOBER
from tests.fakes.figures import TODAY, seed_wording, town_figures

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def with_label(label: str) -> MonthFigures:
    demands = (DemandCell(date(2026, 10, 5), Channel.DESK, "X", Outcome.ANSWERED, "", 12),)
    return month_figures(Cells(*span(OCTOBER), demands=demands), OCTOBER, Wording("Ville", {"X": label}), TODAY)


def test_csv_opens_in_a_french_excel() -> None:
    data = csv_file(town_figures())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == len(read_csv(data))
    assert tuple(read_csv(data)[0]) == HEADER


def test_csv_numbers_have_a_decimal_comma_and_a_unit() -> None:
    rows = read_csv(csv_file(town_figures()))
    assert ["2026-10", "Chiffres clés", "Réglées au premier contact", "", "Octobre 2026", "68,77", "%"] in rows
    assert ["2026-10", "Échanges par jour", "26/10/2026", "lundi", "Échanges", "240", "nombre"] in rows
    assert ["2026-10", "Codes de conclusion", "Identité et voyages", "Passeport", "Demandes", "354", "nombre"] in rows


@given(st.text())
@example("=HYPERLINK(1)")
@example(" +1")
@example("@x")
@example('a";"=1')
@settings(max_examples=60, deadline=None)
def test_no_label_becomes_a_formula_in_a_csv(label: str) -> None:
    for row in read_csv(csv_file(with_label(label))):
        assert len(row) == len(HEADER)
        assert not [cell for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_plain_label_is_left_alone() -> None:
    assert safe("Guichet") == "Guichet"


def test_xlsx_holds_a_sheet_a_table_with_a_frozen_header() -> None:
    figures = town_figures()
    with zipfile.ZipFile(io.BytesIO(xlsx_file(figures))) as book:
        names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        sheets = [ET.fromstring(book.read(f"xl/worksheets/sheet{n + 1}.xml")) for n in range(len(names))]
    assert names == [sheet_name(table) for table in figures.tables]
    assert all(sheet.find(f".//{SHEET}pane[@state='frozen']") is not None for sheet in sheets)
    for sheet, table in zip(sheets, figures.tables, strict=True):
        assert len(list(sheet.iter(f"{SHEET}row"))) >= len(table.rows) + 1


def test_xlsx_numbers_and_dates_are_real_ones() -> None:
    figures = town_figures()
    place = [table.name for table in figures.tables].index("jours")
    with zipfile.ZipFile(io.BytesIO(xlsx_file(figures))) as book:
        sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{place + 1}.xml"))
    rows = list(sheet.iter(f"{SHEET}row"))[1:32]
    day, _, contacts = rows[25]
    assert (day.get("t"), day.findtext(f"{SHEET}v")) == (None, "46321")  # 26 October 2026, counted from 1900
    assert (contacts.get("t"), contacts.findtext(f"{SHEET}v")) == (None, "240")


@pytest.mark.parametrize("label", ["=1+1", "http://x.example", "@SUM(A1)", "-2", "{=1}"])
def test_no_label_becomes_a_formula_or_a_link_in_a_workbook(label: str) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_file(with_label(label)))) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name)
        shared = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in text
    assert "hyperlink" not in text
    assert label in shared
    with zipfile.ZipFile(io.BytesIO(ods_file(with_label(label)))) as book:
        assert "table:formula" not in book.read("content.xml").decode()


def test_ods_numbers_shares_times_and_dates_are_real_ones() -> None:
    document = odfdo.Document(io.BytesIO(ods_file(town_figures())))
    names = [table.name for table in document.body.tables]
    assert names == [sheet_name(table) for table in town_figures().tables]
    with zipfile.ZipFile(io.BytesIO(ods_file(town_figures()))) as book:
        content = book.read("content.xml").decode()
    for expected in (
        'office:value-type="percentage"',
        'office:time-value="PT00H06M26S"',
        'office:date-value="2026-10-26"',
        'office:value="4302"',
    ):
        assert expected in content


@pytest.mark.parametrize("make", [csv_file, xlsx_file, ods_file])
def test_the_same_figures_give_the_same_bytes(make: Callable[[MonthFigures], bytes]) -> None:
    data = make(town_figures())
    assert data == make(town_figures())
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert book.testzip() is None


def test_the_header_of_each_ods_sheet_stays_in_sight() -> None:
    with zipfile.ZipFile(io.BytesIO(ods_file(town_figures()))) as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        settings_part = ET.fromstring(book.read("settings.xml"))
    names = [value for item in settings_part.iter() for key, value in item.items() if key.endswith("}name")]
    assert {sheet_name(table) for table in town_figures().tables} <= set(names)


@pytest.mark.parametrize("make", [csv_file, xlsx_file, ods_file])
def test_an_empty_month_and_odd_labels_are_written_all_the_same(make: Callable[[MonthFigures], bytes]) -> None:
    empty = month_figures(Cells(*span(OCTOBER)), OCTOBER, seed_wording(), TODAY)
    assert make(empty)
    assert make(with_label("\x00\ud800<&>\"' 🚲\n\x1f")) != make(empty)
    assert make(replace(empty, town="<Ville> & fils"))
