"""Paints the cards; layouts are kept, so that an update costs only what is new."""

from collections import OrderedDict
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aparte.core.suggestion import Suggestion
from aparte.ui.suggestions.card import ROOMY, Card, Form, Look, card_height
from aparte.ui.suggestions.model import SUGGESTION_ROLE, UNSURE_ROLE
from aparte.ui.theme import Theme

_KEPT_CARDS, _KEPT_PICTURES = 64, 32
_Key = tuple[Suggestion, tuple[int, int], int, Look, float]


class CardDelegate(QStyledItemDelegate):
    """Draws each suggestion as a card of the same height."""

    def __init__(self, theme: Theme, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form = ROOMY
        self.bar_width = theme.px(11)
        self._today = today
        self._cards: OrderedDict[tuple[Suggestion, int], Card] = OrderedDict()
        self._pictures: OrderedDict[_Key, QPixmap] = OrderedDict()

    def restyle(self, theme: Theme, form: Form) -> None:
        """Forget the layouts made for another look."""
        self._theme, self._form = theme, form
        self.bar_width = theme.px(11)
        self._cards.clear()
        self._pictures.clear()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state = option.state
        rect = option.rect
        view = option.widget
        # The scroll bar's place is always kept, so that its coming wraps no text anew.
        rect.setWidth(min(rect.width(), view.width() - self.bar_width))
        look = Look(
            selected=bool(state & QStyle.StateFlag.State_Selected),
            focused=view is not None and view.hasFocus(),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            unsure=bool(index.data(UNSURE_ROLE)),
        )
        density = painter.device().devicePixelRatioF()
        key = (index.data(SUGGESTION_ROLE), rect.size().toTuple(), index.row() + 1, look, density)
        painter.drawPixmap(rect.topLeft(), self._picture(key))

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - every card is as tall as the others
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(self._theme.px(160), card_height(self._theme, self._form))

    def _picture(self, key: _Key) -> QPixmap:
        """The card drawn once: a key of the agent changes few cards, and a blink none."""
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._draw(*key)
            self._pictures[key] = picture
            if len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(key)
        return picture

    def _draw(self, suggestion: Suggestion, size: tuple[int, int], rank: int, look: Look, density: float) -> QPixmap:
        width, height = size
        picture = QPixmap(round(width * density), round(height * density))
        picture.setDevicePixelRatio(density)
        picture.fill(self._theme.color("window"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._card(suggestion, width).paint(painter, QRectF(0, 0, width, height), rank, look)
        painter.end()
        return picture

    def _card(self, suggestion: Suggestion, width: int) -> Card:
        key = (suggestion, width)
        card = self._cards.get(key)
        if card is None:
            card = Card(suggestion, width, self._theme, self._form, self._today)
            self._cards[key] = card
            if len(self._cards) > _KEPT_CARDS:
                self._cards.popitem(last=False)
        else:
            self._cards.move_to_end(key)
        return card
