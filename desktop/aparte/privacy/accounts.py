"""International bank account numbers (IBAN), checked by country and key."""

import re
from collections.abc import Iterator

from aparte.privacy.checks import IBAN_LENGTHS, is_iban, is_rib
from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import GAP, Page

_HEAD = re.compile(rf"(?<![0-9a-z])[a-z]{{2}}{GAP}?[0-9]{GAP}?[0-9](?={GAP}{{0,2}}[0-9a-z])")
_SIGN = re.compile(rf"{GAP}{{0,2}}([0-9a-z])")
_SAID = re.compile(r"\biban[ :]{0,3}(?:(?:est|le|:)[ :]{0,2})?$")
# French bank identity whose account holds letters: bank, branch, account, key.
_RIB = re.compile(
    rf"[0-9](?<![0-9a-z].)[0-9]{{4}}{GAP}{{1,3}}[0-9]{{5}}{GAP}{{1,3}}[0-9a-z]{{11}}{GAP}{{1,3}}[0-9]{{2}}(?![0-9a-z])"
)
_MOSTLY_DIGITS = 18
# After the word IBAN, whatever is written as one, even with signs missing.
_ANNOUNCED = re.compile(
    rf"(?<!\w)iban[ :]{{0,3}}(?:(?:est|le"
    rf"|:)[ :]{{0,2}})?([a-z]{{2}}{GAP}?[0-9]{{2}}(?:{GAP}{{0,2}}[0-9]{{1,27}}[a-z]?){{3,12}})(?!\w)"
)


def find_accounts(page: Page) -> Iterator[Finding]:
    """IBANs in any grouping; one with a wrong key is taken when it can be nothing else."""
    for head in _HEAD.finditer(page.low):
        country = "".join(sign for sign in head.group() if sign.isalpha()).upper()
        end = _end(page.low, head.start(), IBAN_LENGTHS.get(country, 0))
        if end and _is_account(page, country, head.start(), end):
            yield Finding(head.start(), end, Kind.IBAN)
    if "iban" in page.low:
        for found in _ANNOUNCED.finditer(page.low):
            yield Finding(found.start(1), found.end(1), Kind.IBAN)
    for found in _RIB.finditer(page.low):
        if is_rib(_signs(found.group())):
            yield Finding(found.start(), found.end(), Kind.IBAN)


def _end(low: str, start: int, length: int) -> int:
    """Where the sign number `length` ends, 0 when the number stops before or goes on."""
    end = start
    for _ in range(length):
        sign = _SIGN.match(low, end)
        if sign is None:
            return 0
        end = sign.end()
    return 0 if not length or low[end : end + 1].isalnum() else end


def _is_account(page: Page, country: str, start: int, end: int) -> bool:
    signs = _signs(page.low[start:end])
    if is_iban(signs) or _SAID.search(page.low[max(0, start - 20) : start]):
        return True
    return country == "FR" and sum(sign.isdecimal() for sign in signs) >= _MOSTLY_DIGITS


def _signs(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
