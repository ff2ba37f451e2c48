"""How a line of the view is painted: what changed, and under it why it is there."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from aparte.ui.changes.model import LINE_ROLE, Line
from aparte.ui.suggestions.kept import Kept
from aparte.ui.theme import Theme
from aparte.ui.theme.ground import paint_ground
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.theme import BODY, CAPTION
from aparte.ui.theme.tied import tied

_Index = QModelIndex | QPersistentModelIndex
_PAD_X, _PAD_Y, _LINE, _SMALL_LINE = 12.0, 6.0, 21.0, 19.0
_KEPT = 128


class ChangesDelegate(QStyledItemDelegate):
    """Whole texts on as many lines as they take. Attributes: `width` of a row in pixels."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.width = theme.px(400)
        self._blocks: Kept[tuple[Line, int], tuple[TextBlock, TextBlock | None]] = Kept(_KEPT)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        title, under = self._laid_out(index.data(LINE_ROLE))
        height = title.height + (under.height if under else 0)
        return QSize(self._theme.px(120), round(height) + 2 * self._theme.px(_PAD_Y))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, line = self._theme, index.data(LINE_ROLE)
        box = QRectF(option.rect)
        title, under = self._laid_out(line)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.change is not None:
            paint_ground(painter, box, option.state, theme, radius=7)
        at = box.topLeft() + QPointF(theme.px(_PAD_X), theme.px(_PAD_Y))
        colour = theme.color("text" if line.opens else "soft")
        title.paint(painter, at, colour, theme.color("mark"))
        if under is not None:
            under.paint(painter, at + QPointF(0, title.height), theme.color("soft"), theme.color("mark"))
        painter.restore()

    def _laid_out(self, line: Line) -> tuple[TextBlock, TextBlock | None]:
        return self._blocks.get((line, self.width), lambda: self._lay_out(line))

    def _lay_out(self, line: Line) -> tuple[TextBlock, TextBlock | None]:
        theme = self._theme
        room = max(1, self.width - 2 * theme.px(_PAD_X))
        font = theme.font(CAPTION, strong=True) if line.change is None else theme.font(BODY, strong=True)
        title = TextBlock(line.title, (), font, room, line_height=theme.px(_LINE))
        if not line.under:
            return title, None
        return title, TextBlock(tied(line.under), (), theme.font(CAPTION), room, line_height=theme.px(_SMALL_LINE))
