"""The keeper of the real vault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aparte.assist.contacts.agents import Agent, Door, Secret, TryLaterError, WrongCodeError
from aparte.store import agents as stored
from aparte.store.attempts import TooManyAttemptsError
from aparte.store.doors import Need
from aparte.store.keys import WrongSecretError
from aparte.store.vault import Vault, VaultState

_SECRETS = {Need.NOTHING: Secret.NOTHING, Need.PIN: Secret.PIN, Need.PASSPHRASE: Secret.PASSPHRASE}


class VaultKeeper:
    """Implements `agents.Keeper`; `finish` writes what is being typed, on the caller's thread."""

    def __init__(self, vault: Vault, finish: Callable[[], None]) -> None:
        self._vault = vault
        self._finish = finish

    def door(self) -> Door:
        """How the workstation stands now."""
        vault = self._vault
        current = vault.agent
        return Door(
            agents=tuple(self._shown(agent) for agent in vault.doors.agents),
            current=None if current is None else self._shown(current),
            unlocked=vault.state is VaultState.UNLOCKED,
            to_add=_SECRETS[vault.doors.need_to_add()],
        )

    def begin(self, name: str, secret: str) -> Agent:
        """The first agent of the workstation."""
        return self._shown(self._vault.begin(name, secret))

    def unlock(self, ref: str, secret: str) -> Agent:
        """Open for an agent, or hand over to one, the first one's work written."""
        with _told():
            if self._vault.state is VaultState.UNLOCKED:
                return self._shown(self._vault.switch(ref, secret, self._finish))
            return self._shown(self._vault.unlock(ref, secret))

    def lock(self) -> None:
        """Write what is being typed, then close and wipe the key."""
        self._vault.lock(self._finish)

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
