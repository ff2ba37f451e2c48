"""The rail on the left, or at the bottom of a narrow window."""

from enum import Enum, StrEnum

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QWidget

from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.rail.button import RailButton
from aparte.ui.rail.person import PersonButton
from aparte.ui.sync.words import SyncWords, usual_words
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density, density_for

_THIN_UNDER, _BAR_UNDER = 900.0, 600.0


class Place(StrEnum):
    """A screen that the rail leads to."""

    EXCHANGE = "exchange"
    JOURNAL = "journal"
    FIGURES = "figures"


class RailFold(Enum):
    """How the rail stands: icons with names, icons alone, or a bar at the bottom."""

    WIDE = "wide"
    THIN = "thin"
    BAR = "bar"


def rail_fold(size: QSize, factor: float, *, compact: bool) -> RailFold:
    """What a window's size allows at a text size."""
    room = size.width() / factor
    if compact or room < _BAR_UNDER:
        return RailFold.BAR
    if room < _THIN_UNDER or density_for(size.height(), factor) is not Density.ROOMY:
        return RailFold.THIN
    return RailFold.WIDE


class Rail(QWidget):
    """The window sets its fold; the arrows move along it.

    Attributes: `fold`, `place`.
    Signals: `chosen(Place)`; `paletteRequested`, `preferencesRequested`; `syncRequested`, to
    see how the exchange with the server stands; `lockRequested`, `switchRequested` for another agent,
    `agentsRequested` for the list of them.
    """

    chosen = Signal(object)
    paletteRequested = Signal()
    preferencesRequested = Signal()
    syncRequested = Signal()
    lockRequested = Signal()
    switchRequested = Signal()
    agentsRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Écrans"))
        self._theme = theme
        self.fold = RailFold.WIDE
        self.place = Place.EXCHANGE
        self._places = {
            Place.EXCHANGE: _place("railExchange", self.tr("Échange"), "panels-top-left", theme, Action.TO_EXCHANGE),
            Place.JOURNAL: _place("railJournal", self.tr("Journal"), "notebook-text", theme, Action.TO_JOURNAL),
            Place.FIGURES: _place("railFigures", self.tr("Chiffres"), "chart-column", theme, Action.TO_FIGURES),
        }
        self._articles = _place("railArticles", self.tr("Fiches"), "book-open-text", theme, Action.PALETTE)
        self._settings = _place("railSettings", self.tr("Réglages"), "settings", theme, Action.PREFERENCES)
        self._sync = RailButton("railSync", "", "cloud-check", theme)
        self._sync.reserve(usual_words())
        self._person = PersonButton(theme)
        self._edge = QFrame(self)
        self._edge.setProperty("role", "rule")
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lay_out()
        self._connect()
        self.show_place(Place.EXCHANGE)
        self.show_sync(None)
        self.show_agent("")
        self.set_fold(RailFold.WIDE)

    def show_place(self, place: Place) -> None:
        """Mark the screen that is shown."""
        self.place = place
        for one, made in self._places.items():
            made.setChecked(one is place)

    def show_sync(self, words: SyncWords | None) -> None:
        """How the exchange with the server stands; None hides it."""
        self._sync.setVisible(words is not None)
        if words is not None:
            self._sync.show_as(words.short, words.icon)
            self._sync.setAccessibleName(f"{words.short}. {words.sentence}")
            self._sync.setToolTip(words.sentence)
            self._sync.set_badge(words.badge)
        self._fit()

    def show_agent(self, name: str, *, locked: bool = False) -> None:
        """Who is at the desk; an empty name hides the button, for a workstation without agents."""
        self._person.show_agent(name, locked=locked)
        self._person.setVisible(bool(name) or locked)

    def set_fold(self, fold: RailFold) -> None:
        """Stand as the window has room for."""
        self.fold = fold
        bar = fold is RailFold.BAR
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if bar else QBoxLayout.Direction.TopToBottom)
        for made in self._buttons():
            made.set_terse(fold is not RailFold.WIDE)
        self._person.set_terse(fold is not RailFold.WIDE)
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        for made in self._buttons():
            made.restyle(theme)
        self._person.restyle(theme)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self.fold is RailFold.BAR:
            self._edge.setGeometry(0, 0, self.width(), 1)
        else:
            self._edge.setGeometry(self.width() - 1, 0, 1, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}.get(key, 0)
        shown = [made for made in (*self._buttons(), self._person) if made.isVisible()]
        focused = self.focusWidget()
        if not step or focused not in shown:
            super().keyPressEvent(event)
            return
        shown[(shown.index(focused) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _buttons(self) -> tuple[RailButton, ...]:
        exchange, journal, figures = self._places.values()
        return (exchange, self._articles, journal, figures, self._settings, self._sync)

    def _lay_out(self) -> None:
        *places, sync = self._buttons()
        for made in places:
            self._row.addWidget(made)
        self._row.addStretch(1)
        self._row.addWidget(sync)
        self._row.addWidget(self._person)

    def _connect(self) -> None:
        for place, made in self._places.items():
            made.setCheckable(True)
            made.clicked.connect(lambda _, wanted=place: self._choose(wanted))
        self._articles.clicked.connect(self.paletteRequested)
        self._settings.clicked.connect(self.preferencesRequested)
        self._sync.clicked.connect(self.syncRequested)
        self._person.clicked.connect(self._offer_person)

    def _choose(self, place: Place) -> None:
        self.show_place(place)
        self.chosen.emit(place)

    def _offer_person(self) -> None:
        if self._person.locked:
            self.switchRequested.emit()
            return
        menu = QMenu(self)
        menu.setObjectName("personMenu")
        lock = menu.addAction(self.tr("Verrouiller") + f"\t{key_text(Action.LOCK)}")
        lock.triggered.connect(self.lockRequested)
        switch = menu.addAction(self.tr("Changer d'agent"))
        switch.triggered.connect(self.switchRequested)
        agents = menu.addAction(self.tr("Agents de ce poste"))
        agents.triggered.connect(self.agentsRequested)
        server = menu.addAction(self.tr("Serveur de la mairie"))
        server.triggered.connect(self.syncRequested)
        # The action is told after the menu has hidden.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, menu, menu.deleteLater))
        place = self._person.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
        menu.popup(place)

    def _fit(self) -> None:
        px = self._theme.px
        bar = self.fold is RailFold.BAR
        self._row.setSpacing(px(5 if self.fold is RailFold.WIDE else 3))
        if bar:
            self._row.setContentsMargins(px(4), px(4), px(4), px(4))
            self._row.setSpacing(px(1))
            self.setMinimumSize(0, px(48))
            self.setMaximumSize(16_777_215, px(48))
        else:
            wide = self.fold is RailFold.WIDE
            self._row.setContentsMargins(px(4), px(8), px(4), px(10))
            width = max(
                px(68 if wide else 48),
                max(made.sizeHint().width() for made in self._buttons() if not made.isHidden()) + px(8),
            )
            self.setMinimumSize(width, 0)
            self.setMaximumSize(width, 16_777_215)


def _place(name: str, text: str, icon: str, theme: Theme, action: Action) -> RailButton:
    return RailButton(name, text, icon, theme, key_text(action))
