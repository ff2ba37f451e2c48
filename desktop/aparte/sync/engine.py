"""One exchange with the server: send what waits, learn what it has, apply what changed.

The engine runs off the store's lane and asks that lane for each short piece of work, so that
saving a contact never waits for the network. Whatever stops it, at any point, loses nothing: the
store alone says what was acknowledged and applied.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aparte.core.clock import Clock
from aparte.store.link import Applied, Enrolment, ServerChange
from aparte.store.outbox import ForkError
from aparte.store.store import Store
from aparte.sync.server import Ack, Granted, NotTakenError, OddAnswerError, OutOfStepError, Server
from aparte.sync.team import OnStore, TeamRound
from aparte.wire.codes import split

log = logging.getLogger(__name__)


# A token lasts three months: renewed at half of them, it lets a device stay away for six weeks.
RENEW_BEFORE = timedelta(days=45)
_MOST_STEPS_BACK = 8
_CONFUSED = (
    "Le serveur de la mairie répond de façon incohérente : prévenez l'informatique. Rien n'est perdu, "
    "ce qui est enregistré reste à envoyer."
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one exchange did.

    Events sent, events the server set aside, contacts erased at the town's request, call-backs of the team that
    changed.
    """

    sent: int = 0
    set_aside: int = 0
    applied: int = 0
    call_backs: int = 0
    forked: bool = False


class SyncEngine:
    """Exchanges with one server; `server_for` speaks for the device that an enrolment names.

    `escrow` gives this workstation's key, sealed to the town's recovery key, or nothing.
    """

    def __init__(
        self,
        on_store: OnStore,
        server_for: Callable[[Enrolment], Server],
        clock: Clock,
        escrow: Callable[[], str] = lambda: "",
    ) -> None:
        self._escrow = escrow
        self._on_store = on_store
        self._server_for = server_for
        self._clock = clock

    def enrol(self, server: str, code: str, speaking: Server) -> None:
        """Become a device of `server`; everything recorded so far is to be sent. Raises `SyncError`."""
        # A locked store is told before the code is used up.
        self._on_store(lambda store: store.link.enrolment())
        granted = speaking.enrol(code)
        self._become(server, granted)
        team_code = split(code)[1]
        if team_code:
            self._on_store(lambda store: store.team.type_code(team_code))

    def exchange(self) -> Exchange:
        """Push until nothing waits, then pull until nothing follows; nothing at all before enrolment.

        Raises `SyncError`; a device that the server no longer takes is marked as refused.
        """
        enrolment = self._on_store(lambda store: store.link.enrolment())
        if enrolment is None:
            return Exchange()
        try:
            return self._exchange(enrolment)
        except NotTakenError as error:
            word = error.word
            self._on_store(lambda store: store.link.refuse(word))
            raise

    def _exchange(self, enrolment: Enrolment) -> Exchange:
        enrolment = self._renewed(enrolment)
        sending = _Sending(self._on_store, self._server_for(enrolment))
        forked, told = False, Ack(0, "")
        for _ in range(2):
            try:
                told = sending.send_all()
                break
            except ForkError:
                if forked:
                    raise OddAnswerError(_CONFUSED) from None
                forked = True
                enrolment = self._fork(enrolment)
                sending.server = self._server_for(enrolment)
        server, device_id = self._server_for(enrolment), enrolment.device_id
        TeamRound(self._on_store, server, device_id).settle(told.team_version)
        if self._on_store(lambda store: store.call_backs.share()):
            sending.send_all()
        applied = self._pull(server)
        self._entrust(server, device_id)
        self._on_store(lambda store: _synced(store, told))
        return Exchange(sending.sent, sending.set_aside, applied.erased, applied.call_backs, forked)

    def _entrust(self, server: Server, device_id: str) -> None:
        """The workstation's key, sealed, when the town has a recovery key and it is not kept as it now is."""
        document = self._escrow()
        digest = hashlib.sha256(f"{device_id} {document}".encode()).hexdigest() if document else ""
        if document and digest != self._on_store(lambda store: store.team.escrowed()):
            server.entrust(document)
            self._on_store(lambda store: store.team.note_escrow(digest))

    def _renewed(self, enrolment: Enrolment) -> Enrolment:
        if enrolment.expires_at - self._clock.now() > RENEW_BEFORE:
            return enrolment
        granted = self._server_for(enrolment).rotate()
        self._on_store(lambda store: store.link.renew(granted.token, granted.expires_at))
        return self._enrolled()

    def _fork(self, enrolment: Enrolment) -> Enrolment:
        """A copied disk or a restored base: another device, which sends all that it keeps."""
        log.warning("the server knows other events under our numbers: becoming another device")
        self._become(enrolment.server, self._server_for(enrolment).fork())
        return self._enrolled()

    def _become(self, server: str, granted: Granted) -> None:
        self._on_store(lambda store: store.link.become(server, granted.device_id, granted.token, granted.expires_at))

    def _enrolled(self) -> Enrolment:
        enrolment = self._on_store(lambda store: store.link.enrolment())
        if enrolment is None:
            # Another program has left the server meanwhile.
            raise OddAnswerError(_CONFUSED)
        return enrolment

    def _pull(self, server: Server) -> Applied:
        applied, more = Applied(), True
        while more:
            before = self._on_store(lambda store: store.link.cursor())
            page = server.changes(before)
            if page.more and page.cursor == before:
                raise OddAnswerError(_CONFUSED)
            if page.cursor != before:
                page_did = self._apply(page.changes, page.cursor)
                applied = Applied(applied.erased + page_did.erased, applied.call_backs + page_did.call_backs)
            more = page.more
        return applied

    def _apply(self, changes: Sequence[ServerChange], cursor: str) -> Applied:
        return self._on_store(lambda store: store.link.apply(changes, cursor))


class _Sending:
    """Pushes the outbox until it is empty."""

    def __init__(self, on_store: OnStore, server: Server) -> None:
        self.server = server
        self.sent = 0
        self.set_aside = 0
        self._on_store = on_store

    def send_all(self) -> Ack:
        """What the server said first; raises `ForkError` when its events are not ours."""
        # An empty outbox learns here that the server was restored, or that the disk was copied.
        told = self.server.ack()
        self._learn(told)
        steps_back = 0
        while batch := self._on_store(lambda store: store.outbox.pending()):
            try:
                pushed = self.server.push(batch)
            except OutOfStepError as error:
                steps_back += 1
                if steps_back > _MOST_STEPS_BACK:
                    raise OddAnswerError(_CONFUSED) from None
                if error.forked:
                    raise ForkError("") from None
                self._learn(error.ack)
                continue
            if pushed.ack.seq < batch[-1].seq:
                raise OddAnswerError(_CONFUSED)
            self._learn(pushed.ack)
            self.sent += len(batch)
            self.set_aside += pushed.set_aside
        return told

    def _learn(self, ack: Ack) -> None:
        """What the server has, whether more than we knew or less."""
        self._on_store(lambda store: _learn(store, ack))


def _synced(store: Store, told: Ack) -> None:
    with store.database.writing():
        store.link.synced()
        if told.lease_days is not None:
            store.lease.grant(told.lease_days)


def _learn(store: Store, ack: Ack) -> None:
    if not store.outbox.holds(ack.seq, ack.event_id):
        raise ForkError("")
    store.outbox.rewind(ack.seq)
    store.outbox.acknowledge(ack.seq, ack.event_id)
