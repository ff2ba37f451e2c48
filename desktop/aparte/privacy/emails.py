"""Email addresses, typed or spelled out (« point », « arobase »)."""

import re
from collections.abc import Iterator

from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import Page

_NAME = r"[^\W_](?:[\w.+'’\-]{0,63}[^\W_]|_{0,4})?"
_LABEL = r"[^\W_](?:[^\W_]|-){0,62}"
_TYPED = re.compile(
    rf"(?<![\w.+\-])[\w+](?:[\w.+'’\-]{{0,63}})@{_LABEL}(?:\.{_LABEL}){{0,4}}(?:[, ](?:fr|com|net)(?!\w))?"
)
_PROVIDERS = (
    r"gmail|orange|wanadoo|free|sfr|laposte|hotmail|outlook|yahoo|live|icloud|bbox|neuf|numericable|protonmail|proton"
    r"|gmx|aol|msn|me|club-internet|aliceadsl"
)
_TLD = r"(?:com|fr|net|org|eu|be|ch|ca|re|io|info|pro|example|bzh|corsica|paris)"
_DOT = r"(?: ?\. ?| (?:point|dot) | ?\(point\) ?| ?\[point\] ?| ?\[dot\] ?)"
_JOIN = (
    r"(?: ?[._\-] ?| ?\(point\) ?"
    r"| (?:point|tiret(?: du (?:bas|six|6|8|milieu))?|underscore|sous[- ]tiret|trait d'union|dot) )"
)
_AT = r"(?: ?@ ?| (?:arr?obas[e]?|a[rt]obase|at|à commercial|a commercial|chez) | ?[(\[](?:at|a|arobase)[)\]] ?)"
_WORD = r"[^\W_]{1,40}"
_SPELLED = re.compile(
    rf"(?<![\w.+\-@])(?:{_WORD}{_JOIN}){{0,4}}{_WORD}{_AT}(?:{_WORD}(?: ?- ?"
    rf"| tiret )){{0,2}}{_WORD}(?:{_DOT}{_WORD}){{0,2}}{_DOT}{_TLD}(?!\w)"
)
_AT_PROVIDER = re.compile(
    rf"(?<![\w.+\-@])(?:{_WORD}{_JOIN}){{0,4}}{_WORD}(?: ?@ ?| (?:arr?obas[e]?) )(?:{_PROVIDERS})(?!\w)"
)
_SIGNS = (" @", "@ ", "obas", "(at)", "[at]", "(a)", "commercial ", " at ", " chez ")
_REACH = 240


def find_emails(page: Page) -> Iterator[Finding]:
    """Email addresses; the sign before the domain may be a word."""
    if "@" in page.low:
        for found in _TYPED.finditer(page.low):
            yield Finding(found.start(), found.end(), Kind.EMAIL)
    for start, end in _around_signs(page.low):
        for pattern in (_SPELLED, _AT_PROVIDER):
            for found in pattern.finditer(page.low, start, end):
                yield Finding(found.start(), found.end(), Kind.EMAIL)


def _around_signs(low: str) -> Iterator[tuple[int, int]]:
    """The stretches of text that may hold a spelled address: the patterns are slow on the rest."""
    places = sorted(found.start() for sign in _SIGNS if sign in low for found in re.finditer(re.escape(sign), low))
    start = end = -1
    for place in places:
        if place - _REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, place - _REACH)
        end = place + _REACH
    if end >= 0:
        yield start, end
