"""Paints the cards; layouts are kept, so that an update costs only what is new."""

from datetime import date
from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from aparte.core.suggestion import Suggestion
from aparte.ui.suggestions.card import ROOMY, Card, Deck, Form, Look, card_height, paint_rank
from aparte.ui.suggestions.kept import Kept
from aparte.ui.suggestions.model import SUGGESTION_ROLE, UNSURE_ROLE
from aparte.ui.theme import Theme

_KEPT_CARDS, _KEPT_PICTURES = 64, 16
_Face = tuple[object, ...]


class CardDelegate(QStyledItemDelegate):
    """Draws each suggestion as a card, all of the same height unless the text is large."""

    def __init__(self, theme: Theme, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deck = Deck(theme, ROOMY, today)
        self.bar_width = theme.px(11)
        self._cards: Kept[tuple[_Face, bool, int], Card] = Kept(_KEPT_CARDS)
        self._pictures: Kept[tuple[_Face, bool, object, Look, float], QPixmap] = Kept(_KEPT_PICTURES)

    def restyle(self, theme: Theme, form: Form) -> None:
        """Forget the layouts made for another look."""
        self._deck = Deck(theme, form, self._deck.today)
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
        selected = bool(state & QStyle.StateFlag.State_Selected)
        look = Look(
            selected=selected,
            focused=selected and view is not None and view.hasFocus(),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        )
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self._picture(index, rect.size(), look, density))
        paint_rank(painter, QRectF(rect), index.row() + 1, self._deck.theme, look)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole of what the card under the pointer shows in part."""
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        text = self.whole_texts(index, option.rect.width(), view) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), text, view.viewport())
        return True

    def whole_texts(self, index: QModelIndex | QPersistentModelIndex, width: int, view: QWidget) -> str:
        """The texts that a painted card cuts, whole, or nothing."""
        card = self._card(index, min(width, view.width() - self.bar_width))
        # Only rich text is wrapped in a tool tip.
        return "".join(f"<p>{escape(text)}</p>" for text in card.cut_texts())

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        theme, form = self._deck.theme, self._deck.form
        if form.grows and option.widget is not None and index.data(SUGGESTION_ROLE) is not None:
            height = self._card(index, option.widget.width() - self.bar_width).height
        else:
            height = card_height(theme, form)
        return QSize(theme.px(160), height)

    def _card(self, index: QModelIndex | QPersistentModelIndex, width: int) -> Card:
        suggestion, unsure = index.data(SUGGESTION_ROLE), bool(index.data(UNSURE_ROLE))
        return self._cards.get(
            (_face(suggestion), unsure, width), lambda: Card(suggestion, width, self._deck, unsure=unsure)
        )

    def _picture(self, index: QModelIndex | QPersistentModelIndex, size: QSize, look: Look, density: float) -> QPixmap:
        """The card drawn once: a key of the agent changes few cards, and a blink none."""

        def draw() -> QPixmap:
            width, height = size.width(), size.height()
            picture = QPixmap(round(width * density), round(height * density))
            picture.setDevicePixelRatio(density)
            picture.fill(self._deck.theme.color("window"))
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._card(index, width).paint(painter, QRectF(0, 0, width, height), look)
            painter.end()
            return picture

        face, unsure = _face(index.data(SUGGESTION_ROLE)), bool(index.data(UNSURE_ROLE))
        return self._pictures.get((face, unsure, size.toTuple(), look, density), draw)


def _face(suggestion: Suggestion) -> _Face:
    """All that a card shows: the score, which changes at every key, is not on it."""
    return (
        suggestion.title,
        suggestion.title_marks,
        suggestion.quote,
        suggestion.marks,
        suggestion.origin,
        suggestion.source_label,
        suggestion.verified_on,
        suggestion.review_by,
        suggestion.reasons,
    )
