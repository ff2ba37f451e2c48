"""The workstation: who may open its contacts, who is at work, and what is done every day."""

import getpass
import logging
from dataclasses import dataclass

from aparte.assist.contacts.register import AtWork
from aparte.assist.contacts.teaching import NAME, Teacher
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.store.agents import Agent
from aparte.store.doors import Need
from aparte.store.errors import StoreClosedError
from aparte.store.vault import Finish, Vault, VaultState

log = logging.getLogger(__name__)

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """What a screen shows of the workstation.

    `agents` may be nobody yet; `at_work` is None while locked; `need_to_begin` is what the first
    agent must choose; `news` is one French sentence about the last opening, or empty.
    """

    state: VaultState
    agents: tuple[Agent, ...]
    at_work: Agent | None
    need_to_begin: Need
    news: str = ""


class Workstation:
    """Implements `Register` over the vault; everything here belongs on the store's serial lane."""

    def __init__(self, vault: Vault, teacher: Teacher, clock: Clock) -> None:
        self.vault = vault
        self._teacher = teacher
        self._clock = clock

    def at_work(self) -> AtWork:
        """The open store and its agent; raises `StoreClosedError` while locked."""
        agent = self.vault.agent
        if agent is None:
            raise StoreClosedError("Les échanges sont verrouillés : ouvrez votre session, puis recommencez.")
        return AtWork(self.vault.store, agent.ref)

    def standing(self) -> Standing:
        """The workstation as it is now."""
        doors, state = self.vault.doors, self.vault.state
        at_work = self.vault.agent if state is VaultState.UNLOCKED else None
        return Standing(state, doors.agents, at_work, doors.need_to_add(), self.vault.news)

    def start(self) -> Standing:
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
        return self.standing()

    def begin(self, name: str, secret: str = "") -> Standing:
        """The first agent of the workstation."""
        self.vault.begin(name, secret)
        return self._entered()

    def unlock(self, agent_ref: str, secret: str = "") -> Standing:
        """Open for an agent, or hand over to another."""
        self.vault.unlock(agent_ref, secret)
        return self._entered()

    def lock(self, finish: Finish = lambda: None) -> Standing:
        """Write what is being typed, close the store, wipe the key and what was learned."""
        self.vault.lock(finish)
        self._teacher.forget_all()
        return self.standing()

    def upkeep(self) -> None:
        """What is done every day: delete what has passed its day. Told in the log, never to an agent."""
        expired = self.at_work().store.retention.expire(self._clock.now())
        if expired.doubted:
            log.warning("retention waits: the clock jumped")

    def back_up(self) -> None:
        """The day's copy, when it is due; a refusal is logged, the next hour tries again."""
        if self.vault.state is not VaultState.UNLOCKED or not self.vault.backups.due():
            return
        try:
            self.vault.back_up()
        except AparteError:
            log.warning("no backup today", exc_info=True)

    def _entered(self) -> Standing:
        memory = self.vault.store.memory
        self._teacher.remember(memory.get(NAME), memory.lessons())
        return self.standing()


def _account_name() -> str:
    """The name of this session's account, for the lock screen of this workstation alone."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return name.strip()[:_LONGEST_NAME] or "Agent"
