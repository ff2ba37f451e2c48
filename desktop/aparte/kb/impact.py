"""Impact matrices: BM25 weights worked out at index time, added up row by row per query.

A matrix has one row a term and one column a unit (a passage or an article). Ranking one word
is then a scatter of its row, and a whole question takes well under a millisecond in numpy.
Source of the weight: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and
Beyond" (2009), each field with its own length normalisation, the fields added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Units = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Field:
    """How one field counts: its weight, and BM25's saturation `k1` and length share `b`.

    A word tells at least the share `own` of its rarity among the texts of this field: in a national
    base most articles name the passport somewhere, few in their title.
    """

    name: str
    weight: float
    k1: float
    b: float
    own: float = 0.5


class Impact:
    """A finished matrix in compressed rows.

    `terms` has the row of each term and may serve two matrices: a row may be empty. Arrays may be
    memory maps, weights in half precision, units in as few bytes as their number needs.
    """

    def __init__(  # noqa: PLR0917 - the parts of a compressed matrix, in their usual order
        self, terms: dict[str, int], starts: NDArray[np.int64], units: Units, weights: Floats, idf: Floats, size: int
    ) -> None:
        self.terms = terms
        self.starts = starts
        self.units = units
        self.weights = weights
        self.idf = idf
        self.size = size

    def rarity(self, term: str) -> float | None:
        """The inverse document frequency of a term, None when no unit has it."""
        return float(self.idf[self.terms[term]]) if self.spread(term) else None

    def spread(self, term: str) -> int:
        """In how many units a term occurs."""
        row = self.terms.get(term)
        return 0 if row is None else int(self.starts[row + 1] - self.starts[row])

    def row(self, term: str) -> tuple[Units, Floats] | None:
        """The units of a term and its weight in each, None when no unit has it."""
        row = self.terms.get(term)
        if row is None:
            return None
        span = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return (self.units[span], self.weights[span]) if span.start < span.stop else None

    def best_of(self, alternatives: Sequence[tuple[str, float]]) -> Floats:
        """For each unit the best weighted alternative: shape (size,)."""
        best = np.zeros(self.size, np.float32)
        for term, weight in alternatives:
            row = self.row(term)
            if row is not None:
                units, impacts = row
                best[units] = np.maximum(best[units], impacts * np.float32(weight))
        return best
