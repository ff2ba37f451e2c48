"""One month in French, from the store's sums: what screens, files and the report all show."""

from datetime import date

from aparte.assist.figures import french, headlines
from aparte.assist.figures.charts import all_charts, hour_grid
from aparte.assist.figures.definitions import CREDIT, DEFINITIONS, NO_RISE, RISING_NOTE, TOO_SHORT
from aparte.assist.figures.shapes import MonthFigures, Rising
from aparte.assist.figures.tables import all_tables
from aparte.assist.figures.wording import Wording
from aparte.stats.cells import Cells
from aparte.stats.month import MonthSums, month_sums
from aparte.stats.months import Month
from aparte.stats.rising import FEWEST_PAST_MONTHS, Rise


def month_figures(cells: Cells, month: Month, wording: Wording, today: date) -> MonthFigures:
    """The figures of `month`; `cells` covers `stats.month.span(month)`."""
    sums = month_sums(cells, month, wording.parents)
    unfinished = today <= month.last
    return MonthFigures(
        month=month,
        town=wording.town,
        title=f"L'accueil en {french.month_name(month)}",
        made_on=today,
        notice=f"Mois en cours : chiffres arrêtés au {french.full_date(today)}." if unfinished else "",
        summary=headlines.summary(sums),
        key_figures=headlines.key_figures(sums, comparable=not unfinished),
        tables=all_tables(sums, wording, DEFINITIONS),
        charts=all_charts(sums, wording),
        hours=hour_grid(sums),
        rising=tuple(_rising(rise, wording) for rise in sums.rises),
        rising_note=_rising_note(sums),
        definitions=DEFINITIONS,
        credit=CREDIT,
    )


def _rising(rise: Rise, wording: Wording) -> Rising:
    label = wording.full_code(rise.key)
    usual = f"environ {french.count(rise.usual)}" if rise.usual else "moins d'une"
    sentence = f"{label} : {french.count_of(rise.demands, 'demande')}, {usual} d'habitude."
    return Rising(label, rise.demands, rise.usual, rise.chance, sentence)


def _rising_note(sums: MonthSums) -> str:
    if sums.past_months < FEWEST_PAST_MONTHS:
        return TOO_SHORT
    return RISING_NOTE if sums.rises else f"{NO_RISE} {RISING_NOTE}"
