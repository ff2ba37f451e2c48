"""Contacts on screen: the panel's tools, the journal, the figures and the lock, joined to one office."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from aparte.assist.contacts.agents import Agent, Door, Secret
from aparte.assist.contacts.contact_file import Form, contact_file
from aparte.assist.contacts.keeping import WorkstationKeeper
from aparte.assist.contacts.office import Office
from aparte.assist.contacts.own_day import read_own_day
from aparte.assist.letters import LetterWriter
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode
from aparte.core.errors import AparteError
from aparte.settings import Option, Settings, options
from aparte.ui.contact.tools import ContactTools
from aparte.ui.figures.actions import FiguresActions
from aparte.ui.figures.parts import FiguresSources
from aparte.ui.figures.view import FiguresView
from aparte.ui.journal.actions import JournalActions
from aparte.ui.journal.parts import ExportKind, JournalSources
from aparte.ui.journal.view import JournalView
from aparte.ui.keymap.actions import Action, install
from aparte.ui.lock.actions import LockActions
from aparte.ui.lock.inactivity import Inactivity
from aparte.ui.lock.view import LockView
from aparte.ui.messages import Notices
from aparte.ui.rail.view import Place
from aparte.ui.screens import Screens
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme
from aparte.ui.window.view import MainWindow

_UPKEEP_MS = 3_600_000


class Records(QObject):
    """Everything of one window that needs the office; `store` runs on its serial lane.

    The day's copy is made on `copying`, so that saving never waits for it.
    """

    def __init__(
        self,
        window: MainWindow,
        screens: Screens,
        office: Office,
        *,
        letters: LetterWriter,
        settings: Settings,
        notices: Notices,
        clock: Clock,
        store: Tasks,
        copying: Tasks,
    ) -> None:
        super().__init__(window)
        self._window, self._screens, self._office = window, screens, office
        self._settings, self._notices, self._clock = settings, notices, clock
        self._store, self._copying, self._letters = store, copying, letters
        self._journal: JournalActions | None = None
        self._figures: FiguresActions | None = None
        self._then: Callable[[], None] | None = None
        self._lock_view = LockView(self._theme)
        self._lock = LockActions(
            self._lock_view,
            WorkstationKeeper(office.workstation),
            tasks=store,
            notices=notices,
            theme=self._theme,
            flush=window.contacting.flush,
            open_contacts=self._open_contacts,
        )
        self._inactivity = Inactivity(clock, settings.get(options.LOCK_AFTER_MINUTES), self)
        self._upkeep = QTimer(self, interval=_UPKEEP_MS)
        self._connect()

    def start(self) -> None:
        """Open without a question where none is needed; else the lock asks, and suggestions go on."""
        self._lock.start()

    def close(self) -> None:
        """No timer asks for anything any more."""
        self._upkeep.stop()
        self._inactivity.set_after(0)
        if self._follow_setting in self._settings.changed:
            self._settings.changed.remove(self._follow_setting)

    def lock(self) -> None:
        """Take every contact out of the window, then close the store."""
        if self._lock.door.unlocked:
            self._hide_then(self._lock.lock)

    @property
    def _theme(self) -> Theme:
        return self._window.appearance.theme

    def _connect(self) -> None:
        window, rail, lock = self._window, self._screens.rail, self._lock
        lock.unlocked.connect(self._enter)
        lock.locked.connect(self._show_locked)
        lock.doorRead.connect(self._show_door)
        window.contacting.locked.connect(self._hidden)
        window.contacting.recorded.connect(self._count)
        window.contact.unlockWanted.connect(self._ask_for_code)
        window.appearance.changed.connect(self._restyle)
        self._lock_view.suggestionsOnly.connect(lambda: self._screens.show(Place.EXCHANGE))
        rail.lockRequested.connect(self.lock)
        rail.switchRequested.connect(self._switch)
        rail.agentsRequested.connect(lambda: lock.show_agents(window))
        rail.waitingRequested.connect(lambda: self._screens.show(Place.JOURNAL))
        self._screens.offer(Place.JOURNAL, self._build_journal)
        self._screens.offer(Place.FIGURES, self._build_figures)
        self._screens.entered.connect(self._refresh)
        self._inactivity.due.connect(self._lock_the_absent)
        self._upkeep.timeout.connect(self._keep_up)
        self._settings.changed.append(self._follow_setting)
        install(window, {Action.LOCK: self.lock})

    # Opening and locking.

    def _show_door(self, door: Door) -> None:
        name = door.current.name if door.current is not None else ""
        self._screens.rail.show_agent(name, locked=not door.unlocked)
        if door.news:
            self._notices.warn(door.news)
        if not door.unlocked and not self._is_let_in(door):
            self._window.show_contacts_locked()
            if not self._window.conversation.field.toPlainText():
                self._ask_for_code()

    def _is_let_in(self, door: Door) -> bool:
        """One agent whose keyring answers is opened without a page in between."""
        return len(door.agents) == 1 and door.agents[0].secret is Secret.NOTHING

    def _enter(self, agent: Agent) -> None:
        self._screens.rail.show_agent(agent.name)
        # Handed over: what the first agent had on screen leaves it first.
        self._hide_then(self._attach)

    def _attach(self) -> None:
        office = self._office
        self._window.attach_contacts(
            ContactTools(
                recorder=office.recorder,
                gaps=office.gaps,
                store=self._store,
                writing=self._letters,
                find_personal=office.find_personal,
                mask=office.mask,
                find_codes=self._find_codes,
                services=lambda: tuple(office.services.values()),
            )
        )
        for part in (self._journal, self._figures):
            if part is not None:
                part.lock(locked=False)
        if self._window.pages.currentWidget() is self._lock_view:
            self._screens.show(Place.EXCHANGE)
        self._keep_up()
        self._upkeep.start()

    def _show_locked(self) -> None:
        self._upkeep.stop()
        self._screens.rail.show_waiting(0)
        for part in (self._journal, self._figures):
            if part is not None:
                part.lock(locked=True)

    def _hide_then(self, then: Callable[[], None]) -> None:
        self._then = then
        self._window.lock_contacts()

    def _hidden(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _lock_the_absent(self) -> None:
        """Whoever has a code is locked out; the session's own lock guards the others."""
        current = self._lock.door.current
        if current is not None and current.secret is not Secret.NOTHING:
            self.lock()

    def _ask_for_code(self) -> None:
        self._screens.cover(self._lock_view)
        self._lock_view.enter()

    def _switch(self) -> None:
        self._lock.switch()
        self._ask_for_code()

    def _open_contacts(self) -> int:
        return sum(tab.started for tab in self._window.contacts.tabs)

    # The pages.

    def _build_journal(self) -> QWidget:
        office, view = self._office, JournalView(self._theme, self._clock.today())
        sources = JournalSources(
            journal=office.journal,
            gaps=office.gaps,
            codes=lambda: office.codes,
            slip=lambda contact_id: self._letters.slip(office.journal.contact(contact_id)[0]).text,
            export=self._export,
            services={key: service.name for key, service in office.services.items()},
        )
        self._journal = JournalActions(
            view, sources, tasks=self._store, notices=self._notices, clock=self._clock, theme=self._theme
        )
        self._journal.changed.connect(self._count)
        view.unlockWanted.connect(self._ask_for_code)
        self._journal.lock(locked=not self._lock.door.unlocked)
        return view

    def _build_figures(self) -> QWidget:
        office, view = self._office, FiguresView(self._theme)
        sources = FiguresSources(
            months=office.shelf.months,
            month=office.shelf.month,
            own_day=partial(read_own_day, office.journal),
            file=office.shelf.file,
        )
        self._figures = FiguresActions(
            view, sources, tasks=self._store, notices=self._notices, clock=self._clock, theme=self._theme
        )
        self._figures.lock(locked=not self._lock.door.unlocked)
        return view

    def _refresh(self, place: Place) -> None:
        part = {Place.JOURNAL: self._journal, Place.FIGURES: self._figures}.get(place)
        page = self._screens.page(place)
        if part is not None and isinstance(page, JournalView | FiguresView):
            part.refresh()
            page.enter()

    def _export(self, contact_id: str, kind: ExportKind) -> bytes:
        return contact_file(*self._office.journal.contact(contact_id), Form(kind.value), self._office.label)

    def _restyle(self, theme: Theme) -> None:
        self._lock.restyle(theme)
        for part in (self._journal, self._figures):
            if part is not None:
                part.restyle(theme)

    # What is counted and kept up.

    def _find_codes(self, typed: str) -> tuple[ClosureCode, ...]:
        return self._office.find_codes(typed, self._clock.today())

    def _count(self) -> None:
        self._store.run(self._office.journal.waiting, self._screens.rail.show_waiting, self._say_nothing)

    def _keep_up(self) -> None:
        if self._lock.door.unlocked:
            self._store.run(self._office.workstation.upkeep, lambda _: self._count(), self._say_nothing)
            self._copying.run(self._office.workstation.back_up, lambda _: None, self._say_nothing)

    def _say_nothing(self, error: Exception) -> None:
        """The next hour tries again; a failure of ours is still the hook's."""
        if not isinstance(error, AparteError):
            raise error

    def _follow_setting(self, option: Option[object]) -> None:
        if option is options.LOCK_AFTER_MINUTES:
            self._inactivity.set_after(self._settings.get(options.LOCK_AFTER_MINUTES))
