"""Processes that a test starts and may kill, and what they acknowledged."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aparte.store.database import examine
from aparte.store.store import Store, open_store
from tests.fakes.recorded import KEY, MovingClock
from tests.reliability.busy_agent import PREDICTOR, Task, state
from tests.unit.store.model import Model, compare


class Ledger:
    """What the killed processes acknowledged, and the one act that none could."""

    def __init__(self) -> None:
        self.model = Model()
        self.learned: bytes | None = None
        self.pending: Task | None = None
        self.acknowledged = 0

    def hear(self, word: str, task: Task | None) -> None:
        if word == "will":
            self.pending = task
        elif self.pending is not None:
            self.apply(self.pending)
            self.pending = None
            self.acknowledged += 1

    def apply(self, task: Task) -> None:
        if task.name == "keep":
            self.model.drafts[task.arguments[0].id] = task.arguments[0]
        elif task.name != "retrain":
            getattr(self.model, task.name)(*task.arguments)
        self.learned = state(task.learned) if task.learned else self.learned

    def settle(self, path: Path) -> None:
        """The store holds what was acknowledged, with or without the act that was under way."""
        store = open_store(path, KEY, MovingClock(), zone=UTC)
        try:
            assert examine(store.database) == ()
            self._end_pending(store)
            compare(store, self.model, set())
            assert store.memory.get(PREDICTOR) == self.learned
        finally:
            store.close()

    def _end_pending(self, store: Store) -> None:
        task, self.pending = self.pending, None
        if task is None or self._left_nothing(store):
            return
        self.apply(task)
        if task.name == "erase" and store.memory.get(PREDICTOR) is None:
            # Killed between its note and its COMMIT, it was replayed: what was learned is to be built again.
            self.learned = None

    def _left_nothing(self, store: Store) -> bool:
        try:
            compare(store, self.model, set())
            assert store.memory.get(PREDICTOR) == self.learned
        except AssertionError:
            return False
        return True


@contextmanager
def started(target: Callable[..., None], *arguments: object) -> Iterator[tuple[Any, Connection]]:
    """A process forked from one that has everything loaded: a new interpreter each time would take minutes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.busy_agent"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*arguments, theirs))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
