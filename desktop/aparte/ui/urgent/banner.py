"""The town's notices, in a strip over the columns: calm, dated, and never over an answer."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from aparte.core.urgent import UrgentChange
from aparte.ui.announcing import announce
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.urgent.wording import kind_word, said, span

_MOST_SHARE = 0.3


class UrgentBanner(QFrame):
    """One line for the newest notice; all of them, whole, when the agent asks. Hidden when there is none.

    It has a place of its own in the layout: what it says covers nothing.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("urgentBanner")
        self.setProperty("role", "urgent")
        self._theme = theme
        self._notices: tuple[UrgentChange, ...] = ()
        self._today = date.min
        self._unfolded = False
        self._icon = QLabel()
        self._line = QLabel()
        self._line.setObjectName("urgentText")
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._until = QLabel()
        self._until.setObjectName("urgentUntil")
        self._until.setProperty("role", "soft")
        self._until.setTextFormat(Qt.TextFormat.PlainText)
        self._more = QPushButton()
        self._more.setObjectName("urgentMore")
        self._more.setProperty("role", "link")
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._more.clicked.connect(self._toggle)
        self._row = QHBoxLayout()
        self._row.addWidget(self._icon)
        self._row.addWidget(self._line, 1)
        self._row.addWidget(self._until)
        self._row.addWidget(self._more)
        self._whole = QScrollArea()
        self._whole.setObjectName("urgentWhole")
        self._whole.setWidgetResizable(True)
        self._whole.setFrameShape(QFrame.Shape.NoFrame)
        self._whole.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole.hide()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._whole)
        self.hide()
        self.restyle(theme)

    @property
    def notices(self) -> tuple[UrgentChange, ...]:
        """What is told, the newest first."""
        return self._notices

    def show_notices(self, notices: Sequence[UrgentChange], today: date) -> None:
        """Tell these; what is new is read out."""
        known = {one.id for one in self._notices}
        if tuple(notices) == self._notices and today == self._today:
            return
        self._notices, self._today = tuple(notices), today
        self.setVisible(bool(notices))
        if not notices:
            self._unfolded = False
        self._fill()
        for one in notices:
            if one.id not in known:
                announce(self, f"{kind_word(one)} : {said(one)}")

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        edge = theme.px(16)
        self._row.setContentsMargins(edge, theme.px(9), edge, theme.px(9))
        self._row.setSpacing(theme.px(10))
        self._icon.setPixmap(pixmap("triangle-alert", theme.tokens.warning, theme.px(17), self.devicePixelRatioF()))
        self._fill()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self._fill()

    def _fill(self) -> None:
        if not self._notices:
            return
        whole = "\n".join(_whole_line(one, self._today) for one in self._notices)
        self.setAccessibleName(whole)
        self._whole.setVisible(self._unfolded)
        if self._unfolded:
            self._whole.setWidget(_Whole(self._notices, self._theme, self._today))
        self._fit()

    def _fit(self) -> None:
        """The end of the newest notice may have no room on the line: the button then gives it whole."""
        if not self._notices:
            return
        first, count = self._notices[0], len(self._notices)
        words = self._counted(count) if self._unfolded else said(first)
        self._more.setText(self._offer(count))
        self._until.setText("" if self._unfolded else span(first, self._today))
        metrics, gap = self._line.fontMetrics(), self._row.spacing()
        edges = self._row.contentsMargins()
        room = self.width() - edges.left() - edges.right() - self._icon.sizeHint().width() - gap
        button = self._more.sizeHint().width() + gap
        beside = self._until.sizeHint().width() + gap
        # Where the line is too narrow for both, the words come before their date, which the button gives.
        wide = room - button - beside >= min(metrics.horizontalAdvance(words), self._theme.px(360))
        self._until.setVisible(wide and bool(self._until.text()))
        alone = count == 1 and wide and metrics.horizontalAdvance(words) <= room - beside
        self._more.setVisible(self._unfolded or not alone)
        left = room - (beside if wide else 0) - (0 if alone and not self._unfolded else button)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(left - 2, self._theme.px(60)))
        self._line.setText(shown)
        self._line.setAccessibleName(_whole_line(first, self._today))
        self._line.setToolTip("" if shown == words else f"<p>{_escaped(words)}</p>")
        self._whole.setMaximumHeight(self._most())

    def _counted(self, count: int) -> str:
        return self.tr("1 avis de la mairie") if count == 1 else self.tr("{n} avis de la mairie").format(n=count)

    def _offer(self, count: int) -> str:
        if self._unfolded:
            return self.tr("Réduire")
        if count == 1:
            return self.tr("Lire")
        return self.tr("Lire les {n} avis").format(n=count)

    def _most(self) -> int:
        """No more than a third of the window, however long the notices are."""
        inner = self._whole.widget()
        if inner is None:
            return 0
        wanted = inner.heightForWidth(max(self.width(), self._theme.px(200)))
        return min(wanted if wanted >= 0 else inner.sizeHint().height(), self._limit())

    def _limit(self) -> int:
        return round(self.window().height() * _MOST_SHARE)


class _Whole(QWidget):
    """Every notice, whole."""

    def __init__(self, notices: Sequence[UrgentChange], theme: Theme, today: date) -> None:
        super().__init__()
        self.setProperty("role", "urgent-inner")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(43), 0, theme.px(16), theme.px(9))
        column.setSpacing(theme.px(6))
        for one in notices:
            text = QLabel(_whole_line(one, today))
            text.setObjectName("urgentNotice")
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setWordWrap(True)
            column.addWidget(text)


def _whole_line(change: UrgentChange, today: date) -> str:
    until = span(change, today)
    return f"{said(change)} ({until})" if until else said(change)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
