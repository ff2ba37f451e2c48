"""How a contact's row is painted: two lines, dense and calm."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aparte.core.contact import Contact
from aparte.ui.contact.wording import channel_label, outcome_label
from aparte.ui.journal.model import CONTACT_ROLE, Column, JournalModel
from aparte.ui.journal.wording import (
    SEPARATOR,
    clock_time,
    day_label,
    duration_label,
    outcome_look,
    sync_label,
    translate,
)
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY, CAPTION, SMALL

ROW, ROW_NARROW = 52.0, 74.0
_LINE, _PAD = 21.0, 10.0
_Index = QModelIndex | QPersistentModelIndex


class ContactDelegate(QStyledItemDelegate):
    """Draws each column's two lines; when `narrow`, the outcome takes a third line under the subject."""

    def __init__(self, theme: Theme, model: JournalModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.narrow = False

    def restyle(self, theme: Theme) -> None:
        """Use another look from the next painting on."""
        self._theme = theme

    def row_height(self) -> int:
        """In this theme's pixels."""
        return self._theme.px(ROW_NARROW if self.narrow else ROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(self._theme.px(60), self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        contact: Contact | None = index.data(CONTACT_ROLE)
        if contact is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, column, px = QRectF(option.rect), Column(index.column()), self._theme.px
        self._ground(painter, box, option.state, column)
        inner = box.adjusted(px(_PAD), px(5), -px(_PAD), -px(5))
        {
            Column.WHEN: self._when,
            Column.ABOUT: self._about,
            Column.OUTCOME: self._outcomes,
            Column.SYNC: self._sync,
        }[column](painter, inner, contact)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, column: Column) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, theme.color("tint"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("sunk"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("line"))
        if selected and column is Column.WHEN:
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(3), box.height()), theme.color("accent"))

    def _when(self, painter: QPainter, box: QRectF, contact: Contact) -> None:
        day = day_label(contact.closed_at.astimezone().date(), self._model.today)
        self._lines(painter, box, clock_time(contact.closed_at), day)

    def _about(self, painter: QPainter, box: QRectF, contact: Contact) -> None:
        parts = [channel_label(contact.channel)]
        if contact.tally:
            parts.append(translate("Records", "décompte"))
        elif contact.handled_s or not contact.late:
            parts.append(duration_label(contact.handled_s))
        if contact.late:
            parts.append(translate("Records", "saisi après coup"))
        if contact.versions > 1:
            parts.append(translate("Records", "corrigé"))
        if self.narrow and not contact.synced:
            parts.append(sync_label(synced=False))
        parts.append(contact.reference)
        below = self._lines(painter, box, self._model.book.subject(contact), SEPARATOR.join(parts))
        if self.narrow:
            self._badges(painter, QRectF(box.left(), below, box.width(), self._theme.px(_LINE)), contact)

    def _outcomes(self, painter: QPainter, box: QRectF, contact: Contact) -> None:
        height = self._theme.px(_LINE)
        self._badges(painter, QRectF(box.left(), box.center().y() - height / 2, box.width(), height), contact)

    def _sync(self, painter: QPainter, box: QRectF, contact: Contact) -> None:
        theme = self._theme
        dot = theme.px(7)
        colour = theme.color("local" if contact.synced else "warning")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour if not contact.synced else Qt.BrushStyle.NoBrush)
        if contact.synced:
            painter.setPen(theme.color("border"))
        painter.drawEllipse(QPointF(box.left() + dot / 2, box.center().y()), dot / 2, dot / 2)
        words = box.adjusted(dot + theme.px(6), 0, 0, 0)
        self._text(painter, words, sync_label(synced=contact.synced), CAPTION, "soft" if contact.synced else "warning")

    def _lines(self, painter: QPainter, box: QRectF, first: str, second: str) -> float:
        """Two lines; returns where a third would begin."""
        height = self._theme.px(_LINE)
        self._text(painter, QRectF(box.left(), box.top(), box.width(), height), first, BODY, "text", strong=True)
        self._text(painter, QRectF(box.left(), box.top() + height, box.width(), height), second, CAPTION, "soft")
        return box.top() + 2 * height

    def _text(
        self, painter: QPainter, box: QRectF, text: str, size: float, token: str, *, strong: bool = False
    ) -> None:
        font = self._theme.font(size, strong=strong)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _badges(self, painter: QPainter, line: QRectF, contact: Contact) -> None:
        """Each outcome once; those that do not fit become “+1”."""
        theme = self._theme
        font = theme.font(SMALL, strong=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        outcomes = list(dict.fromkeys(demand.outcome for demand in contact.demands))
        left = line.left()
        for rank, outcome in enumerate(outcomes):
            text, look = outcome_label(outcome), outcome_look(outcome)
            rest = len(outcomes) - rank
            spare = theme.px(34) if rest > 1 else 0
            if left > line.left() and left + metrics.horizontalAdvance(text) + theme.px(14) + spare > line.right():
                text, look = f"+{rest}", "national"
            left = self._badge(painter, QRectF(left, line.top(), line.right() - left, line.height()), text, look)
            if text.startswith("+"):
                break
            left += theme.px(5)

    def _badge(self, painter: QPainter, line: QRectF, text: str, look: str) -> float:
        theme = self._theme
        metrics = QFontMetricsF(painter.font())
        width = min(metrics.horizontalAdvance(text) + theme.px(14), line.width())
        box = QRectF(line.left(), line.top() + theme.px(1), width, line.height() - theme.px(2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{look}_ground"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        painter.setPen(theme.color(look))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - theme.px(8))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        return box.right()
