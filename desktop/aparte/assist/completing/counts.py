"""How often pieces follow one another in a town's texts, in sorted arrays that take little memory."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from aparte.assist.completing.pieces import START, pieces

Ids = NDArray[np.int64]
Shares = NDArray[np.float64]

ORDER = 4
_BITS = 16
_MOST_PIECES = (1 << _BITS) - 2
# In a base this large, longer runs that come once are left out: most of the memory, little of the use.
_LARGE = 250_000
_LAST = "\U0010ffff"


class Counts:
    """Runs of up to `ORDER` pieces of some texts.

    Each run is one 64-bit number, 16 bits a piece, and pieces are numbered in alphabetical order: what
    follows a context and begins with given letters is one slice of a sorted array.
    """

    def __init__(self, texts: Iterable[str], most: int) -> None:
        """Count the first `most` pieces of `texts`."""
        names, numbers = _numbered(texts, most)
        self._pieces = names
        self._numbers = {piece: at + 1 for at, piece in enumerate(names)}
        start = self._numbers.get(START, 0)
        self._runs: list[NDArray[np.uint64]] = []
        self._often: list[NDArray[np.uint32]] = []
        self._sums: list[NDArray[np.int64]] = []
        for length in range(1, ORDER + 1):
            runs, often = _counted(numbers, length, start)
            if length > 2 and len(numbers) > _LARGE:
                runs, often = runs[often > 1], often[often > 1]
            self._runs.append(runs)
            self._often.append(often)
            self._sums.append(np.concatenate(([0], np.cumsum(often, dtype=np.int64))))

    @property
    def size(self) -> int:
        """How many pieces were counted."""
        return int(self._sums[0][-1])

    def bytes(self) -> int:
        """What the arrays take."""
        return sum(array.nbytes for kind in (self._runs, self._often, self._sums) for array in kind)

    def numbers(self, context: Sequence[str]) -> list[int]:
        """The numbers of the last known pieces of a context, those before an unknown one left out."""
        found: list[int] = []
        for piece in reversed(context[1 - ORDER :]):
            number = self._numbers.get(piece, 0)
            if not number:
                break
            found.append(number)
            if piece == START:
                break
        return found[::-1]

    def number(self, piece: str) -> int:
        """A piece's number, 0 when it is unknown."""
        return self._numbers.get(piece, 0)

    def piece(self, number: int) -> str:
        """The piece of a number."""
        return self._pieces[number - 1]

    def range(self, prefix: str) -> tuple[int, int]:
        """The numbers of the pieces that begin with `prefix`, the last excluded."""
        return bisect_left(self._pieces, prefix) + 1, bisect_left(self._pieces, prefix + _LAST) + 1

    def followers(self, context: Sequence[int]) -> tuple[int, int]:
        """How often anything follows a context of up to three numbers, and how many different pieces do."""
        first, last = self._slice(context, 0, 1 << _BITS)
        sums = self._sums[len(context)]
        return int(sums[last] - sums[first]), last - first

    def likely(self, context: Sequence[int], low: int, high: int, most: int) -> list[int]:
        """The numbers from `low` to `high` that follow a context most often."""
        first, last = self._slice(context, low, high)
        often = self._often[len(context)][first:last]
        runs = self._runs[len(context)][first:last]
        if len(often) > most:
            runs = runs[np.argpartition(often, -most)[-most:]]
        return [int(run) & ((1 << _BITS) - 1) for run in runs]

    def mass(self, context: Sequence[int], low: int, high: int) -> int:
        """How often a context is followed by a number from `low` to `high`."""
        first, last = self._slice(context, low, high)
        sums = self._sums[len(context)]
        return int(sums[last] - sums[first])

    def often(self, context: Sequence[int], numbers: Ids) -> Shares:
        """How often each number follows a context."""
        runs = self._runs[len(context)]
        if not len(runs):
            return np.zeros(len(numbers))
        wanted = np.uint64(_packed(context) << _BITS) + numbers.astype(np.uint64)
        at = np.minimum(np.searchsorted(runs, wanted), len(runs) - 1)
        return np.where(runs[at] == wanted, self._often[len(context)][at], 0).astype(np.float64)

    def _slice(self, context: Sequence[int], low: int, high: int) -> tuple[int, int]:
        base = _packed(context) << _BITS
        runs = self._runs[len(context)]
        ends = np.array([base + low, min(base + high, (1 << 64) - 1)], dtype=np.uint64)
        first, last = np.searchsorted(runs, ends)
        return int(first), int(last)


def _packed(numbers: Sequence[int]) -> int:
    whole = 0
    for number in numbers:
        whole = (whole << _BITS) | number
    return whole


def _numbered(texts: Iterable[str], most: int) -> tuple[list[str], NDArray[np.uint64]]:
    """The most frequent pieces in alphabetical order, and the texts as their numbers from 1, 0 for the rarest."""
    seen: dict[str, int] = {}
    stream = array("i")
    for text in texts:
        stream.extend(seen.setdefault(piece, len(seen)) for piece in pieces(text))
        if len(stream) >= most:
            break
    order = np.frombuffer(stream, dtype=np.int32)[:most]
    often = np.bincount(order, minlength=len(seen))
    spelt = list(seen)
    kept = sorted(np.argsort(-often, kind="stable")[:_MOST_PIECES], key=lambda at: spelt[at])
    numbers = np.zeros(len(seen), np.uint64)
    numbers[kept] = np.arange(1, len(kept) + 1)
    return [spelt[at] for at in kept], numbers[order]


def _counted(numbers: NDArray[np.uint64], length: int, start: int) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Each run of `length` known pieces of one sentence, sorted, and how often it comes."""
    count = len(numbers) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    runs = np.zeros(count, np.uint64)
    whole = np.ones(count, np.bool_)
    for at in range(length):
        here = numbers[at : at + count]
        runs = (runs << np.uint64(_BITS)) | here
        whole &= here != 0
        if at:
            whole &= here != start
    if length == 1:
        whole &= numbers != start
    kept, often = np.unique(runs[whole], return_counts=True)
    return kept, often.astype(np.uint32)
