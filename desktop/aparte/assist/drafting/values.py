"""Where the values of a French sentence stand: fees, dates, hours, durations, phones, addresses, forms, numbers.

What isn't recognised as one kind of value and has a figure in it is a value all the same: no digit
is left outside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# A space between a figure and its unit may be any of those that typography uses.
_S = r"[ \u00a0\u202f\u2009]"
_UNITS = (
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante|septante|nonante|cents?|mille"
)
_WORDED = (
    rf"(?:zéro|(?:{_UNITS})(?:(?:{_S}et{_S}un|-et-une?|-une?)\b|(?:{_S}|-)(?:{_UNITS})\b)*"
    r"|millions?|milliards?|demi-douzaine"
    r"|(?:diz|douz|quinz|vingt|trent|quarant|cinquant|soixant|cent)aines?|milliers?)"
)
_FIGURE = rf"\d+(?:{_S}\d{{3}}(?!\d))*(?:[.,]\d+)?"
_COUNT = rf"(?:{_FIGURE}|{_WORDED}|une?|premières?|premiers?|dernières?|derniers?)"
_SOME = rf"(?:{_FIGURE}|\b{_WORDED}\b)"
_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_NTH = r"(?:\d+(?:er|e|ème)|premiers?|deuxième|troisième|quatrième|derniers?)"
_WEEKDAY = rf"(?:{_NTH}{_S}(?:et{_S}(?:le{_S})?{_NTH}{_S})*)?{_WEEKDAY}(?:{_S}du{_S}mois)?"
_PART = rf"(?:matins?|midi|après-midis?|soirs?|soirées?|minuit|week-ends?|jours{_S}fériés|tous{_S}les{_S}jours)"
_HOUR = rf"\d{{1,2}}{_S}?h(?:/24|eures?\b(?!{_S}(?:de|par)\b)|{_S}?\d\d(?!\d))?(?![\w])"
_DAY = rf"(?:\d{{1,2}}|1er){_S}{_MONTH}(?:{_S}\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|{_MONTH}{_S}\d{{4}}|{_MONTH}"
_DATED = rf"(?:{_WEEKDAY}|{_PART}|{_DAY}|7{_S}?j/7|1er(?={_S}au\b))"
_TIME = rf"(?:{_HOUR}|{_DATED})"
# What ties two times into one span: "du lundi au vendredi, 9 h-12 h et 14 h-17 h" is one value.
_TIED = rf"(?:{_S}?[-–—]{_S}?|,{_S}|{_S})(?:(?:et|ou|au|aux|à|de|du|le|les|d'|puis){_S}?)*"
_SPAN = rf"(?:{_S}(?:à|ou|et|-){_S}|-|–)"
_LASTS = (
    rf"(?:secondes?|minutes?|heures?|h(?!\w)|jours?(?:{_S}(?:ouvrés|ouvrables|francs|calendaires))?|nuits?|semaines?|mois"
    rf"|trimestres?|semestres?|années?|ans?)\b(?:{_S}et{_S}demie?)?"
)
_STREET = (
    r"(?:rue|avenue|av\.|boulevard|bd|place|quai|cours|allée|allées|impasse|route|square|esplanade|chemin|passage"
    r"|sentier|faubourg|rond-point|promenade|mail|villa|zone|lotissement)"
)
_PLACED = (
    rf"(?:{_S}(?:(?:de{_S}la|de{_S}l'|de|du|des|d'|le|la|les|l'|et){_S}?)*[A-ZÀ-ÖØ-Þ][\w'’-]*"
    rf"|{_S}?[dl]['’][A-ZÀ-Þ][\w-]*)+"
)
_ROOM = (
    rf"(?:(?:guichets?|bureaux?|salles?|portes?|accès|bâtiments?|quais?|escaliers?|hall){_S}(?:n°{_S}?)?\d+"
    rf"(?:{_S}(?:à|et){_S}\d+)?|\d+(?:er|e|ème){_S}étage|(?:premier|deuxième|troisième|quatrième|dernier){_S}étage"
    r"|rez-de-chaussée)"
)


class Kind(StrEnum):
    """What a slot stands for; names count as values."""

    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    ADDRESS = "address"
    FORM = "form"
    FEE = "fee"
    TIME = "time"
    HOUR = "hour"
    DURATION = "duration"
    NUMBER = "number"
    DOCUMENT = "document"
    NAME = "name"

    @property
    def named(self) -> bool:
        """Whether it names a document, a service or a place rather than giving a value."""
        return self in (Kind.DOCUMENT, Kind.NAME)


@dataclass(frozen=True, slots=True)
class Span:
    """A value or a name at `[start, end)`, in characters."""

    start: int
    end: int
    kind: Kind


def _compiled(pattern: str, *, cased: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if cased else re.IGNORECASE)


# In the order of their say: where two overlap, the first is kept.
_VALUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, _compiled(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        Kind.URL,
        _compiled(
            r"(?:https?://|www\.)[^\s,;)»”\"]*[^\s,;.)»”\"]|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|example|eu|com|org|net)\b(?:/[^\s,;.)]+)*"
        ),
    ),
    (
        Kind.ADDRESS,
        _compiled(
            rf"(?:\d+(?:{_S}?(?:bis|ter|quater)\b)?(?:-\d+)?,?{_S})?\b(?i:{_STREET})(?:{_PLACED})"
            rf"(?:,?{_S}\d{{5}}(?:{_S}[A-ZÀ-Þ][\w'’-]+)*)?|\b\d{{5}}{_S}[A-ZÀ-Þ][\w'’-]+(?:{_S}[A-ZÀ-Þ][\w'’-]+)*",
            cased=True,
        ),
    ),
    (Kind.ADDRESS, _compiled(rf"\b{_ROOM}")),
    (
        Kind.FORM,
        _compiled(
            rf"\bcerfa(?:{_S}n[°o])?{_S}?\d{{5}}(?:\*\d+)?|\bn°{_S}?[\w*./-]*\d[\w*./-]*|\b\d{{5}}\*\d{{2}}"
            rf"|\barticles?{_S}[LRD]?\.?{_S}?\d[\d-]*(?:{_S}(?:à|et){_S}[LRD]?\.?\d[\d-]*)*"
        ),
    ),
    (
        Kind.PHONE,
        _compiled(
            rf"(?<!\d)(?:\+33{_S}?|0)\d(?:[.-]|{_S})?\d\d(?:(?:[.-]|{_S})?\d\d){{3}}(?!\d)"
            rf"|(?<!\d)0{_S}8\d\d(?:{_S}\d{{3}}){{2}}(?!\d)|(?<![\d ])\d\d{_S}\d\d(?!{_S}?\d)"
        ),
    ),
    (
        Kind.FEE,
        _compiled(
            rf"{_SOME}(?:{_SPAN}{_SOME})?{_S}?(?:€|euros?\b|centimes?\b)(?:{_S}\d\d\b)?"
            rf"|\bgratuit(?:e|s|es|ement)?\b|\bsans{_S}(?:aucun{_S})?frais\b|\bdemi-tarifs?\b|\bmoitié{_S}prix\b"
            rf"|{_FIGURE}{_S}?%|\bmoitié\b|\b(?:un|deux){_S}tiers\b|\b(?:un|trois){_S}quarts?\b"
        ),
    ),
    (Kind.TIME, _compiled(rf"\b{_TIME}(?:{_TIED}{_TIME})*(?!\w)")),
    (
        Kind.DURATION,
        _compiled(
            rf"\b{_COUNT}(?:{_SPAN}{_COUNT})?{_S}(?:{_COUNT}{_S})?{_LASTS}(?:{_SPAN}{_COUNT}{_S}{_LASTS})?"
            rf"|\bjour{_S}même\b|\btout{_S}de{_S}suite\b|\bimmédiate(?:ment)?s?\b|\bimmédiats?\b|\bsur-le-champ\b"
            rf"|\b(?:sur)?lendemain\b|\baujourd['’]hui\b|\bdemain\b|\bhier\b"
        ),
    ),
    (
        Kind.NUMBER,
        _compiled(
            rf"{_SOME}(?:{_SPAN}{_SOME})?{_S}?(?:m²|m2|m³|m3|km|kg|cm|mm|litres?|mètres?|tonnes?|m|g|l)(?![\w'’])"
        ),
    ),
    (
        Kind.NUMBER,
        _compiled(rf"(?<![\w,.])\d+(?:{_S}\d+)*(?:[.,]\d+)?(?:{_SPAN}\d+)?(?:er|ère|e|ème|nd|nde)?(?!\w)(?![.,*/-]\d)"),
    ),
    (Kind.NUMBER, _compiled(rf"\b{_WORDED}\b(?:{_S}(?:à|ou){_S}{_WORDED}\b)?")),
)
_ONE_TIME = re.compile(rf"\b(?:(?P<hour>{_HOUR})|{_DATED})(?!\w)", re.IGNORECASE)
_CHUNK = re.compile(r"[^\s()«»“”;]+")
_EDGES = ".,:!?…'’\"-–—/"


def values(text: str) -> Iterator[Span]:
    """Every value of `text`, the surest kind first; some overlap."""
    for kind, pattern in _VALUES:
        for found in pattern.finditer(text):
            if kind is Kind.TIME:
                yield from _days_and_hours(text, *found.span())
            else:
                yield Span(*found.span(), kind)


def _days_and_hours(text: str, start: int, end: int) -> list[Span]:
    """The day and the hours of « le mercredi de 9 h à 12 h » apart; a timetable of several days stays whole."""
    runs: list[Span] = []
    for found in _ONE_TIME.finditer(text, start, end):
        kind = Kind.HOUR if found.lastgroup == "hour" else Kind.TIME
        if runs and runs[-1].kind is kind:
            runs[-1] = Span(runs[-1].start, found.end(), kind)
        else:
            runs.append(Span(*found.span(), kind))
    if len(runs) == 1:
        return [Span(start, end, runs[0].kind)]
    return runs if len(runs) == 2 else [Span(start, end, Kind.TIME)]


def figures(text: str, start: int, end: int) -> Iterator[Span]:
    """What is left in `[start, end)`: each run of signs that has any kind of digit in it."""
    for found in _CHUNK.finditer(text, start, end):
        chunk = found.group()
        if any(sign.isnumeric() and not sign.isalpha() for sign in chunk):
            first = found.start() + len(chunk) - len(chunk.lstrip(_EDGES))
            yield Span(first, found.start() + len(chunk.rstrip(_EDGES)), Kind.NUMBER)
