"""One question at a time on the store's lane: only the newest is still answered."""

from collections.abc import Callable
from typing import TypeVar

from aparte.ui.tasks import Tasks

T = TypeVar("T")


class Newest:
    """Drops what was overtaken: unasked when its turn comes, unheard when it comes too late."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._number = 0

    def ask(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Ask `work` on the lane, then `done` or `failed` here, unless another question came."""
        self._number += 1
        number = self._number

        def job() -> T | None:
            return work() if number == self._number else None

        def heard(result: T | None) -> None:
            if number == self._number and result is not None:
                done(result)

        def missed(error: Exception) -> None:
            if number == self._number:
                failed(error)

        self._tasks.run(job, heard, missed)

    def forget(self) -> None:
        """Hear no answer to what was asked so far."""
        self._number += 1
