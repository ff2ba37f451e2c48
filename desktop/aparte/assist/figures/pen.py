"""Drawing on a page measured from its top left corner, each thing tagged as it is drawn."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from aparte.assist.figures.french import typeset
from aparte.assist.figures.libraries import pdf_tools
from aparte.assist.figures.tagging import Tags
from aparte.settings.resources import REGULAR_FONT, SEMIBOLD_FONT

REGULAR, SEMIBOLD = "SourceSans3", "SourceSans3-Semibold"
INK, SOFT, ACCENT, TINT, LINE = "#1E2227", "#5B6470", "#1F4E8C", "#E8EFF8", "#E2DED6"
WARNING, WARNING_GROUND = "#8A4B08", "#FCEFD9"
WIDTH, HEIGHT = 210 / 25.4 * 72, 297 / 25.4 * 72  # A4


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks; sizes in points."""

    size: float
    colour: str = INK
    font: str = REGULAR
    leading: float = 0

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.leading or self.size * 1.3


class Pen:
    """A one-page A4 document under way.

    `top` is always the distance of a text's baseline, or of a box's upper edge, from the page's top.
    """

    def __init__(self, title: str, author: str, made_on: date) -> None:
        pdf = pdf_tools()
        for name, path in ((REGULAR, REGULAR_FONT), (SEMIBOLD, SEMIBOLD_FONT)):
            if name not in pdf.pdfmetrics.getRegisteredFontNames():
                pdf.pdfmetrics.registerFont(pdf.ttfonts.TTFont(name, str(path)))
        self._data = io.BytesIO()
        self._title = title
        # Nothing but what is drawn changes the bytes: the date is the caller's.
        self._colour = pdf.colors.HexColor
        self._canvas = pdf.canvas.Canvas(
            self._data, pagesize=(WIDTH, HEIGHT), invariant=1, lang="fr-FR", pdfVersion=(1, 7), initialFontName=REGULAR
        )
        stamp = self._canvas._doc._timeStamp  # noqa: SLF001 - reportlab has no public way
        stamp.YMDhms = (made_on.year, made_on.month, made_on.day, 0, 0, 0)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject("Statistiques de l'accueil")
        self._canvas.setCreator("Aparté")
        self.tags = Tags(self._canvas)

    def finish(self) -> bytes:
        """The document."""
        self.tags.finish(self._title, "fr-FR")
        self._canvas.save()
        return self._data.getvalue()

    def write(
        self, left: float, top: float, text: str, ink: Ink, *, right: bool = False, centred: bool = False
    ) -> None:
        """One line of text, from `left`, or up to it, or centred on it; call inside a mark or an artifact."""
        self._canvas.setFont(ink.font, ink.size)
        self._canvas.setFillColor(self._colour(ink.colour))
        shift = width(text, ink) * (1 if right else 0.5 if centred else 0)
        self._canvas.drawString(left - shift, HEIGHT - top, text)

    def say(
        self,
        role: str,
        left: float,
        top: float,
        text: str,
        ink: Ink,
        *,
        room: float = 0,
        right: bool = False,
        read: str = "",
    ) -> None:
        """One line that is an element of its own; cut to `room`, but read in full, or as `read` says."""
        whole = typeset(text)
        shown = cut(whole, room, ink) if room else whole
        actual = read or (text if shown != whole else "")
        with self.tags.element(role), self.tags.mark(actual):
            self.write(left, top, shown, ink, right=right)

    def paragraph(
        self, role: str, left: float, top: float, text: str, ink: Ink, *, room: float, most: int = 99, lead: str = ""
    ) -> float:
        """A wrapped element of `most` lines at most, read in full; returns the baseline of a next line.

        `lead`, when given, comes first and in semibold.
        """
        bold = replace(ink, font=SEMIBOLD)
        lead = typeset(f"{lead} ") if lead else ""
        indent = width(lead, bold)
        lines = wrap(typeset(text), room, ink, indent)
        actual = lead + text if len(lines) > most else ""
        if actual:
            lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room, ink)]
        with self.tags.element(role), self.tags.mark(actual):
            if lead:
                self.write(left, top, lead, bold)
            for number, line in enumerate(lines):
                # A space at the end keeps the last word from the next line's first, for who listens.
                said = line + (" " if number < len(lines) - 1 else "")
                self.write(left + (0 if number else indent), top + number * ink.line, said, ink)
        return top + len(lines) * ink.line

    def box(self, left: float, top: float, wide: float, high: float, colour: str, *, radius: float = 0) -> None:
        """A filled box; call inside a mark or an artifact."""
        self._canvas.setFillColor(self._colour(colour))
        self._canvas.roundRect(left, HEIGHT - top - high, wide, high, radius, stroke=0, fill=1)

    def rule(self, left: float, top: float, right: float, colour: str = LINE, *, thick: float = 0.6) -> None:
        """A horizontal line; call inside a mark or an artifact."""
        self._canvas.setStrokeColor(self._colour(colour))
        self._canvas.setLineWidth(thick)
        self._canvas.line(left, HEIGHT - top, right, HEIGHT - top)

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn inside is skipped by screen readers."""
        with self.tags.artifact():
            yield


def width(text: str, ink: Ink) -> float:
    """The width of a line, in points."""
    return float(pdf_tools().pdfmetrics.stringWidth(text, ink.font, ink.size))


def cut(text: str, room: float, ink: Ink) -> str:
    """The text, ended by « … » where it is too wide."""
    if width(text, ink) <= room:
        return text
    kept = text
    while kept and width(kept + "…", ink) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,:;") + "…"


def wrap(text: str, room: float, ink: Ink, indent: float = 0) -> list[str]:
    """The lines of a text, the first of them shorter by `indent`; a word wider than a line is cut."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        free = room - (indent if len(lines) == 1 else 0)
        if width(longer, ink) <= free:
            lines[-1] = longer
        elif not lines[-1] and not (indent and len(lines) == 1):
            lines[-1] = cut(longer, free, ink)
        else:
            lines.append(cut(word, room, ink))
    return lines
