"""Statistical disclosure control: no group from 1 to 4 can be read or worked out.

The smallest groups of a table are merged into one row. Where the merged row would still give a
group away, because the total is published too, the smallest of the other rows join it: that is
the complementary suppression of Willenborg and de Waal, "Elements of Statistical Disclosure
Control" (2001), chapter 4. Every published table is a partition of one published number, and a
finer table splits a row that the coarser one shows: so no number can be had by crossing tables.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

SMALLEST_SHOWN = 5

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Part:
    """A row that may be shown."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Split:
    """A total and its rows, largest first; `others` is what was merged.

    `total` is None, and nothing else is given, when it is itself from 1 to 4.
    """

    total: int | None
    parts: tuple[Part, ...] = ()
    others: int = 0

    def count(self, key: str) -> int | None:
        """The row of that key; None when it may be among the merged ones."""
        absent = None if self.others or self.total is None else 0
        return next((part.count for part in self.parts if part.key == key), absent)


def shown(count: int) -> int | None:
    """The count, or None when it is from 1 to 4."""
    return None if 0 < count < SMALLEST_SHOWN else count


def split(counts: Mapping[str, int]) -> Split:
    """A table that may be published beside its total."""
    total = sum(counts.values())
    if shown(total) is None:
        return Split(total=None)
    hidden, _ = _to_hide(counts)
    parts = sorted((Part(key, count) for key, count in counts.items() if count and key not in hidden), key=_largest)
    return Split(total=total, parts=tuple(parts), others=sum(counts[key] for key in hidden))


def masked(counts: Mapping[K, int]) -> dict[K, int | None]:
    """A series that may be published beside its total: zeros stay, what would give a group away is None."""
    hidden, safe = _to_hide(counts)
    if not safe:
        return dict.fromkeys(counts)
    return {key: None if key in hidden else count for key, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one ISO week that fall in the month; `year` is the ISO year."""

    year: int
    number: int
    first: date
    last: date
    count: int | None


def weeks_and_days(days: Mapping[date, int]) -> tuple[tuple[Week, ...], dict[date, int | None]]:
    """Both series, fit to be published together: the days of a week that is hidden are hidden too."""
    by_week: dict[tuple[int, int], dict[date, int]] = {}
    for day, count in sorted(days.items()):
        by_week.setdefault(day.isocalendar()[:2], {})[day] = count
    totals = masked({week: sum(inside.values()) for week, inside in by_week.items()})
    weeks = tuple(Week(*week, min(inside), max(inside), totals[week]) for week, inside in by_week.items())
    kept: dict[date, int | None] = {}
    for week, inside in by_week.items():
        kept |= dict.fromkeys(inside) if totals[week] is None else masked(inside)
    return weeks, kept


def _to_hide(counts: Mapping[K, int]) -> tuple[set[K], bool]:
    """What to hide, and whether that is enough for the hidden ones to keep each other's secret."""
    by_size = sorted((key for key, count in counts.items() if count), key=lambda key: (counts[key], str(key)))
    hidden = [key for key in by_size if counts[key] < SMALLEST_SHOWN]
    if not hidden:
        return set(), True
    while not _keeps_secret([counts[key] for key in hidden]):
        if len(hidden) == len(by_size):
            return set(hidden), False
        hidden.append(by_size[len(hidden)])
    return set(hidden), True


def _keeps_secret(hidden: Iterable[int]) -> bool:
    """Whether the sum of hidden counts leaves each of them open.

    One alone is the sum itself; a sum as small as their number says that each is 1, and one as
    large as four times their number that each is 4.
    """
    counts = list(hidden)
    total, number = sum(counts), len(counts)
    all_largest = max(counts) < SMALLEST_SHOWN and total == number * (SMALLEST_SHOWN - 1)
    return number > 1 and total >= SMALLEST_SHOWN and total > number and not all_largest


def _largest(part: Part) -> tuple[int, str]:
    return -part.count, part.key
