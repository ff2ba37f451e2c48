"""The figures of one month, by keys, already fit to publish: what assist/figures puts words on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aparte.core.contact import Outcome
from aparte.stats import counting
from aparte.stats.cells import ArticleCell, Cells
from aparte.stats.disclosure import Split, Week, shown, split, weeks_and_days
from aparte.stats.months import Month
from aparte.stats.peaks import Peaks, peaks
from aparte.stats.rising import PAST_MONTHS, Period, Rise, rises

FIRST_LEVEL = (Outcome.ANSWERED, Outcome.PROCEDURE_DONE)
# Who took a demand over is counted for these endings alone: each such table splits one row of another.
HANDED_OVER = (Outcome.TRANSFERRED, Outcome.REDIRECTED)
# Above, the endings that are merged could hide a share that matters.
LARGEST_MERGED = 0.02


@dataclass(frozen=True, slots=True)
class Headline:
    """The few numbers that sum a month up; None where one would tell of fewer than five.

    `first_contact` is the share, in [0, 1], of the demands that ended at first level (answered or
    procedure done) among those not abandoned; `transferred` the share of all demands that went to
    a second-level service. Both are worked out from the outcomes that are shown and from nothing
    else, so that they tell no more than the table: a merged ending counts as none.
    `handled_s` is the mean per contact that was timed: the store keeps sums, so that no median can be had.
    """

    month: Month
    contacts: int | None
    demands: int | None
    first_contact: float | None
    transferred: float | None
    handled_s: float | None
    gaps: int | None
    open_days: int


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """A first-level code and its own codes."""

    code: str
    demands: int
    inside: Split


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The demands of one ending (transferred or redirected), by who took them over."""

    outcome: Outcome
    services: Split


@dataclass(frozen=True, slots=True)
class ArticleUse:
    """How often an article was opened, and given to a citizen; None: from 1 to 4."""

    article_id: str
    title: str
    opened: int | None
    given: int | None


@dataclass(frozen=True, slots=True)
class MonthSums:
    """Everything that may be said of one month.

    `history` goes from twelve months before to this month; `days` and `weeks` count contacts;
    `channel_s` is the mean handling time of each channel that is shown, in seconds.
    """

    month: Month
    history: tuple[Headline, ...]
    channels: Split
    channel_s: tuple[tuple[str, float], ...]
    channels_before: Split
    channels_year_before: Split
    outcomes: Split
    outcomes_before: Split
    outcomes_year_before: Split
    handed_over: tuple[HandedOver, ...]
    codes: Split
    codes_before: Split
    codes_year_before: Split
    code_groups: tuple[CodeGroup, ...]
    days: tuple[tuple[date, int | None], ...]
    weeks: tuple[Week, ...]
    peaks: Peaks
    articles: tuple[ArticleUse, ...]
    gaps: Split
    rises: tuple[Rise, ...]
    past_months: int

    @property
    def now(self) -> Headline:
        """The month itself."""
        return self.history[-1]

    @property
    def before(self) -> Headline:
        """The month before."""
        return self.history[-2]

    @property
    def year_before(self) -> Headline:
        """The same month, a year before."""
        return self.history[0]


def span(month: Month) -> tuple[date, date]:
    """The first and last day whose cells `month_sums` needs."""
    return month.before(PAST_MONTHS).first, month.last


def month_sums(cells: Cells, month: Month, parents: Mapping[str, str]) -> MonthSums:
    """The month's figures from the cells of `span(month)`; `parents` gives each second-level code's first level.

    A store may add up the demands of each past month under its first day, whatever their channel
    and service, the contacts of a past day whatever their hour, and leave the past months' articles
    out: only this month's are told apart so finely.
    """
    months = counting.by_month(cells)
    here, before, year_before = (
        months.get(month.before(back), Cells(month.first, month.last)) for back in (0, 1, PAST_MONTHS)
    )
    channels = split(counting.contacts_by_channel(here.contacts))
    outcomes = split(counting.demands_by_outcome(here.demands))
    codes, groups = _codes(here, parents)
    weeks, days = weeks_and_days(counting.contacts_by_day(here.contacts, month))
    past = [months[month.before(back)] for back in range(1, PAST_MONTHS + 1) if month.before(back) in months]
    return MonthSums(
        month=month,
        history=tuple(_headline(months, month.before(back)) for back in range(PAST_MONTHS, -1, -1)),
        channels=channels,
        channel_s=_means(here, channels),
        channels_before=split(counting.contacts_by_channel(before.contacts)),
        channels_year_before=split(counting.contacts_by_channel(year_before.contacts)),
        outcomes=outcomes,
        outcomes_before=split(counting.demands_by_outcome(before.demands)),
        outcomes_year_before=split(counting.demands_by_outcome(year_before.demands)),
        handed_over=_handed_over(here, outcomes),
        codes=codes,
        codes_before=_codes(before, parents)[0],
        codes_year_before=_codes(year_before, parents)[0],
        code_groups=groups,
        days=tuple(days.items()),
        weeks=weeks,
        peaks=peaks(counting.contacts_by_hour(here.contacts)),
        articles=_articles(here.articles),
        gaps=split(counting.gaps_by_theme(here.gaps)),
        rises=_rises(here, past, groups),
        past_months=sum(1 for one in past if counting.open_days(one.contacts)),
    )


def _headline(months: Mapping[Month, Cells], month: Month) -> Headline:
    cells = months.get(month, Cells(month.first, month.last))
    contacts = shown(sum(cell.contacts for cell in cells.contacts))
    outcomes = split(counting.demands_by_outcome(cells.demands))
    return Headline(
        month=month,
        contacts=contacts,
        demands=outcomes.total,
        first_contact=first_contact(outcomes),
        transferred=_share(outcomes.count(Outcome.TRANSFERRED), outcomes.total),
        handled_s=_mean(
            sum(cell.handled_s for cell in cells.contacts), shown(sum(cell.timed for cell in cells.contacts))
        ),
        gaps=shown(sum(cell.gaps for cell in cells.gaps)),
        open_days=counting.open_days(cells.contacts),
    )


def first_contact(outcomes: Split) -> float | None:
    """First-contact resolution, from what is shown of the outcomes; None when too much of them is merged."""
    if outcomes.total is None or outcomes.others > LARGEST_MERGED * outcomes.total:
        return None
    ended = sum(outcomes.count(one) or 0 for one in FIRST_LEVEL)
    return _share(ended, outcomes.total - (outcomes.count(Outcome.ABANDONED) or 0))


def _share(count: int | None, total: int | None) -> float | None:
    return count / total if count is not None and total else None


def _codes(cells: Cells, parents: Mapping[str, str]) -> tuple[Split, tuple[CodeGroup, ...]]:
    """The first level, and the second level of each first-level code that is shown."""
    inside = counting.under_parents(counting.demands_by_code(cells.demands), parents)
    codes = split({code: sum(counts.values()) for code, counts in inside.items()})
    return codes, tuple(CodeGroup(part.key, part.count, split(inside[part.key])) for part in codes.parts)


def _handed_over(cells: Cells, outcomes: Split) -> tuple[HandedOver, ...]:
    """Only of an ending that is shown: the sum of the services tells it."""
    return tuple(
        HandedOver(outcome, split(counting.demands_by_service(cells.demands, outcome)))
        for outcome in HANDED_OVER
        if outcomes.count(outcome) is not None
    )


def _means(cells: Cells, channels: Split) -> tuple[tuple[str, float], ...]:
    seconds = counting.seconds_by_channel(cells.contacts)
    timed = counting.timed_by_channel(cells.contacts)
    means = ((part.key, _mean(seconds[part.key], shown(timed[part.key]))) for part in channels.parts)
    return tuple((key, mean) for key, mean in means if mean is not None)


def _mean(seconds: int, timed: int | None) -> float | None:
    """None when nothing was timed, or too little to be shown."""
    return seconds / timed if timed else None


def _articles(cells: tuple[ArticleCell, ...]) -> tuple[ArticleUse, ...]:
    """Articles opened or given five times at least, most given first; no total is published beside them."""
    opened: dict[str, int] = {}
    given: dict[str, int] = {}
    titles: dict[str, str] = {}
    for cell in sorted(cells, key=lambda cell: cell.day):
        opened[cell.article_id] = opened.get(cell.article_id, 0) + cell.opened
        given[cell.article_id] = given.get(cell.article_id, 0) + cell.given
        titles[cell.article_id] = cell.title
    uses = (ArticleUse(key, titles[key], shown(opened[key]), shown(given[key])) for key in titles)
    busy = [use for use in uses if use.opened or use.given]
    return tuple(sorted(busy, key=lambda use: (-(use.given or 0), -(use.opened or 0), use.article_id)))


def _rises(here: Cells, past: list[Cells], groups: tuple[CodeGroup, ...]) -> tuple[Rise, ...]:
    """Only codes that the table shows are tested: a rise tells their count."""
    days = counting.open_days(here.contacts)
    now = {part.key: Period(part.count, days) for group in groups for part in group.inside.parts}
    months = [(counting.demands_by_code(one.demands), counting.open_days(one.contacts)) for one in past]
    before = {key: [Period(demands.get(key, 0), opened) for demands, opened in months] for key in now}
    return rises(now, before)
