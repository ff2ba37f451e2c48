"""What agents' choices teach: for each word and code, how often it was chosen against how often expected.

The correction of a code is linear in the words: a word adds log((chosen + a) / (expected + a)),
where `expected` sums what the base alone would have guessed (a gamma-Poisson shrinkage of the
observed-to-expected ratio, as in DuMouchel, "Bayesian data mining in large frequency tables",
1999). Where the base was right nothing is learned; sums of whole numbers do not depend on the
order, and an example can be forgotten to the unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from aparte.assist.coding.example import WHOLE, TrainingExample

Floats = NDArray[np.float64]
Counts = NDArray[np.int32]
# Examples' worth of doubt about a word, and about a code whatever the words.
DOUBT = 1.0 * WHOLE
DOUBT_OF_CODE = 10.0 * WHOLE
STRENGTH = 1.5
_MOST = 2_000_000_000
_FIRST_ROWS, _FIRST_COLUMNS = 256, 80
# The row of every example, whatever its words.
ANY = -1


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of a learner, a cell a line: its word, the place of its code in `codes`, both counts."""

    codes: tuple[str, ...]
    words: NDArray[np.int64]
    places: NDArray[np.int64]
    chosen: Counts
    expected: Counts


class Learner:
    """Counts of choices; every method is safe from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: dict[int, int] = {ANY: 0}
        self._columns: dict[str, int] = {}
        self._chosen: Counts = np.zeros((_FIRST_ROWS, _FIRST_COLUMNS), np.int32)
        self._expected: Counts = np.zeros((_FIRST_ROWS, _FIRST_COLUMNS), np.int32)

    @property
    def examples(self) -> int:
        """How many examples are counted."""
        with self._lock:
            return int(self._chosen[0].sum(dtype=np.int64)) // WHOLE

    def take(self, example: TrainingExample) -> None:
        """Learn one example."""
        self._add(example, 1)

    def take_all(self, examples: Iterable[TrainingExample]) -> None:
        """Learn many examples."""
        for example in examples:
            self.take(example)

    def forget(self, example: TrainingExample) -> None:
        """Take an example back, as if it had never been learned."""
        self._add(example, -1)

    def correction(self, words: Iterable[int], codes: tuple[str, ...]) -> Floats:
        """What to add to the logit of each of `codes`: shape (codes,)."""
        with self._lock:
            asked = list(words)
            known = [self._rows[word] for word in asked if word in self._rows]
            columns = np.array([self._columns.get(code, -1) for code in codes], np.int64)
            chosen = self._chosen[[0, *known]].astype(np.float64)
            expected = self._expected[[0, *known]].astype(np.float64)
        doubt = np.full((len(known) + 1, 1), DOUBT)
        doubt[0] = DOUBT_OF_CODE
        ratios = np.log((chosen + doubt) / (expected + doubt))
        # A word is met with its concepts and its neighbours: all would tell the same thing again.
        learned = ratios[0] + STRENGTH * ratios[1:].sum(axis=0) / max(1.0, len(asked)) ** 0.5
        return np.where(columns >= 0, learned[columns], 0.0)

    def table(self) -> "Table":
        """Every count that is not zero, sorted by word and code: two learners with the same are equal."""
        with self._lock:
            rows, columns = np.nonzero(self._chosen | self._expected)
            chosen, expected = self._chosen[rows, columns], self._expected[rows, columns]
            words = np.fromiter(self._rows, np.int64, len(self._rows))[rows]
            names = list(self._columns)
        used = sorted((names[column], column) for column in set(columns.tolist()))
        places = np.zeros(len(names) + 1, np.int64)
        places[[column for _, column in used]] = np.arange(len(used))
        order = np.lexsort((places[columns], words))
        return Table(
            tuple(name for name, _ in used), words[order], places[columns][order], chosen[order], expected[order]
        )

    @classmethod
    def of(cls, table: "Table") -> "Learner":
        """A learner with the counts of a table."""
        learner = cls()
        columns = np.array([learner._column(code) for code in table.codes], np.int64)
        words, at = np.unique(table.words, return_inverse=True)
        rows = np.array([learner._row(word) for word in words.tolist()], np.int64)
        if table.words.size:
            learner._chosen[rows[at], columns[table.places]] = table.chosen
            learner._expected[rows[at], columns[table.places]] = table.expected
        return learner

    def _add(self, example: TrainingExample, sign: int) -> None:
        with self._lock:
            # Rows and columns first: adding one may move the arrays.
            rows = [0, *(self._row(word) for word in dict.fromkeys(example.words))]
            chosen = self._column(example.code)
            expected = {self._column(code): share for code, share in example.expected}
            _count(self._chosen, rows, chosen, sign * WHOLE)
            for column, share in expected.items():
                _count(self._expected, rows, column, sign * share)

    def _row(self, word: int) -> int:
        row = self._rows.setdefault(word, len(self._rows))
        if row >= self._chosen.shape[0]:
            self._grow(row * 2, self._chosen.shape[1])
        return row

    def _column(self, code: str) -> int:
        column = self._columns.setdefault(code, len(self._columns))
        if column >= self._chosen.shape[1]:
            self._grow(self._chosen.shape[0], column * 2)
        return column

    def _grow(self, rows: int, columns: int) -> None:
        self._chosen = _grown(self._chosen, rows, columns)
        self._expected = _grown(self._expected, rows, columns)


def _count(counts: Counts, rows: list[int], column: int, more: int) -> None:
    counts[rows, column] = np.clip(counts[rows, column].astype(np.int64) + more, 0, _MOST)


def _grown(counts: Counts, rows: int, columns: int) -> Counts:
    whole = np.zeros((rows, columns), np.int32)
    whole[: counts.shape[0], : counts.shape[1]] = counts
    return whole
