"""Numbers noted as they are said: « zéro six, douze, trente-quatre… »."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from aparte.privacy.checks import has_nir_shape
from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import Page

_UNITS = {
    "zéro": 0, "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9,
}  # fmt: skip
_TEENS = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_HUNDRED = {"cent": 100, "cents": 100}
_VALUES = _UNITS | _TEENS | _TENS | _HUNDRED
_ONE = "|".join(sorted(_VALUES, key=len, reverse=True))
_RUN = re.compile(rf"(?<![\w-])(?:{_ONE})(?:[ ,.\-]{{1,3}}(?:et[ -])?(?:(?:{_ONE})|[0-9]{{1,2}})(?!\w)){{4,}}")
_MIXED = re.compile(rf"0(?<![\w-].)[1-79](?:[ ,.\-]{{1,3}}(?:et[ -])?(?:(?:{_ONE})|[0-9]{{1,2}})(?!\w)){{4,}}")
_ALL_DIGITS = re.compile(r"[0-9 ,.\-]+")
_PART = re.compile(rf"{_ONE}|[0-9]+")
# No number of ten digits or more is said without one of these.
_SIGNS = ("zéro", "zero", "vingt", "trente", "quarante", "cinquante", "soixante", "cent ")
_ZERO = re.compile(r"(?:z[ée]ro|0[1-79])(?![\w])")
_PHONE = re.compile(r"0[1-79]\d{8}")
# Ten digits take no more words than this: « quatre-vingt-dix-sept » is four for two.
_MOST_PARTS = 24
_NEARLY_A_PHONE = re.compile(r"0[1-79]\d{7,9}")


def find_spoken(page: Page) -> Iterator[Finding]:
    """Telephones and social security numbers said in words, digits among them or not."""
    if not any(sign in page.low for sign in _SIGNS):
        return
    for pattern in (_RUN, _MIXED):
        for found in pattern.finditer(page.low):
            if not _ALL_DIGITS.fullmatch(found.group()):
                yield from _in_run(page, found.start(), found.end())


def _in_run(page: Page, start: int, end: int) -> Iterator[Finding]:
    """What a run of numbers is as a whole, else the telephones that begin at one of its zeros."""
    digits = said_digits(page.low[start:end])
    if _NEARLY_A_PHONE.fullmatch(digits):
        yield Finding(start, end, Kind.PHONE)
        return
    if has_nir_shape(digits):
        yield Finding(start, end, Kind.NIR)
        return
    done = start
    for zero in _ZERO.finditer(page.low, start, end):
        last = _ten_digits_end(page, zero.start(), end) if zero.start() >= done else 0
        if last:
            done = last
            yield Finding(zero.start(), last, Kind.PHONE)


def _ten_digits_end(page: Page, start: int, end: int) -> int:
    """Where the tenth digit said from `start` on ends; 0 when no number ends there."""
    spans = [found.span() for found in islice(_PART.finditer(page.low, start, end), _MOST_PARTS)]
    parts = [page.low[first:last] for first, last in spans]
    digits, at = "", 0
    while at < len(parts) and len(digits) < 10:
        said, at = _value(parts, at)
        digits += said
    return spans[at - 1][1] if _PHONE.fullmatch(digits) else 0


def said_digits(text: str) -> str:
    """The digits of a number said aloud: "zéro six quatre-vingt-dix-huit" gives "0698"."""
    parts = _PART.findall(text)
    digits = []
    at = 0
    while at < len(parts):
        value, at = _value(parts, at)
        digits.append(value)
    return "".join(digits)


def _value(parts: list[str], at: int) -> tuple[str, int]:
    """The digits of the number that begins at a part, and where the next begins."""
    if parts[at].isdecimal():
        return parts[at], at + 1
    times = _UNITS.get(parts[at], 0)
    if times > 1 and parts[at + 1 : at + 2] in (["cent"], ["cents"]):
        rest, at = _under_hundred(parts, at + 2)
        return str(times * 100 + rest), at
    if parts[at] in _HUNDRED:
        rest, at = _under_hundred(parts, at + 1)
        return str(100 + rest), at
    value, at = _under_hundred(parts, at)
    return str(value), at


def _under_hundred(parts: list[str], at: int) -> tuple[int, int]:
    """A number from 0 to 99; 0, and nothing taken, when none begins there."""
    value, at = _next(parts, at, _UNITS | _TEENS | _TENS)
    if value == 4 and at < len(parts) and parts[at] in ("vingt", "vingts"):
        value, at = 80, at + 1
    if value in (60, 80):
        more, at = _next(parts, at, _TEENS)
        value += more
    if value in (10, 70, 90):
        more, at = _next(parts, at, {word: unit for word, unit in _UNITS.items() if unit >= 7})
    elif value >= 20 and value % 10 == 0:
        more, at = _next(parts, at, {word: unit for word, unit in _UNITS.items() if unit})
    else:
        more = 0
    return value + more, at


def _next(parts: list[str], at: int, values: Mapping[str, int]) -> tuple[int, int]:
    value = values.get(parts[at]) if at < len(parts) else None
    return (0, at) if value is None else (value, at + 1)
