"""Rail, journal, figures and lock at work round the exchange: what goes from one to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from aparte.assist.contacts.agents import Agent, Door, Keeper, Secret
from aparte.core.clock import Clock
from aparte.ui.figures.actions import FiguresActions
from aparte.ui.figures.parts import FiguresSources
from aparte.ui.figures.view import FiguresView
from aparte.ui.journal.actions import JournalActions
from aparte.ui.journal.parts import JournalSources
from aparte.ui.journal.view import JournalView
from aparte.ui.keymap.actions import Action
from aparte.ui.lock.actions import KeepFirst, LockActions, nothing_to_keep
from aparte.ui.lock.inactivity import Inactivity
from aparte.ui.lock.view import LockView
from aparte.ui.messages import Notices
from aparte.ui.rail.frame import Frame
from aparte.ui.rail.view import Place
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class RecordSources:
    """The store's side of the screens."""

    journal: JournalSources
    figures: FiguresSources
    keeper: Keeper


class Records(QObject):
    """Adds its screens to the frame's pages, the first of which is the exchange.

    Locked, journal and figures are emptied and the lock screen stands in their place; the exchange
    goes on with its suggestions. `open_contacts` says how many wait behind the lock; `keep_first`
    writes what is typed before another agent is let in; `busy`, that a citizen is being answered
    and the lock may not come up by itself at the start.

    Attributes: `frame`, `lock`; `handlers`, the keys to install.
    Signals: `lockWanted`, by key, rail or inactivity: whoever holds open contacts keeps them, then
    calls `close_store`; `unlocked(Agent)`, `locked`; `changed`, something of the journal was, and waits to be sent.
    """

    lockWanted = Signal()
    unlocked = Signal(object)
    locked = Signal()
    changed = Signal()

    def __init__(
        self,
        frame: Frame,
        sources: RecordSources,
        *,
        tasks: Tasks,
        notices: Notices,
        clock: Clock,
        theme: Theme,
        lock_after_minutes: int = 0,
        open_contacts: Callable[[], int] = lambda: 0,
        busy: Callable[[], bool] = lambda: False,
        keep_first: KeepFirst = nothing_to_keep,
    ) -> None:
        super().__init__(frame)
        self.frame = frame
        self._tasks, self._busy = tasks, busy
        self._sources, self._notices, self._clock, self._theme = sources, notices, clock, theme
        self._journal: tuple[JournalView, JournalActions] | None = None
        self._figures: tuple[FiguresView, FiguresActions] | None = None
        self._lock_view = LockView(theme)
        frame.pages.addWidget(self._lock_view)
        self.lock = LockActions(
            self._lock_view,
            sources.keeper,
            tasks=tasks,
            notices=notices,
            theme=theme,
            keep_first=keep_first,
            open_contacts=open_contacts,
        )
        self.inactivity = Inactivity(clock, lock_after_minutes, self)
        self.handlers: Mapping[Action, Callable[[], object]] = {
            Action.TO_EXCHANGE: lambda: self.show_place(Place.EXCHANGE),
            Action.TO_JOURNAL: lambda: self.show_place(Place.JOURNAL),
            Action.TO_FIGURES: lambda: self.show_place(Place.FIGURES),
            Action.LOCK: self.ask_lock,
        }
        self._connect()

    def start(self) -> None:
        """Open without a question where none is needed, else show the lock, unless the agent is typing."""
        self.lock.doorRead.connect(self._look_first, Qt.ConnectionType.SingleShotConnection)
        self.lock.start()

    def show_place(self, place: Place) -> None:
        """Go to a screen; the lock stands before the records."""
        self.frame.rail.show_place(place)
        if place is Place.EXCHANGE:
            self.frame.show_exchange()
        elif not self.lock.door.unlocked:
            self._to_lock()
        elif place is Place.JOURNAL:
            self._open(*self._journal_screen())
        else:
            self._open(*self._figures_screen())

    @property
    def journal(self) -> JournalActions:
        """The journal at work."""
        return self._journal_screen()[1]

    @property
    def figures(self) -> FiguresActions:
        """The figures at work."""
        return self._figures_screen()[1]

    def refresh_reminders(self) -> None:
        """The team's call-backs changed: they are read again, where they are on screen."""
        if self._journal is not None:
            self._journal[1].refresh_reminders()

    def ask_lock(self) -> None:
        """Lock, once what is open has been kept."""
        if self.lock.door.unlocked:
            self.lockWanted.emit()

    def show_lock(self) -> None:
        """The lock screen, for whoever wants the contacts back."""
        if not self.lock.door.unlocked:
            self._to_lock()

    def close_store(self) -> None:
        """What was open is kept: close the store."""
        self.lock.lock()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.frame.restyle(theme)
        for actions in self._built():
            actions.restyle(theme)
        self.lock.restyle(theme)

    def _journal_screen(self) -> tuple[JournalView, JournalActions]:
        """Built on the first visit: the window that answers a citizen does not wait for it."""
        if self._journal is None:
            view = JournalView(self._theme, self._clock.today())
            actions = JournalActions(
                view,
                self._sources.journal,
                tasks=self._tasks,
                notices=self._notices,
                clock=self._clock,
                theme=self._theme,
            )
            actions.changed.connect(self.changed)
            self.frame.pages.addWidget(view)
            self._journal = view, actions
            if not self.lock.door.unlocked:
                actions.lock(locked=True)
        return self._journal

    def _figures_screen(self) -> tuple[FiguresView, FiguresActions]:
        """Built on the first visit too."""
        if self._figures is None:
            view = FiguresView(self._theme)
            actions = FiguresActions(
                view,
                self._sources.figures,
                tasks=self._tasks,
                notices=self._notices,
                clock=self._clock,
                theme=self._theme,
            )
            self.frame.pages.addWidget(view)
            self._figures = view, actions
            if not self.lock.door.unlocked:
                actions.lock(locked=True)
        return self._figures

    def _built(self) -> list[JournalActions | FiguresActions]:
        return [screen[1] for screen in (self._journal, self._figures) if screen is not None]

    def _open(self, view: JournalView | FiguresView, actions: JournalActions | FiguresActions) -> None:
        self.frame.pages.setCurrentWidget(view)
        actions.refresh()
        view.enter()

    def _connect(self) -> None:
        rail = self.frame.rail
        rail.chosen.connect(self.show_place)
        rail.lockRequested.connect(self.ask_lock)
        rail.switchRequested.connect(self._switch)
        rail.agentsRequested.connect(lambda: self.lock.show_agents(self.frame.window()))
        self._lock_view.suggestionsOnly.connect(lambda: self.show_place(Place.EXCHANGE))
        self.lock.unlocked.connect(self._enter)
        self.lock.doorRead.connect(self._show_person)
        self.lock.locked.connect(self._leave)
        self.inactivity.due.connect(self._lock_the_absent)

    def _lock_the_absent(self) -> None:
        """Whoever has a code is locked out; the session's own lock guards an agent who has none."""
        current = self.lock.door.current
        if current is not None and current.secret is not Secret.NOTHING:
            self.ask_lock()

    def _enter(self, agent: Agent) -> None:
        for actions in self._built():
            actions.lock(locked=False)
        if self.frame.pages.currentWidget() is self._lock_view:
            self.show_place(self.frame.rail.place)
        self.unlocked.emit(agent)

    def _leave(self) -> None:
        for actions in self._built():
            actions.lock(locked=True)
        self._to_lock()
        self.locked.emit()

    def _show_person(self, door: Door) -> None:
        self.frame.rail.show_agent(door.current.name if door.current else "", locked=not door.unlocked)

    def _look_first(self, door: Door) -> None:
        if not door.unlocked and not self._busy():
            self._to_lock()

    def _switch(self) -> None:
        self.lock.switch()
        self.frame.pages.setCurrentWidget(self._lock_view)

    def _to_lock(self) -> None:
        self.frame.pages.setCurrentWidget(self._lock_view)
        self._lock_view.enter()

    def show_waiting(self) -> None:
        """What is still to be sent, in the journal."""
        self.show_place(Place.JOURNAL)
        self.journal.show_waiting()
