"""A model that writes without end behind the window, for the key-to-paint bench: real size, real process, real lane."""

import itertools
from collections.abc import Callable
from pathlib import Path

from aparte.core.lanes import FreeLane, SerialLane
from aparte.core.model import ModelEntry, ModelError, Written
from aparte.llm.client import LocalWriter
from aparte.llm.digests import sha256_of
from aparte.llm.keeper import Installed
from aparte.ui.tasks import Tasks
from tests.bench.big_model import big_model
from tests.bench.draft import asked

_SENTENCES = 4


class EndlessDrafts:
    """Draft after draft by a model of a billion parameters; each piece comes to the main thread, as in the window.

    In use typing ends a draft: here none ends, which is the worst that a key can meet.
    Attributes: `pieces` told so far, `tokens` written.
    """

    def __init__(self, cache: Path) -> None:
        path = big_model()
        entry = ModelEntry("1 milliard, au hasard", path.name, sha256_of(path), "aucune", ("fr",), 2048, 1200)
        self._lane = FreeLane("model")
        self._writer = LocalWriter(Installed(entry, path, cache), self._lane, insist=True)
        self._tasks = Tasks(SerialLane("drafts"))
        self._numbers = itertools.count()
        self._over = False
        self.pieces = self.tokens = 0

    def start(self) -> None:
        """Load the model; the first draft begins at once."""
        self._next()

    def close(self) -> None:
        """End what is being written."""
        self._over = True
        self._writer.close()
        self._tasks.close()
        self._lane.close()

    def _next(self) -> None:
        number = next(self._numbers)

        def write(tell: Callable[[str], None]) -> Written:
            return self._writer.write(asked(number, _SENTENCES), tell)

        self._tasks.stream(write, self._take_piece, self._take_whole, self._take_failure)

    def _take_piece(self, _: str) -> None:
        self.pieces += 1

    def _take_whole(self, written: Written) -> None:
        self.tokens += written.tokens
        if not self._over:
            self._next()

    def _take_failure(self, error: Exception) -> None:
        if not self._over or not isinstance(error, ModelError):
            raise error
