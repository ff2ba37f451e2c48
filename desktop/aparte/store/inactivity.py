"""When to lock a workstation that nobody touches."""

from datetime import timedelta

from aparte.core.clock import Clock


class InactivityLock:
    """Says when to lock: `after_s` seconds without a touch, never when it is 0.

    A clock that goes back starts the wait over; one that jumps ahead locks.
    """

    def __init__(self, clock: Clock, after_s: int) -> None:
        self._clock = clock
        self._after = timedelta(seconds=after_s)
        self._last = clock.now()

    def touched(self) -> None:
        """A key, a click."""
        self._last = self._clock.now()

    def remaining_s(self) -> int:
        """Seconds until the lock, rounded up; 0 when it is due, -1 for never."""
        if not self._after:
            return -1
        now = self._clock.now()
        self._last = min(self._last, now)
        left = self._last + self._after - now
        return max(0, -(-left // timedelta(seconds=1)))

    def due(self) -> bool:
        """Whether to lock now."""
        return self.remaining_s() == 0
