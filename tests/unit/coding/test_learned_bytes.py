"""What was learned goes to bytes and back; anything else is refused, and never half read."""

import json
import struct
import zlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.coding.example import WHOLE, BrokenLearningError, TrainingExample
from aparte.assist.coding.learned_bytes import _HEAD, MOST_CELLS, _digest, from_bytes, to_bytes
from aparte.assist.coding.learner import ANY, Learner

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


@given(st.lists(EXAMPLES, max_size=20))
def test_bytes_bring_the_same_counts_back(examples: list[TrainingExample]) -> None:
    learner = learned(examples)
    again = from_bytes(to_bytes(learner))
    assert again.counts() == learner.counts()
    assert again.examples == len(examples)
    assert to_bytes(again) == to_bytes(learner)


@given(st.lists(EXAMPLES, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_forgetting_leaves_nothing(examples: list[TrainingExample], random: Random) -> None:
    shuffled = list(examples)
    random.shuffle(shuffled)
    learner = learned(shuffled)
    assert learner.counts() == learned(examples).counts()
    for example in examples[1:]:
        learner.forget(example)
    assert learner.counts() == learned(examples[:1]).counts()


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


def table(codes: object, *cells: tuple[int, int, int, int], count: int | None = None) -> bytes:
    header = json.dumps(codes).encode()
    columns = [struct.pack(f"<{len(cells)}{kind}", *(cell[at] for cell in cells)) for at, kind in enumerate("qHii")]
    return struct.pack("<II", len(header), len(cells) if count is None else count) + header + b"".join(columns)


GOOD = (7, 0, 1000, 0)


def test_a_well_sealed_table_is_read() -> None:
    assert from_bytes(sealed(table(["A"], GOOD))).counts() == [(7, "A", 1000, 0)]


@pytest.mark.parametrize(
    "data",
    [
        sealed(table(["A"], GOOD), version=2),
        sealed(table(["A"], GOOD), tail=b"x"),
        sealed(table(["A"], GOOD, count=2)),
        sealed(table([], GOOD)),
        sealed(table({"A": 1}, GOOD)),
        sealed(table([3], GOOD)),
        sealed(table(["A"], (2**32, 0, 1, 1))),
        sealed(table(["A"], (-2, 0, 1, 1))),
        sealed(table(["A"], (7, 0, -1, 1))),
        sealed(table(["A"], (7, 0, 1, -1))),
        sealed(b""),
        sealed(struct.pack("<II", 2**31, 0)),
        sealed(b"\0" * 5_000_000),
        sealed(struct.pack("<II", 200_000, 0) + b"[" * 200_000),
    ],
)
def test_well_sealed_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenLearningError):
        from_bytes(data)


def test_another_version_is_told_apart() -> None:
    with pytest.raises(BrokenLearningError, match="autre version"):
        from_bytes(sealed(table(["A"], GOOD), version=9))


def test_years_of_learning_stay_under_two_megabytes_and_keep_the_words_met_most() -> None:
    learner = Learner()
    cells = MOST_CELLS + 5_000
    learner.restore((word, f"C-{word % 60}", 1 + word % 977, word % 1013) for word in range(cells))
    learner.restore([(ANY, "C-0", WHOLE, 0), (5, "C-9", 2_000_000, 0)])
    kept = to_bytes(learner)
    assert len(kept) < 2_000_000
    counts = from_bytes(kept).counts()
    assert len(counts) <= MOST_CELLS
    assert {(5, "C-9", 2_000_000, 0), (ANY, "C-0", WHOLE, 0)} <= set(counts)
