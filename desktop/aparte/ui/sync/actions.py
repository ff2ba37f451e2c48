"""The exchange at work behind the window: when it is due, what it said, and the sheet about it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from aparte.assist.syncing.rules import EnrolmentRules
from aparte.assist.syncing.syncer import EVERY_S, Round, SyncStanding, SyncState
from aparte.assist.urgent.feed import Looked
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.settings import Settings, options
from aparte.ui.messages import Notices
from aparte.ui.sentences import in_words
from aparte.ui.sync.sheet import SyncSheet
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme

# What was just recorded leaves once the agent has gone on to the next citizen.
_SOON_MS = 3_000
_LOOK_MS = round(EVERY_S * 1000)


class Synchronising(Protocol):
    """What is asked of synchronisation; each call may wait for the network or the store."""

    def round(self) -> Round:
        """One exchange."""
        ...

    def state(self) -> SyncState:
        """Where things stand."""
        ...

    def look(self) -> Looked:
        """Look for urgent changes alone."""
        ...

    def enrol(self, address: str, code: str) -> SyncState:
        """Become a device of a server; raises `AparteError`."""
        ...


class SyncActions(QObject):
    """Exchanges when it is due, never twice at once; the agent decides nothing.

    `network` has a lane of its own, which closing does not wait for; `asking` any other.
    Attributes: `state`. Signals: `changed(SyncState)`; `erased`, contacts went at the town's request;
    `renewed`, another bundle of knowledge is in service; `urgent(UrgentSet)`, the town's urgent changes are others.
    """

    changed = Signal(object)
    erased = Signal()
    renewed = Signal()
    urgent = Signal(object)

    def __init__(
        self,
        syncer: Synchronising,
        *,
        network: Tasks,
        asking: Tasks,
        settings: Settings,
        notices: Notices,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = SyncState(SyncStanding.LOCKED)
        self._syncer, self._network, self._asking = syncer, network, asking
        self._settings, self._notices, self._clock = settings, notices, clock
        self._sheet: SyncSheet | None = None
        self._working = False
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.now)
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self.look)
        self._problem = ""

    def start(self) -> None:
        """The contacts are open."""
        self._due.start(0)

    def stop(self) -> None:
        """Locked, or closing: nothing more is begun."""
        self._due.stop()
        self._look.stop()
        self._show(SyncState(SyncStanding.LOCKED))

    def recorded(self) -> None:
        """Something more waits: it leaves soon, unless the server is known to be away."""
        self._asking.run(self._syncer.state, self._show, self._untold)
        if self.state.standing in (SyncStanding.SYNCED, SyncStanding.WAITING) and not self._working:
            self._due.start(_SOON_MS)

    def now(self) -> None:
        """One exchange, unless one is under way."""
        if self._working:
            return
        self._work(self._syncer.round, self._done)

    def look(self) -> None:
        """Between two exchanges that are far apart, ask whether the town has something urgent to say."""
        if self._working:
            self._look.start(_LOOK_MS)
            return
        self._work(self._syncer.look, self._looked)

    def show_sheet(self, parent: QWidget, theme: Theme, show_waiting: Callable[[], None]) -> None:
        """The sheet: where things stand, an exchange now, or the way to enrol."""
        address = self._settings.get(options.SYNC_SERVER)
        locked_by = self._settings.locked_by(options.SYNC_SERVER)
        sheet = SyncSheet(parent, theme, address, locked_by, EnrolmentRules(self._settings).forbidden())
        sheet.nowRequested.connect(self.now)
        sheet.enrolRequested.connect(self._enrol)
        sheet.waitingRequested.connect(show_waiting)
        sheet.destroyed.connect(self._forget_sheet)
        self._sheet = sheet
        sheet.show_state(self.state, self._clock.now())
        sheet.set_working(self._working)
        sheet.come_up()
        self._asking.run(self._syncer.state, self._show, self._untold)

    def _enrol(self, address: str, code: str) -> None:
        def enrolled(state: SyncState) -> None:
            if not self._settings.locked_by(options.SYNC_SERVER):
                self._settings.set(options.SYNC_SERVER, state.server)
            self._notices.info(self.tr("Ce poste est raccordé : ce qui attendait part maintenant."))
            self._show(state)
            self._due.start(0)

        self._work(lambda: self._syncer.enrol(address, code), enrolled)

    def _work(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self._working:
            return
        self._set_working(True)

        def ended(result: object) -> None:
            self._set_working(False)
            done(result)

        def failed(error: Exception) -> None:
            self._set_working(False)
            if not isinstance(error, AparteError):
                raise error
            if self._sheet is not None:
                self._sheet.show_problem(str(error))
            else:
                self._notices.problem(error)

        self._network.run(work, ended, failed)

    def _done(self, done: Round) -> None:
        bundle_before = self.state.refused_bundle
        asked_before = self.state.must_enrol
        self._show(done.state)
        if done.state.must_enrol and not asked_before:
            self._notices.warn(done.state.problem)
        if done.state.refused_bundle not in ("", bundle_before):
            self._notices.warn(in_words(done.state.refused_bundle))
        if done.erased:
            self.erased.emit()
        if done.renewed:
            self.renewed.emit()
        self._tell_urgent(done.urgent)
        if done.state.standing is not SyncStanding.LOCKED:
            if done.again_in_s * 1000 > _LOOK_MS and done.state.standing is not SyncStanding.ALONE:
                self._look.start(_LOOK_MS)
            self._due.start(round(done.again_in_s * 1000))

    def _looked(self, looked: Looked) -> None:
        self._tell_urgent(looked)
        if self._due.remainingTime() > _LOOK_MS:
            self._look.start(_LOOK_MS)

    def _tell_urgent(self, looked: Looked) -> None:
        if looked.newer is not None:
            self.urgent.emit(looked.newer)
        if looked.problem and looked.problem != self._problem:
            self._notices.warn(in_words(looked.problem))
        self._problem = looked.problem

    def _show(self, state: SyncState) -> None:
        self.state = state
        self.changed.emit(state)
        if self._sheet is not None:
            self._sheet.show_state(state, self._clock.now())

    def _set_working(self, working: bool) -> None:
        self._working = working
        if self._sheet is not None:
            self._sheet.set_working(working)

    def _forget_sheet(self) -> None:
        self._sheet = None

    @staticmethod
    def _untold(error: Exception) -> None:
        """Locked meanwhile: the lock says so already."""
        if not isinstance(error, AparteError):
            raise error
