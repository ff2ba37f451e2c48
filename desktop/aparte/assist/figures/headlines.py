"""The key figures, how they moved, and the two sentences that sum the month up."""

from collections.abc import Callable
from dataclasses import dataclass

from aparte.assist.figures import french
from aparte.assist.figures.shapes import Absent, Cell, Duration, KeyFigure, Share
from aparte.stats.month import Headline, MonthSums


@dataclass(frozen=True, slots=True)
class _Kind:
    """One key figure: where it is read, and how it is written and compared."""

    name: str
    label: str
    read: Callable[[Headline], float | None]
    cell: Callable[[float], Cell]
    moved: Callable[[float, float], str]
    better: int = 0


_KINDS = (
    _Kind("echanges", "Échanges", lambda month: month.contacts, int, french.growth),
    _Kind("demandes", "Demandes", lambda month: month.demands, int, french.growth),
    _Kind("premier-contact", "Réglées au premier contact", lambda month: month.first_contact, Share, french.points, 1),
    _Kind("transferts", "Transférées à un service", lambda month: month.transferred, Share, french.points),
    _Kind("duree", "Durée moyenne d'un échange", lambda month: month.handled_s, Duration, french.longer),
    _Kind("sans-reponse", "Questions sans réponse", lambda month: month.gaps, int, french.growth, -1),
)


def key_figures(sums: MonthSums, *, comparable: bool) -> tuple[KeyFigure, ...]:
    """The key figures of a month; an unfinished one is not compared."""
    return tuple(_key_figure(kind, sums, comparable) for kind in _KINDS)


def month_cells(headline: Headline) -> tuple[Cell, ...]:
    """The key figures of any month, in the same order as `key_figures`."""
    return tuple(_cell(kind, headline) for kind in _KINDS)


def labels() -> tuple[str, ...]:
    """The names of the key figures, in order."""
    return tuple(kind.label for kind in _KINDS)


def written(cell: Cell) -> str:
    """A cell as French readers expect it."""
    match cell:
        case Absent():
            return cell.value
        case str():
            return cell
        case int():
            return french.count(cell)
        case Share():
            return french.share(cell.value)
        case Duration():
            return french.duration(cell.seconds)
        case _:
            return f"{cell:%d/%m/%Y}"


def summary(sums: MonthSums) -> str:
    """What the month was, in one or two sentences."""
    now, name = sums.now, french.month_name(sums.month)
    if now.contacts is None:
        return f"En {name}, l'accueil a reçu moins de 5 échanges : aucun chiffre n'est publié."
    if not now.contacts:
        return f"En {name}, aucun échange n'a été enregistré."
    days = french.count_of(now.open_days, "jour")
    said = f"En {name}, l'accueil a reçu {french.count_of(now.contacts, 'échange')} en {days}"
    said += f", pour {french.count_of(now.demands, 'demande')}." if now.demands else "."
    if now.first_contact is not None:
        said += f" {french.share(now.first_contact)} des demandes ont été réglées au premier contact."
    return said


def _key_figure(kind: _Kind, sums: MonthSums, comparable: bool) -> KeyFigure:
    value = kind.read(sums.now)

    def change(then: Headline) -> str:
        number = kind.read(then)
        # Neither a share nor a time of a month without contacts, nor a growth from nothing, can be compared.
        if not comparable or value is None or number is None or not then.contacts:
            return ""
        return kind.moved(value, number) if number or kind.moved is not french.growth else ""

    return KeyFigure(
        name=kind.name,
        label=kind.label,
        value=_cell(kind, sums.now),
        text=written(_cell(kind, sums.now)),
        before=_cell(kind, sums.before),
        before_change=change(sums.before),
        year_before=_cell(kind, sums.year_before),
        year_change=change(sums.year_before),
        better=kind.better,
    )


def _cell(kind: _Kind, headline: Headline) -> Cell:
    value = kind.read(headline)
    if value is not None:
        return kind.cell(value)
    return Absent.HIDDEN if headline.contacts is None or headline.contacts else Absent.NOTHING
