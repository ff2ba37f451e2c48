"""How the citizen reached the town: the three usual ways side by side, the others in a menu."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from aparte.core.contact import Channel
from aparte.ui.contact.choice import MenuButton
from aparte.ui.contact.wording import channel_label
from aparte.ui.theme import Theme

USUAL = (Channel.DESK, Channel.PHONE, Channel.EMAIL)
_OTHERS = tuple(channel for channel in Channel if channel not in USUAL)


class ChannelRow(QWidget):
    """Segments where they fit, else one button with every channel in its menu.

    Signals: `chosen(Channel)`, by the agent only.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("channels")
        self._theme = theme
        self._channel = Channel.DESK
        self._group = QButtonGroup(self)
        self._segments: dict[Channel, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for rank, channel in enumerate(USUAL):
            button = self._segment(channel_label(channel), "first" if rank == 0 else "middle")
            button.clicked.connect(lambda _=False, wanted=channel: self._take(wanted))
            self._segments[channel] = button
        self._other = self._segment(self.tr("Autre"), "last")
        self._other.clicked.connect(lambda: self._offer(_OTHERS, self._other))
        self._all = MenuButton(theme)
        self._all.setObjectName("channelPicker")
        self._all.clicked.connect(lambda: self._offer(tuple(Channel), self._all))
        self._row.addWidget(self._all, 1)
        self._all.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle(theme)
        self.show_channel(Channel.DESK)

    def show_channel(self, channel: Channel) -> None:
        """Show the contact's channel."""
        self._channel = channel
        usual = channel in self._segments
        (self._segments[channel] if usual else self._other).setChecked(True)
        self._other.setText(self.tr("Autre") if usual else channel_label(channel))
        self._other.setAccessibleName(self.tr("Autre canal") if usual else channel_label(channel))
        self._all.setText(channel_label(channel))
        self._all.setAccessibleName(self.tr("Canal : {channel}").format(channel=channel_label(channel)))
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._all.restyle(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        every = (*self._segments.values(), self._other)
        wanted = sum(button.sizeHint().width() for button in every)
        fits = wanted <= self.width()
        for button in every:
            button.setVisible(fits)
        self._all.setVisible(not fits)

    def _take(self, channel: Channel) -> None:
        self.show_channel(channel)
        self.chosen.emit(channel)

    def _segment(self, text: str, place: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setProperty("place", place)
        button.setMinimumWidth(1)
        self._group.addButton(button)
        # Each as wide as its words ask, so that the longest is never cut before the others.
        self._row.addWidget(button, max(len(text), 6))
        return button

    def _offer(self, channels: tuple[Channel, ...], below: QPushButton) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for channel in channels:
            action = menu.addAction(channel_label(channel))
            action.triggered.connect(lambda _=False, wanted=channel: self._take(wanted))
        menu.aboutToHide.connect(self._show_again, Qt.ConnectionType.QueuedConnection)
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))

    def _show_again(self) -> None:
        """A menu left without a choice changes nothing."""
        self.show_channel(self._channel)
