"""Adding cells up by whatever a table is made of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Protocol, TypeVar

from aparte.core.contact import Outcome
from aparte.stats.cells import Cells, ContactCell, DemandCell, GapCell
from aparte.stats.months import Month


class Dated(Protocol):
    """A cell of one local day."""

    @property
    def day(self) -> date:
        """The local calendar day."""
        ...


C = TypeVar("C", bound=Dated)


def by_month(cells: Cells) -> dict[Month, Cells]:
    """The cells of each month between the two days, empty months included."""
    contacts, demands = _grouped(cells.contacts), _grouped(cells.demands)
    articles, gaps = _grouped(cells.articles), _grouped(cells.gaps)
    months = [Month.of(cells.first)]
    while months[-1] < Month.of(cells.last):
        months.append(months[-1].before(-1))
    return {
        month: Cells(
            month.first,
            month.last,
            contacts.get(month, ()),
            demands.get(month, ()),
            articles.get(month, ()),
            gaps.get(month, ()),
        )
        for month in months
    }


def contacts_by_channel(cells: Sequence[ContactCell]) -> dict[str, int]:
    """Contacts of each channel."""
    return _added(cells, "channel", "contacts")


def seconds_by_channel(cells: Sequence[ContactCell]) -> dict[str, int]:
    """Handling time of each channel, in seconds."""
    return _added(cells, "channel", "handled_s")


def timed_by_channel(cells: Sequence[ContactCell]) -> dict[str, int]:
    """Contacts of each channel whose handling was timed."""
    return _added(cells, "channel", "timed")


def contacts_by_day(cells: Sequence[ContactCell], month: Month) -> dict[date, int]:
    """Contacts of each day of a month, closed days included."""
    days = dict.fromkeys(month.days(), 0)
    for cell in cells:
        days[cell.day] += cell.contacts
    return days


def contacts_by_hour(cells: Sequence[ContactCell]) -> Counter[tuple[int, int]]:
    """Contacts of each weekday (0 is Monday) and local hour."""
    hours: Counter[tuple[int, int]] = Counter()
    for cell in cells:
        hours[cell.day.weekday(), cell.hour] += cell.contacts
    return hours


def demands_by_outcome(cells: Sequence[DemandCell]) -> dict[str, int]:
    """Demands of each outcome."""
    return _added(cells, "outcome", "demands")


def demands_by_code(cells: Sequence[DemandCell]) -> dict[str, int]:
    """Demands of each closure code, as it was recorded."""
    return _added(cells, "code", "demands")


def demands_by_service(cells: Sequence[DemandCell], outcome: Outcome) -> dict[str, int]:
    """Demands that ended so, by who took them over."""
    return _added([cell for cell in cells if cell.outcome is outcome], "service", "demands")


def gaps_by_theme(cells: Sequence[GapCell]) -> dict[str, int]:
    """Unanswered questions of each theme."""
    return _added(cells, "theme", "gaps")


def under_parents(codes: Mapping[str, int], parents: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The codes of each first-level code; what was recorded on the first level stands under its own name."""
    groups: dict[str, dict[str, int]] = {}
    for code, count in codes.items():
        groups.setdefault(parents.get(code) or code, {})[code] = count
    return groups


def open_days(cells: Sequence[ContactCell]) -> int:
    """On how many days anyone was welcomed at all."""
    return len({cell.day for cell in cells if cell.contacts})


def _grouped(cells: Iterable[C]) -> dict[Month, tuple[C, ...]]:
    """By day first: a day is cheap to look up, and there are few of them."""
    days: dict[date, list[C]] = defaultdict(list)
    for cell in cells:
        days[cell.day].append(cell)
    months: dict[Month, list[C]] = defaultdict(list)
    for day, group in days.items():
        months[Month.of(day)] += group
    return {month: tuple(group) for month, group in months.items()}


def _added(cells: Sequence[object], key: str, count: str) -> dict[str, int]:
    """The sum of the attribute `count` for each value of the attribute `key`."""
    sums: dict[str, int] = defaultdict(int)
    for name, number in zip(map(attrgetter(key), cells), map(attrgetter(count), cells), strict=True):
        sums[name] += number
    return {str(name): number for name, number in sums.items()}
