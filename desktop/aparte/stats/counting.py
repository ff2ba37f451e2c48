"""Adding cells up by whatever a table is made of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
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


def contacts_by_channel(cells: Iterable[ContactCell]) -> Counter[str]:
    """Contacts of each channel."""
    return _added((cell.channel.value, cell.contacts) for cell in cells)


def seconds_by_channel(cells: Iterable[ContactCell]) -> Counter[str]:
    """Handling time of each channel, in seconds."""
    return _added((cell.channel.value, cell.handled_s) for cell in cells)


def contacts_by_day(cells: Iterable[ContactCell], month: Month) -> dict[date, int]:
    """Contacts of each day of a month, closed days included."""
    days = dict.fromkeys(month.days(), 0)
    for cell in cells:
        days[cell.day] += cell.contacts
    return days


def contacts_by_hour(cells: Iterable[ContactCell]) -> Counter[tuple[int, int]]:
    """Contacts of each weekday (0 is Monday) and local hour."""
    hours: Counter[tuple[int, int]] = Counter()
    for cell in cells:
        hours[cell.day.weekday(), cell.hour] += cell.contacts
    return hours


def demands_by_outcome(cells: Iterable[DemandCell]) -> Counter[str]:
    """Demands of each outcome."""
    return _added((cell.outcome.value, cell.demands) for cell in cells)


def demands_by_code(cells: Iterable[DemandCell]) -> Counter[str]:
    """Demands of each closure code, as it was recorded."""
    return _added((cell.code, cell.demands) for cell in cells)


def demands_by_service(cells: Iterable[DemandCell], outcome: Outcome) -> Counter[str]:
    """Demands that ended so, by who took them over."""
    return _added((cell.service, cell.demands) for cell in cells if cell.outcome is outcome)


def gaps_by_theme(cells: Iterable[GapCell]) -> Counter[str]:
    """Unanswered questions of each theme."""
    return _added((cell.theme, cell.gaps) for cell in cells)


def under_parents(codes: Mapping[str, int], parents: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The codes of each first-level code; what was recorded on the first level stands under its own name."""
    groups: dict[str, dict[str, int]] = {}
    for code, count in codes.items():
        groups.setdefault(parents.get(code) or code, {})[code] = count
    return groups


def open_days(cells: Iterable[ContactCell]) -> int:
    """On how many days anyone was welcomed at all."""
    return len({cell.day for cell in cells if cell.contacts})


def _grouped(cells: Iterable[C]) -> dict[Month, tuple[C, ...]]:
    groups: dict[Month, list[C]] = defaultdict(list)
    for cell in cells:
        groups[Month.of(cell.day)].append(cell)
    return {month: tuple(group) for month, group in groups.items()}


def _added(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, count in pairs:
        sums[key] += count
    return sums
