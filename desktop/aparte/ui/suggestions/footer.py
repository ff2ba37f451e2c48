"""Under the list: what to do when no suggestion is the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aparte.core.article import Service
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.theme import Theme


class ListFooter(QWidget):
    """The service to hand over to, when nothing is safe, and the way to report a gap.

    Signals: `gapRequested`.
    """

    gapRequested = Signal()  # noqa: N815 - a Qt signal

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = QFrame()
        self._service.setProperty("role", "card")
        self._service.setObjectName("handOver")
        self._heading = _label(self.tr("Passer la main à"), "heading")
        self._name = _label("", "strong")
        self._phone = _label("", "strong")
        self._hours = _label("", "soft")
        for label in (self._name, self._phone, self._hours):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines = QVBoxLayout(self._service)
        for line in (self._heading, self._name, self._phone, self._hours):
            lines.addWidget(line)
        self._question = _label(self.tr("Pas la bonne réponse ?"), "soft")
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
        self._row.addWidget(self._question)
        self._row.addWidget(self._gap)
        self._row.addWidget(self._key)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._service)
        column.addLayout(self._row)
        self._service.hide()
        self.restyle(theme)

    def show_service(self, service: Service | None) -> None:
        """Name the second level, or no one."""
        self._service.setVisible(service is not None)
        self._question.setVisible(service is None)
        if service is None:
            return
        self._name.setText(service.name)
        self._phone.setText(service.phone)
        self._phone.setVisible(bool(service.phone))
        self._hours.setText(service.hours)
        self._hours.setVisible(bool(service.hours))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._row.setSpacing(theme.px(6))
        layout, lines = self.layout(), self._service.layout()
        if layout is not None and lines is not None:
            layout.setSpacing(theme.px(8))
            lines.setSpacing(theme.px(1))
            edge = theme.px(12)
            lines.setContentsMargins(edge, theme.px(8), edge, theme.px(8))

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the question when the row would not fit."""
        self._key.setVisible(not narrow)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
