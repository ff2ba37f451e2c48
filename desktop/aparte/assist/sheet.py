"""A page of words, as plain text that pastes anywhere and as HTML that prints: nothing in it acts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from aparte.assist.copying import plain

_STYLE = (
    "body { font-family: 'Source Sans 3', 'Segoe UI', Arial, sans-serif; font-size: 11pt; color: #1E2227; } "
    "h1 { font-size: 16pt; margin: 0 0 8px 0; } h2 { font-size: 12pt; margin: 16px 0 4px 0; } "
    "p { margin: 0 0 6px 0; } ul { margin: 0 0 6px 0; } .lead, .foot { color: #5B6470; }"
)
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, which may be empty, and the text under it: lines, and items behind « - »."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, a line or two under it, parts in order, and lines at the foot."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    foot: str = ""


def items(lines: Iterable[str]) -> str:
    """These lines as items."""
    return "\n".join(_BULLET + line for line in lines)


def sheet_text(sheet: Sheet) -> str:
    """The page in characters of Windows-1252, lines ended by CRLF; empty parts are left out."""
    blocks = [sheet.title, sheet.lead]
    blocks += [f"{part.heading}\n{part.text}" if part.heading else part.text for part in sheet.parts if part.text]
    blocks.append(sheet.foot)
    return "\n\n".join(plain(block) for block in blocks if block.strip()).replace("\n", "\r\n")


def sheet_html(sheet: Sheet) -> str:
    """The page as a whole HTML document: escaped words, no link, no image, no script."""
    body = [f"<h1>{_safe(sheet.title)}</h1>", *_blocks(sheet.lead, "lead")]
    for part in sheet.parts:
        if part.text:
            body += [f"<h2>{_safe(part.heading)}</h2>"] if part.heading else []
            body += _blocks(part.text)
    body += _blocks(sheet.foot, "foot")
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f"<title>{_safe(sheet.title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _blocks(text: str, kind: str = "") -> Iterator[str]:
    """Paragraphs and lists: a blank line ends a paragraph, a dash begins an item."""
    opening = f'<p class="{kind}">' if kind else "<p>"
    for is_list, group in groupby(_lines(text), key=lambda line: line.lstrip().startswith(_BULLET)):
        lines = list(group)
        if is_list:
            yield "<ul>" + "".join(f"<li>{_safe(line.lstrip()[2:])}</li>" for line in lines) + "</ul>"
        else:
            for blank, words in groupby(lines, key=lambda line: not line.strip()):
                if not blank:
                    yield opening + "<br>".join(_safe(line) for line in words) + "</p>"


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _safe(text: str) -> str:
    """Words that a reader of HTML takes as words alone."""
    return escape("".join(sign for sign in text if sign.isprintable() or sign in "\t\u00a0\u202f\u2009"))
