"""Who is at work and on what store: what every use case on contacts asks first."""

from dataclasses import dataclass
from typing import Protocol

from aparte.store.errors import StoreError
from aparte.store.store import Store


@dataclass(frozen=True, slots=True)
class AtWork:
    """An open store, the pseudonym of the agent who opened it, and their name, which stays on the workstation."""

    store: Store
    agent_ref: str
    name: str = ""


class ClosedRecordsError(StoreError):
    """The workstation was away for too long, or shut out: what was recorded before can't be read here now."""


class Register(Protocol):
    """The workstation's contacts, behind their lock."""

    def at_work(self) -> AtWork:
        """The open store, to record in; raises `StoreClosedError` when it is locked or could not be opened."""
        ...

    def reading(self) -> AtWork:
        """The open store, to read what was recorded before; raises `ClosedRecordsError` too."""
        ...
