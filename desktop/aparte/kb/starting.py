"""What a new generation copies from the one in service instead of reading it again."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aparte import __version__
from aparte.core.article import Article
from aparte.core.errors import BaseUnavailableError
from aparte.kb.forms import Forms
from aparte.kb.index import IndexBuilder, Parts, index_of
from aparte.kb.lexicon import Lexicon
from aparte.kb.storage import DamagedIndexError, Generation, GenerationWriter, current_folder, open_generation

log = logging.getLogger(__name__)


class Start:
    """The generation before, for as long as one is built from it.

    Attributes: `generation`, and `parts`, what was counted in each of its articles.
    """

    def __init__(self, generation: Generation, parts: Parts) -> None:
        self.generation = generation
        self.parts = parts
        self._places = {article_id: at for at, article_id in enumerate(generation.ids)}

    @property
    def forms(self) -> Forms:
        """The words of the generation before."""
        return self.generation.index.forms

    def place(self, article: Article) -> int | None:
        """Where the very same article was, None when it is new or changed in anything."""
        at = self._places.get(article.id)
        return at if at is not None and self.generation.article(at) == article else None


@contextmanager
def start_from(root: Path, lexicon: Lexicon) -> Iterator[Start | None]:
    """The generation in service under `root`, None when none can be built upon.

    What another program or another lexicon read is read again.
    """
    folder = current_folder(root)
    generation: Generation | None = None
    found: Start | None = None
    try:
        if folder is not None:
            generation = open_generation(folder)
            if generation.manifest.reader == reader(lexicon):
                found = Start(generation, generation.parts())
    except DamagedIndexError as damage:
        log.warning("nothing is taken from the index before: %s", damage)
    try:
        yield found
    finally:
        if generation is not None:
            generation.close()


def reader(lexicon: Lexicon) -> str:
    """What texts are read with: this program and the expressions that it knows."""
    return f"{__version__} {lexicon.digest}"


def write_index(writer: GenerationWriter, articles: Iterable[Article], lexicon: Lexicon, start: Start | None) -> int:
    """Read and count the articles, those of `start` copied where they are the same; returns the passages.

    Raises `BaseUnavailableError` when there is no article.
    """
    builder = IndexBuilder(lexicon, start.parts if start else None)
    for article in articles:
        at = start.place(article) if start else None
        if start is None or at is None:
            writer.keep(article, builder.add(article))
        else:
            builder.take(at)
            writer.take(start.generation, at)
    if not writer.articles:
        raise BaseUnavailableError("La base ne contient aucune fiche lisible : lancez « aparte kb check ».")
    parts = builder.parts()
    del builder  # what was counted is large in a national base: it is not held twice
    writer.write_parts(parts)
    writer.write(index_of(parts, start.forms if start else None))
    return parts.passages.units
