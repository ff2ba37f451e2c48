"""Training examples as the store keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.coding.example import MOST_WORDS, BrokenLearningError, TrainingExample, word_numbers

EXAMPLES = st.builds(
    TrainingExample,
    words=st.lists(st.integers(0, 2**32 - 1), max_size=40).map(tuple),
    code=st.text(min_size=1, max_size=12),
    expected=st.lists(st.tuples(st.text(max_size=12), st.integers(0, 120)), max_size=8).map(tuple),
)


@given(EXAMPLES)
def test_an_example_is_read_as_it_was_written(example: TrainingExample) -> None:
    assert TrainingExample.from_json(example.to_json()) == example


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '[2,[1],"A",[]]',
        '[1,[1],"",[]]',
        "[1,[1],3,[]]",
        '[1,["a"],"A",[]]',
        '[1,[-1],"A",[]]',
        '[1,[4294967296],"A",[]]',
        '[1,[1.5],"A",[]]',
        '[1,[true],"A",[]]',
        '[1,3,"A",[]]',
        '[1,[1],"A",[["B"]]]',
        '[1,[1],"A",[["B",1001]]]',
        '[1,[1],"A",[["B",600],["C",600]]]',
        '[1,[1],"A",[[3,10]]]',
        "[" * 100_000,
        f'[1,{list(range(MOST_WORDS + 1))},"A",[]]',
    ],
)
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BrokenLearningError, match="illisible"):
        TrainingExample.from_json(text)


@given(st.lists(st.text(max_size=20)))
def test_words_become_numbers_whatever_their_order(names: list[str]) -> None:
    numbers = word_numbers(names)
    assert numbers == word_numbers(reversed(names))
    assert list(numbers) == sorted(set(numbers))
    assert len(numbers) <= MOST_WORDS
