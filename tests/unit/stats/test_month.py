"""The figures of a month: right, and telling of no small group whatever is put together."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.contact import Channel, Outcome
from aparte.stats.cells import ArticleCell, Cells, ContactCell, DemandCell, GapCell
from aparte.stats.disclosure import Split
from aparte.stats.month import HANDED_OVER, MonthSums, month_sums, span
from aparte.stats.months import Month
from tests.fakes.cells import OCTOBER, town_cells

PARENTS = {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B"}
DAY = date(2026, 10, 5)


def month_of(*demands: DemandCell, contacts: tuple[ContactCell, ...] = ()) -> MonthSums:
    return month_sums(Cells(*span(OCTOBER), contacts, demands), OCTOBER, PARENTS)


def demand(count: int, outcome: Outcome = Outcome.ANSWERED, code: str = "A1", service: str = "") -> DemandCell:
    return DemandCell(DAY, Channel.DESK, code, outcome, service, count)


def test_a_town_s_month_adds_up() -> None:
    cells = town_cells()
    sums = month_sums(cells, OCTOBER, {})
    inside = [cell for cell in cells.contacts if Month.of(cell.day) == OCTOBER]
    assert sums.now.contacts == sum(cell.contacts for cell in inside)
    assert sum(part.count for part in sums.channels.parts) + sums.channels.others == sums.now.contacts
    assert sum(count or 0 for _, count in sums.days) == sums.now.contacts
    assert sum(week.count or 0 for week in sums.weeks) == sums.now.contacts
    assert [headline.month for headline in sums.history] == [OCTOBER.before(back) for back in range(12, -1, -1)]
    assert sums.now.handled_s == sum(cell.handled_s for cell in inside) / sums.now.contacts


def test_the_code_that_comes_in_three_times_as_often_is_the_one_that_rises() -> None:
    assert [rise.key for rise in month_sums(town_cells(), OCTOBER, {}).rises] == ["VOI-TRAV"]


def test_past_months_may_come_added_up() -> None:
    cells = town_cells()
    coarse: Counter[tuple[date, str, Outcome]] = Counter()
    for cell in cells.demands:
        if cell.day < OCTOBER.first:
            coarse[Month.of(cell.day).first, cell.code, cell.outcome] += cell.demands
    past = (DemandCell(day, Channel.DESK, code, outcome, "", n) for (day, code, outcome), n in coarse.items())
    kept = (cell for cell in cells.demands if cell.day >= OCTOBER.first)
    assert month_sums(replace(cells, demands=(*past, *kept)), OCTOBER, {}) == month_sums(cells, OCTOBER, {})


def test_first_contact_counts_answers_and_procedures_among_demands_not_abandoned() -> None:
    sums = month_of(
        demand(50),
        demand(10, Outcome.PROCEDURE_DONE),
        demand(20, Outcome.TRANSFERRED, service="s"),
        demand(25, Outcome.ABANDONED),
    )
    assert sums.now.first_contact == 60 / 80
    assert sums.now.transferred == 20 / 105


def test_a_few_abandons_are_not_told_by_the_share_of_first_contact() -> None:
    several = month_of(
        demand(900), demand(90, Outcome.TRANSFERRED), demand(6, Outcome.CALL_BACK), demand(3, Outcome.ABANDONED)
    )
    fewer = month_of(
        demand(900), demand(90, Outcome.TRANSFERRED), demand(7, Outcome.CALL_BACK), demand(2, Outcome.ABANDONED)
    )
    assert several.now.first_contact == fewer.now.first_contact == 900 / 999


def test_a_share_that_merged_endings_could_upset_is_not_told() -> None:
    assert (
        month_of(demand(30), demand(6, Outcome.PROCEDURE_DONE), demand(3, Outcome.ABANDONED)).now.first_contact is None
    )


def test_a_code_recorded_on_the_first_level_stands_under_its_own_name() -> None:
    (group,) = month_of(demand(8, code="A"), demand(9, code="A1"), demand(0, code="B1")).code_groups
    assert (group.code, group.demands) == ("A", 17)
    assert [(part.key, part.count) for part in group.inside.parts] == [("A1", 9), ("A", 8)]


def test_an_empty_month_has_zeros_and_no_shares() -> None:
    sums = month_of()
    assert (sums.now.contacts, sums.now.demands, sums.now.gaps) == (0, 0, 0)
    assert (sums.now.first_contact, sums.now.transferred, sums.now.handled_s) == (None, None, None)
    assert (sums.peaks.cells, sums.articles, sums.rises) == ((), (), ())


def test_an_article_is_named_from_five_uses() -> None:
    articles = tuple(
        ArticleCell(DAY, key, key.upper(), *uses) for key, uses in {"a": (9, 3), "b": (4, 2), "c": (2, 6)}.items()
    )
    sums = month_sums(Cells(*span(OCTOBER), articles=articles), OCTOBER, {})
    assert [(use.article_id, use.opened, use.given) for use in sums.articles] == [("c", None, 6), ("a", 9, None)]


def test_the_peaks_are_fifths_of_the_busiest_hour() -> None:
    contacts = tuple(
        ContactCell(DAY, hour, Channel.DESK, count, 0, 0) for hour, count in {9: 100, 10: 39, 11: 40, 12: 2}.items()
    )
    found = month_of(contacts=contacts).peaks
    assert [(peak.hour, peak.level) for peak in found.cells] == [(9, 4), (10, 1), (11, 2)]
    assert (found.most, [peak.hour for peak in found.busiest]) == (100, [9])


def test_a_quiet_month_tells_no_peak() -> None:
    assert month_of(contacts=(ContactCell(DAY, 9, Channel.DESK, 24, 0, 0),)).peaks.cells == ()


COUNT = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 6, 9, 30])
CODES, OUTCOMES, SERVICES = ("A", "A1", "A2", "B1", "B2", "C"), tuple(Outcome)[:6], ("", "s1", "s2")
PLACES = [(code, outcome, service) for code, outcome, service in product(CODES, OUTCOMES, SERVICES)]
DEMANDS = st.dictionaries(st.sampled_from(PLACES), COUNT, max_size=14)


@given(DEMANDS)
@settings(max_examples=300, deadline=None)
def test_no_small_group_of_demands_can_be_worked_out(counts: dict[tuple[str, Outcome, str], int]) -> None:
    """What is published is a system of sums over (code, outcome, service): no small group is in its row space."""
    sums = month_of(*(demand(count, outcome, code, service) for (code, outcome, service), count in counts.items()))
    known: list[tuple[set[Hashable], int]] = []

    def tell(split: Split, members: dict[str, set[Hashable]]) -> None:
        known.extend((members[part.key], part.count) for part in split.parts)
        if split.total is not None:
            known.append((set().union(*members.values()), split.total))

    def where(position: int, *fixed: tuple[int, object]) -> dict[str, set[Hashable]]:
        found: dict[str, set[Hashable]] = {}
        for place in PLACES:
            if all(place[at] == value for at, value in fixed):
                found.setdefault(str(place[position]), set()).add(place)
        return found

    codes = where(0)
    parents = {
        parent: set().union(*(places for code, places in codes.items() if PARENTS.get(code, code) == parent))
        for parent in ("A", "B", "C")
    }
    tell(sums.outcomes, where(1))
    tell(sums.codes, parents)
    for group in sums.code_groups:
        tell(group.inside, {code: places for code, places in codes.items() if PARENTS.get(code, code) == group.code})
    for one in sums.handed_over:
        tell(one.services, where(2, (1, one.outcome)))
    assert all(number == 0 or number >= 5 for _, number in known)

    groups = [*codes.values(), *parents.values(), *where(1).values()]
    groups += [places for outcome in HANDED_OVER for places in where(2, (1, outcome)).values()]
    assert not [
        group
        for group in groups
        if 0 < sum(counts.get(place, 0) for place in group) < 5  # type: ignore[call-overload]
        and _follows(group, [members for members, _ in known])
    ]


def _follows(group: set[Hashable], sums: list[set[Hashable]]) -> bool:
    """Whether the count of `group` is a combination of the sums."""
    system = np.array([[float(place in members) for place in PLACES] for members in sums] or [[0.0] * len(PLACES)])
    wanted = np.array([float(place in group) for place in PLACES])
    solution = np.linalg.lstsq(system.T, wanted, rcond=None)[0]
    return bool(np.abs(system.T @ solution - wanted).max() < 1e-9)


HOURS = st.lists(st.tuples(st.integers(1, 31), st.integers(8, 12), st.sampled_from(list(Channel)), COUNT), max_size=25)


@given(HOURS)
@settings(max_examples=150, deadline=None)
def test_no_small_group_of_contacts_is_shown(rows: list[tuple[int, int, Channel, int]]) -> None:
    counts: Counter[tuple[int, int, Channel]] = Counter()
    for day, hour, channel, count in rows:
        counts[day, hour, channel] += count
    contacts = tuple(ContactCell(date(2026, 10, d), h, c, n, n * 60, n) for (d, h, c), n in counts.items())
    sums = month_of(contacts=contacts)
    shown = [sums.now.contacts, *(count for _, count in sums.days), *(week.count for week in sums.weeks)]
    shown += [part.count for part in sums.channels.parts] + [sums.channels.others, sums.peaks.most]
    assert all(number is None or number == 0 or number >= 5 for number in shown)


def test_gaps_are_told_by_theme() -> None:
    gaps = tuple(GapCell(DAY, theme, count) for theme, count in {"voirie": 9, "sport": 2, "eau": 7}.items())
    found = month_sums(Cells(*span(OCTOBER), gaps=gaps), OCTOBER, {}).gaps
    assert ([part.key for part in found.parts], found.others, found.total) == (["voirie"], 9, 18)
