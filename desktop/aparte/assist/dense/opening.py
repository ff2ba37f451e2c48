"""The search by meaning of one opened base, with the embedding model that is in service."""

from collections.abc import Callable

from aparte.assist.dense.meaning import MeaningSearch
from aparte.assist.dense.reader import PassageReader
from aparte.assist.librarian import Librarian
from aparte.core.lanes import Lane
from aparte.llm.choosing import installed_embedding
from aparte.llm.embedder import LocalEmbedder
from aparte.settings import Settings, options
from aparte.settings.places import Places


def open_meaning(
    found: Places, settings: Settings, librarian: Librarian, lane: Lane, busy: Callable[[], bool]
) -> MeaningSearch | None:
    """Join base, vectors and model; None when no embedding model is in service. Reads the disk, loads no model.

    `lane` is the model's own, two jobs at a time, and is closed after it; `busy`, from any thread, says that
    the agent waits for something else.
    """
    installed = installed_embedding(found, settings)
    if installed is None:
        return None
    embedder = LocalEmbedder(installed, lane)

    def switched() -> bool:
        return settings.get(options.MEANING)

    reader = PassageReader(embedder, switched=switched, busy=busy)
    return MeaningSearch(librarian, found.vectors, embedder, reader, switched)
