"""The line under a quote: origin, what to beware of, and how fresh it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from aparte.core.article import Origin
from aparte.core.suggestion import Suggestion
from aparte.ui.freshness import freshness
from aparte.ui.suggestions.wording import origin_label, source_lines, verify_label
from aparte.ui.theme.theme import CAPTION, SMALL, Theme

# A kind and its text; without a kind, the text is plain.
Badge = tuple[str, str]
WARNING = "warning"
META_LINE = 20.0
_BADGE_PAD, _AFTER_BADGE, _AFTER_TEXT = 14.0, 8.0, 10.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A badge, or plain text when `kind` is empty, where it stands."""

    text: str
    kind: str
    left: float
    row: int
    width: float


class Meta:
    """Badges and texts, on one line, or on as many as they need; then the longest of `ends` that fits.

    Attributes: `height` in pixels; `width` of the last line; `room` left on it.
    """

    def __init__(
        self, parts: Iterable[Badge], width: float, theme: Theme, *, wraps: bool, ends: tuple[str, ...] = ()
    ) -> None:
        self._theme = theme
        self._most = width
        self._wraps = wraps
        self._end, self._row = 0.0, 0
        self._parts: list[_Part] = []
        for kind, text in parts:
            self._place(text, kind)
        self._place(self._longest_fitting(ends), "")
        self.height = (self._row + 1) * theme.px(META_LINE)
        self.width = self._parts[-1].left + self._parts[-1].width if self._parts else 0.0
        self.room = width - self._end

    def paint(self, painter: QPainter, at: QPointF) -> float:
        """Draw with the top left corner at `at`; returns where the last line ends."""
        line = self._theme.px(META_LINE)
        for part in self._parts:
            box = QRectF(at.x() + part.left, at.y() + part.row * line, part.width, line)
            if part.kind:
                self._paint_badge(painter, box, part)
            else:
                painter.setFont(self._theme.font(CAPTION))
                painter.setPen(self._theme.color("soft"))
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part.text)
        return at.x() + self._end

    def _place(self, text: str, kind: str) -> None:
        metrics = self._metrics(kind)
        pad = self._theme.px(_BADGE_PAD) if kind else 0
        wanted = metrics.horizontalAdvance(text) + pad
        if self._wraps and self._end and wanted > self._most - self._end:
            self._end, self._row = 0.0, self._row + 1
        room = max(self._most - self._end - pad, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        if shown:
            width = metrics.horizontalAdvance(shown) + pad
            self._parts.append(_Part(shown, kind, self._end, self._row, width))
            self._end += width + self._theme.px(_AFTER_BADGE if kind else _AFTER_TEXT)

    def _longest_fitting(self, texts: tuple[str, ...]) -> str:
        """The first text that fits on this line or, where it wraps, on the next one; else the last."""
        room = self._most if self._wraps else self._most - self._end
        advance = self._metrics("").horizontalAdvance
        return next((text for text in texts if advance(text) <= room), texts[-1] if texts else "")

    def _metrics(self, kind: str) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(SMALL, strong=True) if kind else self._theme.font(CAPTION))

    def _paint_badge(self, painter: QPainter, box: QRectF, part: _Part) -> None:
        """A word on its coloured ground."""
        theme = self._theme
        ground = box.adjusted(0, theme.px(1), 0, -theme.px(1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{part.kind}_ground"))
        painter.drawRoundedRect(ground, theme.px(4), theme.px(4))
        painter.setFont(theme.font(SMALL, strong=True))
        painter.setPen(theme.color(part.kind))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, part.text)


def meta_of(suggestion: Suggestion, width: float, theme: Theme, today: date, *, unsure: bool, wraps: bool) -> Meta:
    """The line of a suggestion: an article that is overdue says so instead of its date."""
    fresh = freshness(suggestion.verified_on, suggestion.review_by, today)
    badges = [origin_badge(suggestion.origin)]
    if suggestion.local:
        badges.append(origin_badge(Origin.LOCAL))
    if unsure:
        badges.append((WARNING, verify_label()))
    if fresh.overdue:
        badges.append((WARNING, fresh.text))
    return Meta(badges, width, theme, wraps=wraps, ends=() if fresh.overdue else source_lines(suggestion))


def origin_badge(origin: Origin) -> Badge:
    """“Ville” or “National” on its colour."""
    return "national" if origin is Origin.NATIONAL else "local", origin_label(origin)
