"""Licence plates: the current series (AB-123-CD) and the old one (123 ABC 75)."""

import re
from collections.abc import Iterator

from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import Page

_L = "A-HJ-NP-TV-Z"
_CURRENT = re.compile(
    rf"((?=[{_L}])[A-Z](?<![0-9A-Z].)[{_L}])([ \-.·]{{0,3}})([0-9]{{3}})([ \-.·]{{0,3}})([{_L}]{{2}})(?![0-9A-Za-z])"
)
_LOW = _L.lower()
_THREE = re.compile(r"[0-9](?<![0-9].)[0-9]{2}(?![0-9])")
_CURRENT_LOW = re.compile(
    rf"(?<![0-9a-z])[{_LOW}]{{2}}(?:-[0-9]{{3}}[ -]?|[ ]?[0-9]{{3}}-|[0-9]{{3}}"
    rf"| - [0-9]{{3}} - )[{_LOW}]{{2}}(?![0-9a-z])"
)
_OLD = re.compile(
    r"[1-9](?<![0-9A-Za-z].)(?<![0-9][.,/ ].)[0-9]{0,3}([ \-]?)([A-HJ-NP-TV-Z]{2,3})([ \-]?)"
    r"(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])(?![0-9A-Za-z])"
)
_CUE = r"(?:immat\w*|plaque\w*|v[ée]hicule|voiture|scooter|moto)"
_SAID = re.compile(
    rf"{_CUE}[ :,(]{{0,3}}(?:\w{{1,12}} ){{0,2}}[:(]?\s?"
    rf"([a-z]{{2}}[ \-.]{{0,3}}[0-9]{{3}}[ \-.]{{0,3}}[a-z]{{2}}|[0-9]{{1,4}} ?[a-z]{{2,3}} ?(?:[0-9]{{2,3}}"
    rf"|2[ab]))(?![0-9a-z])"
)
# Two letters that are words or units: with them, a plate needs its hyphens.
_WORDS = frozenset(
    """
    AN AS AU CA CD CE CM CP CT DB DE DU EN ES ET EU FR GR HT JE KG KM LA LE MA MC ME MG ML MM MN NB NE NR PM RD
    RN SA SE SS TA TE TT TTC TU VA VS VU
    """.split()
)
_OLD_WORDS = frozenset(
    """
    AM AN ANS ANTS APL ARS AU AUX AV AVE AVR BAC BD BEP BIS BLD BTS BUS CAF CAP CB CE CFE CHE CM CNAF CNI CP DE
    DEC DRE DU EN ET EUR FEV GS HLM HT JAN KG KM LA LDD LE LEP LES MAI MAR MAX MDP MIN MM MS NB NOV OCT PAI PAR
    PC PL PLU PM PMR PS QR RDV RER RSA RTE RUE SEP SMS SNC SUR TER TF TGV TH TPE TPS TTC TV UN VS
    """.split()
)


def find_plates(page: Page) -> Iterator[Finding]:
    """Plates of both series; in small letters only with hyphens, in one piece, or after a word that announces them."""
    for found in _CURRENT.finditer(page.text):
        hyphens = "-" in found.group(2) + found.group(4)
        if hyphens or not ({found.group(1), found.group(5)} & _WORDS):
            yield Finding(found.start(), found.end(), Kind.PLATE)
    for digits in _THREE.finditer(page.low):
        for before in (2, 3, 5):
            small = _CURRENT_LOW.match(page.low, max(0, digits.start() - before))
            if small:
                yield Finding(small.start(), small.end(), Kind.PLATE)
    for found in _OLD.finditer(page.text):
        if found.group(2) not in _OLD_WORDS and found.group(1) == found.group(3):
            yield Finding(found.start(), found.end(), Kind.PLATE)
    if any(cue in page.low for cue in ("immat", "plaque", "hicule", "voiture", "scooter", "moto")):
        for found in _SAID.finditer(page.low):
            yield Finding(found.start(1), found.end(1), Kind.PLATE)
