"""Peak hours, in five levels: the weekday's exact sums stay unknown, so that no day can be worked out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aparte.stats.disclosure import SMALLEST_SHOWN

LEVELS = 5
# Below, a level would be narrower than the smallest group.
FEWEST_AT_PEAK = LEVELS * SMALLEST_SHOWN


@dataclass(frozen=True, slots=True)
class Peak:
    """How busy a weekday (0 is Monday) is in one local hour: from 0 (quiet) to 4."""

    weekday: int
    hour: int
    level: int


@dataclass(frozen=True, slots=True)
class Peaks:
    """Every weekday and hour between the first and the last with five contacts; empty in a very quiet month.

    `busiest` holds at most three, busiest first; `most` is the contacts of the first over the month.
    """

    cells: tuple[Peak, ...] = ()
    busiest: tuple[Peak, ...] = ()
    most: int = 0


def peaks(contacts: Mapping[tuple[int, int], int]) -> Peaks:
    """The levels of contacts by weekday and hour: fifths of the busiest."""
    most = max(contacts.values(), default=0)
    if most < FEWEST_AT_PEAK:
        return Peaks()
    weekdays = _welcoming((day, count) for (day, _), count in contacts.items())
    hours = _welcoming((hour, count) for (_, hour), count in contacts.items())
    cells = tuple(
        Peak(day, hour, _level(contacts.get((day, hour), 0), most))
        for day in range(weekdays[0], weekdays[-1] + 1)
        for hour in range(hours[0], hours[-1] + 1)
    )
    ordered = sorted(contacts, key=lambda key: (-contacts[key], key))[:3]
    busiest = tuple(Peak(*key, level) for key in ordered if (level := _level(contacts[key], most)) >= LEVELS - 2)
    return Peaks(cells, busiest, most)


def _welcoming(pairs: Iterable[tuple[int, int]]) -> list[int]:
    sums: Counter[int] = Counter()
    for key, count in pairs:
        sums[key] += count
    return sorted(key for key, count in sums.items() if count >= SMALLEST_SHOWN)


def _level(count: int, most: int) -> int:
    return min(LEVELS - 1, LEVELS * count // most)
