"""Paints the cards; layouts are kept, so that an update costs only what is new."""

from collections import OrderedDict
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aparte.core.suggestion import Suggestion
from aparte.ui.suggestions.card import ROOMY, Card, Form, Look, card_height
from aparte.ui.suggestions.model import SUGGESTION_ROLE, UNSURE_ROLE
from aparte.ui.theme import Theme

_KEPT_CARDS = 64


class CardDelegate(QStyledItemDelegate):
    """Draws each suggestion as a card of the same height."""

    def __init__(self, theme: Theme, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form = ROOMY
        self.bar_width = theme.px(11)
        self._today = today
        self._cards: OrderedDict[tuple[Suggestion, int], Card] = OrderedDict()

    def restyle(self, theme: Theme, form: Form) -> None:
        """Forget the layouts made for another look."""
        self._theme, self._form = theme, form
        self.bar_width = theme.px(11)
        self._cards.clear()

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
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self._card(index.data(SUGGESTION_ROLE), rect.width())
        card.paint(painter, QRectF(rect), index.row() + 1, look)
        painter.restore()

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - every card is as tall as the others
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(self._theme.px(160), card_height(self._theme, self._form))

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
