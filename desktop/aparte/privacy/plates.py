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
    rf"(?<![0-9a-z])[{_LOW}]{{2}}(?:-[0-9]{{3}}[ -]?|[ ]?[0-9]{{3}}-|[0-9]{{3}}| - [0-9]{{3}} - )[{_LOW}]{{2}}(?![0-9a-z])"
)
_OLD = re.compile(
    r"[1-9](?<![0-9A-Za-z].)(?<![0-9][.,/ ].)[0-9]{0,3}([ \-]?)([A-HJ-NP-TV-Z]{2,3})([ \-]?)"
    r"(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])(?![0-9A-Za-z])"
)
_CUE = r"(?:immat\w*|plaque\w*|v[ée]hicule|voiture|scooter|moto)"
_SAID = re.compile(
    rf"{_CUE}[ :,(]{{0,3}}(?:\w{{1,12}} ){{0,2}}[:(]?\s?"
    rf"([a-z]{{2}}[ \-.]{{0,3}}[0-9]{{3}}[ \-.]{{0,3}}[a-z]{{2}}|[0-9]{{1,4}} ?[a-z]{{2,3}} ?(?:[0-9]{{2,3}}|2[ab]))(?![0-9a-z])"
)
# Two letters that are words or units: with them, a plate needs its hyphens.
_WORDS = frozenset(
    "AN AS AU CA CE CM CP DE DU EN ES ET EU FR HT JE KG KM LA LE MA MC ME ML MM MN MG NE NB NR PM SA SE SS TA TE TU TT TTC"
    " VA VS VU RN RD GR DB CD CT".split()
)
_OLD_WORDS = frozenset(
    "RUE BIS TER AVE AV BD BLD PL RTE CHE MAR MAI JAN FEV AVR SEP OCT NOV DEC EUR KM KG CM MM MIN ANS AN CAF CNI RSA"
    " APL RDV TTC HT ET DE DU LE LA LES EN AU AUX UN PAR SUR MAX PM AM NB CP CE CM GS PS MS TPS RER TGV BUS TER PLU PMR QR"
    " SMS CB TV PC HLM SNC ARS MDP VS CAP BTS BEP BAC DRE PAI CNAF ANTS TH TF TPE CFE LEP LDD".split()
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
