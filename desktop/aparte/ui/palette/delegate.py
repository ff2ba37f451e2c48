"""How a row of the palette is painted."""

from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from aparte.ui.palette.model import HIT_ROLE, Row, overdue
from aparte.ui.suggestions.kept import Kept
from aparte.ui.suggestions.meta import WARNING, Badge, Meta, origin_badge
from aparte.ui.theme import Theme
from aparte.ui.theme.ground import paint_ground
from aparte.ui.theme.textblock import TextBlock

_Index = QModelIndex | QPersistentModelIndex
_PAD_X, _PAD_Y = 14.0, 8.0
_TITLE_LINE, _EXCERPT_LINE = 22.0, 20.0
_TITLE_SIZE = 15.5
_NARROW, _ANY = 520.0, 1_000
_KEPT_ROWS = 96


class HitDelegate(QStyledItemDelegate):
    """Draws a row: its title, its theme and badges beside or under it, its excerpt.

    Where the row is narrow or the text large, the title is whole whatever lines it takes; the
    excerpt then too when the text is large. Attributes: `width` of a row in pixels.
    """

    def __init__(self, theme: Theme, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self.width = theme.px(_NARROW)
        self._rows: Kept[tuple[Row, int], _Texts] = Kept(_KEPT_ROWS)

    @property
    def stacks(self) -> bool:
        """Whether badges stand under the title, and rows are as tall as their texts."""
        return self._theme.large or self.width < self._theme.px(_NARROW)

    def restyle(self, theme: Theme) -> None:
        """Use another look from the next painting on."""
        self._theme = theme
        self._rows.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        texts = self._texts(index.data(HIT_ROLE))
        return QSize(self._theme.px(200), round(texts.height) + 2 * self._theme.px(_PAD_Y) + self._theme.px(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, box, option.state, self._theme, radius=8)
        corner = box.topLeft() + QPointF(self._theme.px(_PAD_X), self._theme.px(_PAD_Y))
        self._texts(index.data(HIT_ROLE)).paint(painter, corner)
        painter.restore()

    def _texts(self, row: Row) -> "_Texts":
        width = max(self.width - 2 * self._theme.px(_PAD_X), 1)
        badges = [origin_badge(row.hit.origin)]
        if late := overdue(row, self._today):
            badges.insert(0, (WARNING, late))
        form = _Stacked if self.stacks else _Beside
        return self._rows.get((row, width), lambda: form(row, badges, width, self._theme))


class _Texts:
    """The laid-out texts of a row. Attributes: `height` in pixels, the same for all unless they are stacked."""

    height: float

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw with the top left corner at `at`."""
        raise NotImplementedError


class _Beside(_Texts):
    """The title on one line, theme and badges at its right."""

    def __init__(self, row: Row, badges: list[Badge], width: int, theme: Theme) -> None:
        self._theme = theme
        font, px = theme.font(_TITLE_SIZE, strong=True), theme.px
        left = width - px(24)
        self._meta = Meta([("", row.theme_label), *badges], left, theme, wraps=False)
        if QFontMetricsF(font).horizontalAdvance(row.hit.title) + self._meta.width > left:
            self._meta = Meta(badges, width, theme, wraps=False)
        self._right = width - self._meta.width
        room = self._right - px(10)
        self._title = TextBlock(row.hit.title, (), font, room, line_height=px(_TITLE_LINE), max_lines=1)
        self._excerpt = _excerpt(row, width, theme, 2)
        self.height = px(_TITLE_LINE) + px(1) + 2 * px(_EXCERPT_LINE)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        theme = self._theme
        text, mark = theme.color("text"), theme.color("mark")
        self._title.paint(painter, at, text, mark)
        self._meta.paint(painter, at + QPointF(self._right, theme.px(1)))
        self._excerpt.paint(painter, at + QPointF(0, theme.px(_TITLE_LINE) + theme.px(1)), text, mark)


class _Stacked(_Texts):
    """The whole title, theme and badges under it."""

    def __init__(self, row: Row, badges: list[Badge], width: int, theme: Theme) -> None:
        self._theme = theme
        font, px = theme.font(_TITLE_SIZE, strong=True), theme.px
        self._title = TextBlock(row.hit.title, (), font, width, line_height=px(_TITLE_LINE))
        self._meta = Meta([*badges[::-1], ("", row.theme_label)], width, theme, wraps=True)
        self._excerpt = _excerpt(row, width, theme, _ANY if theme.large else 2)
        self.height = self._title.height + self._meta.height + self._excerpt.height + 2 * px(2)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        theme = self._theme
        text, mark = theme.color("text"), theme.color("mark")
        self._title.paint(painter, at, text, mark)
        at += QPointF(0, self._title.height + theme.px(2))
        self._meta.paint(painter, at)
        self._excerpt.paint(painter, at + QPointF(0, self._meta.height + theme.px(2)), text, mark)


def _excerpt(row: Row, width: int, theme: Theme, most: int) -> TextBlock:
    hit, line = row.hit, theme.px(_EXCERPT_LINE)
    return TextBlock(hit.excerpt, hit.marks, theme.font(14.5), width, line_height=line, max_lines=most)
