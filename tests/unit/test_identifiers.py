"""Identifiers: valid UUIDv7 that grow, whatever the clock does."""

import uuid
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aparte.core.identifiers import Identifiers


class _Wandering:
    """A clock that shows each of `moments` once."""

    def __init__(self, moments: list[datetime]) -> None:
        self._moments = iter(moments)

    def now(self) -> datetime:
        return next(self._moments)

    def today(self) -> date:
        raise NotImplementedError


@given(st.lists(st.integers(-(10**10), 10**9), min_size=2, max_size=30))
def test_identifiers_grow_though_the_clock_jumps(jumps: list[int]) -> None:
    start = datetime(2026, 11, 26, 9, tzinfo=UTC)
    clock = _Wandering([max(start + timedelta(milliseconds=jump), datetime(1970, 1, 2, tzinfo=UTC)) for jump in jumps])
    made = _all(Identifiers(clock), len(jumps))
    assert made == sorted(set(made))


def test_an_identifier_is_version_7_and_dated_by_the_clock() -> None:
    moment = datetime(2026, 11, 26, 9, tzinfo=UTC)
    made = uuid.UUID(Identifiers(_Wandering([moment])).uuid7())
    assert (made.version, made.variant, made.int >> 80) == (7, uuid.RFC_4122, int(moment.timestamp() * 1000))


def test_a_reference_has_no_letter_taken_for_a_digit() -> None:
    made = Identifiers(_Wandering([])).reference("E")
    assert made.startswith("E-")
    assert set(made[2:]).isdisjoint("01OIL")


def _all(identifiers: Identifiers, count: int) -> list[str]:
    return [identifiers.uuid7() for _ in range(count)]
