"""The open contacts, above the columns: one tab each, as many as fit."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from aparte.core.contact import Channel
from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.wording import channel_label, time_text
from aparte.ui.keymap.actions import Action, key_text, native
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon


class ContactTabs(QWidget):
    """The contact on screen always has its tab; those that don't fit are in a menu.

    Signals: `selected(int)`; `opened(Channel)` from the menu of “+”; `openedSame`.
    """

    selected = Signal(int)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contactTabs")
        self._theme = theme
        self._tabs: list[OpenTab] = []
        self._current = 0
        self._buttons: list[QPushButton] = []
        self._more = QPushButton()
        self._more.setObjectName("moreContacts")
        self._more.setProperty("role", "tab")
        self._more.clicked.connect(self._show_others)
        self._plus = QToolButton()
        self._plus.setObjectName("newContact")
        self._plus.setProperty("role", "quiet")
        words = self.tr("Ouvrir un autre échange")
        self._plus.setAccessibleName(words)
        self._plus.setToolTip(f"{words} ({key_text(Action.NEW_CONTACT)})")
        self._plus.clicked.connect(self._show_channels)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._more)
        self._row.addWidget(self._plus)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)
        self.restyle(theme)

    def show_tabs(self, tabs: list[OpenTab], current: OpenTab) -> None:
        """Show these contacts."""
        self._tabs, self._current = list(tabs), tabs.index(current)
        while len(self._buttons) > len(tabs):
            gone = self._buttons.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(tabs):
            self._buttons.append(self._button(len(self._buttons)))
        self.show_times()
        self._fit()

    def show_times(self) -> None:
        """Move the clocks on."""
        for rank, (button, tab) in enumerate(zip(self._buttons, self._tabs, strict=True)):
            button.setChecked(rank == self._current)
            words = tab_text(tab)
            if words != button.text():
                button.setText(words)
                key = f" ({native(f'Ctrl+{rank + 1}')})" if rank < 9 else ""
                button.setToolTip(f"{words}{key}")

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        side = theme.px(18)
        self._plus.setIcon(icon("plus", theme.tokens.soft, side))
        self._plus.setIconSize(QSize(side, side))
        self._more.setIcon(icon("chevron-down", theme.tokens.soft, theme.px(14)))
        self._row.setSpacing(theme.px(2))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _button(self, rank: int) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "tab")
        button.setObjectName(f"contactTab-{rank + 1}")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.selected.emit(rank))
        self._row.insertWidget(rank, button)
        return button

    def _fit(self) -> None:
        """The current tab first, then the others from the left."""
        spacing = self._row.spacing()
        plus = self._plus.sizeHint().width() + spacing
        room = self.width()
        self._plus.setVisible(room >= plus)
        room -= plus
        widths = [button.sizeHint().width() + spacing for button in self._buttons]
        self._more.setText(f"+{len(self._buttons)}")
        more = self._more.sizeHint().width() + spacing
        crowded = sum(widths) > room
        room -= more if crowded else 0
        shown: set[int] = set()
        for rank in sorted(range(len(widths)), key=lambda rank: (rank != self._current, rank)):
            if widths[rank] > room:
                break
            shown.add(rank)
            room -= widths[rank]
        for rank, button in enumerate(self._buttons):
            button.setVisible(rank in shown)
        hidden = len(self._buttons) - len(shown)
        here = "" if shown or not self._tabs else f"{time_text(self._tabs[self._current].watch.seconds)}  "
        others = hidden if shown else hidden - 1
        self._more.setText(f"{here}+{others}" if others else here.strip())
        self._more.setAccessibleName(self.tr("Autres échanges ouverts : {n}").format(n=hidden))
        self._more.setVisible(hidden > 0 and self.width() >= plus + self._more.sizeHint().width())

    def _show_others(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for rank, tab in enumerate(self._tabs):
            key = f"\t{native(f'Ctrl+{rank + 1}')}" if rank < 9 else ""
            action = menu.addAction(tab_text(tab) + key)
            action.triggered.connect(lambda _=False, chosen=rank: self.selected.emit(chosen))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _show_channels(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for channel in Channel:
            action = menu.addAction(channel_label(channel))
            action.triggered.connect(lambda _=False, chosen=channel: self.opened.emit(chosen))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._plus.mapToGlobal(QPoint(0, self._plus.height() + 2)))


def tab_text(tab: OpenTab) -> str:
    """“Téléphone  02:14”."""
    return f"{channel_label(tab.channel)}  {time_text(tab.watch.seconds)}"
