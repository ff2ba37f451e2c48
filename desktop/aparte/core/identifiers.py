"""Identifiers: UUIDv7 (RFC 9562) for what crosses the network, short references for people."""

import secrets
import uuid
from collections.abc import Callable
from threading import Lock

from aparte.core.clock import Clock

# No 0/O, 1/I/L: a reference is read aloud on the phone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_RANDOM_BITS = 74


class Identifiers:
    """Makes identifiers that grow with time, even when the clock goes back; safe from any thread.

    `random_bits(n)` returns an integer of `n` random bits.
    """

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock
        self._random_bits = random_bits
        self._lock = Lock()
        self._last = 0

    def uuid7(self) -> str:
        """A new UUIDv7 in its canonical form, greater than any this object made before."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        with self._lock:
            wanted = (milliseconds << _RANDOM_BITS) | self._random_bits(_RANDOM_BITS)
            if wanted <= self._last:
                wanted = self._last + 1 + self._random_bits(32)
            self._last = wanted
        time, high, low = wanted >> _RANDOM_BITS, (wanted >> 62) & 0xFFF, wanted & ((1 << 62) - 1)
        return str(uuid.UUID(int=(time << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low))

    def reference(self, letter: str) -> str:
        """A short reference such as « E-7K4PQ2 »: `letter`, then 30 random bits."""
        return f"{letter}-" + "".join(_LETTERS[self._random_bits(16) % len(_LETTERS)] for _ in range(6))
