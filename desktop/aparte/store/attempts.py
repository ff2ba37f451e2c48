"""Wrong PINs: each makes the next try wait longer, and a restart forgets nothing.

A try is counted on the disk before it is made, so that killing the program spares no delay. The
delay is counted from the last try; when the clock has gone back since, it starts over from now:
setting the clock back gains nothing, and a clock that was ten years ahead locks nobody out.
"""

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aparte.core.clock import Clock
from aparte.core.errors import LockedStoreError
from aparte.store.durable import write_whole

log = logging.getLogger(__name__)

FREE_TRIES = 3
_DELAYS_S = (5, 15, 30, 60, 120, 300, 600)
LONGEST_DELAY_S = 900


class TooManyAttemptsError(LockedStoreError):
    """The next try has to wait; `wait_s` says how many seconds."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        minutes = -(-wait_s // 60)
        text = _plural(wait_s, "seconde") if wait_s < 60 else _plural(minutes, "minute")
        super().__init__(f"Trop d'essais : réessayez dans {text}. Les suggestions restent disponibles.")


class Attempts:
    """Counts the wrong tries of each slot in one file.

    A disk that refuses doesn't lock the agents out: the count is then kept in memory.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._counts: dict[str, tuple[int, datetime]] = _read(path)

    def begin(self, slot_id: str) -> None:
        """Count a try before it is made; `TooManyAttemptsError` while it has to wait."""
        now = self._clock.now()
        # Another window of the same user counts too.
        for other, found in _read(self._path).items():
            self._counts[other] = max(found, self._counts.get(other, found))
        failures, last = self._counts.get(slot_id, (0, now))
        if now < last:
            last = now
            self._keep(slot_id, failures, last)
        wait = last + timedelta(seconds=delay_s(failures)) - now
        if wait > timedelta(0):
            raise TooManyAttemptsError(-(-wait // timedelta(seconds=1)))
        self._keep(slot_id, failures + 1, now)

    def succeeded(self, slot_id: str) -> None:
        """The try was right: the slate is clean."""
        if self._counts.pop(slot_id, None) is not None:
            self._write()

    def _keep(self, slot_id: str, failures: int, last: datetime) -> None:
        self._counts[slot_id] = (failures, last)
        self._write()

    def _write(self) -> None:
        document = {slot: [failures, last.isoformat()] for slot, (failures, last) in self._counts.items()}
        try:
            write_whole(self._path, json.dumps(document).encode())
        except OSError:
            log.warning("attempts not written", exc_info=True)


def delay_s(failures: int) -> int:
    """How many seconds to wait after so many wrong tries in a row."""
    if failures < FREE_TRIES:
        return 0
    late = failures - FREE_TRIES
    return _DELAYS_S[late] if late < len(_DELAYS_S) else LONGEST_DELAY_S


def _read(path: Path) -> dict[str, tuple[int, datetime]]:
    """The counts; a file that is broken holds none: whoever can break it can as well remove it."""
    try:
        document: Any = json.loads(path.read_bytes())
        return {
            str(slot): (max(0, int(failures)), _aware(datetime.fromisoformat(last)))
            for slot, (failures, last) in document.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment
