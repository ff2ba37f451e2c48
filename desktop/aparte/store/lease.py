"""How long this workstation may stay away from its server before its records close.

Time away is added up from one look at the clock to the next: a clock set back adds nothing and gives nothing
back. A leap of months is believed as long as it lasts and never kept, so that a clock that was wrong for an
hour closes nothing for good. An exchange with the server starts the count again.
"""

from dataclasses import dataclass

from aparte.core.clock import Clock
from aparte.store.codec import moment
from aparte.store.database import StoreDatabase

WARNED_DAYS = 7
FOR_EVER = -1
_DAY_S = 86_400
_KEPT_EVERY_S = 600
_LEAP_S = 200 * _DAY_S


@dataclass(frozen=True, slots=True)
class Lease:
    """`days` is its whole length, `left_s` what remains in seconds: nothing or less once it has ended."""

    days: int
    left_s: int

    @property
    def ended(self) -> bool:
        """Whether the records are to be closed."""
        return self.left_s <= 0

    @property
    def days_left(self) -> int:
        """Days begun that remain."""
        return max(0, -(-self.left_s // _DAY_S))

    @property
    def warned(self) -> bool:
        """Whether the agent is to be told."""
        return self.days_left <= WARNED_DAYS


class LeaseClock:
    """Counts; every call belongs on the store's serial lane."""

    def __init__(self, database: StoreDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def grant(self, days: int) -> None:
        """The server answered: a new lease of so many days, or none for 0. Inside `writing` or not."""
        with self._database.writing():
            self._database.run("DELETE FROM lease")
            if days > 0:
                self._database.run(
                    "INSERT INTO lease (only, days, away_s, seen_at) VALUES (1, ?, 0, ?)",
                    (days, self._now()),
                )

    def renew(self) -> None:
        """Whoever holds the escrow vouches for this workstation: the same lease again."""
        with self._database.writing():
            self._database.run("UPDATE lease SET away_s = 0, seen_at = ?", (self._now(),))

    def look(self, imposed_days: int = 0) -> Lease | None:
        """How it stands now; None without one.

        `imposed_days` is the town's policy on this machine: at least so many, or `FOR_EVER`.
        """
        row = self._database.row("SELECT * FROM lease")
        if row is None or imposed_days == FOR_EVER:
            return None
        now = self._now()
        passed = (now - row["seen_at"]) // 1_000_000
        away = row["away_s"] + max(0, passed)
        if (passed >= _KEPT_EVERY_S or passed < 0) and passed <= _LEAP_S:
            with self._database.writing():
                self._database.run("UPDATE lease SET away_s = ?, seen_at = ?", (away, now))
        days = max(row["days"], imposed_days)
        return Lease(days, days * _DAY_S - away)

    def _now(self) -> int:
        return moment(self._clock.now())
