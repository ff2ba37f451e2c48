"""One opened base searched by meaning: implements `Refining` over the base, its vectors and a model."""

import logging
from collections.abc import Callable

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

    Attributes: `librarian`, whose base is searched.
    """

    def __init__(
        self,
        librarian: Librarian,
        vectors: PassageVectors,
        embedder: Embedder,
        reader: PassageReader,
        switched: Callable[[], bool],
    ) -> None:
        self.librarian = librarian
        self._vectors = vectors
        self._embedder = embedder
        self._reader = reader
        self._switched = switched

    def refine(self, request: SuggestRequest) -> Suggestions | None:
        """The list for the same request, or None: switched off, not enough read, no model, or overtaken."""
        if not self._switched() or not self._vectors.ready or not self._reader.reading().enough:
            return None
        if self._embedder.standing() is not ModelStanding.READY:
            return None
        try:
            vector = self._embedder.embed_question(request.text, _QUESTION_S)
            likeness = self._vectors.likeness(vector) if vector is not None else None
        except (ModelError, ForeignVectorsError, OSError) as error:
            log.info("a list was not refined: %s", type(error).__name__)
            return None
        return self.librarian.refine(request, likeness) if likeness is not None else None

    def typed(self) -> None:
        """The agent types: what is read behind waits."""
        self._reader.typed()

    def read(self, told: Callable[[Reading], None]) -> None:
        """Read the passages that were not read yet."""
        self._reader.read(told)

    def close(self) -> None:
        """End what is read and what is asked, and the model's process."""
        self._reader.close()
        self._embedder.close()
