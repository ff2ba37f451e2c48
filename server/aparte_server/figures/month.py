"""The month's tables, each a partition of one published number, no group under five told.

A site is not told when fewer than three agents worked there: its count would be theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aparte.core.contact import Channel, Outcome
from aparte.stats.disclosure import Part, Split, split
from aparte.stats.months import Month
from aparte_server.figures.facts import CHANNELS, CODES, OUTCOMES, SERVICES, SITES

FEWEST_AGENTS = 3
OTHERS = "Autres (dont moins de 5)"
NOT_TOLD = "non publié"
_CHANNEL_LABELS: Mapping[str, str] = {
    Channel.DESK: "Guichet",
    Channel.PHONE: "Téléphone",
    Channel.EMAIL: "Courriel",
    Channel.CHAT: "Tchat",
    Channel.SOCIAL: "Réseau social",
    Channel.MAIL: "Courrier",
    Channel.VIDEO: "Visio",
}
_OUTCOME_LABELS: Mapping[str, str] = {
    Outcome.ANSWERED: "Répondu à l'accueil",
    Outcome.PROCEDURE_DONE: "Démarche faite",
    Outcome.FILE_INCOMPLETE: "Dossier incomplet",
    Outcome.TRANSFERRED: "Transféré à un service",
    Outcome.REDIRECTED: "Orienté hors de la ville",
    Outcome.CALL_BACK: "À rappeler",
    Outcome.APPOINTMENT: "Rendez-vous",
    Outcome.ABANDONED: "Échange interrompu",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Sums of one month: table → row → count, and how many agents (as pseudonyms) each site had."""

    counts: Mapping[str, Mapping[str, int]]
    agents: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row; `label` is French."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A total and its rows, largest first; `total` is None from 1 to 4, `others` is what was merged."""

    name: str
    title: str
    counts: str
    total: int | None
    rows: tuple[FigureRow, ...]
    others: int


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What may be told of a town's month; `provisional` while the month lasts."""

    siret: str
    town: str
    month: str
    provisional: bool
    tables: tuple[FigureTable, ...]


def month_figures(
    siret: str, town: str, month: Month, counted: Counted, *, today: date, codes: Mapping[str, str] | None = None
) -> MonthFigures:
    """What may be told of a town's month; `codes` are the labels of closure codes."""
    return MonthFigures(siret, town, str(month), month.last >= today, month_tables(counted, codes or {}))


def month_tables(counted: Counted, codes: Mapping[str, str]) -> tuple[FigureTable, ...]:
    """The tables; `codes` are the labels of closure codes, a code without one stands for itself."""
    outcomes = split(counted.counts.get(OUTCOMES, {}))
    channels = split(counted.counts.get(CHANNELS, {}))
    tables = [
        _table("channels", "Échanges par canal", "contacts", channels, _CHANNEL_LABELS),
        _table("sites", "Échanges par site", "contacts", _sites(counted), {"": "Site non précisé"}),
        _table("outcomes", "Demandes par issue", "demands", outcomes, _OUTCOME_LABELS),
        _table(
            "codes",
            "Demandes par code",
            "demands",
            split(counted.counts.get(CODES, {})),
            {**codes, "": "Sans code"},
        ),
    ]
    unnamed = {"": "Service non précisé"}
    for outcome, name in SERVICES.items():
        # Only of an ending that is shown: the sum of the services tells it.
        if outcomes.count(outcome) is not None:
            title = f"{_OUTCOME_LABELS[outcome]}, par service"
            services = split(counted.counts.get(name, {}))
            tables.append(_table(f"services_{outcome.value}", title, "demands", services, unnamed))
    return tuple(tables)


def _sites(counted: Counted) -> Split:
    """Sites of few agents are merged, with the smallest others until the merged row hides each of them.

    One site alone would be told by the row; two agents could each take their own part out of it.
    """
    counts = {site: count for site, count in counted.counts.get(SITES, {}).items() if count}
    few = [site for site in counts if counted.agents.get(site, 0) < FEWEST_AGENTS]
    rest = sorted((site for site in counts if site not in few), key=lambda site: (counts[site], site))
    if not few:
        return split(counts)
    while rest and (len(few) == 1 or sum(counted.agents.get(site, 0) for site in few) < FEWEST_AGENTS):
        few.append(rest.pop(0))
    merged = "\0"  # no label holds it
    told = split({**{site: counts[site] for site in rest}, merged: sum(counts[site] for site in few)})
    parts = tuple(part for part in told.parts if part.key != merged)
    others = told.others + sum(part.count for part in told.parts if part.key == merged)
    return Split(told.total, parts, others)


def _table(name: str, title: str, counts: str, found: Split, labels: Mapping[str, str]) -> FigureTable:
    rows = tuple(_row(part, labels) for part in found.parts)
    return FigureTable(name, title, counts, found.total, rows, found.others)


def _row(part: Part, labels: Mapping[str, str]) -> FigureRow:
    return FigureRow(part.key, labels.get(part.key, part.key), part.count)
