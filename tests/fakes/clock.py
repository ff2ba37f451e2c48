"""A clock that a test moves."""

from datetime import UTC, date, datetime, timedelta


class HandClock:
    """Stands still until `pass_` or `set`."""

    def __init__(self, moment: datetime = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def pass_(self, **span: float) -> None:
        """Let time pass; negative to go back."""
        self.moment += timedelta(**span)
