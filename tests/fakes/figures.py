"""The figures of the invented town, in French, with codes and services of its own."""

from datetime import date
from functools import cache
from pathlib import Path

from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.shapes import MonthFigures
from aparte.assist.figures.town import town_wording
from aparte.assist.figures.wording import Wording
from aparte.kb.seed import SeedFolder
from tests.fakes.cells import OCTOBER, town_cells

SEED = Path(__file__).parents[2] / "kb_seed"
TODAY = date(2026, 11, 3)


@cache
def seed_wording() -> Wording:
    """The seed town's words."""
    return town_wording(SeedFolder(SEED), SeedFolder(SEED).closure_codes())


@cache
def town_figures() -> MonthFigures:
    """October 2026 in the invented town."""
    return month_figures(town_cells(), OCTOBER, seed_wording(), TODAY)
