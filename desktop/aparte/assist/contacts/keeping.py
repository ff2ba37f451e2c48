"""The keeper of the real workstation: what screens ask, in the vault's words, and its refusals in theirs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aparte.assist.contacts.agents import Agent, Door, Secret, TryLaterError, WrongCodeError
from aparte.assist.contacts.workstation import Workstation
from aparte.store import agents as stored
from aparte.store.attempts import TooManyAttemptsError
from aparte.store.doors import Need
from aparte.store.errors import StoreClosedError
from aparte.store.keys import WrongSecretError
from aparte.store.vault import VaultState

_SECRETS = {Need.NOTHING: Secret.NOTHING, Need.PIN: Secret.PIN, Need.PASSPHRASE: Secret.PASSPHRASE}


class WorkstationKeeper:
    """Implements `agents.Keeper`; `finish` writes what is being typed, on the store's lane."""

    def __init__(self, workstation: Workstation, finish: Callable[[], None] = lambda: None) -> None:
        self._workstation = workstation
        self._vault = workstation.vault
        self._finish = finish

    def start(self) -> Door:
        """Open without a question where none is needed."""
        self._workstation.start()
        return self.door()

    def door(self) -> Door:
        """How the workstation stands now."""
        vault = self._vault
        return Door(
            agents=tuple(self._shown(agent) for agent in vault.doors.agents),
            current=None if vault.agent is None else self._shown(vault.agent),
            unlocked=vault.state is VaultState.UNLOCKED,
            to_add=_SECRETS[vault.doors.need_to_add()],
            news=vault.news,
        )

    def begin(self, name: str, secret: str) -> Agent:
        """The first agent of the workstation."""
        self._workstation.begin(name, secret)
        return self._current()

    def unlock(self, ref: str, secret: str) -> Agent:
        """Open for an agent, or hand over to one, the first one's work written."""
        if self._vault.state is VaultState.UNLOCKED:
            self._finish()
        with _told():
            self._workstation.unlock(ref, secret)
        return self._current()

    def lock(self) -> None:
        """Write what is being typed, then close and wipe the key."""
        self._workstation.lock(self._finish)

    def add(self, name: str, secret: str) -> Agent:
        """One more agent."""
        return self._shown(self._vault.add(name, secret))

    def rename(self, ref: str, name: str) -> None:
        """Another name on the lock screen."""
        self._vault.rename(ref, name)

    def remove(self, ref: str) -> None:
        """Take an agent off the workstation."""
        self._vault.remove(ref)

    def change_secret(self, old: str, new: str) -> None:
        """Another code for the agent at work."""
        with _told():
            self._vault.change_secret(old, new)

    def _current(self) -> Agent:
        agent = self._vault.agent
        if agent is None:
            raise StoreClosedError("Les échanges sont verrouillés : ouvrez votre session, puis recommencez.")
        return self._shown(agent)

    def _shown(self, agent: stored.Agent) -> Agent:
        return Agent(agent.ref, agent.name, _SECRETS[self._vault.need(agent.ref)])


@contextmanager
def _told() -> Iterator[None]:
    """The store's refusals in the words that screens know."""
    try:
        yield
    except TooManyAttemptsError as error:
        raise TryLaterError(str(error), error.wait_s) from error
    except WrongSecretError as error:
        raise WrongCodeError(str(error)) from error
