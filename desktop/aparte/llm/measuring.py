"""How fast this machine reads and writes with a model, by number of threads."""

import time
from collections.abc import Sequence

from aparte.llm.engine import BATCH, AbortedError, Engine
from aparte.llm.generating import Deadline
from aparte.llm.protocol import Rate

_WRITTEN = 6


def measure(engine: Engine, threads: Sequence[int], deadline: Deadline) -> tuple[Rate, ...]:
    """A rate for each number of threads, the first ones when time runs out; none for a hopeless machine."""
    tokens = _some_tokens(engine)
    rates = []
    try:
        for count in threads:
            if deadline.passed():
                break
            rates.append(_rate(engine, tokens, count))
    except AbortedError:
        pass
    engine.keep(0)
    return tuple(rates)


def _some_tokens(engine: Engine) -> list[int]:
    """One batch of text tokens; which ones makes no difference to the time."""
    tokens = engine.tokens("La mairie est ouverte du lundi au vendredi de 9 h à 17 h. " * 8, special=False)
    return (tokens * BATCH)[:BATCH]


def _rate(engine: Engine, tokens: list[int], threads: int) -> Rate:
    engine.use_threads(threads)
    engine.keep(0)
    engine.read(tokens[:1])  # the first step after a change of threads is slower than the others
    began = time.perf_counter()
    engine.read(tokens)
    read = time.perf_counter()
    for token in tokens[:_WRITTEN]:
        engine.read([token])
    written = time.perf_counter()
    return Rate(threads, len(tokens) / max(read - began, 1e-6), _WRITTEN / max(written - read, 1e-6))
