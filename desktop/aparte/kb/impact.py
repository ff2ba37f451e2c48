"""Impact matrices: BM25 weights worked out at index time, added up row by row per query.

A matrix has one row a term and one column a unit (a passage or an article). Ranking one word
is then a scatter of its row, and a whole question takes well under a millisecond in numpy.
Source of the weight: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and
Beyond" (2009), each field with its own length normalisation, the fields added up.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Units = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Field:
    """How one field counts: its weight, and BM25's saturation `k1` and length share `b`."""

    name: str
    weight: float
    k1: float
    b: float


class ImpactBuilder:
    """Collects term counts unit by unit, then works out the matrix."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = tuple(fields)
        self._terms: dict[str, int] = {}
        self._rows = [array("i") for _ in fields]
        self._columns = [array("i") for _ in fields]
        self._counts = [array("f") for _ in fields]
        self._lengths = [array("f") for _ in fields]
        self._units = 0

    def add(self, texts: Sequence[Iterable[str]]) -> None:
        """Add one unit: the terms of each field, in the order of the fields."""
        for at, words in enumerate(texts):
            counted = Counter(words)
            for word, count in counted.items():
                self._rows[at].append(self._terms.setdefault(word, len(self._terms)))
                self._columns[at].append(self._units)
                self._counts[at].append(count)
            self._lengths[at].append(counted.total())
        self._units += 1

    def number(self, term: str) -> int:
        """The row that `term` has or will have."""
        return self._terms.setdefault(term, len(self._terms))

    def build(self) -> "Impact":
        """The finished matrix, once; terms keep the order in which they were first seen."""
        size = len(self._terms)
        spread = self._spread(size)
        idf = np.log1p((self._units - spread + 0.5) / (spread + 0.5)).astype(np.float32)
        parts = [self._weights(at, idf) for at in range(len(self._fields))]
        rows = np.concatenate([part[0] for part in parts])
        columns = np.concatenate([part[1] for part in parts])
        weights = np.concatenate([part[2] for part in parts])
        # A national base is sorted in the room that its counts took.
        del parts
        for counted in (self._rows, self._columns, self._counts):
            counted.clear()
        return Impact(dict(self._terms), *_compressed(rows, columns, weights, size, self._units), idf, self._units)

    def _spread(self, size: int) -> Floats:
        """In how many units each term occurs, whatever the field."""
        pairs = np.concatenate(
            [_pairs(_ints(r), _ints(c), self._units) for r, c in zip(self._rows, self._columns, strict=True)]
        )
        rows = np.unique(pairs) // max(self._units, 1)
        return np.bincount(rows.astype(np.int64), minlength=size).astype(np.float32)

    def _weights(self, at: int, idf: Floats) -> tuple[Ints, Ints, Floats]:
        field = self._fields[at]
        rows, columns = _ints(self._rows[at]), _ints(self._columns[at])
        counts = np.frombuffer(self._counts[at], dtype=np.float32) if self._counts[at] else np.zeros(0, np.float32)
        lengths = np.frombuffer(self._lengths[at], dtype=np.float32) if self._units else np.zeros(0, np.float32)
        filled = lengths[lengths > 0]
        mean = float(filled.mean()) if filled.size else 1.0
        norm = field.k1 * (1 - field.b + field.b * lengths[columns] / mean)
        weights = field.weight * idf[rows] * counts * (field.k1 + 1) / (counts + norm)
        return rows, columns, weights.astype(np.float32)


class Impact:
    """A finished matrix in compressed rows.

    Arrays may be memory maps, weights in half precision, units in as few bytes as their number needs.
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
        row = self.terms.get(term)
        return None if row is None else float(self.idf[row])

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
        return self.units[span], self.weights[span]

    def best_of(self, alternatives: Sequence[tuple[str, float]]) -> Floats:
        """For each unit the best weighted alternative: shape (size,)."""
        best = np.zeros(self.size, np.float32)
        for term, weight in alternatives:
            row = self.row(term)
            if row is not None:
                units, impacts = row
                best[units] = np.maximum(best[units], impacts * np.float32(weight))
        return best


def _ints(values: "array[int]") -> Ints:
    return np.frombuffer(values, dtype=np.int32) if values else np.zeros(0, np.int32)


def _pairs(rows: Ints, columns: Ints, units: int) -> NDArray[np.int64]:
    """One number for each (term, unit), worked out in place."""
    pairs = rows.astype(np.int64)
    pairs *= max(units, 1)
    pairs += columns
    return pairs


def _compressed(
    rows: Ints, columns: Ints, weights: Floats, size: int, units: int
) -> tuple[NDArray[np.int64], Ints, Floats]:
    """Sum the fields of each (term, unit) and sort by term."""
    pairs = _pairs(rows, columns, units)
    order = np.argsort(pairs, kind="stable")
    pairs, weights = pairs[order], weights[order]
    first = np.flatnonzero(np.diff(pairs, prepend=-1)) if pairs.size else np.zeros(0, np.int64)
    summed = np.add.reduceat(weights, first) if pairs.size else weights
    kept = pairs[first]
    starts = np.searchsorted(kept, np.arange(size + 1, dtype=np.int64) * max(units, 1))
    return starts.astype(np.int64), (kept % max(units, 1)).astype(np.int32), summed.astype(np.float32)
