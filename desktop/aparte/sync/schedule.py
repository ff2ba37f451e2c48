"""When to try again: with full jitter, so that a town's devices don't come back all at once."""

import random
from collections.abc import Callable

BASE_S = 2.0
LONGEST_S = 900.0
_MOST_DOUBLINGS = 16


class Backoff:
    """Waits longer after each failure in a row; `uniform(a, b)` gives a random number between them.

    Source: "full jitter", a wait drawn between nothing and an exponential bound.
    """

    def __init__(self, uniform: Callable[[float, float], float] = random.uniform) -> None:
        self._uniform = uniform
        self._failures = 0

    def succeeded(self) -> None:
        """The next failure is a first one."""
        self._failures = 0

    def failed(self, asked_s: float = 0.0) -> float:
        """Seconds to wait; never less than the server asked for."""
        bound = min(LONGEST_S, BASE_S * 2.0 ** min(self._failures, _MOST_DOUBLINGS))
        self._failures += 1
        return asked_s + self._uniform(0.0, bound)
