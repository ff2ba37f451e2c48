"""The rail beside the window's pages, and the turn from one to another."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from aparte.settings import Settings, options
from aparte.ui.keymap.actions import Action, install
from aparte.ui.rail.view import Place, Rail, RailFold, rail_fold
from aparte.ui.theme import Theme
from aparte.ui.window.view import MainWindow

# Builds a page on its first visit: what is not looked at costs the start nothing.
Build = Callable[[], QWidget]


class Screens(QObject):
    """Owns the rail and says which page of the window is shown.

    Attributes: `rail`.
    Signals: `entered(Place)` each time a page comes on screen.
    """

    entered = Signal(object)

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.rail = Rail(window.appearance.theme)
        self._pages: dict[Place, QWidget] = {}
        self._build: dict[Place, Build] = {}
        self._frame = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._frame)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        pages = window.pages
        self._pages[Place.EXCHANGE] = pages.widget(0)
        self._row.addWidget(pages, 1)
        window.setCentralWidget(self._frame)
        pages.show()
        self.rail.chosen.connect(self.show)
        self.rail.paletteRequested.connect(window.paletteRequested)
        self.rail.preferencesRequested.connect(window.preferencesRequested)
        window.appearance.changed.connect(self._restyle)
        window.installEventFilter(self)
        install(
            window,
            {
                Action.TO_EXCHANGE: lambda: self.show(Place.EXCHANGE),
                Action.TO_JOURNAL: lambda: self.show(Place.JOURNAL),
                Action.TO_FIGURES: lambda: self.show(Place.FIGURES),
            },
        )
        self._fold()

    def offer(self, place: Place, build: Build) -> None:
        """Make the page of a place when it is first asked for."""
        self._build[place] = build

    def page(self, place: Place) -> QWidget | None:
        """The page of a place, if it was ever shown."""
        return self._pages.get(place)

    def show(self, place: Place) -> None:
        """Bring a page on screen, and give it the keyboard."""
        if place not in self._pages and place in self._build:
            self._pages[place] = self._build[place]()
            self._window.pages.addWidget(self._pages[place])
        if place not in self._pages:
            self.rail.show_place(self._shown())
            return
        self.rail.show_place(place)
        self._window.pages.setCurrentWidget(self._pages[place])
        if place is Place.EXCHANGE:
            self._window.to_conversation()
        self.entered.emit(place)

    def cover(self, page: QWidget) -> None:
        """Bring a page on screen that no place leads to: the lock."""
        if self._window.pages.indexOf(page) < 0:
            self._window.pages.addWidget(page)
        self._window.pages.setCurrentWidget(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fold()
        return super().eventFilter(watched, event)

    def _shown(self) -> Place:
        here = self._window.pages.currentWidget()
        return next((place for place, page in self._pages.items() if page is here), Place.EXCHANGE)

    def _fold(self) -> None:
        theme, compact = self._window.appearance.theme, self._settings.get(options.COMPACT)
        fold = rail_fold(self._window.size(), theme.factor, compact=compact)
        bar = fold is RailFold.BAR
        if fold is not self.rail.fold:
            self.rail.set_fold(fold)
            self._row.setDirection(
                QBoxLayout.Direction.BottomToTop if bar else QBoxLayout.Direction.LeftToRight
            )
        self._window.set_beside(0 if bar else self.rail.minimumWidth())

    def _restyle(self, theme: Theme) -> None:
        self.rail.restyle(theme)
        self._fold()

