"""One suggestion laid out as a card of constant height, ready to be painted."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from aparte.core.article import Origin
from aparte.core.suggestion import Span, Suggestion
from aparte.ui.freshness import freshness
from aparte.ui.suggestions.kept import Kept
from aparte.ui.suggestions.wording import origin_label, reason_line, source_lines, verify_label
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.theme import BODY, CAPTION, SMALL, Theme

_TITLE_SIZE = 16.0
_TITLE_LINE, _QUOTE_LINE, _META_LINE = 22.0, 20.0, 20.0
_KEPT_TEXTS = 192
_PAD_X, _PAD_Y, _NUMBER, _GAP = 12.0, 9.0, 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Form:
    """How much a card says: text lines for title and quote together, and a reason of its own."""

    text_lines: int
    own_reason_line: bool


ROOMY = Form(text_lines=4, own_reason_line=True)
DENSE = Form(text_lines=3, own_reason_line=False)


def card_height(theme: Theme, form: Form) -> int:
    """The height of every card and the gap under it: constant, so that no update moves a row."""
    text = theme.px(_TITLE_LINE) + (form.text_lines - 1) * theme.px(_QUOTE_LINE)
    two_titles = theme.px(_TITLE_LINE) - theme.px(_QUOTE_LINE)
    meta = theme.px(_META_LINE) * (2 if form.own_reason_line else 1)
    return text + two_titles + meta + 2 * theme.px(_PAD_Y) + theme.px(_GAP) + theme.px(4)


class Deck:
    """What the cards of one list share, with the titles and quotes laid out lately.

    Most of those stay while the words around them change.
    """

    def __init__(self, theme: Theme, form: Form, today: date) -> None:
        self.theme, self.form, self.today = theme, form, today
        self._blocks: Kept[tuple[str, tuple[Span, ...], int, int], TextBlock] = Kept(_KEPT_TEXTS)

    def title(self, suggestion: Suggestion, width: int) -> TextBlock:
        """The title, in at most two lines."""
        theme, text, marks = self.theme, suggestion.title, suggestion.title_marks
        font, line = theme.font(_TITLE_SIZE, strong=True), theme.px(_TITLE_LINE)
        return self._blocks.get(
            (text, marks, width, 0), lambda: TextBlock(text, marks, font, width, line_height=line, max_lines=2)
        )

    def quote(self, suggestion: Suggestion, width: int, lines: int) -> TextBlock:
        """The quoted passage, in at most so many lines."""
        theme, text, marks = self.theme, suggestion.quote, suggestion.marks
        font, line = theme.font(BODY - 0.5), theme.px(_QUOTE_LINE)
        return self._blocks.get(
            (text, marks, width, lines), lambda: TextBlock(text, marks, font, width, line_height=line, max_lines=lines)
        )


class Card:
    """The laid-out texts of one suggestion at one width.

    Selection and focus are given when painting, and the rank is painted apart, so that a card
    survives a move.
    """

    _reason_cut = False

    def __init__(self, suggestion: Suggestion, width: int, deck: Deck) -> None:
        self._suggestion = suggestion
        self._theme, self._form = theme, form = deck.theme, deck.form
        self._origin = suggestion.origin
        self._left = theme.px(_PAD_X) + theme.px(_NUMBER)
        self._inner = width - self._left - theme.px(_PAD_X)
        self._title = deck.title(suggestion, self._inner)
        self._quote = deck.quote(suggestion, self._inner, max(1, form.text_lines - self._title.lines))
        fresh = freshness(suggestion.verified_on, suggestion.review_by, deck.today)
        self._overdue = fresh.text if fresh.overdue else ""
        self._metas = () if fresh.overdue else source_lines(suggestion)
        self._reason = reason_line(suggestion.reasons)

    def cut_texts(self) -> tuple[str, ...]:
        """The whole of each text that the card, once painted, shows only in part."""
        said = self._suggestion
        texts = (
            (said.title, self._title.clipped),
            (said.quote, self._quote.clipped),
            (self._reason, self._reason_cut),
        )
        return tuple(text for text, cut in texts if cut)

    def paint(self, painter: QPainter, rect: QRectF, look: "Look") -> None:
        """Draw inside `rect`, the gap under the card included."""
        theme = self._theme
        box = rect.adjusted(1, 1, -1, -theme.px(_GAP))
        _paint_box(painter, box, theme, look)
        text, mark = theme.color("text"), theme.color("mark")
        top = box.top() + theme.px(_PAD_Y)
        at = QPointF(box.left() + self._left, top)
        self._title.paint(painter, at, text, mark)
        at += QPointF(0, self._title.height + theme.px(2))
        self._quote.paint(painter, at, text, mark)
        lines = 2 if self._form.own_reason_line else 1
        bottom = box.bottom() - theme.px(_PAD_Y) + theme.px(2)
        meta = QRectF(at.x(), bottom - lines * theme.px(_META_LINE), self._inner, theme.px(_META_LINE))
        end = self._paint_meta(painter, meta, look)
        self._paint_reason(painter, meta, end)

    def _paint_meta(self, painter: QPainter, line: QRectF, look: "Look") -> float:
        """The badges and the freshness; returns where they end."""
        theme = self._theme
        kind = "national" if self._origin is Origin.NATIONAL else "local"
        end = _paint_badge(painter, line.left(), line, origin_label(self._origin), kind=kind, theme=theme)
        if look.unsure:
            end = _paint_badge(painter, end, line, verify_label(), kind="warning", theme=theme)
        if self._overdue:
            end = _paint_badge(painter, end, line, self._overdue, kind="warning", theme=theme)
        return _paint_soft(painter, end, line, _longest_fitting(self._metas, line.right() - end, theme), theme)

    def _paint_reason(self, painter: QPainter, meta: QRectF, end: float) -> None:
        theme = self._theme
        line, left = meta, end
        if self._form.own_reason_line:
            line, left = meta.translated(0, theme.px(_META_LINE)), meta.left()
        room = line.right() - left
        self._reason_cut = QFontMetricsF(theme.font(CAPTION)).horizontalAdvance(self._reason) > room
        if self._form.own_reason_line or room > theme.px(60):
            _paint_soft(painter, left, line, self._reason, theme)


@dataclass(frozen=True, slots=True)
class Look:
    """What changes on a card without a new layout."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False
    unsure: bool = False


def paint_rank(painter: QPainter, rect: QRectF, rank: int, theme: Theme, look: Look) -> None:
    """Write the number of the key that opens a card beside its title."""
    painter.setFont(theme.font(BODY, strong=True))
    painter.setPen(theme.color("accent" if look.selected else "soft"))
    left, top = rect.left() + 1 + theme.px(_PAD_X), rect.top() + 1 + theme.px(_PAD_Y)
    where = QRectF(left, top, theme.px(_NUMBER), theme.px(_TITLE_LINE))
    painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(rank))


def _paint_box(painter: QPainter, box: QRectF, theme: Theme, look: Look) -> None:
    painter.setBrush(theme.color("tint" if look.selected else "surface"))
    if look.selected and look.focused:
        painter.setPen(QPen(theme.color("accent"), 2))
    elif look.selected or look.hovered:
        painter.setPen(QPen(theme.color("border"), 1))
    else:
        painter.setPen(QPen(theme.color("line"), 1))
    radius = theme.px(9)
    painter.drawRoundedRect(box, radius, radius)


def _paint_badge(painter: QPainter, left: float, line: QRectF, text: str, *, kind: str, theme: Theme) -> float:
    """A word on its coloured ground; returns where the next thing starts."""
    font = theme.font(SMALL, strong=True)
    metrics = QFontMetricsF(font)
    room = line.right() - left - theme.px(14)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
    width = metrics.horizontalAdvance(shown) + theme.px(14)
    box = QRectF(left, line.top() + theme.px(1), width, line.height() - theme.px(2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{kind}_ground"))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    painter.setFont(font)
    painter.setPen(theme.color(kind))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    return left + width + theme.px(8)


def _longest_fitting(texts: tuple[str, ...], room: float, theme: Theme) -> str:
    """The first text that fits, the last one when none does."""
    metrics = QFontMetricsF(theme.font(CAPTION))
    fitting = (text for text in texts if metrics.horizontalAdvance(text) <= room)
    return next(fitting, texts[-1] if texts else "")


def _paint_soft(painter: QPainter, left: float, line: QRectF, text: str, theme: Theme) -> float:
    if not text:
        return left
    font = theme.font(CAPTION)
    metrics = QFontMetricsF(font)
    room = max(line.right() - left, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(theme.color("soft"))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(left, line.top(), room, line.height()), flags, shown)
    return left + metrics.horizontalAdvance(shown) + theme.px(10)
