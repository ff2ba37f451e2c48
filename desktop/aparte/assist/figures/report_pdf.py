"""The monthly report: one A4 page that a town can publish, tagged for screen readers."""

import re
from collections.abc import Sequence

from aparte.assist.figures import french
from aparte.assist.figures.pen import (
    ACCENT,
    HEIGHT,
    INK,
    LINE,
    REGULAR,
    SEMIBOLD,
    SOFT,
    TINT,
    WARNING,
    WARNING_GROUND,
    WIDTH,
    Ink,
    Pen,
    width,
    wrap,
)
from aparte.assist.figures.report_blocks import (
    HEADING,
    Place,
    bar_table,
    day_columns,
    hour_squares,
    months_strip,
    rising_list,
)
from aparte.assist.figures.shapes import Definition, KeyFigure, MonthFigures

_MARGIN = 40.0
_RIGHT = WIDTH - _MARGIN
_GAP = 24
_COLUMN = (_RIGHT - _MARGIN - _GAP) / 2
_SECOND = _MARGIN + _COLUMN + _GAP
_STRIP = 150  # the months' width
_SMALL = Ink(7.2, SOFT, REGULAR, 9.1)


def report_file(figures: MonthFigures) -> bytes:
    """The PDF; the same figures give the same bytes."""
    pen = Pen(f"{figures.town} – {figures.title}", figures.town, figures.made_on)
    _head(pen, figures)
    _tiles(pen, figures)
    bar_table(pen, Place(_MARGIN, 240, _COLUMN, 146), figures.chart("canaux"), "Canal", "Autres canaux")
    bar_table(pen, Place(_SECOND, 240, _COLUMN, 146), figures.chart("issues"), "Issue", "Autres issues")
    bar_table(pen, Place(_MARGIN, 396, _COLUMN, 158), figures.chart("themes"), "Thème", "Autres thèmes")
    end = rising_list(pen, Place(_SECOND, 396, _COLUMN, 158), figures.rising, figures.rising_note)
    gaps = figures.chart("sans-reponse")
    bar_table(pen, Place(_SECOND, end + 12, _COLUMN, 396 + 158 - end - 12), gaps, "Thème", "Autres thèmes")
    day_columns(pen, Place(_MARGIN, 570, _COLUMN, 126), figures.chart("jours"))
    hour_squares(pen, Place(_SECOND, 570, _COLUMN, 126), figures.hours, "Heures de pointe")
    _definitions(pen, figures.definitions, 722)
    _foot(pen, figures)
    return pen.finish()


def _head(pen: Pen, figures: MonthFigures) -> None:
    with pen.decoration():
        pen.box(0, 0, WIDTH, 6, ACCENT)
    pen.say("P", _MARGIN, 44, figures.town, Ink(12, ACCENT, SEMIBOLD), room=_RIGHT - _STRIP - _MARGIN - 20)
    pen.say("H1", _MARGIN, 74, figures.title, Ink(25, INK, SEMIBOLD))
    months_strip(pen, Place(_RIGHT - _STRIP, 34, _STRIP + 2, 42), figures.chart("evolution"))
    top = pen.paragraph("P", _MARGIN, 95, figures.summary, Ink(10.4, INK, REGULAR, 14), room=_RIGHT - _MARGIN, most=2)
    if figures.notice:
        with pen.decoration():
            pen.box(_MARGIN, top - 10, _RIGHT - _MARGIN, 15, WARNING_GROUND, radius=3)
        pen.say("Notice", _MARGIN + 6, top + 1, figures.notice, Ink(8.6, WARNING, SEMIBOLD))


def _tiles(pen: Pen, figures: MonthFigures) -> None:
    """The key figures side by side; each is one item of a list, read as a sentence."""
    wide = (_RIGHT - _MARGIN - 5 * 8) / len(figures.key_figures)
    with pen.tags.element("L"):
        for number, figure in enumerate(figures.key_figures):
            _tile(pen, Place(_MARGIN + number * (wide + 8), 134, wide, 80), figure)


def _tile(pen: Pen, place: Place, figure: KeyFigure) -> None:
    with pen.decoration():
        pen.box(place.left, place.top, place.wide, place.high, TINT, radius=5)
    left, room = place.left + 8, place.wide - 14
    size = next((size for size in (17.0, 14.0, 12.0) if width(figure.text, Ink(size, font=SEMIBOLD)) <= room), 10.0)
    with pen.tags.element("Tile"), pen.tags.element("LBody"):
        pen.say("Span", left, place.top + 23, figure.text, Ink(size, ACCENT, SEMIBOLD), room=room)
        label = Ink(8.2, INK, REGULAR, 9.6)
        pen.paragraph("Span", left, place.top + 37, figure.label, label, room=room, most=2)
        for line, (change, since) in enumerate(((figure.before_change, "un mois"), (figure.year_change, "un an"))):
            if change:
                told = f"{change} en {since}"
                short = re.sub("points?", "pt", told)
                ink = Ink(7.4, SOFT)
                pen.say("Span", left, place.top + 62 + line * 10.5, short, ink, room=room, read=told)


def _definitions(pen: Pen, definitions: Sequence[Definition], top: float) -> None:
    with pen.decoration():
        pen.rule(_MARGIN, top - 13, _RIGHT, LINE)
    pen.say("H2", _MARGIN, top, "Définitions", HEADING)
    heights = [len(wrap(f"{one.term} : {one.text}", _COLUMN, _SMALL)) * _SMALL.line for one in definitions]
    left, line, told = _MARGIN, top + 12, 0.0
    with pen.tags.element("L"):
        for one, high in zip(definitions, heights, strict=True):
            if left == _MARGIN and told + high / 2 > sum(heights) / 2:
                left, line = _SECOND, top + 12
            told += high
            with pen.tags.element("LI"), pen.tags.element("LBody"):
                line = pen.paragraph("P", left, line, one.text, _SMALL, room=_COLUMN, lead=f"{one.term} :")


def _foot(pen: Pen, figures: MonthFigures) -> None:
    with pen.decoration():
        pen.rule(_MARGIN, HEIGHT - 36, _RIGHT, LINE)
    pen.say("Credit", _MARGIN, HEIGHT - 25, figures.credit, Ink(7.2, SOFT))
    pen.say(
        "Credit", _RIGHT, HEIGHT - 25, f"Établi le {french.full_date(figures.made_on)}.", Ink(7.2, SOFT), right=True
    )
