"""How fast this machine reads and writes with a model, by number of threads."""

import time
from collections.abc import Sequence

from aparte.llm.engine import Engine
from aparte.llm.generating import Deadline
from aparte.llm.loaded import AbortedError
from aparte.llm.protocol import Rate
from aparte.llm.selftest import ENOUGH_S, seconds

_READ = 32
_WRITTEN = 4
_SHORT_S = 0.2


def measure(engine: Engine, threads: Sequence[int], deadline: Deadline) -> tuple[Rate, ...]:
    """A rate for each number of threads, until one is good enough or time runs out; none for a hopeless machine."""
    tokens = _some_tokens(engine)
    rates: list[Rate] = []
    try:
        for count in threads:
            if deadline.passed() or (rates and seconds(rates[-1]) <= ENOUGH_S):
                break
            rates.append(_rate(engine, tokens, count))
    except AbortedError:
        pass
    engine.keep(0)
    return tuple(rates)


def _some_tokens(engine: Engine) -> list[int]:
    """Text tokens; which ones makes no difference to the time."""
    tokens = engine.tokens("La mairie est ouverte du lundi au vendredi de 9 h à 17 h. " * 8, special=False)
    return (tokens * _READ)[:_READ]


def _rate(engine: Engine, tokens: list[int], threads: int) -> Rate:
    engine.use_threads(threads)
    engine.keep(0)
    engine.read(tokens[:1])  # the first step after a change of threads is slower than the others
    clock = _Clock(threads)
    engine.read(tokens)
    read = clock.lap()
    for token in tokens[:_WRITTEN]:
        engine.read([token])
    return Rate(threads, len(tokens) / read, _WRITTEN / clock.lap())


class _Clock:
    """The seconds that this process worked, not those that it waited for others.

    A first start often falls when a machine is busiest, and its verdict stays.
    """

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._began = time.perf_counter(), time.process_time()

    def lap(self) -> float:
        """Seconds since the last lap."""
        now = time.perf_counter(), time.process_time()
        passed, worked = now[0] - self._began[0], (now[1] - self._began[1]) / self._threads
        self._began = now
        # Some systems count a process's time in sixtieths of a second.
        return max(passed if passed < _SHORT_S else min(passed, worked), 1e-6)
