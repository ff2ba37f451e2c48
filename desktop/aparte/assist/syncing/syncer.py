"""What the window and the commands ask of synchronisation: enrol, exchange, and say where things stand."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import TypeVar

from aparte.assist.contacts.register import ClosedRecordsError
from aparte.assist.contacts.workstation import Workstation, lease_warning
from aparte.assist.syncing.receiving import Received, Receiver
from aparte.assist.syncing.rules import EnrolmentRules
from aparte.assist.urgent.feed import Looked, UrgentFeed
from aparte.core.clock import Clock
from aparte.core.errors import AparteError, UsageError
from aparte.core.lanes import Lane
from aparte.settings import Settings
from aparte.store.errors import StoreClosedError
from aparte.store.link import Enrolment
from aparte.store.store import Store
from aparte.store.team_state import TeamStanding
from aparte.sync.engine import SyncEngine
from aparte.sync.http_server import HttpServer
from aparte.sync.network import Network, Pool, checked_address, pool_for
from aparte.sync.schedule import Backoff
from aparte.sync.server import BusyError, NotTakenError, SyncError, refused_sentence
from aparte.wire.codes import scanned

log = logging.getLogger(__name__)

T = TypeVar("T")
Connect = Callable[[str, Network], Pool]

# An urgent change must reach a connected device within five minutes.
EVERY_S = 120.0
EVERY_SLOW_S = 1800.0
SOON_S = 1.0
NOTHING_NEW = Looked()


class SyncStanding(StrEnum):
    """How things are with the server, for one calm indicator.

    ALONE: this workstation is enrolled nowhere. LOCKED: the contacts are locked, nothing can be
    sent. SYNCED: nothing waits. WAITING: something waits for the next exchange. OFFLINE: the last
    exchange failed. REFUSED: the server no longer takes this device.
    """

    ALONE = "alone"
    LOCKED = "locked"
    SYNCED = "synced"
    WAITING = "waiting"
    OFFLINE = "offline"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the indicator says.

    `waiting` counts the events not acknowledged; `since` is the first failure in a row; `problem` a
    French sentence about the last one, or empty; `server` the address, or empty. `bundle` names the
    bundle of knowledge in service, `refused_bundle` says why a newer one was not taken; both may be empty.
    ALONE with a problem is a workstation that the town wants enrolled. `closed` says why the records
    can't be read now, `warning` that they soon won't be; `team_code` is what to type on a workstation that joins.
    """

    standing: SyncStanding
    waiting: int = 0
    synced_at: datetime | None = None
    since: datetime | None = None
    problem: str = ""
    server: str = ""
    bundle: str = ""
    refused_bundle: str = ""
    closed: str = ""
    warning: str = ""
    team: TeamStanding = TeamStanding.NONE
    team_code: str = ""

    @property
    def must_enrol(self) -> bool:
        """Whether somebody has to ask for a code."""
        return self.standing is SyncStanding.REFUSED or (self.standing is SyncStanding.ALONE and bool(self.problem))


@dataclass(frozen=True, slots=True)
class Round:
    """One exchange as it ended: the state after it, and the seconds to wait before the next.

    `erased` counts contacts, `call_backs` those of the team that changed; `renewed` when a bundle came into
    service; `urgent`, what the look at urgent changes brought.
    """

    state: SyncState
    again_in_s: float
    erased: int = 0
    renewed: bool = False
    urgent: Looked = NOTHING_NEW
    call_backs: int = 0


class Syncer:
    """Exchanges for one workstation; `enrol`, `round` and `state` block, and belong on a lane of their own."""

    def __init__(
        self,
        workstation: Workstation,
        store_lane: Lane,
        network: Callable[[], Network],
        clock: Clock,
        *,
        connect: Connect = pool_for,
        backoff: Backoff | None = None,
        slow: Callable[[], bool] = lambda: False,
        receiver: Receiver | None = None,
        urgent: UrgentFeed | None = None,
        rules: EnrolmentRules | None = None,
    ) -> None:
        self._workstation = workstation
        self._store_lane = store_lane
        self._network = network
        self._clock = clock
        self._connect = connect
        self._backoff = backoff or Backoff()
        self._slow = slow
        self._receiver = receiver
        self._urgent = urgent
        self._rules = rules or EnrolmentRules(Settings())
        self._since: datetime | None = None
        self._problem = ""
        self._one_at_a_time = Lock()
        self._engine = SyncEngine(self._on_store, self._server_for, clock, self._escrow)

    def enrol(self, address: str, code: str) -> SyncState:
        """Become a device of the town's server.

        Raises `SyncError`, `UsageError`, `StoreClosedError`, and `LockedOptionError` where the policy forbids it.
        """
        self._rules.refuse_enrolling()
        read = scanned(address) or scanned(code)
        if read is not None:
            address, code = read.address, read.code
        return self._enrol(address, code)

    def _enrol(self, address: str, code: str) -> SyncState:
        server = checked_address(address)
        self._rules.refuse_address(server)
        with self._one_at_a_time:
            before = self._on_store(lambda store: store.link.enrolment())
            self._engine.enrol(server, code, HttpServer(server, self._connect(server, self._network())))
            if self._receiver is not None and before is not None and before.server != server:
                self._receiver.joined_another()
            self._forget_failures()
        return self.state()

    def join_team(self, code: str) -> SyncState:
        """The team's code, as another workstation shows it: it serves at the next exchange."""
        self._on_store(lambda store: store.team.type_code(code))
        return self.state()

    def leave(self) -> SyncState:
        """Send to no server any more; what was recorded stays.

        `LockedOptionError` where the policy forbids it, `ClosedRecordsError` while the records are closed.
        """
        self._rules.refuse_leaving()
        if closed := self.state().closed:
            raise ClosedRecordsError(closed)
        self._on_store(lambda store: store.link.leave())
        self._forget_failures()
        return self.state()

    def round(self) -> Round:
        """One exchange; never raises `SyncError`: the state says what happened."""
        try:
            self._enrol_by_file()
        except (SyncError, UsageError) as error:
            return self._failed(error)
        with self._one_at_a_time:
            try:
                done = self._engine.exchange()
            except StoreClosedError:
                return Round(SyncState(SyncStanding.LOCKED), self._usual())
            except SyncError as error:
                return self._failed(error)
            self._forget_failures()
            if done.set_aside:
                log.warning("the server set %d events aside", done.set_aside)
            if done.applied:
                self._store_lane.submit(self._workstation.relearn).result()
            looked = self._looked()
            if looked.newer is not None:
                # A bundle may take long to come: what is urgent is handed on first.
                return Round(self.state(), SOON_S, done.applied, urgent=looked, call_backs=done.call_backs)
            received = self._received()
            again = SOON_S if received.more else self._usual()
            return Round(self.state(), again, done.applied, received.new, looked, done.call_backs)

    def look(self) -> Looked:
        """Look for urgent changes alone: a slow line can bear that each time, and a whole exchange not."""
        with self._one_at_a_time:
            return self._looked()

    def state(self) -> SyncState:
        """Where things stand, without asking the network."""
        try:
            return self._store_lane.submit(self._look).result()
        except StoreClosedError:
            return SyncState(SyncStanding.LOCKED)

    def _look(self) -> SyncState:
        store = self._workstation.at_work().store
        enrolment, waiting = store.link.enrolment(), store.outbox.waiting()
        if enrolment is None:
            return SyncState(SyncStanding.ALONE, waiting, problem=self._problem or self._rules.wanted())
        lease = self._workstation.lease()
        state = SyncState(
            SyncStanding.WAITING if waiting else SyncStanding.SYNCED,
            waiting,
            enrolment.synced_at,
            self._since,
            self._problem,
            enrolment.server,
            *self._bundle(),
            closed=self._workstation.closed(),
            warning=lease_warning(lease) if lease is not None and lease.warned and not lease.ended else "",
            team=store.team.standing(),
            team_code=store.team.code,
        )
        if enrolment.refused:
            # Its own reason, and not that of the last try: it holds until a new code. No network is missing.
            reason = refused_sentence(enrolment.refused)
            return replace(state, standing=SyncStanding.REFUSED, since=None, problem=reason)
        return replace(state, standing=SyncStanding.OFFLINE) if self._problem else state

    def _received(self) -> Received:
        """What came of bundles behind this exchange."""
        enrolment = self._on_store(lambda store: store.link.enrolment())
        if self._receiver is None or enrolment is None:
            return Received()
        pool = self._connect(enrolment.server, self._network())
        return self._receiver.receive(enrolment.server, pool, enrolment.token)

    def _bundle(self) -> tuple[str, str]:
        if self._receiver is None:
            return "", ""
        received = self._receiver.state()
        return received.bundle, received.problem

    def _looked(self) -> Looked:
        try:
            enrolment = self._on_store(lambda store: store.link.enrolment())
        except StoreClosedError:
            return NOTHING_NEW
        if self._urgent is None or enrolment is None or enrolment.refused:
            return NOTHING_NEW
        try:
            pool = self._connect(enrolment.server, self._network())
        except SyncError:
            return NOTHING_NEW
        return self._urgent.look(enrolment.server, pool, enrolment.token)

    def _enrol_by_file(self) -> None:
        """Use up the code that an administrator left, if this workstation is enrolled nowhere."""
        code = self._rules.left_code()
        if not code or self.state().standing not in (SyncStanding.ALONE, SyncStanding.REFUSED):
            return
        try:
            self._enrol(self._rules.address, code)
        except StoreClosedError:
            return
        except NotTakenError:
            self._rules.used_up(code)
            raise
        self._rules.used_up(code)

    def _failed(self, error: AparteError) -> Round:
        log.warning("no exchange: %s", type(error).__name__)
        self._since = self._since or self._clock.now()
        self._problem = str(error)
        wait = self._backoff.failed(error.after_s if isinstance(error, BusyError) else 0.0)
        if isinstance(error, NotTakenError):
            # Only a new code changes that; the server may all the same have been restored meanwhile.
            wait = max(wait, EVERY_SLOW_S)
        return Round(self.state(), wait)

    def _forget_failures(self) -> None:
        self._since, self._problem = None, ""
        self._backoff.succeeded()

    def _escrow(self) -> str:
        return self._store_lane.submit(self._workstation.escrow).result()

    def _usual(self) -> float:
        return EVERY_SLOW_S if self._slow() else EVERY_S

    def _on_store(self, work: Callable[[Store], T]) -> T:
        return self._store_lane.submit(lambda: work(self._workstation.at_work().store)).result()

    def _server_for(self, enrolment: Enrolment) -> HttpServer:
        return HttpServer(enrolment.server, self._connect(enrolment.server, self._network()), enrolment.token)
