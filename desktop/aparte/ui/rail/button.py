"""One place of the rail: an icon over its name, or the icon alone."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap

_ICON, _WIDE, _TALL, _ALONE, _WORDS = 20, 58, 54, 40, 12.5


class RailButton(QAbstractButton):
    """Checked when its screen is shown; `badge` draws a dot: something waits there."""

    def __init__(self, name: str, text: str, icon: str, theme: Theme, key: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon = icon
        self._theme = theme
        self._terse = False
        self._badge = False
        self._reserved: tuple[str, ...] = ()
        self._name = text
        self.setFont(self._font())
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})" if key else text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_terse(self, terse: bool) -> None:
        """Show the icon alone, or its name too."""
        self._terse = terse
        self.setText("" if terse else self._name)
        self.updateGeometry()
        self.update()

    def reserve(self, texts: tuple[str, ...]) -> None:
        """Keep room for each of these names, so that a change of name moves nothing."""
        self._reserved = texts
        self.updateGeometry()

    def show_as(self, text: str, icon: str) -> None:
        """Another name and another icon."""
        self._name, self._icon = text, icon
        self.setText("" if self._terse else text)
        self.updateGeometry()
        self.update()

    def set_badge(self, badge: bool) -> None:
        """Draw a dot, or none."""
        self._badge = badge
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.setFont(self._font())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        if self._terse:
            return QSize(px(_ALONE), px(_ALONE))
        metrics = QFontMetricsF(self._font())
        words = max(metrics.horizontalAdvance(text) for text in (self.text(), *self._reserved))
        return QSize(max(px(_WIDE), round(words) + px(8)), px(_TALL))

    def minimumSizeHint(self) -> QSize:
        """Alone, an icon may give up the room round it, so that a narrow window holds them all."""
        px = self._theme.px
        return QSize(px(_ICON + 4), px(_ALONE)) if self._terse else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.color("tint"))
            painter.drawRoundedRect(self.rect(), px(8), px(8))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(7), px(7))
        self._paint_icon(painter)
        if not self._terse:
            self._paint_words(painter)
        painter.end()

    def _colour(self) -> str:
        return "accent" if self.isChecked() else "soft"

    def _paint_icon(self, painter: QPainter) -> None:
        theme, side = self._theme, self._theme.px(_ICON)
        left = (self.width() - side) // 2
        top = (self.height() - side) // 2 if self._terse else theme.px(9)
        colour = getattr(theme.tokens, self._colour())
        painter.drawPixmap(QPoint(left, top), pixmap(self._icon, colour, side, self.devicePixelRatioF()))
        if self._badge:
            dot = theme.px(8)
            painter.setPen(QPen(theme.color("surface"), 2))
            painter.setBrush(theme.color("warning"))
            painter.drawEllipse(left + side - dot // 2, top - dot // 4, dot, dot)

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(self._font())
        painter.setPen(theme.color(self._colour()))
        top = theme.px(9 + _ICON)
        painter.drawText(
            QRect(0, top, self.width(), self.height() - top - theme.px(3)), Qt.AlignmentFlag.AlignCenter, self.text()
        )

    def _font(self) -> QFont:
        return self._theme.font(_WORDS, strong=True)
