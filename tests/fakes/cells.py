"""Sums of an invented town of 50,000: about 4,000 contacts a month over fourteen months, from one seed."""

import math
import random
from collections import Counter
from datetime import date
from functools import cache

from aparte.core.contact import Channel, Outcome
from aparte.stats.cells import ArticleCell, Cells, ContactCell, DemandCell, GapCell
from aparte.stats.months import Month

# code: weight, months when it comes in more often, service that takes over
_CODES: dict[str, tuple[int, tuple[int, ...], str]] = {
    "ETC-ACTE": (60, (), "etat-civil"),
    "ETC-NAIS": (20, (), "etat-civil"),
    "ETC-UNION": (16, (4, 5), "etat-civil"),
    "ETC-DECES": (9, (), "etat-civil"),
    "IDE-CNI": (85, (4, 5, 6), "titres"),
    "IDE-PASS": (70, (4, 5, 6), "titres"),
    "IDE-PERTE": (14, (), "titres"),
    "IDE-SORTIE": (8, (6, 7), "titres"),
    "ELE-LISTE": (10, (1, 2), "elections"),
    "ELE-VOTE": (5, (), "elections"),
    "ELE-RECENS": (9, (), "elections"),
    "URB-PERMIS": (34, (), "urbanisme"),
    "URB-REGLE": (14, (), "urbanisme"),
    "SCO-INSCR": (30, (3, 9), "education"),
    "SCO-CANT": (42, (9,), "education"),
    "SCO-PERI": (38, (6, 9), "education"),
    "SCO-FACT": (22, (), "education"),
    "PEN-CRECHE": (24, (3,), "petite-enfance"),
    "PEN-ASMAT": (6, (), "petite-enfance"),
    "SOC-AIDE": (26, (), "ccas"),
    "SOC-DOMI": (12, (), "ccas"),
    "SOC-DROITS": (18, (), "ccas"),
    "LOG-SOCIAL": (28, (), "logement"),
    "LOG-HABITAT": (9, (11, 12), "logement"),
    "SEN-DOM": (11, (), "seniors"),
    "SEN-ACTIV": (9, (10,), "seniors"),
    "DEC-COLL": (36, (1,), "dechets"),
    "DEC-ENCOMB": (44, (), "dechets"),
    "DEC-PROP": (13, (), "dechets"),
    "VOI-STAT": (38, (), "voirie"),
    "VOI-TRAV": (22, (), "voirie"),
    "VOI-SIGNAL": (19, (11, 12), "voirie"),
    "ASS-SALLE": (10, (), "associations"),
    "CUL-MEDIA": (7, (), "culture"),
    "SPO-PISC": (8, (7,), "sports"),
    "CIM-CONC": (5, (10, 11), "cimetiere"),
    "TRA-BRUIT": (9, (6, 7), "police-municipale"),
    "TRA-ANIM": (4, (), "police-municipale"),
    "FIN-IMPOT": (12, (9, 10), "finances"),
    "NUM-AIDE": (1, (), "france-services"),
    "ADM-ORIENT": (90, (), ""),
    "ADM-RECOURS": (2, (), "mediateur"),
}
_CHANNELS = dict(zip(Channel, (46, 38, 10, 2, 0.08, 3.5, 0.05), strict=True))
_MINUTES = dict(zip(Channel, (7.5, 4.6, 6.2, 5.0, 4.0, 9.0, 11.0), strict=True))
_OUTCOMES = dict(zip(Outcome, (56, 13, 6, 12, 4, 4, 4, 1), strict=True))
_HOURS = {8: 3, 9: 10, 10: 13, 11: 11, 12: 4, 13: 5, 14: 10, 15: 9, 16: 8, 17: 4, 18: 2}
_WEEKDAYS = (1.25, 1.05, 1.0, 0.95, 1.05, 0.35, 0.0)
_MONTHS = {7: 0.8, 8: 0.6, 9: 1.3, 12: 0.85}
_CLOSED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
_ARTICLES = (
    ("carte-identite", "Carte nationale d'identité : demande et renouvellement", 85),
    ("passeport", "Passeport : première demande, renouvellement, enfant", 70),
    ("acte-naissance", "Copie intégrale ou extrait d'acte de naissance", 60),
    ("encombrants", "Encombrants : prendre rendez-vous pour un enlèvement", 44),
    ("cantine", "Restauration scolaire : inscription et tarif selon le quotient familial", 42),
    ("stationnement", "Carte de stationnement résident", 38),
    ("centre-loisirs", "Centre de loisirs du mercredi et des vacances", 38),
    ("logement-social", "Demande de logement social", 28),
    ("fete-voisins", "Fête des voisins, repas de rue : fermer la rue, emprunter des tables", 0.2),
)
_GAPS = {"voirie": 6, "scolaire": 5, "logement": 4, "numerique": 3, "impots": 3, "sport": 1, "eau": 1}


OCTOBER = Month(2026, 10)


@cache
def town_cells(
    last: Month = OCTOBER, months: int = 14, a_month: int = 4000, rising: str = "VOI-TRAV", seed: int = 1
) -> Cells:
    """Plausible sums of the months up to `last`, in which the code `rising` comes in three times as often."""
    source = random.Random(seed)
    contacts: Counter[tuple[date, int, Channel]] = Counter()
    seconds: Counter[tuple[date, int, Channel]] = Counter()
    demands: Counter[tuple[date, Channel, str, Outcome, str]] = Counter()
    opened: Counter[tuple[date, int]] = Counter()
    gaps: Counter[tuple[date, str]] = Counter()
    for back in range(months - 1, -1, -1):
        month = last.before(back)
        weights = [
            weight * (2 if month.number in high else 1) * (3 if back == 0 and code == rising else 1)
            for code, (weight, high, _) in _CODES.items()
        ]
        for day in month.days():
            for _ in range(_expected(day, a_month, source)):
                (channel,) = source.choices(list(_CHANNELS), list(_CHANNELS.values()))
                (hour,) = source.choices(list(_HOURS), list(_HOURS.values()))
                contacts[day, hour, channel] += 1
                seconds[day, hour, channel] += int(source.gammavariate(2, _MINUTES[channel] * 30)) + 8
                for _ in range(1 + (source.random() < 0.14)):
                    (code,) = source.choices(list(_CODES), weights)
                    (outcome,) = source.choices(list(_OUTCOMES), list(_OUTCOMES.values()))
                    service = _taker(code, outcome, source)
                    demands[day, channel, code, outcome, service] += 1
                if source.random() < 0.6:
                    (article,) = source.choices(range(len(_ARTICLES)), [weight for *_, weight in _ARTICLES])
                    opened[day, article] += 1
                if source.random() < 0.02:
                    (theme,) = source.choices(list(_GAPS), list(_GAPS.values()))
                    gaps[day, theme] += 1
    return Cells(
        first=last.before(months - 1).first,
        last=last.last,
        contacts=tuple(ContactCell(*key, count, seconds[key], count) for key, count in sorted(contacts.items())),
        demands=tuple(DemandCell(*key, count) for key, count in sorted(demands.items())),
        articles=tuple(
            ArticleCell(day, *_ARTICLES[n][:2], count, count * 2 // 3) for (day, n), count in sorted(opened.items())
        ),
        gaps=tuple(GapCell(*key, count) for key, count in sorted(gaps.items())),
    )


def _taker(code: str, outcome: Outcome, source: random.Random) -> str:
    """Who takes a demand over: one of the town's services, or an administration outside."""
    if outcome is Outcome.TRANSFERRED:
        return _CODES[code][2] or "etat-civil"
    if outcome is Outcome.REDIRECTED:
        return source.choices(["prefecture", "caf", "impots", "tribunal"], [50, 30, 20, 1])[0]
    return ""


def _expected(day: date, a_month: int, source: random.Random) -> int:
    """Contacts of a day: its weekday, its season, and chance."""
    if (day.month, day.day) in _CLOSED:
        return 0
    mean = a_month / 23.5 * _WEEKDAYS[day.weekday()] * _MONTHS.get(day.month, 1.0)
    return max(0, round(source.gauss(mean, math.sqrt(mean) * 1.2))) if mean else 0
