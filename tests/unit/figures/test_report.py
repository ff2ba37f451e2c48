"""The report: one page, tagged so that a screen reader reads all of it in order, whatever the month was."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.pen import Ink, cut, width, wrap
from aparte.assist.figures.report_blocks import ticks
from aparte.assist.figures.report_pdf import report_file
from aparte.assist.figures.shapes import MonthFigures
from aparte.assist.figures.wording import wording
from aparte.core.contact import Channel, ClosureCode, Outcome
from aparte.kb.seed import SeedFolder
from aparte.stats.cells import Cells, ContactCell, DemandCell
from aparte.stats.month import span
from tests.fakes.cells import OCTOBER, town_cells
from tests.fakes.figures import SEED, TODAY, seed_wording, town_figures
from tests.fakes.pdf_reading import Pdf

DAY = date(2026, 10, 5)
EMPTY = Cells(*span(OCTOBER))
ONE = replace(
    EMPTY,
    contacts=(ContactCell(DAY, 9, Channel.DESK, 1, 300, 1),),
    demands=(DemandCell(DAY, Channel.DESK, "IDE-CNI", Outcome.ANSWERED, "", 1),),
)


@cache
def giant() -> MonthFigures:
    """A thousand times the town, with the longest names and several rises."""
    town = town_cells()
    risen = {"IDE-CNI", "SCO-CANT", "DEC-ENCOMB", "URB-PERMIS", "LOG-SOCIAL"}
    cells = replace(
        town,
        contacts=tuple(
            replace(cell, contacts=cell.contacts * 1000, handled_s=cell.handled_s * 9000) for cell in town.contacts
        ),
        demands=tuple(
            replace(cell, demands=cell.demands * (3000 if cell.day >= OCTOBER.first and cell.code in risen else 1000))
            for cell in town.demands
        ),
    )
    codes = (
        ClosureCode(code.code, code.label + " et tout ce qui s'y rapporte" * 3, code.parent)
        for code in SeedFolder(SEED).closure_codes()
    )
    return month_figures(
        cells, OCTOBER, wording("Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson" * 3, codes, {}, {}), TODAY
    )


MONTHS: dict[str, Callable[[], MonthFigures]] = {
    "town": town_figures,
    "empty": lambda: month_figures(EMPTY, OCTOBER, seed_wording(), TODAY),
    "one": lambda: month_figures(ONE, OCTOBER, seed_wording(), date(2026, 10, 6)),
    "giant": giant,
}


@pytest.fixture(scope="module", params=list(MONTHS))
def pdf(request: pytest.FixtureRequest) -> Pdf:
    return Pdf(report_file(MONTHS[request.param]()))


def test_the_document_says_its_language_its_title_and_that_it_is_tagged() -> None:
    pdf = Pdf(report_file(town_figures()))
    assert "/Lang (fr-FR)" in pdf.catalog
    assert re.search(r"/MarkInfo", pdf.catalog)
    assert pdf.all("/Marked true")
    assert pdf.all("/DisplayDocTitle true")
    assert pdf.all("octobre 2026")
    assert any("Aubremont – L'accueil en octobre 2026".encode() in body for body in pdf.objects.values())


def test_there_is_one_page_and_nothing_is_drawn_outside(pdf: Pdf) -> None:
    assert len(pdf.all("/Type /Page\n")) == 1
    assert all(0 < left < 560 and 20 < bottom < 820 for left, bottom in pdf.baselines())


def test_all_that_is_drawn_is_content_or_decoration(pdf: Pdf) -> None:
    open_marks = 0
    for name, operands in pdf.operators():
        if name in ("BDC", "BMC"):
            open_marks += 1
        elif name == "EMC":
            open_marks -= 1
        else:
            assert open_marks == 1, (name, operands)
    assert open_marks == 0


def test_each_mark_is_read_once_in_the_order_it_is_drawn(pdf: Pdf) -> None:
    drawn = [int(number) for number in re.findall(rb"/MCID (\d+)", pdf.content)]
    assert pdf.root().marks() == drawn == list(range(len(drawn)))
    assert len(pdf.parents()) == len(drawn)


def test_the_parent_tree_tells_the_owner_of_each_mark(pdf: Pdf) -> None:
    owners = {mark: element.role for element in pdf.root().all() for mark in element.kids if isinstance(mark, int)}
    assert pdf.parents() == [owners[mark] for mark in sorted(owners)]


def test_headings_tables_and_lists_are_well_formed(pdf: Pdf) -> None:
    allowed = {"Table": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI", "Tile"}, "LI": {"LBody"}, "Tile": {"LBody"}}
    elements = list(pdf.root().all())
    assert [element.role for element in elements].count("H1") == 1
    for element in elements:
        kids = {kid.role for kid in element.kids if isinstance(kid, type(element))}
        assert kids <= allowed.get(element.role, kids)
        assert element.kids, element.role
        if element.role == "TH":
            assert element.scope in ("Row", "Column")
        if element.role == "Figure":
            assert element.alt


def test_each_row_of_a_table_has_the_columns_of_its_header() -> None:
    tables = [element for element in Pdf(report_file(town_figures())).root().all() if element.role == "Table"]
    assert len(tables) == 4
    for table in tables:
        assert {len(row.kids) for row in table.kids if not isinstance(row, int)} == {3}


def test_our_own_roles_stand_for_standard_ones(pdf: Pdf) -> None:
    used = {element.role for element in pdf.root().all()}
    standard = set("Document P H1 H2 Table TR TH TD Figure Span L LI LBody".split())
    assert {pdf.role_map().get(role, role) for role in used} <= standard


def test_every_font_is_in_the_file(pdf: Pdf) -> None:
    assert len(pdf.all("/FontFile2")) == 2
    assert not pdf.all("/Type1")


def test_the_same_figures_give_the_same_bytes_dated_by_the_figures() -> None:
    data = report_file(town_figures())
    assert data == report_file(town_figures())
    assert b"/CreationDate (D:20261103000000" in data


def test_a_text_cut_short_is_read_in_full() -> None:
    content = Pdf(report_file(giant())).content
    said = [
        bytes.fromhex(text.decode())[2:].decode("utf-16-be") for text in re.findall(rb"/ActualText <(\w+)>", content)
    ]
    assert any(text.startswith("Identité et voyages et tout") and text.endswith("rapporte") for text in said)
    assert "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson" * 3 in said


def test_a_line_never_goes_past_its_room() -> None:
    ink = Ink(8)
    for text in ("un deux trois quatre cinq", "x" * 300, "court", "a " + "é" * 80 + " b"):
        assert all(width(line, ink) <= 60 for line in wrap(text, 60, ink))
        assert width(cut(text, 60, ink), ink) <= 60


@pytest.mark.parametrize(
    ("most", "expected"),
    [(5, [2, 4]), (240, [50, 100, 150, 200]), (99_000, [20_000, 40_000, 60_000, 80_000])],
)
def test_ticks_are_round_numbers(most: float, expected: list[float]) -> None:
    assert ticks(most) == expected
