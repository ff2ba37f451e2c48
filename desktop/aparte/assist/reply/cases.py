"""Whose case a condition is, against what the citizen said of theirs.

"Mineur" and "adulte", "perdue" and "rendue", "moins de 26 ans" and "j'ai 40 ans" exclude one
another. What is not said contradicts nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aparte.assist.reply.aspects import folded

# Over folded words. Of each pair, the second side is read first: "n'habite pas" holds "habite".
_PAIRS: tuple[tuple[str, str], ...] = (
    (
        r"mineure?s?|enfants?|fils|filles?|bebes?|ados?|adolescente?s?|gamine?s?|petite?s? fill?e?s?",
        r"majeure?s?|adultes?",
    ),
    (r"rendue?s?|renouvel\w+|perimee?s?|expiree?s?", r"perdue?s?|volee?s?|perte|egaree?s?|pique\w*|declaration de vol"),
    (
        r"habitants?|habite (?:a |bien )?aubremont|d aubremont",
        (
            r"autre commune|autre ville|(?:n )?habite pas|hors commune|exterieure?s?|pas d aubremont"
            r"|commune (?:voisine|d a cote)|ville voisine|pas d ici|pas de la commune"
        ),
    ),
    (r"proprietaires?", r"locataires?|logement loue|je loue"),
    (r"particuliers?", r"professionnel\w*|entreprises?|artisans?|commercants?|commerce|societes?"),
    (
        r"espace public|rues?|trottoirs?|parcs?|voie publique|egouts?",
        (
            r"chez un particulier|(?<!devant )(?<!pres de )(?<!cote de )chez moi|terrain prive|mon jardin"
            r"|ma maison|mon toit|mon appart\w*|mon logement|loue"
        ),
    ),
    (r"premiere?s?", r"deuxieme|seconde?|troisieme|quatrieme"),
    (r"couverte?s?|interieure?s?", r"exterieure?s?|dehors"),
    (r"eteinte?s?", r"fil a nu|penchee?"),
)
_AGE, _TRADE = 0, 4
_SIDES = tuple((re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b")) for one, other in _PAIRS)
_FIRSTS = re.compile(r"\b(?:deux|trois|quatre|cinq|2|3|4|5) premiere?s?\b")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DAY = "|".join(_DAYS)
_DAY_RANGE = re.compile(rf"\b({_DAY})s? au ({_DAY})\b")
_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_MONTH = "|".join(_MONTHS)
_MONTH_RANGE = re.compile(rf"\b({_MONTH}) (?:au|a) (?:\d+(?:er)? )?({_MONTH})\b")
_SEASONS = {"hiver": (11, 0, 1), "ete": (6, 7), "printemps": (3, 4), "automne": (9, 10)}
_LETTERS = re.compile(r"\b(?:quotient(?: familial)?|qf|tranche) ((?:[a-e](?: ou | et | )?)+)\b")
_AGE_SAID = re.compile(r"\b(\d{1,3}) ans\b(?! apres| plus tard)")
_UNIT = re.compile(r"\b(\d+(?:[.,]\d+)?) (ans|m|m2|places|jours|litres|heures|h)\b")
_BOUNDS = (
    (re.compile(r"\bmoins de (\d+) ans"), lambda n: (0, n - 1)),
    (re.compile(r"\bjusqu a (\d+) ans"), lambda n: (0, n)),
    (re.compile(r"\bavant (\d+) ans"), lambda n: (0, n - 1)),
    (re.compile(r"\bplus de (\d+) ans"), lambda n: (n + 1, 200)),
    (re.compile(r"\b(?:a partir de|des) (\d+) ans"), lambda n: (n, 200)),
    (re.compile(r"\b(\d+) ans (?:et|ou) plus"), lambda n: (n, 200)),
)
_BETWEEN = re.compile(r"\b(?:de |entre )?(\d+) (?:a|et) (\d+) ans")
_QUOTIENT_SAID = re.compile(
    r"\b(?:qf|quotient)(?: familial)?(?: est| a| de)* (\d{2,4})\b|\b(\d{2,4}) de (?:qf|quotient)\b"
)
_QUOTIENTS = (
    (re.compile(r"\bqf (?:jusqu a|inferieur a|inferieur ou egal a|de moins de) (\d+)"), lambda n: (0, n)),
    (re.compile(r"\bqf (?:superieur a|au dessus de|de plus de) (\d+)"), lambda n: (n + 1, 100_000)),
)
_QUOTIENT_BETWEEN = re.compile(r"\bqf (?:de )?(\d+) a (\d+)")
_THOUSANDS = re.compile(r"\b(\d) (\d{3})\b")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the citizen said of their own case."""

    said: str
    sides: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    letters: frozenset[str]
    ages: frozenset[int]
    quotient: int | None

    @classmethod
    def of(cls, text: str) -> "Circumstances":
        """Read a whole conversation; an age tells a minor from an adult."""
        said = folded(text)
        ages = frozenset(int(found) for found in _AGE_SAID.findall(said) if int(found) < 120)
        sides = list(_sides(said))
        if ages and len(ages) == 1 and re.search(r"\b(?:j ai|de|a|age\w*|il a|elle a)\s\d+ ans", said):
            sides[_AGE] = -1 if next(iter(ages)) < 18 else 1
        quotient = _QUOTIENT_SAID.search(said)
        return cls(
            said,
            tuple(sides),
            _days(said),
            _months(said, seasons=True),
            _letters(said),
            ages,
            int(quotient.group(1) or quotient.group(2)) if quotient else None,
        )

    @property
    def professional(self) -> bool:
        """Whether the citizen comes for their trade."""
        return self.sides[_TRADE] > 0

    def excludes(self, condition: str) -> bool:
        """Whether the condition is another person's case."""
        read = folded(condition)
        return (
            any(mine * theirs < 0 for mine, theirs in zip(self.sides, _sides(read), strict=True))
            or _apart(self.days, _days(read))
            or _apart(self.months, _months(read))
            or _apart(self.letters, _letters(read))
            or self._too_old_or_young(read)
            or self._beyond_quotient(read)
        )

    def confirms(self, condition: str) -> bool:
        """Whether the condition is the citizen's case by its figures, days or months."""
        read = folded(condition)
        if self.excludes(condition):
            return False
        return bool(
            self.days & _days(read)
            or self.months & _months(read)
            or self.letters & _letters(read)
            or (self.ages and list(_bounds(read)))
            or (self.quotient is not None and list(_quotients(read)))
        )

    def named(self, conditions: Iterable[str]) -> tuple[frozenset[int], frozenset[int]]:
        """The places of the conditions that hold a figure that was said, and of those with another in its stead."""
        mine = set(_UNIT.findall(self.said))
        found = [set(_UNIT.findall(folded(condition))) for condition in conditions]
        named = {pair for pair in mine if any(pair in pairs for pairs in found)}
        units = {unit for _, unit in named}
        holding = frozenset(at for at, pairs in enumerate(found) if pairs & named)
        measured = frozenset(at for at, pairs in enumerate(found) if any(unit in units for _, unit in pairs))
        return holding, measured - holding

    def _too_old_or_young(self, read: str) -> bool:
        bounds = list(_bounds(read))
        return bool(bounds and self.ages) and not any(low <= age <= high for low, high in bounds for age in self.ages)

    def _beyond_quotient(self, read: str) -> bool:
        if self.quotient is None:
            return False
        bounds = list(_quotients(read))
        return bool(bounds) and not any(low <= self.quotient <= high for low, high in bounds)


def is_professional(condition: str) -> bool:
    """Whether a condition is for someone who comes for their trade, and for nobody else."""
    return _sides(folded(condition))[_TRADE] > 0


def _sides(said: str) -> tuple[int, ...]:
    """For each pair, -1 or 1 for the side that is named, 0 for neither or both."""
    said = _FIRSTS.sub(" ", said)
    found = []
    for one, other in _SIDES:
        right = other.search(said) is not None
        left = one.search(other.sub(" ", said)) is not None
        found.append(right - left)
    return tuple(found)


def _apart(mine: frozenset[int] | frozenset[str], theirs: frozenset[int] | frozenset[str]) -> bool:
    return bool(mine and theirs) and not mine & theirs


def _days(said: str) -> frozenset[int]:
    found = {_DAYS.index(day) for day in re.findall(rf"\b({_DAY})s?\b", said)}
    for first, last in _DAY_RANGE.findall(said):
        found |= set(range(_DAYS.index(first), _DAYS.index(last) + 1))
    return frozenset(found)


def _months(said: str, *, seasons: bool = False) -> frozenset[int]:
    found = {_MONTHS.index(month) for month in re.findall(rf"\b({_MONTH})\b", said)}
    for first, last in _MONTH_RANGE.findall(said):
        start, end = _MONTHS.index(first), _MONTHS.index(last)
        found |= {at % 12 for at in range(start, end + 1 if end >= start else end + 13)}
    if seasons:
        found |= {month for season, months in _SEASONS.items() if re.search(rf"\b{season}\b", said) for month in months}
    return frozenset(found)


def _letters(said: str) -> frozenset[str]:
    return frozenset(letter for run in _LETTERS.findall(said) for letter in run.split() if letter in "abcde")


def _bounds(read: str) -> Iterator[tuple[int, int]]:
    for pattern, bound in _BOUNDS:
        for found in pattern.findall(read):
            yield bound(int(found))
    for low, high in _BETWEEN.findall(read):
        yield int(low), int(high)


def _quotients(read: str) -> Iterator[tuple[int, int]]:
    written = _THOUSANDS.sub(r"\1\2", read)
    for pattern, bound in _QUOTIENTS:
        for found in pattern.findall(written):
            yield bound(int(found))
    for low, high in _QUOTIENT_BETWEEN.findall(written):
        yield int(low), int(high)
