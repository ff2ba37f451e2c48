"""What was learned goes to bytes and back; anything else is refused, and never half read."""

import json
import struct
import zlib
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.coding.example import BrokenLearningError, TrainingExample
from aparte.assist.coding.learned_bytes import _HEAD, MOST_CELLS, _digest, from_bytes, to_bytes
from aparte.assist.coding.learner import ANY, Learner, Table

CODES = st.sampled_from([f"C-{number}" for number in range(120)])
EXAMPLES = st.builds(
    lambda words, code, expected: TrainingExample(tuple(sorted(words)), code, tuple(expected.items())),
    st.sets(st.integers(0, 2**32 - 1), max_size=30),
    CODES,
    st.dictionaries(CODES, st.integers(0, 120), max_size=8),
)


def learned(examples: list[TrainingExample]) -> Learner:
    learner = Learner()
    learner.take_all(examples)
    return learner


def counts(learner: Learner) -> list[tuple[int, str, int, int]]:
    table = learner.table()
    rows = zip(table.words.tolist(), table.places.tolist(), table.chosen.tolist(), table.expected.tolist(), strict=True)
    return [(word, table.codes[place], chosen, expected) for word, place, chosen, expected in rows]


@given(st.lists(EXAMPLES, max_size=20))
def test_bytes_bring_the_same_counts_back(examples: list[TrainingExample]) -> None:
    learner = learned(examples)
    again = from_bytes(to_bytes(learner))
    assert counts(again) == counts(learner)
    assert again.examples == len(examples)
    assert to_bytes(again) == to_bytes(learner)


@given(st.lists(EXAMPLES, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_forgetting_leaves_nothing(examples: list[TrainingExample], random: Random) -> None:
    shuffled = list(examples)
    random.shuffle(shuffled)
    learner = learned(shuffled)
    assert to_bytes(learner) == to_bytes(learned(examples))
    for example in examples[1:]:
        learner.forget(example)
    assert to_bytes(learner) == to_bytes(learned(examples[:1]))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(BrokenLearningError):
        from_bytes(data)


@given(st.data())
def test_one_flipped_bit_is_refused(data: st.DataObject) -> None:
    whole = bytearray(to_bytes(learned([TrainingExample((3, 7), "A", (("B", 400),))])))
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << (at % 8)
    with pytest.raises(BrokenLearningError):
        from_bytes(bytes(whole))


@given(st.data())
def test_a_cut_file_is_refused(data: st.DataObject) -> None:
    whole = to_bytes(learned([TrainingExample((3, 7), "A", (("B", 400),))]))
    with pytest.raises(BrokenLearningError):
        from_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])


def sealed(plain: bytes, version: int = 1, tail: bytes = b"") -> bytes:
    """Bytes with a good digest whatever they hold."""
    body = zlib.compress(plain) + tail
    return _HEAD.pack(b"APCL", version, _digest(body)) + body


def table(
    codes: object,
    *cells: tuple[int, int, int, int],
    words: list[tuple[int, int]] | None = None,
    count: int | None = None,
) -> bytes:
    """Cells of (word, code, chosen, expected); `words` with their numbers of cells, one each unless told."""
    header = json.dumps(codes).encode()
    rows = [(word, 1) for word, *_ in cells] if words is None else words
    numbers = [struct.pack(f"<{len(rows)}{kind}", *(row[at] for row in rows)) for at, kind in enumerate("qH")]
    numbers += [struct.pack(f"<{len(cells)}{kind}", *(cell[at] for cell in cells)) for at, kind in enumerate("Hii", 1)]
    lengths = struct.pack("<III", len(header), len(rows), len(cells) if count is None else count)
    return lengths + header + b"".join(numbers)


GOOD = (7, 0, 1000, 0)
NEXT = (9, 0, 0, 5)


def test_a_well_sealed_table_is_read() -> None:
    assert counts(from_bytes(sealed(table(["A"], GOOD, NEXT)))) == [(7, "A", 1000, 0), (9, "A", 0, 5)]


@pytest.mark.parametrize(
    "data",
    [
        sealed(table(["A"], GOOD), version=2),
        sealed(table(["A"], GOOD), tail=b"x"),
        sealed(table(["A"], GOOD, count=2)),
        sealed(table(["A"], GOOD, words=[(7, 2)])),
        sealed(table(["A"], GOOD, NEXT, words=[(7, 0), (9, 1)])),
        sealed(table(["A"], NEXT, GOOD)),
        sealed(table(["A"], GOOD, GOOD)),
        sealed(table(["A", "A"], GOOD)),
        sealed(table([], GOOD)),
        sealed(table({"A": 1}, GOOD)),
        sealed(table([3], GOOD)),
        sealed(table(["A"], (2**32, 0, 1, 1))),
        sealed(table(["A"], (-2, 0, 1, 1))),
        sealed(table(["A"], (7, 0, -1, 1))),
        sealed(table(["A"], (7, 0, 1, -1))),
        sealed(b""),
        sealed(struct.pack("<III", 2**31, 0, 0)),
        sealed(b"\0" * 5_000_000),
        sealed(struct.pack("<III", 200_000, 0, 0) + b"[" * 200_000),
    ],
)
def test_well_sealed_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenLearningError):
        from_bytes(data)


def test_another_version_is_told_apart() -> None:
    with pytest.raises(BrokenLearningError, match="autre version"):
        from_bytes(sealed(table(["A"], GOOD), version=9))


def test_years_of_learning_stay_under_two_megabytes_and_keep_the_words_met_most() -> None:
    cells = MOST_CELLS + 5_000
    random = np.random.default_rng(7)
    words = np.sort(random.choice(2**32, cells, replace=False))
    words[0] = ANY
    chosen, expected = (random.integers(1, 2**31 - 1, cells).astype(np.int32) for _ in range(2))
    chosen[0], chosen[1:6] = 1, 2**31 - 1
    codes = tuple(f"C-{number:04d}" for number in range(60))
    kept = to_bytes(Learner.of(Table(codes, words, random.integers(0, 60, cells), chosen, expected)))
    assert len(kept) < 2_000_000
    found = counts(from_bytes(kept))
    assert len(found) <= MOST_CELLS
    assert set(words[:6].tolist()) <= {word for word, *_ in found}
