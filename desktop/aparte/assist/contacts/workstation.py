"""The workstation: who may open its contacts, who is at work, and what is done every day."""

import getpass
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from aparte.assist.contacts.register import AtWork, ClosedRecordsError
from aparte.assist.contacts.teaching import NAME, Teacher
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.store.backup import Backup
from aparte.store.copying import Progress
from aparte.store.doors import Need
from aparte.store.errors import StoreClosedError
from aparte.store.lease import Lease
from aparte.store.recovery import Restored
from aparte.store.rekeying import Rekeyed
from aparte.store.vault import Finish, Vault, VaultState

log = logging.getLogger(__name__)

_LONGEST_NAME = 60
_DOUBTED = "L'horloge de ce poste semble fausse : rien n'est effacé tant qu'elle n'est pas confirmée."
_FAULTY = (
    "La base des échanges a un défaut : prévenez l'informatique, qui le verra avec « aparte store check » et "
    "reprendra une sauvegarde avec « aparte store restore ». Vous pouvez continuer."
)


# The server's word for a device that the town shut out.
_SHUT_OUT = "token_revoked"
_REVOKED = (
    "Ce poste a été retiré par la mairie : les échanges d'avant y sont fermés, rien n'est effacé. Vous pouvez "
    "enregistrer ; demandez un code de raccordement."
)
_AWAY = (
    "Ce poste n'a pas joint le serveur de la mairie depuis {days} jours : les échanges d'avant sont fermés, rien "
    "n'est effacé. Vous pouvez enregistrer ; ils se rouvrent dès qu'il répond."
)
_LAST_DAY = (
    "Ce poste n'a pas joint le serveur de la mairie depuis longtemps : ses échanges se fermeront demain. "
    "Reliez-le au réseau de la mairie aujourd'hui."
)
_LAST_DAYS = (
    "Ce poste n'a pas joint le serveur de la mairie depuis longtemps : ses échanges se fermeront dans {days} jours. "
    "Reliez-le d'ici là au réseau de la mairie."
)


def lease_warning(lease: Lease) -> str:
    """What an agent is told in the last week."""
    return _LAST_DAY if lease.days_left <= 1 else _LAST_DAYS.format(days=lease.days_left)


class Workstation:
    """Implements `Register` over the vault; everything here belongs on the store's serial lane."""

    def __init__(
        self, vault: Vault, teacher: Teacher, clock: Clock, *, lease_days: int = 0, recovery_key: str = ""
    ) -> None:
        self.vault = vault
        self._teacher = teacher
        self._clock = clock
        self._lease_days = lease_days
        self._recovery_key = recovery_key
        self._examined_on: date | None = None
        self._warned_on: date | None = None

    def at_work(self) -> AtWork:
        """The open store and its agent; raises `StoreClosedError` while locked."""
        agent = self.vault.agent
        if agent is None:
            raise StoreClosedError("Les échanges sont verrouillés : ouvrez votre session, puis recommencez.")
        return AtWork(self.vault.store, agent.ref, agent.name)

    def reading(self) -> AtWork:
        """The same, to read what was recorded before; `ClosedRecordsError` once the lease ended, or when shut out."""
        work = self.at_work()
        if why := self.closed():
            raise ClosedRecordsError(why)
        return work

    def lease(self) -> Lease | None:
        """How long the workstation may still stay away; None without a server, or for ever."""
        return self.at_work().store.lease.look(self._lease_days)

    def closed(self) -> str:
        """Why the records are closed, in one French sentence, or empty; recording goes on meanwhile."""
        enrolment = self.at_work().store.link.enrolment()
        if enrolment is not None and enrolment.refused == _SHUT_OUT:
            return _REVOKED
        lease = self.lease()
        return _AWAY.format(days=lease.days) if lease is not None and lease.ended else ""

    def escrow(self) -> str:
        """The key of this workstation, sealed to the town's recovery key; empty when there is none to trust."""
        offered = self.at_work().store.team.recovery()
        if not offered or (self._recovery_key and offered != self._recovery_key):
            return ""
        return self.vault.entrusted(offered, replacing=bool(self._recovery_key))

    def start(self) -> None:
        """Open without a question where none is needed: one agent, whose session's keyring answers.

        Where a code or a passphrase must be typed or chosen, the contacts stay locked.
        """
        doors = self.vault.doors
        if self.vault.state is VaultState.ABSENT:
            if doors.need_to_add() is Need.NOTHING:
                self.begin(_account_name())
        elif self.vault.state is VaultState.LOCKED and len(doors.agents) == 1:
            only = doors.agents[0]
            if doors.need(only.ref) is Need.NOTHING and not doors.must_choose_pin(only.ref):
                self.unlock(only.ref)

    def begin(self, name: str, secret: str = "") -> None:
        """The first agent of the workstation."""
        self.vault.begin(name, secret)
        self._remember()

    def unlock(self, agent_ref: str, secret: str = "") -> None:
        """Open for an agent, or hand over to another."""
        self.vault.unlock(agent_ref, secret)
        self._remember()

    def lock(self, finish: Finish = lambda: None) -> None:
        """Write what is being typed, close the store, wipe the key and what was learned."""
        self.vault.lock(finish)
        self._teacher.forget_all()

    def restore(self, chosen: Backup | None = None, finish: Finish = lambda: None) -> Restored:
        """Take a copy back; the predictor knows afterwards what the copy taught, and no more."""
        with self._learned_anew():
            return self.vault.restore(chosen, finish)

    def rekey(self, finish: Finish = lambda: None, progress: Progress | None = None) -> Rekeyed:
        """A new key for the store."""
        with self._learned_anew():
            return self.vault.rekey(finish, progress)

    def relearn(self) -> None:
        """Contacts were erased by the town: what was learned from them goes too."""
        if self.vault.state is VaultState.UNLOCKED:
            self._remember()

    def upkeep(self) -> str:
        """What is done every day: delete what has passed its day; returns what the agent must know, or empty."""
        expired = self.at_work().store.retention.expire(self._clock.now())
        if not expired.doubted:
            return self._warning()
        log.warning("retention waits: the clock jumped")
        return _DOUBTED

    def _warning(self) -> str:
        """Once a day, in the last week of the lease."""
        lease, today = self.lease(), self._clock.today()
        if lease is None or lease.ended or not lease.warned or self._warned_on == today:
            return ""
        self._warned_on = today
        return lease_warning(lease)

    def examine(self) -> str:
        """Once a day, the whole database; returns what the agent must know, or empty.

        It takes seconds and has a connection of its own: it belongs on a free lane. A refusal is
        logged, the next call tries again.
        """
        today = self._clock.today()
        if self.vault.state is not VaultState.UNLOCKED or self._examined_on == today:
            return ""
        try:
            faults = self.vault.examine()
        except AparteError:
            log.warning("not examined today", exc_info=True)
            return ""
        self._examined_on = today
        if not faults:
            return ""
        log.error("the store has %d faults", len(faults))
        return _FAULTY

    def back_up(self) -> None:
        """The day's copy, when it is due; a refusal is logged, the next hour tries again."""
        if self.vault.state is not VaultState.UNLOCKED or not self.vault.backups.due():
            return
        try:
            self.vault.back_up()
        except AparteError:
            log.warning("no backup today", exc_info=True)

    @contextmanager
    def _learned_anew(self) -> Iterator[None]:
        """Whatever the block did to the store, the predictor follows it."""
        try:
            yield
        finally:
            if self.vault.state is VaultState.UNLOCKED:
                self._remember()
            else:
                self._teacher.forget_all()

    def _remember(self) -> None:
        memory = self.vault.store.memory
        self._teacher.remember(memory.get(NAME), memory.lessons(), memory.taught())


def _account_name() -> str:
    """The name of this session's account, for the lock screen of this workstation alone."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return name.strip()[:_LONGEST_NAME] or "Agent"
