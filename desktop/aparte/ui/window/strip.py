"""The strip at the bottom: one sentence, sometimes one thing to do, never in the way."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from aparte.ui.announcing import announce
from aparte.ui.messages import Level, Notice
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon, pixmap

_SHOWN_MS = {Level.INFO: 6_000, Level.WARN: 10_000, Level.PROBLEM: 0}
_ICONS = {Level.INFO: "check", Level.WARN: "triangle-alert", Level.PROBLEM: "triangle-alert"}


class NoticeStrip(QFrame):
    """Floats over the bottom of its parent, so that nothing moves when it comes.

    A problem stays until it is closed; the rest goes by itself.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noticeStrip")
        self.setProperty("role", "notice")
        self._theme = theme
        self._level = Level.INFO
        self._do: Callable[[], object] | None = None
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setObjectName("noticeText")
        self._text.setWordWrap(True)
        self._action = QPushButton()
        self._action.setObjectName("noticeAction")
        self._action.setProperty("role", "link")
        self._action.clicked.connect(self._act)
        self._key = QLabel()
        self._key.setProperty("role", "key")
        self._close = QToolButton()
        self._close.setProperty("role", "quiet")
        self._close.setAccessibleName(self.tr("Fermer ce message"))
        self._close.setToolTip(self.tr("Fermer ce message"))
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._action)
        self._row.addWidget(self._key, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._close)
        self._clear_of: QWidget | None = None
        parent.installEventFilter(self)
        self.restyle(theme)
        self.hide()

    def keep_clear(self, row: QWidget) -> None:
        """Stand above this row, while it is on screen."""
        self._clear_of = row

    def show_notice(self, notice: Notice) -> None:
        """Say one sentence."""
        self.offer(notice.text, level=notice.level)

    def offer(
        self,
        text: str,
        *,
        level: Level = Level.INFO,
        action: str = "",
        key: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Say one sentence, with one thing that can be done about it."""
        self._level, self._do = level, do
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._key.setText(key)
        self._key.setVisible(bool(key))
        self._draw_icon()
        self.show()
        self._place()
        self.raise_()
        announce(self, text)
        self._timer.stop()
        if _SHOWN_MS[level]:
            self._timer.start(_SHOWN_MS[level])

    @property
    def text(self) -> str:
        """The sentence on screen, empty when there is none."""
        return "" if self.isHidden() else self._text.text()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        side = theme.px(16)
        self._close.setIcon(icon("x", theme.tokens.soft, side))
        self._close.setIconSize(QSize(side, side))
        self._row.setContentsMargins(theme.px(12), theme.px(5), theme.px(6), theme.px(5))
        self._row.setSpacing(theme.px(8))
        self._draw_icon()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

    def _draw_icon(self) -> None:
        colour = self._theme.tokens.local if self._level is Level.INFO else self._theme.tokens.warning
        side = self._theme.px(18)
        self._icon.setPixmap(pixmap(_ICONS[self._level], colour, side, self.devicePixelRatioF()))

    def _place(self) -> None:
        around = self.parentWidget()
        if around is None or self.isHidden():
            return
        edge = self._theme.px(12)
        room = around.width() - 2 * edge
        wanted = self._one_line_width()
        width = min(room, wanted)
        height = self._row.totalHeightForWidth(width) if self._row.hasHeightForWidth() else -1
        height = max(height, self._row.totalSizeHint().height() if wanted <= room else height)
        floor = around.height() - edge
        row = self._clear_of
        if row is not None and row.isVisible():
            floor = row.mapTo(around, QPoint(0, 0)).y() - edge // 2
        self.setGeometry((around.width() - width) // 2, floor - height, width, height)

    def _one_line_width(self) -> int:
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        others = [self._icon, self._close]
        others += [w for w in (self._action, self._key) if not w.isHidden()]
        fixed = sum(widget.sizeHint().width() for widget in others)
        return words + fixed + self._theme.px(8) * (len(others) + 1) + self._theme.px(24)
