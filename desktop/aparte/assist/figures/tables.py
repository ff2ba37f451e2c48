"""The tables of a month: each splits one published number, or is a list without a total."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aparte.assist.figures import french, headlines
from aparte.assist.figures.shapes import Absent, Cell, Definition, Duration, Share, Table
from aparte.assist.figures.wording import OTHERS, Wording, channel, outcome
from aparte.core.contact import Outcome
from aparte.stats.disclosure import Split
from aparte.stats.month import HandedOver, MonthSums

LEVEL_NAMES = ("très calme", "calme", "moyen", "chargé", "très chargé")
_WHOLE = "Ensemble"
_HANDED_OVER = {
    Outcome.TRANSFERRED: ("transferts", "Transferts, par service"),
    Outcome.REDIRECTED: ("renvois", "Renvois hors de la ville, par organisme"),
}


@dataclass(frozen=True, slots=True)
class _Head:
    """A table's short name, its title, and what its first two columns hold."""

    name: str
    title: str
    columns: tuple[str, str]


def all_tables(sums: MonthSums, wording: Wording, definitions: tuple[Definition, ...]) -> tuple[Table, ...]:
    """Every table of the month, in reading order."""
    outcomes = (sums.outcomes, sums.outcomes_before, sums.outcomes_year_before)
    codes = (sums.codes, sums.codes_before, sums.codes_year_before)
    return (
        _key_table(sums),
        _channels(sums),
        _compared(_Head("issues", "Issues des demandes", ("Issue", "Demandes")), sums, outcomes, outcome),
        _compared(_Head("themes", "Thèmes des demandes", ("Thème", "Demandes")), sums, codes, wording.code),
        _codes(sums, wording),
        *(_services(one, wording) for one in sums.handed_over),
        _days(sums),
        _weeks(sums),
        _hours(sums),
        _articles(sums),
        _rising(sums, wording),
        _gaps(sums, wording),
        _history(sums),
        Table("definitions", "Définitions", ("Terme", "Définition"), tuple((d.term, d.text) for d in definitions)),
    )


def lines(split: Split, called: Callable[[str], str]) -> Iterator[tuple[str, str, int]]:
    """The key, name and count of each row of a split, the merged one last, with an empty key."""
    for part in split.parts:
        yield part.key, called(part.key), part.count
    if split.others:
        yield "", OTHERS, split.others


def _key_table(sums: MonthSums) -> Table:
    months = (sums.now, sums.before, sums.year_before)
    columns = (headlines.month_cells(month) for month in months)
    return Table(
        "chiffres-cles",
        "Chiffres clés",
        ("Indicateur", *(french.month_name(month.month).capitalize() for month in months)),
        tuple(zip(headlines.labels(), *columns, strict=True)),
    )


def _channels(sums: MonthSums) -> Table:
    splits = (sums.channels, sums.channels_before, sums.channels_year_before)
    table = _compared(_Head("canaux", "Échanges par canal", ("Canal", "Échanges")), sums, splits, channel)
    means: dict[str, Cell] = {channel(key): Duration(mean) for key, mean in sums.channel_s}
    if sums.now.handled_s is not None:
        means[_WHOLE] = Duration(sums.now.handled_s)
    rows = tuple((*row, means.get(str(row[0]), Absent.HIDDEN)) for row in table.rows)
    return Table(table.name, table.title, (*table.columns, "Durée moyenne"), rows, note=table.note)


def _compared(head: _Head, sums: MonthSums, splits: tuple[Split, Split, Split], called: Callable[[str], str]) -> Table:
    """A split beside those of the month before and of the year before."""
    now, before, year_before = splits
    rows: list[tuple[Cell, ...]] = [
        (text, number, Share(number / (now.total or number)), *_then(key, text, before, year_before))
        for key, text, number in lines(now, called)
    ]
    if rows:
        rows.append((_WHOLE, now.total or 0, Share(1.0), _or_hidden(before.total), _or_hidden(year_before.total)))
    months = (french.month_name(month.month).capitalize() for month in (sums.before, sums.year_before))
    return Table(head.name, head.title, (*head.columns, "Part", *months), tuple(rows), note=_note(now))


def _then(key: str, text: str, *splits: Split) -> tuple[Cell, ...]:
    if text == OTHERS:
        return (Absent.NOTHING,) * len(splits)  # it gathers other rows each month
    return tuple(_or_hidden(split.count(key)) for split in splits)


def _codes(sums: MonthSums, wording: Wording) -> Table:
    """Each theme, then its codes; a theme whose one code says the same is written once."""
    rows: list[tuple[Cell, ...]] = []
    total = sums.codes.total or 1
    for group in sums.code_groups:
        theme = wording.code(group.code)
        rows.append((theme, _WHOLE, group.demands, Share(group.demands / total)))
        if [part.key for part in group.inside.parts] != [group.code]:
            rows += [
                (theme, _below(group.code, key, text), number, Share(number / total))
                for key, text, number in lines(group.inside, wording.code)
            ]
    if sums.codes.others:
        rows.append((OTHERS, _WHOLE, sums.codes.others, Share(sums.codes.others / total)))
    return Table(
        "codes",
        "Codes de conclusion",
        ("Thème", "Code", "Demandes", "Part"),
        tuple(rows),
        labels=2,
        note=_note(sums.codes),
    )


def _below(theme: str, code: str, label: str) -> str:
    return "Sans précision" if code == theme else label


def _services(one: HandedOver, wording: Wording) -> Table:
    name, title = _HANDED_OVER[one.outcome]
    return _split_table(_Head(name, title, ("Service", "Demandes")), one.services, wording.service)


def _gaps(sums: MonthSums, wording: Wording) -> Table:
    return _split_table(
        _Head("sans-reponse", "Questions sans réponse", ("Thème", "Questions")), sums.gaps, wording.theme
    )


def _split_table(head: _Head, split: Split, called: Callable[[str], str]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (text, number, Share(number / (split.total or number))) for _, text, number in lines(split, called)
    ]
    if rows:
        rows.append((_WHOLE, split.total or 0, Share(1.0)))
    return Table(head.name, head.title, (*head.columns, "Part"), tuple(rows), note=_note(split))


def _days(sums: MonthSums) -> Table:
    rows = tuple((day, french.WEEKDAYS[day.weekday()], _or_hidden(count)) for day, count in sums.days)
    return Table("jours", "Échanges par jour", ("Date", "Jour", "Échanges"), rows, labels=2)


def _weeks(sums: MonthSums) -> Table:
    rows = tuple(
        (f"{week.year}-S{week.number:02d}", week.first, week.last, _or_hidden(week.count)) for week in sums.weeks
    )
    note = "Semaines ISO ; la première et la dernière ne comptent que leurs jours du mois."
    return Table("semaines", "Échanges par semaine", ("Semaine", "Du", "Au", "Échanges"), rows, labels=3, note=note)


def _hours(sums: MonthSums) -> Table:
    weekdays = sorted({peak.weekday for peak in sums.peaks.cells})
    hours = sorted({peak.hour for peak in sums.peaks.cells})
    levels = {(peak.weekday, peak.hour): LEVEL_NAMES[peak.level] for peak in sums.peaks.cells}
    rows = tuple((french.hour_span(hour), *(levels[day, hour] for day in weekdays)) for hour in hours)
    note = "De « très calme » à « très chargé » : cinq parts égales de l'heure la plus chargée du mois."
    columns = ("Heure", *(french.WEEKDAYS[day].capitalize() for day in weekdays))
    return Table("heures", "Heures de pointe", columns, rows, note=note if rows else "Trop peu d'échanges ce mois-ci.")


def _articles(sums: MonthSums) -> Table:
    rows = tuple((use.title, _or_hidden(use.opened), _or_hidden(use.given)) for use in sums.articles)
    columns = ("Fiche", "Consultations", "Réponses données")
    return Table("fiches", "Fiches les plus utilisées", columns, rows, note="À partir de 5 utilisations.")


def _rising(sums: MonthSums, wording: Wording) -> Table:
    rows = tuple((wording.full_code(rise.key), rise.demands, rise.usual) for rise in sums.rises)
    return Table("en-hausse", "Demandes en hausse", ("Code", "Demandes", "D'habitude"), rows)


def _history(sums: MonthSums) -> Table:
    rows = tuple((french.month_name(one.month), *headlines.month_cells(one)) for one in sums.history)
    return Table("evolution", "Évolution sur un an", ("Mois", *headlines.labels()), rows)


def _or_hidden(count: int | None) -> Cell:
    return Absent.HIDDEN if count is None else count


def _note(split: Split) -> str:
    if split.total is None:
        return "Moins de 5 : rien n'est publié."
    if not split.total:
        return "Rien n'a été enregistré."
    return "Les groupes de moins de 5 sont réunis." if split.others else ""
