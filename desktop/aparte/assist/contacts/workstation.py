"""The workstation: who may open its contacts, who is at work, and what is done every day."""

import getpass
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from aparte.assist.contacts.register import AtWork
from aparte.assist.contacts.teaching import NAME, Teacher
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.store.backup import Backup
from aparte.store.copying import Progress
from aparte.store.doors import Need
from aparte.store.errors import StoreClosedError
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


class Workstation:
    """Implements `Register` over the vault; everything here belongs on the store's serial lane."""

    def __init__(self, vault: Vault, teacher: Teacher, clock: Clock) -> None:
        self.vault = vault
        self._teacher = teacher
        self._clock = clock
        self._examined_on: date | None = None

    def at_work(self) -> AtWork:
        """The open store and its agent; raises `StoreClosedError` while locked."""
        agent = self.vault.agent
        if agent is None:
            raise StoreClosedError("Les échanges sont verrouillés : ouvrez votre session, puis recommencez.")
        return AtWork(self.vault.store, agent.ref)

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
            return ""
        log.warning("retention waits: the clock jumped")
        return _DOUBTED

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
