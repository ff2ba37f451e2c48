"""From counted terms to an impact matrix, in one pass over sorted entries.

Memory is counted: a national base has five million entries, which are packed into one number each
and weighed in blocks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aparte.kb.impact import Field, Floats, Impact
from aparte.kb.tally import Tally, TallyBuilder

Keys = NDArray[np.uint64]
_BLOCK = 1 << 19
_COUNT_BITS, _KEY_BITS = 16, 63


class ImpactBuilder:
    """Collects words unit by unit, then works out the matrix."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = tuple(fields)
        self._terms: dict[str, int] = {}
        self._tally = TallyBuilder(len(self._fields))

    def add(self, texts: Sequence[Iterable[str]]) -> None:
        """Add one unit: the terms of each field, in the order of the fields."""
        number = self._terms.setdefault
        self._tally.add([[number(word, len(self._terms)) for word in words] for words in texts])

    def build(self) -> Impact:
        """The finished matrix; terms keep the order in which they were first seen."""
        return weighed(self._tally.build(), self._fields, self._terms)


def weighed(tally: Tally, fields: Sequence[Field], terms: dict[str, int]) -> Impact:
    """The matrix of what was counted, its rows in the order of the numbers in `terms`."""
    places = _Places.of(tally, len(terms))
    keys = places.keys(tally)
    spread = np.zeros(len(terms), np.int64)
    in_field = np.zeros(len(terms) * tally.fields, np.int64)
    for block in _blocks(keys, places.unit_shift):
        rows = (block[_firsts(block, places.unit_shift)] >> places.term_shift).astype(np.int64)
        spread += np.bincount(rows, minlength=len(terms))
        term, _, field, _ = places.parts(block)
        in_field += np.bincount(term * tally.fields + field, minlength=in_field.size)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(spread)])
    idf = _rarity(spread, tally.units)
    own = np.array([field.own for field in fields], np.float32)
    told = np.maximum(idf[:, None], own * _rarity(in_field.reshape(-1, tally.fields), tally.units))
    units = np.zeros(int(starts[-1]), np.min_scalar_type(max(tally.units - 1, 0)))
    weights = np.zeros(units.size, np.float32)
    bm25 = _Bm25(fields, tally, told)
    at = 0
    for block in _blocks(keys, places.unit_shift):
        first = _firsts(block, places.unit_shift)
        end = at + first.size
        units[at:end] = places.units(block[first])
        weights[at:end] = np.add.reduceat(bm25.weights(*places.parts(block)), first)
        at = end
    return Impact(terms, starts, units, weights, idf, tally.units)


def _rarity(spread: NDArray[np.int64], units: int) -> Floats:
    """The inverse document frequency of what stands in `spread` of the units."""
    return np.log1p((units - spread + 0.5) / (spread + 0.5)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Places:
    """How an entry is packed into one number that sorts as wanted: term, unit, field, count."""

    field_bits: int
    unit_bits: int

    @classmethod
    def of(cls, tally: Tally, terms: int) -> "_Places":
        found = cls((tally.fields - 1).bit_length(), tally.units.bit_length())
        if found.term_shift + terms.bit_length() > _KEY_BITS:
            raise OverflowError("too many terms and units for one matrix")
        return found

    @property
    def unit_shift(self) -> int:
        return _COUNT_BITS + self.field_bits

    @property
    def term_shift(self) -> int:
        return self.unit_shift + self.unit_bits

    def keys(self, tally: Tally) -> Keys:
        """Every entry, sorted."""
        unit = np.arange(tally.units, dtype=np.uint64) << np.uint64(self.field_bits)
        cells = (unit[:, None] | np.arange(tally.fields, dtype=np.uint64)).ravel() << np.uint64(_COUNT_BITS)
        keys = np.repeat(cells, np.diff(tally.offsets))
        for at in range(0, keys.size, _BLOCK):
            span = slice(at, at + _BLOCK)
            keys[span] |= tally.terms[span].astype(np.uint64) << np.uint64(self.term_shift)
            keys[span] |= tally.counts[span].astype(np.uint64)
        keys.sort()
        return keys

    def units(self, keys: Keys) -> NDArray[np.int64]:
        return ((keys >> np.uint64(self.unit_shift)) & np.uint64((1 << self.unit_bits) - 1)).astype(np.int64)

    def parts(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Floats]:
        """The term, the unit, the field and the count of each entry."""
        field = (keys >> np.uint64(_COUNT_BITS)) & np.uint64((1 << self.field_bits) - 1)
        count = (keys & np.uint64((1 << _COUNT_BITS) - 1)).astype(np.float32)
        term = (keys >> np.uint64(self.term_shift)).astype(np.int64)
        return term, self.units(keys), field.astype(np.int64), count


class _Bm25:
    """The weights of entries, each field with its own length normalisation.

    `rarity` has what each term tells in each field: shape (terms, fields).
    """

    def __init__(self, fields: Sequence[Field], tally: Tally, rarity: Floats) -> None:
        self._rarity = rarity
        self._weight = np.array([field.weight for field in fields], np.float32)
        self._most = np.array([field.k1 + 1 for field in fields], np.float32)
        lengths = tally.lengths.reshape(-1, tally.fields).astype(np.float32)
        self._norms = np.zeros(lengths.shape, np.float32)
        for at, field in enumerate(fields):
            filled = lengths[:, at][lengths[:, at] > 0]
            mean = float(filled.mean()) if filled.size else 1.0
            self._norms[:, at] = field.k1 * (1 - field.b + field.b * lengths[:, at] / mean)

    def weights(
        self, terms: NDArray[np.int64], units: NDArray[np.int64], fields: NDArray[np.int64], counts: Floats
    ) -> Floats:
        found = self._weight[fields] * self._rarity[terms, fields]
        found *= counts
        found *= self._most[fields]
        found /= counts + self._norms[units, fields]
        return found


def _blocks(keys: Keys, shift: int) -> Iterator[Keys]:
    """Slices of sorted keys that leave no unit of a term cut in two."""
    at = 0
    while at < keys.size:
        end = min(at + _BLOCK, keys.size)
        after = (int(keys[end - 1]) >> shift) + 1
        end += int(np.searchsorted(keys[end : end + _BLOCK], np.uint64(after << shift)))
        yield keys[at:end]
        at = end


def _firsts(block: Keys, shift: int) -> NDArray[np.int64]:
    """Where each unit of a term begins."""
    pairs = block >> np.uint64(shift)
    return np.flatnonzero(np.concatenate([np.ones(1, bool), pairs[1:] != pairs[:-1]]))
