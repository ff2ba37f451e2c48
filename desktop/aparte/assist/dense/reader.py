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
# A large model on a slow machine: to be loaded, and for each passage. What is slow is no failure.
LOADING_S, PASSAGE_S = 60.0, 30.0
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
        embedder: Embedder,
        *,
        switched: Callable[[], bool],
        busy: Callable[[], bool],
        later_s: float = _LATER_S,
        now: Callable[[], float] = time.monotonic,
        closing: Event | None = None,
    ) -> None:
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

    def reading(self, vectors: PassageVectors) -> Reading:
        """How far the reading is."""
        model = self._embedder.model
        name = model.name if model is not None else ""
        return Reading(vectors.read, vectors.total, name, self._embedder.standing())

    def read(
        self, vectors: PassageVectors, told: Callable[[Reading], None], wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Until everything is read, `close`, another base, a full disk, or a model that fails again and again."""

        def breathe() -> bool:
            return self._breathe() and wanted()

        try:
            if not vectors.prepare(breathe):
                return
            self._read_all(vectors, told, breathe)
        except OSError as error:
            log.warning("passages are not read for their meaning: %s", type(error).__name__)
        except ForeignVectorsError:
            log.warning("passages are not read for their meaning: the model's vectors can't be used")
        told(self.reading(vectors))

    def _read_all(self, vectors: PassageVectors, told: Callable[[Reading], None], breathe: Callable[[], bool]) -> None:
        failures = 0
        while failures < _MOST_FAILURES and breathe():
            told(self.reading(vectors))
            if self._embedder.standing() is not ModelStanding.READY:
                self._closing.wait(self._later_s)
                continue
            passages = vectors.missing(BATCH)
            if not passages:
                vectors.forget_others()
                return
            try:
                read = self._embedder.embed_passages(vectors.texts(passages), LOADING_S + PASSAGE_S * len(passages))
            except ModelError as error:
                failures += 1
                log.info("passages were not read: %s", type(error).__name__)
                self._closing.wait(self._later_s)
                continue
            if read is None:
                return
            failures = 0
            vectors.add(passages, read)

    def _breathe(self) -> bool:
        """Wait for a quiet moment; False once this is closing."""
        while not self._closing.is_set():
            if self._switched() and not self._busy() and self._now() - self._typed_at >= QUIET_S:
                return True
            self._closing.wait(_LOOK_AGAIN_S)
        return False
