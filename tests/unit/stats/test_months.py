"""The calendar month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.stats.months import Month


@given(st.dates(date(2, 1, 1)), st.integers(0, 12))
def test_going_back_and_forth_comes_home(day: date, back: int) -> None:
    month = Month.of(day)
    assert month.before(back).before(-back) == month
    assert month.first <= day <= month.last
    assert Month.read(str(month)) == month


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "0000-01", "octobre", "2026-10-01", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.read(text)


def test_a_leap_february_has_29_days() -> None:
    assert len(Month(2028, 2).days()) == 29
