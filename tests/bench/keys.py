"""A stream of keys, and how long each takes to be answered."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.questions import read_questions

QUESTIONS = Path(__file__).parent / "questions_seed.jsonl"
_WARMING = 50


def keystrokes() -> Iterator[str]:
    """The text after each key of the questions, for ever."""
    questions = [question.text for question in read_questions(QUESTIONS)]
    while True:
        for question in questions:
            for end in range(1, len(question) + 1):
                yield question[:end]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a key: median, 95th percentile and most on the wall, the 95th of processor time."""

    p50: float
    p95: float
    most: float
    p95_cpu: float


def measure(answer: Callable[[str], object], keys: int) -> Latency:
    """How long a stream of keys takes to be answered."""
    stream = keystrokes()
    for _ in range(_WARMING):
        answer(next(stream))
    wall, cpu = list[float](), list[float]()
    for _ in range(keys):
        text = next(stream)
        began, worked = time.perf_counter(), time.thread_time()
        answer(text)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - worked) * 1000)
    middle, tail = np.percentile(wall, (50, 95))
    return Latency(float(middle), float(tail), max(wall), float(np.percentile(cpu, 95)))
