"""How often each term occurs in each field of each unit: what a matrix is worked out from.

Kept beside the matrix, so that the next build copies what did not change instead of reading it again.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]

MOST = 65_535


@dataclass(frozen=True, slots=True)
class Tally:
    """Counted terms in the order of the units, a unit being an article or a passage.

    A cell is one field of one unit: that of field f of unit u is u * fields + f, its entries are
    `[offsets[cell], offsets[cell + 1])` in `terms` and `counts`, and `lengths` has how many words
    it holds.
    """

    fields: int
    terms: Numbers
    counts: Numbers
    offsets: Numbers
    lengths: Numbers

    @property
    def units(self) -> int:
        """How many units were counted."""
        return len(self.lengths) // self.fields

    def renumbered(self, numbers: Numbers) -> "Tally":
        """The same with another number for each term."""
        return Tally(self.fields, numbers[self.terms], self.counts, self.offsets, self.lengths)


class TallyBuilder:
    """Counts unit by unit; the terms are numbers given by the caller."""

    def __init__(self, fields: int) -> None:
        self._fields = fields
        self._terms = array("i")
        self._counts = array("H")
        self._offsets = array("q", [0])
        self._lengths = array("i")

    @property
    def units(self) -> int:
        """How many units were counted so far."""
        return len(self._lengths) // self._fields

    def add(self, texts: Sequence[Sequence[int]]) -> None:
        """Count one unit: the terms of each field, in the order of the fields."""
        for numbers in texts:
            self.add_counted(Counter(numbers))

    def add_counted(self, counted: Counter[int]) -> None:
        """Add one cell that was counted already."""
        if counted and max(counted.values()) > MOST:
            counted = Counter({number: min(count, MOST) for number, count in counted.items()})
        self._terms.extend(counted.keys())
        self._counts.extend(counted.values())
        self._offsets.append(len(self._terms))
        self._lengths.append(counted.total())

    def take(self, before: Tally, first: int, last: int) -> None:
        """Copy the units `[first, last)` of another tally whose terms have the same numbers."""
        low, high = first * self._fields, last * self._fields
        start, end = int(before.offsets[low]), int(before.offsets[high])
        moved = before.offsets[low + 1 : high + 1].astype(np.int64) + (len(self._terms) - start)
        self._terms.frombytes(before.terms[start:end].astype(np.int32).tobytes())
        self._counts.frombytes(before.counts[start:end].astype(np.uint16).tobytes())
        self._offsets.frombytes(moved.tobytes())
        self._lengths.frombytes(before.lengths[low:high].astype(np.int32).tobytes())

    def build(self) -> Tally:
        """What was counted; the builder is not to be used any more."""
        return Tally(
            self._fields,
            np.frombuffer(self._terms or b"", np.int32),
            np.frombuffer(self._counts or b"", np.uint16),
            np.frombuffer(self._offsets, np.int64),
            np.frombuffer(self._lengths or b"", np.int32),
        )
