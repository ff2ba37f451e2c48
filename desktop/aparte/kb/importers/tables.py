"""A table as lines that each stand alone: "column: cell", merged cells repeated."""

from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

MOST_COLUMNS, MOST_ROWS = 50, 500


def table_lines(table: ET.Element, text_of: Callable[[ET.Element], str]) -> Iterator[str]:
    """The caption, the summary, then one line for each body row."""
    for name in ("Titre", "Resume"):
        part = table.find(name)
        if part is not None and text_of(part):
            yield f"**{text_of(part)}**" if name == "Titre" else text_of(part)
    rows = table.findall("Rangee")[:MOST_ROWS]
    grid = _grid(rows, text_of)
    headings: list[str] = []
    for row, cells in zip(rows, grid, strict=True):
        if row.get("type") == "header":
            headings = cells
        else:
            yield "- " + " ; ".join(_cells(headings, cells))


def _cells(headings: list[str], cells: list[str]) -> Iterator[str]:
    for at, cell in enumerate(cells):
        heading = headings[at] if at < len(headings) else ""
        if cell:
            yield f"{heading} : {cell}" if heading else cell


def _grid(rows: list[ET.Element], text_of: Callable[[ET.Element], str]) -> list[list[str]]:
    """The text of each cell, merged ones in every place that they cover."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row.findall("Cellule"):
            _hang(hanging, cells)
            text, down = text_of(cell), _span(cell, "fusionVerticale", MOST_ROWS)
            for _ in range(min(_span(cell, "fusionHorizontale", MOST_COLUMNS), MOST_COLUMNS - len(cells))):
                if down > 1:
                    hanging[len(cells)] = (down - 1, text)
                cells.append(text)
        _hang(hanging, cells)
        grid.append(cells)
    return grid


def _hang(hanging: dict[int, tuple[int, str]], cells: list[str]) -> None:
    """Put the cells that come down from rows above where the next cell would go."""
    while len(cells) in hanging and len(cells) < MOST_COLUMNS:
        left, text = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: ET.Element, name: str, most: int) -> int:
    written = cell.get(name, "1")
    return max(1, min(int(written), most)) if written.isdecimal() and len(written) < 6 else 1
