"""What an exchange does about the team's keys: show ours, take what came, give them to those who proved themselves.

Nothing of it may keep a record from being sent: a server that answers oddly here is left at that.
"""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from aparte.store.store import Store
from aparte.store.team_state import Give, Show, TeamState
from aparte.sync.server import OddAnswerError, Server

log = logging.getLogger(__name__)

T = TypeVar("T")

# Show, found, take, give: more is somebody else's doing at this very moment, and the next exchange's.
_MOST_STEPS = 6


class OnStore(Protocol):
    """Runs work on the open store, on its own lane, and waits; raises `StoreClosedError` when it is locked."""

    def __call__(self, work: Callable[[Store], T]) -> T: ...


class TeamRound:
    """One device's part in its team."""

    def __init__(self, on_store: OnStore, server: Server, device_id: str) -> None:
        self._on_store = on_store
        self._server = server
        self._device_id = device_id

    def settle(self, version: int | None) -> None:
        """Do what is to be done about a version of the team; nothing when it was done, or the server has no team."""
        device_id = self._device_id
        if version is None or self._on_store(lambda store: store.team.settled(version, device_id)):
            return
        try:
            self._settle()
        except OddAnswerError:
            log.warning("the team's keys are left as they are: an odd answer")

    def _settle(self) -> None:
        state, device_id = self._server.team(), self._device_id
        for _ in range(_MOST_STEPS):
            work = self._next(state)
            if work is None:
                break
            state = (
                self._server.show_key(work.public, work.proof)
                if isinstance(work, Show)
                else self._server.give_keys(work.epoch, work.wraps)
            )
        self._on_store(lambda store: store.team.settle(state, device_id))

    def _next(self, state: TeamState) -> Show | Give | None:
        return self._on_store(lambda store: store.team.next(state, self._device_id))
