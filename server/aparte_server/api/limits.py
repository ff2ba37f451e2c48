"""How often someone may ask: a bucket of tokens each, refilled with time.

Kept in each process's memory: several processes let as many times more through, which an
enrolment code's 89 bits allow.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from aparte_server.api.refusals import ApiRefusal

_MOST_KEPT = 20_000


class RateLimit:
    """Lets `burst` requests of one asker through at once, then `per_s` a second."""

    def __init__(self, burst: float, per_s: float, now: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_s = per_s
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def spend(self, asker: str) -> None:
        """One request; `ApiRefusal` 429 with `Retry-After` when there have been too many."""
        now = self._now()
        with self._lock:
            left, at = self._left.pop(asker, (self._burst, now))
            left = min(self._burst, left + (now - at) * self._per_s)
            allowed = left >= 1
            self._left[asker] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST_KEPT:
                self._left.popitem(last=False)
        if not allowed:
            raise ApiRefusal(429, "too_often", {"Retry-After": str(math.ceil((1 - left) / self._per_s))})
