"""The bar above the columns: open contacts, search, and the switches that concern the whole window."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from aparte.ui.contact.tabs import ContactTabs
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon, pixmap

_SEARCH_FROM = 700


class TopBar(QWidget):
    """Only what works is in it.

    The rail has the same search, and the settings: here it is a field where there is room for one.

    Signals: `paletteRequested`, `onTopToggled`, `compactToggled`, `keymapRequested`.
    """

    paletteRequested = Signal()
    onTopToggled = Signal()
    compactToggled = Signal()
    keymapRequested = Signal()

    def __init__(self, theme: Theme, tabs: ContactTabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = tabs
        self._search = _SearchButton(self.tr("Chercher une fiche"), key_text(Action.PALETTE))
        self._search.clicked.connect(self.paletteRequested)
        self._pin = _tool(self.tr("Toujours visible"), Action.ON_TOP, self.onTopToggled)
        self._pin.setObjectName("onTop")
        self._pin.setCheckable(True)
        self._compact = _tool(self.tr("Fenêtre étroite"), Action.COMPACT, self.compactToggled)
        self._compact.setObjectName("compact")
        self._compact.setCheckable(True)
        self._keys = _tool(self.tr("Touches du clavier"), Action.KEYMAP, self.keymapRequested)
        self._keys.setObjectName("keymapButton")
        self._row = QHBoxLayout(self)
        self._row.addWidget(tabs, 1)
        self._row.addWidget(self._search)
        for tool in (self._pin, self._compact, self._keys):
            self._row.addWidget(tool)
        self.restyle(theme)

    def show_switches(self, *, on_top: bool, compact: bool) -> None:
        """Show the switches as the settings have them."""
        self._pin.setChecked(on_top)
        self._compact.setChecked(compact)

    def fold(self, room: float) -> None:
        """Leave out what does not fit in `room` pixels of 100 %."""
        self._search.setVisible(room >= _SEARCH_FROM)
        self._search.set_room(340 if room >= 1000 else 250)

    def set_tight(self, tight: bool) -> None:
        """Be lower, when height is scarce."""
        theme = self._theme
        top, bottom = (2, 3) if tight else (7, 8)
        self._row.setContentsMargins(theme.px(16), theme.px(top), theme.px(12), theme.px(bottom))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        side = theme.px(19)
        for button, name in (
            (self._pin, "pin"),
            (self._compact, "rectangle-vertical"),
            (self._keys, "keyboard"),
        ):
            button.setIcon(icon(name, theme.tokens.soft, side))
            button.setIconSize(QSize(side, side))
        self._search.restyle(theme)
        self._tabs.restyle(theme)
        self._theme = theme
        self.set_tight(False)
        self._row.setSpacing(theme.px(4))


class _SearchButton(QPushButton):
    """Looks like the field that it opens."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__()
        self.setObjectName("paletteButton")
        self.setProperty("role", "search")
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})")
        self._icon = QLabel()
        self._words = QLabel(text)
        self._words.setProperty("role", "soft")
        self._key = QLabel(key)
        self._key.setProperty("role", "key")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._key, alignment=Qt.AlignmentFlag.AlignVCenter)
        for label in (self._icon, self._words, self._key):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_room(self, width: int) -> None:
        """How wide it is at 100 %."""
        self._room = width
        self.setFixedWidth(self._theme.px(width))

    _room = 340

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        side = theme.px(17)
        self._icon.setPixmap(pixmap("search", theme.tokens.soft, side, self.devicePixelRatioF()))
        self._row.setContentsMargins(theme.px(10), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(8))
        self.setFixedHeight(theme.px(36))
        self.setFixedWidth(theme.px(self._room))


def _tool(name: str, action: Action, signal: SignalInstance) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "quiet")
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({key_text(action)})")
    button.clicked.connect(signal)
    return button
