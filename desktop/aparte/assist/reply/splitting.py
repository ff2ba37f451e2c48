"""French prose cut into sentences, and lists kept whole with the words that introduce them."""

import re
from functools import lru_cache

from aparte.assist.copying import without_markdown

_ABBREVIATED = frozenset(
    """
    m mm mme mmes mlle mgr dr pr me st ste art al av bd bld chap cf ex p pp env fig hab ht max min no nos n
    obs réf ref tél tel ttc vol éd ed apr rdc int ext qté boul pl imp sq rte all dép dept c-à-d i.e r.-v s.v.p
    """.split()
)
_END = re.compile(r"[.!?…]+(?:[\s\u00a0\u202f]?[»”])?[)\]]*(?=[ \t\u00a0]+[«“\"(]?[\s\u00a0\u202f]?[A-ZÀ-ÖØ-ÞŒ0-9])")
_LAST_WORD = re.compile(r"[^\s\u00a0\u202f(«'’]*$")
_ITEM = re.compile(r"^\s*(?:-|\d{1,2}\.)\s+")
_METRES = re.compile(r"\d[\s\u00a0\u202f]m$")
_SHORT_LINE = 260
_MOST_ITEMS = 14


def split(text: str) -> list[str]:
    """The sentences of one paragraph, in order and unchanged but for the space between them.

    An abbreviation ("M. Roubaud", "art. 12", "av. des Tilleuls"), an initial, a decimal or an
    ellipsis before a small letter ends nothing.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if end.group()[0] == "." and _is_abbreviation(text[start : end.start()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


@lru_cache(maxsize=2048)
def statements(body: str) -> tuple[str, ...]:
    """What a section's Markdown states, one statement each: a sentence, a table row, or a whole list.

    A list is one statement with the line that introduces it, since no item may be cut from it.
    """
    found: list[str] = []
    lines = [line.strip() for line in without_markdown(_rows(body)).split("\n")]
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line:
            continue
        *before, last = split(_ITEM.sub("", line))
        found += before
        if last.endswith(":"):
            items, at = _items(lines, at)
            last = " ".join([last, " ; ".join(items)]) if items else ""
        if last:
            found.append(last)
    return tuple(found)


def _is_abbreviation(before: str) -> bool:
    match = _LAST_WORD.search(before)
    word = match.group().lower() if match else ""
    if word == "m" and _METRES.search(before):
        return False
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha() and word != "à" and before[-1:].isupper())


def _items(lines: list[str], at: int) -> tuple[list[str], int]:
    """The items that follow, and the line after them; none when the end of the list is not in sight."""
    items: list[str] = []
    bulleted = False
    while at < len(lines) and len(items) < _MOST_ITEMS:
        line = lines[at]
        if not line:
            if bulleted:
                break
            at += 1
            continue
        marked = _ITEM.match(line) is not None
        if (items and bulleted and not marked) or len(line) > _SHORT_LINE or line.endswith(":"):
            break
        bulleted = bulleted or marked
        items.append(_ITEM.sub("", line).rstrip(" ;,."))
        at += 1
        if not bulleted and line.endswith("."):
            break
    return (items if len(items) < _MOST_ITEMS else []), at


def _rows(body: str) -> str:
    """Each row of a table as a paragraph that names its columns, so that no cell loses its case."""
    found: list[str] = []
    headings: list[str] = []
    for line in body.split("\n"):
        if not line.lstrip().startswith("|"):
            headings = []
            found.append(line)
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not headings:
            headings = cells
        elif not all(set(cell) <= set("-: ") for cell in cells):
            found += ["", _row(headings, cells), ""]
    return "\n".join(found)


def _row(headings: list[str], cells: list[str]) -> str:
    named = [
        f"{heading} {cell}" if heading and at else cell
        for at, (heading, cell) in enumerate(zip(headings, cells, strict=False))
        if cell
    ]
    return ", ".join(named) + "."
