"""The charts of a month: series ready to draw, and one sentence each for who can't see them."""

from collections.abc import Callable

from aparte.assist.figures import french
from aparte.assist.figures.shapes import Chart, ChartKind, HourGrid
from aparte.assist.figures.tables import LEVEL_NAMES, lines
from aparte.assist.figures.wording import Wording, channel, outcome
from aparte.stats.disclosure import Split
from aparte.stats.month import MonthSums
from aparte.stats.peaks import Peak

_EMPTY = "Aucun chiffre à montrer ce mois-ci."


def all_charts(sums: MonthSums, wording: Wording) -> tuple[Chart, ...]:
    """Every chart of the month."""
    return (
        _bars("canaux", "Échanges par canal", "échanges", sums.channels, channel),
        _bars("themes", "Demandes par thème", "demandes", sums.codes, wording.code),
        _bars("issues", "Issues des demandes", "demandes", sums.outcomes, outcome),
        _bars("sans-reponse", "Questions sans réponse par thème", "questions", sums.gaps, wording.theme),
        _days(sums),
        _months(sums),
    )


def hour_grid(sums: MonthSums) -> HourGrid | None:
    """The peak hours; None when there were too few contacts to tell."""
    cells = sums.peaks.cells
    if not cells:
        return None
    weekdays, hours = sorted({cell.weekday for cell in cells}), sorted({cell.hour for cell in cells})
    levels = {(cell.weekday, cell.hour): cell.level for cell in cells}
    return HourGrid(
        name="heures",
        title="Heures de pointe",
        rows=tuple(french.WEEKDAYS[day].capitalize() for day in weekdays),
        columns=tuple(f"{hour} h" for hour in hours),
        levels=tuple(tuple(levels[day, hour] for hour in hours) for day in weekdays),
        level_names=LEVEL_NAMES,
        description=_busiest(sums.peaks.busiest, sums.peaks.most),
        table="heures",
    )


def _bars(name: str, title: str, unit: str, split: Split, called: Callable[[str], str]) -> Chart:
    rows = tuple((text, number) for _, text, number in lines(split, called))
    return Chart(
        name=name,
        kind=ChartKind.BARS,
        title=title,
        unit=unit,
        labels=tuple(text for text, _ in rows),
        values=tuple(float(number) for _, number in rows),
        description=_largest(rows, split.total or 0),
        table=name,
    )


def _largest(rows: tuple[tuple[str, int], ...], total: int) -> str:
    """« Guichet 47 %, Téléphone 37 % et Courriel 10 %, sur 4 311. »."""
    if not rows:
        return _EMPTY
    said = [f"{text} {number / total * 100:.0f} %" for text, number in rows[:3]]
    return f"{french.listed(said)}, sur {french.count(total)}."


def _days(sums: MonthSums) -> Chart:
    counted = [(count, day) for day, count in sums.days if count]
    description = _EMPTY
    if counted:
        most, day = max(counted, key=lambda pair: (pair[0], -pair[1].toordinal()))
        description = f"Jour le plus chargé : {french.day_name(day)}, {french.count_of(most, 'échange')}."
    return Chart(
        name="jours",
        kind=ChartKind.COLUMNS,
        title="Échanges par jour",
        unit="échanges",
        labels=tuple(french.day_name(day) for day, _ in sums.days),
        values=tuple(None if count is None else float(count) for _, count in sums.days),
        description=description,
        table="jours",
        short=tuple(str(day.day) if day.day == 1 or day.day % 5 == 0 else "" for day, _ in sums.days),
    )


def _months(sums: MonthSums) -> Chart:
    values = [(one.contacts, one.month) for one in sums.history if one.contacts]
    description = _EMPTY
    if values:
        (most, high), (least, low) = max(values), min(values)
        description = (
            f"Au plus {french.count_of(most, 'échange')} en {french.month_name(high)}, "
            f"au moins {french.count(least)} en {french.month_name(low)}."
        )
    return Chart(
        name="evolution",
        kind=ChartKind.LINE,
        title="Échanges par mois, sur un an",
        unit="échanges",
        labels=tuple(french.month_name(one.month) for one in sums.history),
        values=tuple(None if one.contacts is None else float(one.contacts) for one in sums.history),
        description=description,
        table="evolution",
        short=tuple(french.MONTHS[one.month.number - 1][:1].upper() for one in sums.history),
    )


def _busiest(busiest: tuple[Peak, ...], most: int) -> str:
    """The first hour with its count, then the two others: a caption may stop at the semicolon."""
    first, *others = (f"{french.WEEKDAYS[one.weekday]} de {one.hour} h à {one.hour + 1} h" for one in busiest)
    said = f"Heure la plus chargée : {first} ({french.count_of(most, 'échange')} dans le mois)"
    return f"{said} ; puis {french.listed(others)}." if others else f"{said}."
