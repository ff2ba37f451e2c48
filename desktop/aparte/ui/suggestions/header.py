"""The line above the list: its name, or the calm banner that nothing is safe."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from aparte.ui.announcing import announce
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap
from aparte.ui.theme.roles import set_role


class ListHeader(QWidget):
    """Has one height in both states, so that the cards under it never move.

    Attributes: `unsure`, whether it is the banner.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, say: Callable[[QWidget, str], None] = announce
    ) -> None:
        super().__init__(parent)
        self._say = say
        self.setObjectName("listHeader")
        self._theme = theme
        self.unsure = False
        self._icon = QLabel()
        self._name = QLabel()
        self._name.setObjectName("listName")
        self._side = QLabel()
        self._side.setObjectName("listSide")
        self._elapsed = ""
        self._ground = QFrame()
        self._around = QHBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._around.addWidget(self._ground)
        row = QHBoxLayout(self._ground)
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)
        row.addWidget(self._side)
        self.restyle(theme)

    def show_state(self, *, unsure: bool, elapsed: str = "") -> None:
        """The banner when `unsure`, else the name and the time the search took."""
        self._elapsed = elapsed
        if unsure != self.unsure:
            self.unsure = unsure
            self._dress()
            if unsure:
                self._say(self, self.tr("Aucune réponse sûre : suggestions à vérifier"))
        self._side.setText(self.tr("à vérifier") if unsure else elapsed)
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.setFixedHeight(theme.px(32))
        self._dress()

    def set_right_edge(self, edge: int) -> None:
        """End where the cards end."""
        self._around.setContentsMargins(0, 0, edge, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name comes first when the row is too narrow for both."""
        icon = self._icon.sizeHint().width() if self.unsure else 0
        wanted = self._name.sizeHint().width() + self._side.sizeHint().width() + icon
        self._side.setVisible(wanted + self._theme.px(40) <= self.width())

    def _dress(self) -> None:
        theme, unsure = self._theme, self.unsure
        layout = self._ground.layout()
        if layout is not None:
            edge = theme.px(10) if unsure else theme.px(2)
            layout.setContentsMargins(edge, 0, edge, 0)
            layout.setSpacing(theme.px(8))
        self._icon.setVisible(unsure)
        if unsure:
            colour = theme.tokens.warning
            self._icon.setPixmap(pixmap("triangle-alert", colour, theme.px(17), self.devicePixelRatioF()))
        self._name.setText(self.tr("Aucune réponse sûre") if unsure else self.tr("Suggestions"))
        set_role(self._ground, "warning" if unsure else "")
        set_role(self._name, "warning-strong" if unsure else "heading")
        set_role(self._side, "warning" if unsure else "small")
        self._side.setText(self.tr("à vérifier") if unsure else self._elapsed)
