"""Under the list: what to do when no suggestion is the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aparte.core.article import Service
from aparte.core.suggestion import Suspended
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.suggestions.suspended import SuspendedCard
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density
from aparte.ui.theme.tied import tied


class ListFooter(QWidget):
    """The service to hand over to, when nothing is safe, and the way to report a gap.

    Above them, the article that would answer if the town had not suspended it.
    Signals: `gapRequested`; `articleRequested(str)`.
    """

    gapRequested = Signal()
    articleRequested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suspended = SuspendedCard()
        self._suspended.opened.connect(self.articleRequested)
        self._service = QFrame()
        self._service.setProperty("role", "card")
        self._service.setObjectName("handOver")
        self._heading = _label(self.tr("Passer la main à"), "heading")
        self._name = _label("", "strong")
        self._phone = _label("", "strong")
        self._phone.setWordWrap(False)
        self._hours = _label("", "soft")
        for label in (self._name, self._phone, self._hours):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines = QVBoxLayout(self._service)
        reach = QHBoxLayout()
        reach.addWidget(self._name, 1)
        reach.addWidget(self._phone, alignment=Qt.AlignmentFlag.AlignTop)
        lines.addWidget(self._heading)
        lines.addLayout(reach)
        lines.addWidget(self._hours)
        self._question = _label(self.tr("Pas la bonne réponse ?"), "soft")
        self._question.setWordWrap(False)
        self._question.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._gap = QPushButton(self.tr("Signaler un manque"))
        self._gap.setObjectName("fileGap")
        self._gap.setProperty("role", "link")
        self._gap.setAccessibleDescription(
            self.tr("Enregistre que la base n'a pas répondu ; la phrase de l'usager n'est pas gardée")
        )
        self._gap.clicked.connect(self.gapRequested)
        self._key = QLabel(key_text(Action.FILE_GAP))
        self._key.setProperty("role", "key")
        self._row = QHBoxLayout()
        centre = Qt.AlignmentFlag.AlignVCenter
        for part in (self._question, self._gap, self._key):
            self._row.addWidget(part, alignment=centre)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._suspended)
        column.addWidget(self._service)
        column.addLayout(self._row)
        self._service.hide()
        self.restyle(theme)

    def show_service(self, service: Service | None) -> None:
        """Name the second level, or no one."""
        self._service.setVisible(service is not None)
        if service is not None:
            self._fill(service)
        self._fit()

    def show_suspended(self, suspended: Suspended | None) -> None:
        """Say which article would answer, and why it does not."""
        self._suspended.show_suspended(suspended)

    def _fill(self, service: Service) -> None:
        self._name.setText(service.name)
        self._phone.setText(service.phone)
        self._phone.setVisible(bool(service.phone))
        self._hours.setText(tied(service.hours))
        self._hours.setVisible(bool(service.hours) and not self._tight)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._suspended.restyle(theme)
        self._row.setSpacing(theme.px(6))
        layout, lines = self.layout(), self._service.layout()
        if layout is not None and lines is not None:
            layout.setSpacing(theme.px(8))
            lines.setSpacing(theme.px(1))
            edge = theme.px(12)
            lines.setContentsMargins(edge, theme.px(8), edge, theme.px(8))

    def set_density(self, density: Density) -> None:
        """Leave out the heading, then the hours, when height is scarce."""
        self._tight = tight = density is Density.TIGHT
        self._heading.setVisible(density is Density.ROOMY)
        self._hours.setVisible(not tight and bool(self._hours.text()))

    _tight = False

    def set_right_edge(self, edge: int) -> None:
        """End where the cards end."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, edge, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the key, then the question, when the row is too narrow for them."""
        room = self.width() - self._gap.sizeHint().width() - 3 * self._row.spacing()
        asked = not self._service.isVisibleTo(self)
        question = self._question.sizeHint().width()
        self._question.setVisible(asked and question <= room)
        self._key.setVisible(self._key.sizeHint().width() + (question if asked else 0) <= room)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
