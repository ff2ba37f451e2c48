"""Reads the passages of a base with an embedding model, in the quiet moments of the agent's work."""

import logging
import time
from collections.abc import Callable
from threading import Event

from aparte.assist.dense.refining import Reading
from aparte.core.model import Embedder, ModelError, ModelStanding
from aparte.kb.dense.vectors import ForeignVectorsError, PassageVectors

log = logging.getLogger(__name__)

BATCH = 32
QUIET_S = 2.0
_LOOK_AGAIN_S = 0.25
_LATER_S = 60.0
_MOST_FAILURES = 3


class PassageReader:
    """Reads in batches, each kept on the disk before the next is begun.

    `busy` says that the machine is wanted for something the agent waits for; `switched`, whether this
    may go on at all.
    """

    def __init__(
        self,
        vectors: PassageVectors,
        embedder: Embedder,
        *,
        switched: Callable[[], bool],
        busy: Callable[[], bool],
        later_s: float = _LATER_S,
        now: Callable[[], float] = time.monotonic,
        closing: Event | None = None,
    ) -> None:
        self._vectors = vectors
        self._embedder = embedder
        self._switched, self._busy = switched, busy
        self._later_s = later_s
        self._now = now
        self._typed_at = -QUIET_S
        self._closing = closing or Event()

    def typed(self) -> None:
        """The agent types: the next batch waits for a pause."""
        self._typed_at = self._now()

    def close(self) -> None:
        """Begin no other batch."""
        self._closing.set()

    def reading(self) -> Reading:
        """How far the reading is."""
        model = self._embedder.model
        name = model.name if model is not None else ""
        return Reading(self._vectors.read, self._vectors.total, name, self._embedder.standing())

    def read(self, told: Callable[[Reading], None]) -> None:
        """Until everything is read, `close`, a full disk, or a model that fails again and again."""
        try:
            if not self._vectors.prepare(self._breathe):
                return
            self._read_all(told)
        except OSError as error:
            log.warning("passages are not read for their meaning: %s", type(error).__name__)
        except ForeignVectorsError:
            log.warning("passages are not read for their meaning: the model's vectors can't be used")
        told(self.reading())

    def _read_all(self, told: Callable[[Reading], None]) -> None:
        failures = 0
        while failures < _MOST_FAILURES and self._breathe():
            told(self.reading())
            if self._embedder.standing() is not ModelStanding.READY:
                self._closing.wait(self._later_s)
                continue
            passages = self._vectors.missing(BATCH)
            if not passages:
                self._vectors.forget_others()
                return
            try:
                vectors = self._embedder.embed_passages(self._vectors.texts(passages))
            except ModelError as error:
                failures += 1
                log.info("passages were not read: %s", type(error).__name__)
                self._closing.wait(self._later_s)
                continue
            if vectors is None:
                return
            failures = 0
            self._vectors.add(passages, vectors)

    def _breathe(self) -> bool:
        """Wait for a quiet moment; False once this is closing."""
        while not self._closing.is_set():
            if self._switched() and not self._busy() and self._now() - self._typed_at >= QUIET_S:
                return True
            self._closing.wait(_LOOK_AGAIN_S)
        return False
