"""A stream of keys, as agents type the questions of the seed, and how long each takes to be answered."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from tests.bench.questions import read_questions

QUESTIONS = Path(__file__).parent / "questions_seed.jsonl"


def keystrokes() -> Iterator[str]:
    """The text after each key of the questions, for ever."""
    questions = [question.text for question in read_questions(QUESTIONS)]
    while True:
        for question in questions:
            for end in range(1, len(question) + 1):
                yield question[:end]


def measure(answer: Callable[[str], object], keys: int) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum in milliseconds over a stream of keys."""
    stream = keystrokes()
    for _ in range(50):
        answer(next(stream))
    taken = []
    for _ in range(keys):
        text = next(stream)
        began = time.perf_counter()
        answer(text)
        taken.append((time.perf_counter() - began) * 1000)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 95)), max(taken)
