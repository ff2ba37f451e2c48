"""An agent on the lock screen: initials, name, what will be asked."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from aparte.assist.contacts.agents import Agent, Secret
from aparte.ui.rail.person import initials
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY, CAPTION

translate = QCoreApplication.translate

_TALL, _DISC = 64, 38


def asked(secret: Secret) -> str:
    """What an agent has to type."""
    return {
        Secret.NOTHING: translate("Lock", "ouvre sans code"),
        Secret.PIN: translate("Lock", "code personnel"),
        Secret.PASSPHRASE: translate("Lock", "phrase de passe"),
    }[secret]


class AgentCard(QAbstractButton):
    """Pressed, it asks for the agent's code."""

    def __init__(self, agent: Agent, theme: Theme, *, here: bool) -> None:
        super().__init__()
        self.setObjectName(f"agent-{agent.ref}")
        self.agent = agent
        self._theme = theme
        self._note = translate("Lock", "session en cours") if here else asked(agent.secret)
        self.setText(agent.name)
        self.setAccessibleName(agent.name)
        self.setAccessibleDescription(self._note)
        self.setToolTip(agent.name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(220), self._theme.px(_TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(130), self._theme.px(_TALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setBrush(theme.color("tint" if self.underMouse() or focused else "surface"))
        painter.setPen(QPen(theme.color("accent" if focused else "border"), 2 if focused else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(9), px(9))
        disc = QRectF(px(13), (self.height() - px(_DISC)) / 2, px(_DISC), px(_DISC))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(disc)
        painter.setFont(theme.font(15, strong=True))
        painter.setPen(theme.color("on_accent"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(self.agent.name))
        left = disc.right() + px(12)
        room = self.width() - left - px(10)
        self._line(painter, QRectF(left, px(11), room, px(22)), self.text(), strong=True)
        self._line(painter, QRectF(left, px(33), room, px(20)), self._note, strong=False)
        painter.end()

    def _line(self, painter: QPainter, place: QRectF, text: str, *, strong: bool) -> None:
        font = self._theme.font(BODY if strong else CAPTION, strong=strong)
        painter.setFont(font)
        painter.setPen(self._theme.color("text" if strong else "soft"))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
