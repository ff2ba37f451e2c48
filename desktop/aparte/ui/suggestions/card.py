"""One suggestion laid out as a card, ready to be painted."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from aparte.core.suggestion import Span, Suggestion
from aparte.ui.suggestions.kept import Kept
from aparte.ui.suggestions.meta import META_LINE, meta_of
from aparte.ui.suggestions.wording import reason_line
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.theme import BODY, CAPTION, Theme

_TITLE_SIZE = 16.0
_TITLE_LINE, _QUOTE_LINE = 22.0, 20.0
_MOST_TITLE, _MOST_REASON, _ANY = 3, 2, 1_000
_KEPT_TEXTS = 192
_PAD_X, _PAD_Y, _NUMBER, _GAP = 12.0, 9.0, 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Form:
    """How much a card says.

    `lines` are those of title, quote and reason together, 0 for as many as they take; the reason
    may stand `beside` the origin where it has the room.
    """

    lines: int
    beside: bool = False

    @property
    def grows(self) -> bool:
        """Whether a card is as tall as its texts, and none of them is cut."""
        return self.lines == 0


ROOMY = Form(lines=5)
DENSE = Form(lines=4, beside=True)
WHOLE = Form(lines=0)


def card_height(theme: Theme, form: Form) -> int:
    """The height of every card and the gap under it, when no card grows: no update then moves a row."""
    text = theme.px(_TITLE_LINE) + (form.lines - 1) * theme.px(_QUOTE_LINE)
    two_titles = theme.px(_TITLE_LINE) - theme.px(_QUOTE_LINE)
    return text + two_titles + theme.px(META_LINE) + _edges(theme)


def _edges(theme: Theme) -> int:
    """What no text takes of a card's height."""
    return 2 * theme.px(_PAD_Y) + theme.px(_GAP) + theme.px(4)


class Deck:
    """What the cards of one list share, with the texts laid out lately.

    Most of those stay while the words around them change.
    """

    def __init__(self, theme: Theme, form: Form, today: date) -> None:
        self.theme, self.form, self.today = theme, form, today
        self._blocks: Kept[tuple[object, ...], TextBlock] = Kept(_KEPT_TEXTS)

    def title(self, suggestion: Suggestion, width: int) -> TextBlock:
        """The title."""
        most = _ANY if self.form.grows else _MOST_TITLE
        return self._block(suggestion.title, suggestion.title_marks, width, "title", most)

    def quote(self, suggestion: Suggestion, width: int, most: int) -> TextBlock:
        """The quoted passage, in at most so many lines."""
        return self._block(suggestion.quote, suggestion.marks, width, "quote", most)

    def reason(self, suggestion: Suggestion, width: int) -> TextBlock:
        """Why it is suggested."""
        most = _ANY if self.form.grows else _MOST_REASON
        return self._block(reason_line(suggestion.reasons), (), width, "reason", most)

    def _block(self, text: str, marks: tuple[Span, ...], width: int, kind: str, most: int) -> TextBlock:
        def lay_out() -> TextBlock:
            px, font = self.theme.px, self.theme.font
            if kind == "title":
                look, line = font(_TITLE_SIZE, strong=True), px(_TITLE_LINE)
            elif kind == "quote":
                look, line = font(BODY - 0.5), px(_QUOTE_LINE)
            else:
                look, line = font(CAPTION), px(META_LINE)
            return TextBlock(text, marks, look, width, line_height=line, max_lines=most)

        return self._blocks.get((kind, text, marks, width, most), lay_out)


class Card:
    """The laid-out texts of one suggestion at one width.

    Selection and focus are given when painting, and the rank is painted apart, so that a card
    survives a move. Attributes: `height` in pixels, the gap under the card included.
    """

    def __init__(self, suggestion: Suggestion, width: int, deck: Deck, *, unsure: bool) -> None:
        self._suggestion = suggestion
        self._theme = theme = deck.theme
        form = deck.form
        # Where every line counts, only the title stands clear of the card's number.
        self._title_left = theme.px(_PAD_X) + theme.px(_NUMBER)
        self._left = theme.px(_PAD_X) if form.grows else self._title_left
        inner = width - self._left - theme.px(_PAD_X)
        self._meta = meta_of(suggestion, inner, theme, deck.today, unsure=unsure, wraps=form.grows)
        self._title = deck.title(suggestion, width - self._title_left - theme.px(_PAD_X))
        self._reason = deck.reason(suggestion, inner)
        self._beside = form.beside and self._reason.lines == 1 and self._reason.width <= self._meta.room
        self._under = 0 if self._beside else self._reason.lines
        most = _ANY if form.grows else max(1, form.lines - self._title.lines - self._under)
        self._quote = deck.quote(suggestion, inner, most)
        self.height = self._whole_height() if form.grows else card_height(theme, form)

    def cut_texts(self) -> tuple[str, ...]:
        """The whole of each text that the card shows only in part."""
        said = self._suggestion
        texts = (
            (said.title, self._title.clipped),
            (said.quote, self._quote.clipped),
            (reason_line(said.reasons), self._reason.clipped),
        )
        return tuple(text for text, cut in texts if cut)

    def paint(self, painter: QPainter, rect: QRectF, look: "Look") -> None:
        """Draw inside `rect`, the gap under the card included."""
        theme = self._theme
        box = rect.adjusted(1, 1, -1, -theme.px(_GAP))
        _paint_box(painter, box, theme, look)
        text, soft, mark = theme.color("text"), theme.color("soft"), theme.color("mark")
        at = QPointF(box.left() + self._left, box.top() + theme.px(_PAD_Y))
        self._title.paint(painter, QPointF(box.left() + self._title_left, at.y()), text, mark)
        self._quote.paint(painter, at + QPointF(0, self._title.height + theme.px(2)), text, mark)
        bottom = box.bottom() - theme.px(_PAD_Y) + theme.px(2)
        line = theme.px(META_LINE)
        top = bottom - self._under * line - self._meta.height
        end = self._meta.paint(painter, QPointF(at.x(), top))
        where = QPointF(end, top) if self._beside else QPointF(at.x(), bottom - self._under * line)
        self._reason.paint(painter, where, soft, mark)

    def _whole_height(self) -> int:
        texts = self._title.height + self._quote.height + self._meta.height + self._reason.height
        return round(texts) + self._theme.px(2) + _edges(self._theme)


@dataclass(frozen=True, slots=True)
class Look:
    """What changes on a card without a new layout."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False


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
