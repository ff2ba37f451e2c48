"""Who is at work and on what store: what every use case on contacts asks first."""

from dataclasses import dataclass
from typing import Protocol

from aparte.store.store import Store


@dataclass(frozen=True, slots=True)
class AtWork:
    """An open store and the pseudonym of the agent who opened it."""

    store: Store
    agent_ref: str


class Register(Protocol):
    """The workstation's contacts, behind their lock."""

    def at_work(self) -> AtWork:
        """The open store; raises `StoreClosedError` when it is locked or could not be opened."""
        ...
