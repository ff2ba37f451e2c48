"""What an embedding model reads of each passage, and the key by which its vector is found again."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from aparte.kb.impact import Ints
from aparte.kb.storage import Generation

Keys = NDArray[np.uint64]
_KEPT_TITLES = 64


class PassageTexts:
    """The passages of one generation as a model reads them: title of the article, heading, text.

    Attributes: `of`, the generation's name; `starts`, the first passage of each article; `local`,
    whether an article is the town's own.
    """

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.of = generation.folder.name
        self.starts: Ints = generation.index.starts
        self.local: NDArray[np.bool_] = generation.index.local
        self._title = lru_cache(maxsize=_KEPT_TITLES)(lambda article: generation.card(article).title)

    def __len__(self) -> int:
        return len(self._generation.passages)

    def text(self, at: int) -> str:
        """One passage as it is read."""
        passage = self._generation.passage(at)
        title = self._title(int(np.searchsorted(self.starts, at, "right")) - 1)
        return "\n".join(part for part in (title, passage.heading, passage.text) if part)

    def keys(self, first: int, last: int) -> Keys:
        """The keys of the passages `[first, last)`: two texts that differ have different ones."""
        return np.fromiter((key_of(self.text(at)) for at in range(first, last)), np.uint64, last - first)

    def town_first(self) -> Ints:
        """The passages in the order that they are worth reading: the town's own come first."""
        owners = np.repeat(np.arange(self.starts.size), np.diff(self.starts, append=len(self)))
        return np.argsort(~self.local[owners], kind="stable").astype(np.int32)


def key_of(text: str) -> int:
    """64 bits: among 100,000 passages two share one by chance once in four billion bases.

    Never 0, which is no key.
    """
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1


def slices(count: int, step: int) -> Iterator[tuple[int, int]]:
    """`[0, count)` cut into pieces of `step`."""
    return ((first, min(first + step, count)) for first in range(0, count, step))
