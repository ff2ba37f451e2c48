"""Recurrent demands: what comes in more often this month than in its own past.

For each code, y demands over d days of welcome this month are compared with x demands over D days
in the twelve months before. If nothing changed and demands come independently (Poisson), then y
given y + x is binomial with p = d / (d + D): the exact conditional test of Przyborowski and
Wilenski, Biometrika 31 (1940), one-sided. Demands that come in bursts are more spread than that:
where the past months spread φ times wider than a Poisson (φ = Pearson's chi-square over its degrees
of freedom; McCullagh and Nelder, "Generalized Linear Models", 1989, section 6.2), both counts are
divided by φ, which makes the test more cautious. Twelve months tell little of one code's φ, so that
the upper quartile of all codes is taken where it is larger, and 1 at least. The codes of one month are judged
together by the procedure of Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995): among those that
are named, 5 % at most are expected to be there by chance.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

FALSE_SHARE = 0.05
PAST_MONTHS = 12
FEWEST_PAST_MONTHS = 6
FEWEST_DEMANDS = 10  # this month
FEWEST_TOGETHER = 20  # this month and the past: fewer can't prove anything
SMALLEST_GROWTH = 1.25  # a proven rise of less is no news


@dataclass(frozen=True, slots=True)
class Period:
    """One month of a code: demands, and days on which the town welcomed anyone at all."""

    demands: int
    open_days: int


@dataclass(frozen=True, slots=True)
class Rise:
    """A code that rose: `usual` is the past's count for as many days, rounded so that no past month shows.

    `chance` is the adjusted p-value of Benjamini and Hochberg.
    """

    key: str
    demands: int
    usual: int
    chance: float


def rises(now: Mapping[str, Period], past: Mapping[str, Sequence[Period]]) -> tuple[Rise, ...]:
    """The codes that rose, surest first; `past` holds a month each, oldest or newest first alike."""
    tested = [key for key, period in now.items() if _enough(period, past.get(key, ()))]
    spreads = {key: spread_of(past[key]) for key in tested}
    common = quantiles(spreads.values(), n=4, method="inclusive")[2] if len(spreads) > 1 else 1.0
    chances = {key: chance_of(now[key], past[key], max(1.0, common, spreads[key])) for key in tested}
    found = []
    for key, chance in adjusted(chances).items():
        period, usual = now[key], usual_count(now[key], past[key])
        if chance <= FALSE_SHARE and period.demands >= max(FEWEST_DEMANDS, SMALLEST_GROWTH * usual):
            found.append(Rise(key, period.demands, round(usual), chance))
    return tuple(sorted(found, key=lambda rise: (rise.chance, -rise.demands, rise.key)))


def chance_of(now: Period, past: Sequence[Period], spread: float) -> float:
    """The probability of as many demands as now, or more, if nothing had changed; `spread` is φ."""
    days, demands = sum(one.open_days for one in past), sum(one.demands for one in past)
    count, before = math.floor(now.demands / spread), math.ceil(demands / spread)
    return binomial_tail(count, count + before, now.open_days / (now.open_days + days))


def binomial_tail(least: int, trials: int, share: float) -> float:
    """P(X ≥ least) for X binomial; exact up to rounding, and fast for millions of trials."""
    if not 0 < least <= trials:
        return float(least <= 0)
    if least <= trials * share:  # the other tail is the short one
        return 1.0 - binomial_tail(trials - least + 1, trials, 1.0 - share)
    log_term = (
        math.lgamma(trials + 1)
        - math.lgamma(least + 1)
        - math.lgamma(trials - least + 1)
        + least * math.log(share)
        + (trials - least) * math.log1p(-share)
    )
    term = total = math.exp(log_term)
    if not term:
        return 0.0
    odds = share / (1.0 - share)
    for successes in range(least, trials):  # each term from the one before, until they stop counting
        term *= (trials - successes) / (successes + 1) * odds
        total += term
        if term < total * 1e-17:
            break
    return min(1.0, total)


def adjusted(chances: Mapping[str, float]) -> dict[str, float]:
    """Benjamini and Hochberg's adjusted p-values."""
    ordered = sorted(chances, key=lambda key: chances[key], reverse=True)
    smallest, result = 1.0, {}
    for rank, key in zip(range(len(ordered), 0, -1), ordered, strict=True):
        smallest = min(smallest, chances[key] * len(ordered) / rank)
        result[key] = smallest
    return result


def usual_count(now: Period, past: Sequence[Period]) -> float:
    """What the past would give in as many days as now."""
    days = sum(one.open_days for one in past)
    return sum(one.demands for one in past) / days * now.open_days if days else 0.0


def _enough(now: Period, past: Sequence[Period]) -> bool:
    open_months = sum(1 for one in past if one.open_days)
    together = now.demands + sum(one.demands for one in past)
    return now.open_days > 0 and open_months >= FEWEST_PAST_MONTHS and together >= FEWEST_TOGETHER


def spread_of(past: Sequence[Period]) -> float:
    """How many times wider than a Poisson the past months spread: φ."""
    months = [one for one in past if one.open_days]
    rate = sum(one.demands for one in months) / max(1, sum(one.open_days for one in months))
    if rate <= 0 or len(months) < 2:
        return 1.0
    square = sum((one.demands - rate * one.open_days) ** 2 / (rate * one.open_days) for one in months)
    return square / (len(months) - 1)
