"""The vault: the database behind its lock.

Locked, nothing of a contact can be read on this workstation, by the program either: the
connection is closed and our copies of the key are overwritten. Unlocking takes the PIN, or the
session's keyring where no PIN was asked for. Everything here may touch the disk and, with a
keyring, wait for the system: it runs on the store's serial lane.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.core.identifiers import Identifiers
from aparte.store.agents import Agent, AgentError, DamagedAgentsError
from aparte.store.backup import KEEP_DAYS, Backup, Backups
from aparte.store.checking import check
from aparte.store.copying import Progress
from aparte.store.doors import Doors, Need
from aparte.store.errors import DamagedStoreError, StoreClosedError
from aparte.store.keys import SHORTEST_PIN, KeyKeeper, ScryptCost, new_key, wipe
from aparte.store.places import StoreFiles
from aparte.store.presence import shared
from aparte.store.recovery import Opened, Recovery, Restored
from aparte.store.rekeying import Rekeyed, rekey
from aparte.store.slots import Keys
from aparte.store.store import Store

log = logging.getLogger(__name__)

# Writes what is being typed; what it raises keeps the vault open, so that nothing typed is lost.
Finish = Callable[[], None]


class VaultState(StrEnum):
    """ABSENT: nobody has started on this workstation yet."""

    ABSENT = "absent"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a store on this workstation is made of, before anyone opens it."""

    files: StoreFiles
    doors: Doors
    backups: Backups
    recovery: Recovery


def assemble(
    folder: Path,
    clock: Clock,
    keeper: KeyKeeper,
    cost: ScryptCost | None = None,
    *,
    require_pin: bool = False,
    shortest_pin: int = SHORTEST_PIN,
    keep_days: int = KEEP_DAYS,
) -> Parts:
    """The parts of the store in `folder`; raises `DamagedAgentsError`, `NewerAgentsError`."""
    files = StoreFiles(folder)
    doors = Doors(files, keeper, clock, cost, require_pin=require_pin, shortest_pin=shortest_pin)
    backups = Backups(files, clock, keep_days)
    return Parts(files, doors, backups, Recovery(files, backups, clock, Identifiers(clock)))


def settle(parts: Parts, keys: Keys, opener: bytearray) -> None:
    """After a change of key was cut short: the key that opened stands alone from now on, the other is wiped.

    A copy is taken at once: those of before may open with the other key only.
    """
    try:
        parts.backups.take(opener)
        parts.doors.settle(opener, keys.current)
    except AparteError:
        # Both keys are still sealed in every slot: the next opening will try again.
        log.warning("key change not settled", exc_info=True)
    for key in (keys.current, keys.upcoming):
        if key is not None and key is not opener:
            wipe(key)


class Vault:
    """One workstation's contacts, their key and their agents.

    `news` is what the last opening has to tell the agent (a copy was taken back), or empty.
    """

    def __init__(self, parts: Parts) -> None:
        self.doors = parts.doors
        self.backups = parts.backups
        self.news = ""
        self._parts = parts
        self._opened: Opened | None = None
        self._agent: Agent | None = None

    @property
    def state(self) -> VaultState:
        """What can be done now."""
        if self._opened is not None:
            return VaultState.UNLOCKED
        return VaultState.LOCKED if self.doors.begun else VaultState.ABSENT

    @property
    def agent(self) -> Agent | None:
        """Who works, or worked last before the lock."""
        return self._agent

    @property
    def store(self) -> Store:
        """The open store; `StoreClosedError` when it is locked."""
        return self._open().store

    def begin(self, name: str, secret: str = "") -> Agent:
        """The first agent of the workstation; `secret` is what `doors.need_to_add` asks for."""
        database = self._parts.files.database
        if not self.doors.begun and database.exists() and database.stat().st_size:
            raise DamagedAgentsError(
                "La base des échanges est là, mais la liste des agents et leurs clés ont disparu : demandez à "
                "l'informatique de reprendre « agents.json » d'une sauvegarde du poste, ou d'écarter "
                f"le dossier {database.parent}."
            )
        agent, keys = self.doors.begin(name, secret)
        self._enter(agent, keys)
        return agent

    def unlock(self, agent_ref: str, secret: str = "") -> Agent:
        """Open for an agent; `WrongSecretError`, `TooManyAttemptsError`, or what the keyring and the disk raise."""
        agent = self.doors.directory.agent(agent_ref)
        keys = self.doors.open(agent_ref, secret)
        if self._opened is None:
            self._enter(agent, keys)
        else:
            keys.wipe()
            self._agent = agent
        return agent

    def reauthenticate(self, secret: str = "") -> Agent:
        """Open again for whoever was there at the lock; without a PIN the session's keyring answers for them."""
        if self._agent is None:
            raise StoreClosedError("Choisissez d'abord un agent dans la liste.")
        return self.unlock(self._agent.ref, secret)

    def switch(self, agent_ref: str, secret: str, finish: Finish) -> Agent:
        """Hand the workstation to another agent, the first one's work written; a wrong PIN changes nothing."""
        finish()
        return self.unlock(agent_ref, secret)

    def lock(self, finish: Finish) -> None:
        """Write what is being typed, close the database, wipe the key; raises what `finish` raises, still open."""
        if self._opened is None:
            return
        finish()
        self._leave()

    def add(self, name: str, secret: str) -> Agent:
        """One more agent."""
        return self.doors.add(self._open().key, name, secret)

    def rename(self, agent_ref: str, name: str) -> None:
        """Another name for an agent."""
        self.doors.rename(agent_ref, name)
        if self._agent is not None and self._agent.ref == agent_ref:
            self._agent = self.doors.directory.agent(agent_ref)

    def remove(self, agent_ref: str) -> None:
        """Take an agent off the workstation, who is not the one at work; their contacts stay, under their pseudonym."""
        self._open()
        if self._agent is not None and self._agent.ref == agent_ref:
            raise AgentError("L'agent qui travaille ne peut pas être retiré : laissez d'abord la place à un autre.")
        self.doors.remove(agent_ref)

    def change_secret(self, old: str, new: str) -> None:
        """Another PIN for the agent at work, who proves the old one."""
        opened, agent = self._open(), self._agent
        if agent is None:
            raise StoreClosedError("Choisissez d'abord un agent dans la liste.")
        self.doors.open(agent.ref, old).wipe()
        self.doors.change(opened.key, agent.ref, new)

    def set_escrow(self, passphrase: str) -> None:
        """The passphrase that the IT department keeps for the day when every PIN is forgotten."""
        self.doors.set_escrow(self._open().key, passphrase)

    def entrusted(self, public: str, *, replacing: bool) -> str:
        """The key, sealed to the town's recovery key, to be kept elsewhere; empty when it may not be.

        The first recovery key that this workstation heard of stays its own, unless `replacing`: a server that
        changes it by itself is given nothing.
        """
        return self.doors.entrusted(self._open().key, public, replacing=replacing)

    def back_up(self, progress: Progress | None = None) -> Backup:
        """The day's copy, now; may run on another lane than the database's."""
        key = bytearray(self._open().key)
        try:
            return self.backups.take(key, progress)
        finally:
            wipe(key)

    def examine(self) -> tuple[str, ...]:
        """Every fault of the database, in French; for a free lane: a large file is not read whole at the start."""
        key = bytearray(self._open().key)
        try:
            with shared(self._parts.files):
                return check(self._parts.files.database, key)
        finally:
            wipe(key)

    def restore(self, chosen: Backup | None, finish: Finish) -> Restored:
        """Take a copy back, the last sound one by default; the database is open again at the end."""
        with suppress(DamagedStoreError):  # the copy gets it too
            finish()
        keys = Keys(bytearray(self._open().key))
        self._leave()
        try:
            restored = self._parts.recovery.restore(keys, chosen)
        finally:
            self._reopen(keys)
        try:
            finish()
        except AparteError:
            # It is still on the screen, and kept again at the next key.
            log.warning("what is typed is not in the copy yet", exc_info=True)
        return restored

    def rekey(self, finish: Finish, progress: Progress | None = None) -> Rekeyed:
        """A new key; the database is open again at the end, under whichever key stands."""
        finish()
        upcoming = new_key()
        keys = Keys(bytearray(self._open().key), upcoming)
        self._leave()
        try:
            done = rekey(self._parts.files, self.doors, keys, self.backups, progress)
        except BaseException:
            self._reopen(keys)
            raise
        wipe(keys.current)
        self._reopen(Keys(upcoming))
        return done

    def need(self, agent_ref: str) -> Need:
        """What an agent has to type to open."""
        return self.doors.need(agent_ref)

    def _enter(self, agent: Agent, keys: Keys) -> None:
        self._reopen(keys)
        self._agent = agent

    def _reopen(self, keys: Keys) -> None:
        try:
            opened = self._parts.recovery.open(keys)
        except BaseException:
            keys.wipe()
            raise
        self._opened, self.news = opened, opened.news
        if keys.upcoming is not None:
            settle(self._parts, keys, opened.key)

    def _open(self) -> Opened:
        if self._opened is None:
            raise StoreClosedError("Les échanges sont verrouillés : rouvrez votre session, puis recommencez.")
        return self._opened

    def _leave(self) -> None:
        opened = self._open()
        self._opened = None
        try:
            opened.close()
        except AparteError:
            # What was committed is in the file's journal all the same.
            log.warning("not closed cleanly", exc_info=True)
        finally:
            wipe(opened.key)
