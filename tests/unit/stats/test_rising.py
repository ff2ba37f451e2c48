"""A rise is named when chance does not explain it, and seldom otherwise."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.stats.rising import Period, adjusted, binomial_tail, rises


def months(*demands: int, days: int = 22) -> list[Period]:
    return [Period(count, days) for count in demands]


def exact_tail(least: int, trials: int, share: Fraction) -> float:
    terms = (math.comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(max(0, least), trials + 1))
    return float(sum(terms, start=Fraction(0)))


@given(st.integers(0, 120), st.integers(0, 130), st.integers(1, 99))
def test_the_tail_is_the_exact_binomial_s(trials: int, least: int, hundredths: int) -> None:
    share = Fraction(hundredths, 100)
    assert binomial_tail(least, trials, float(share)) == pytest.approx(exact_tail(least, trials, share), abs=1e-12)


def test_a_tail_of_millions_is_still_a_probability() -> None:
    assert 0.45 < binomial_tail(1_000_000, 13_000_000, 1 / 13) < 0.55
    assert binomial_tail(1_100_000, 13_000_000, 1 / 13) == pytest.approx(0, abs=1e-300)


def test_adjusted_chances_are_benjamini_and_hochberg_s() -> None:
    # The example of the article's own method: 4 hypotheses, p(i) × 4 / i, made monotone.
    found = adjusted({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.5})
    assert found == pytest.approx({"a": 0.04, "b": 0.16 / 3, "c": 0.16 / 3, "d": 0.5})


def test_a_code_that_doubles_is_named_with_its_usual_count() -> None:
    past = months(20, 22, 18, 21, 19, 20, 23, 17, 20, 22, 18, 20)
    (rise,) = rises({"moves": Period(45, 22)}, {"moves": past})
    assert (rise.key, rise.demands, rise.usual) == ("moves", 45, 20)
    assert rise.chance < 0.001


def test_more_days_of_welcome_are_no_rise() -> None:
    past = months(*[20] * 12, days=10)
    assert rises({"moves": Period(44, 22)}, {"moves": past}) == ()


def test_a_code_that_comes_in_bursts_needs_more_to_be_named() -> None:
    steady = months(*[20] * 12)
    bursts = months(2, 60, 3, 40, 1, 50, 4, 30, 2, 44, 1, 3)
    assert rises({"moves": Period(36, 22)}, {"moves": steady}) != ()
    assert rises({"moves": Period(36, 22)}, {"moves": bursts}) == ()


@pytest.mark.parametrize(
    ("now", "past"),
    [
        (9, months(*[1] * 12)),  # too few to speak of
        (400, months(*[350] * 12)),  # proven, but no news
        (40, months(*[10] * 5)),  # too short a past
        (40, []),
    ],
)
def test_what_proves_nothing_is_not_named(now: int, past: list[Period]) -> None:
    assert rises({"moves": Period(now, 22)}, {"moves": past}) == ()


def test_a_new_demand_is_named() -> None:
    (rise,) = rises({"floods": Period(30, 22)}, {"floods": months(*[0] * 12)})
    assert rise.usual == 0


@pytest.mark.parametrize("spread", [1.0, 2.0, 4.0])
def test_where_nothing_rises_few_months_name_anything(spread: float) -> None:
    """600 months of 40 codes, Poisson and then several times wider."""
    source = np.random.default_rng(7)
    means = np.arange(5.0, 45.0)
    wrong = 0
    for _ in range(600):
        counts = source.poisson(means if spread == 1 else source.gamma(means / (spread - 1), spread - 1), (13, 40))
        now = {str(code): Period(int(counts[12, code]), 22) for code in range(40)}
        wrong += bool(rises(now, {str(code): months(*map(int, counts[:12, code])) for code in range(40)}))
    assert wrong / 600 <= 0.05


def test_a_code_that_doubles_among_others_is_nearly_always_found() -> None:
    source = np.random.default_rng(7)
    found = 0
    for _ in range(200):
        counts = source.poisson(np.full((13, 40), 60.0))
        counts[12, 0] = source.poisson(120.0)
        now = {str(code): Period(int(counts[12, code]), 22) for code in range(40)}
        past = {str(code): months(*map(int, counts[:12, code])) for code in range(40)}
        found += any(rise.key == "0" for rise in rises(now, past))
    assert found / 200 > 0.95
