"""No group from 1 to 4 can be read, or worked out from what is shown."""

from collections.abc import Hashable, Mapping
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.stats.disclosure import Part, masked, shown, split, weeks_and_days

COUNTS = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 14), max_size=8)
MONTH = st.lists(st.integers(0, 9), min_size=31, max_size=31)


def derivable(known: list[tuple[set[Hashable], int]], atoms: list[Hashable]) -> set[Hashable]:
    """The atoms that the sums in `known` determine: those in the row space of the system."""
    system = np.array([[float(atom in members) for atom in atoms] for members, _ in known])
    if not len(system):
        return set()
    _, values, rows = np.linalg.svd(system)
    rank = int((values > 1e-9).sum())
    kernel = rows[rank:]
    return {atom for n, atom in enumerate(atoms) if not np.abs(kernel[:, n]).max(initial=0) > 1e-9}


def small(counts: Mapping[str, int]) -> set[str]:
    return {key for key, count in counts.items() if 0 < count < 5}


def test_a_small_group_is_merged_and_the_next_smallest_joins_it() -> None:
    found = split({"desk": 40, "phone": 20, "video": 2})
    assert found.parts == (Part("desk", 40),)
    assert (found.others, found.total) == (22, 62)


def test_small_groups_that_are_many_enough_keep_each_others_secret() -> None:
    found = split({"desk": 40, "chat": 4, "video": 3})
    assert (found.parts, found.others) == ((Part("desk", 40),), 7)


def test_groups_that_can_only_be_four_each_are_given_company() -> None:
    assert split({"desk": 40, "chat": 4, "video": 4}).others == 48


def test_a_total_under_five_is_not_told() -> None:
    found = split({"desk": 2, "phone": 1})
    assert (found.total, found.parts, found.others) == (None, (), 0)


def test_nothing_small_nothing_merged() -> None:
    found = split({"desk": 9, "phone": 5, "video": 0})
    assert (found.total, found.others, found.count("video"), found.count("phone")) == (14, 0, 0, 5)


@given(COUNTS)
def test_no_row_is_small_and_the_rows_add_up(counts: dict[str, int]) -> None:
    found = split(counts)
    numbers = [part.count for part in found.parts] + [found.others]
    assert all(number == 0 or number >= 5 for number in numbers)
    assert shown(sum(counts.values())) == found.total
    if found.total is not None:
        assert sum(numbers) == found.total
        assert all(counts[part.key] == part.count for part in found.parts)


@given(COUNTS)
def test_a_small_group_can_not_be_worked_out_from_the_total(counts: dict[str, int]) -> None:
    found = split(counts)
    merged = {key for key in counts if counts[key]} - {part.key for part in found.parts}
    if found.total is None or not merged:
        return
    # Whoever knows which groups were merged, and that none is empty, still has two answers for each.
    assert small(counts) <= merged
    assert found.others == sum(counts[key] for key in merged)
    if len(merged) < len([key for key in counts if counts[key]]):
        assert len(merged) > 1
        assert found.others > len(merged)
        assert any(counts[key] > 4 for key in merged) or found.others < 4 * len(merged)


@given(MONTH)
def test_no_day_is_small_and_none_follows_from_the_weeks(counts: list[int]) -> None:
    days = {date(2026, 10, 1) + timedelta(n): count for n, count in enumerate(counts)}
    weeks, kept = weeks_and_days(days)
    known: list[tuple[set[Hashable], int]] = [({day}, count) for day, count in kept.items() if count is not None]
    for week in weeks:
        if week.count is not None:
            known.append(({day for day in days if week.first <= day <= week.last}, week.count))
            assert week.count == sum(count for day, count in days.items() if week.first <= day <= week.last)
    if shown(sum(counts)) is not None:
        known.append((set(days), sum(counts)))
    assert all(count == 0 or count >= 5 for _, count in known)
    told = derivable(known, list(days))
    assert not [day for day in told if 0 < days[day] < 5]  # type: ignore[index]


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=8))
@settings(max_examples=200)
def test_a_series_keeps_its_true_values_or_none(counts: dict[int, int]) -> None:
    for key, value in masked(counts).items():
        assert value is None or value == counts[key] != 4
        assert value is None or value == 0 or value >= 5
