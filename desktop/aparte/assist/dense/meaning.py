"""One opened base searched by meaning: implements `Refining` over the base, its vectors and a model."""

import logging
from collections.abc import Callable
from pathlib import Path

from aparte.assist.dense.reader import PassageReader
from aparte.assist.dense.refining import Reading
from aparte.assist.desk import SuggestRequest
from aparte.assist.librarian import Librarian
from aparte.core.model import Embedder, ModelError, ModelStanding
from aparte.core.suggestion import Suggestions
from aparte.kb.dense.vectors import ForeignVectorsError, PassageVectors

log = logging.getLogger(__name__)

# Later than that the agent has read the list.
_QUESTION_S = 1.5


class MeaningSearch:
    """Whatever fails here changes nothing: the list that words gave stays.

    `folder` is where vectors are kept, `switched` whether any of this is wanted.
    Attributes: `librarian`, whose base is searched.
    """

    def __init__(
        self,
        librarian: Librarian,
        folder: Path,
        embedder: Embedder,
        reader: PassageReader,
        switched: Callable[[], bool],
    ) -> None:
        self.librarian = librarian
        self._folder = folder
        self._embedder = embedder
        self._reader = reader
        self._switched = switched
        self._vectors = self._of_base()

    def renew(self) -> None:
        """The base in service may be another one: `read` is to be called for it, and ends for the one before."""
        vectors = self._of_base()
        if vectors.of != self._vectors.of:
            self._vectors = vectors

    def refine(self, request: SuggestRequest) -> Suggestions | None:
        """The list for the same request, or None: switched off, not enough read, no model, or overtaken."""
        vectors = self._vectors
        if not self._switched() or not vectors.ready or not self._reader.reading(vectors).enough:
            return None
        if self._embedder.standing() is not ModelStanding.READY:
            return None
        try:
            vector = self._embedder.embed_question(request.text, _QUESTION_S)
            likeness = vectors.likeness(vector) if vector is not None else None
        except (ModelError, ForeignVectorsError, OSError) as error:
            log.info("a list was not refined: %s", type(error).__name__)
            return None
        return self.librarian.refine(request, likeness) if likeness is not None else None

    def typed(self) -> None:
        """The agent types: what is read behind waits."""
        self._reader.typed()

    def read(self, told: Callable[[Reading], None]) -> None:
        """Read the passages that were not read yet, of the base that is in service now."""
        vectors = self._vectors
        self._reader.read(vectors, told, lambda: vectors is self._vectors)

    def close(self) -> None:
        """End what is read and what is asked, and the model's process."""
        self._reader.close()
        self._embedder.close()

    def _of_base(self) -> PassageVectors:
        return PassageVectors(self.librarian.base.texts(), self._folder, self._embedder.fingerprint)
