"""Lists of integers of any length, one after the other in one array."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rows:
    """`values[offsets[at]:offsets[at + 1]]` is the list at `at`."""

    values: NDArray[np.integer[Any]]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> "Rows":
        """Pack lists."""
        values = np.array([value for row in rows for value in row], np.int32)
        return cls(values, offsets([len(row) for row in rows]))

    def at(self, place: int) -> NDArray[np.integer[Any]]:
        """One list."""
        return self.values[self.offsets[place] : self.offsets[place + 1]]


def offsets(lengths: Sequence[int] | NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Where each of some lists begins, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
