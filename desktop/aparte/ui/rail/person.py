"""Who is at the desk: initials in a disc, or a lock."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.theme.theme import SMALL

_DISC, _WIDE, _TALL, _ALONE = 30, 60, 56, 40


def initials(name: str) -> str:
    """At most two letters: “Claire Martin” gives “CM”, “Jean-Luc” gives “JL”."""
    parts = [part for part in name.replace("-", " ").split() if part[:1].isalnum()]
    if not parts:
        return "?"
    letters = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    return letters.upper()


class PersonButton(QAbstractButton):
    """Opens the way to lock and to switch.

    Attributes: `locked`.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("railPerson")
        self._theme = theme
        self._name = ""
        self._terse = False
        self.locked = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_agent(self, name: str, *, locked: bool) -> None:
        """Show an agent, or that nobody is."""
        self._name, self.locked = name, locked
        text = (
            self.tr("Verrouillé : ouvrir une session") if locked else self.tr("{name} : verrouiller, changer d'agent")
        )
        text = text.format(name=name)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def set_terse(self, terse: bool) -> None:
        """Show the disc alone, or the name too."""
        self._terse = terse
        self.updateGeometry()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(_ALONE), px(_ALONE)) if self._terse else QSize(px(_WIDE), px(_TALL))

    def minimumSizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(_DISC + 4), px(_ALONE)) if self._terse else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_DISC)
        disc = QRect((self.width() - side) // 2, px(5), side, side)
        painter.setBrush(theme.color("tint" if not self.locked else "warning_ground"))
        focused = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(theme.color("accent" if focused else "border"), 2 if self.hasFocus() else 1))
        painter.drawEllipse(disc)
        if self.locked:
            inner = px(16)
            place = QPoint(disc.center().x() - inner // 2 + 1, disc.center().y() - inner // 2 + 1)
            painter.drawPixmap(place, pixmap("lock", theme.tokens.warning, inner, self.devicePixelRatioF()))
        else:
            painter.setFont(theme.font(13, strong=True))
            painter.setPen(theme.color("accent"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(self._name))
        if not self._terse:
            self._paint_name(painter, disc.bottom())
        painter.end()

    def _paint_name(self, painter: QPainter, top: int) -> None:
        theme = self._theme
        font = theme.font(SMALL)
        painter.setFont(font)
        painter.setPen(theme.color("soft"))
        text = self.tr("Verrouillé") if self.locked else (self._name.split() or [""])[0]
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        place = QRect(0, top, self.width(), self.height() - top)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
