"""Time, injected so that a test can hold it still."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """The current time and day."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        ...

    def today(self) -> date:
        """The local calendar day."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()


class FixedClock:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def today(self) -> date:
        return self._moment.date()
