"""Numbers written in digits: social security, cards, French bank identities, telephones.

Each chain of digits is looked at from each of its groups, a bounded number of digits ahead, so
that the time grows with the text and no faster.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from aparte.privacy.checks import has_nir_key, has_nir_shape, has_usual_nir_shape, is_card, is_rib
from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import GAP, Page

_CHAIN = re.compile(rf"[0-9](?<![0-9].)(?:{GAP}{{0,3}}[0-9]){{7,}}")
_GROUP = re.compile("[0-9]+")
_CORSICAN = re.compile(
    rf"[1-478](?<![0-9a-z].)(?:{GAP}{{0,2}}[0-9]){{4}}{GAP}{{0,2}}2{GAP}?[ab](?:{GAP}{{0,2}}[0-9]){{6}}"
    rf"(?:{GAP}{{0,3}}(?:cl[ée]\s?:?\s?)?[0-9]{GAP}?[0-9])?(?![0-9])"
)
_ABROAD = re.compile(
    rf"[+0](?:(?<=\+){GAP}?|(?<![0-9].)(?<=0){GAP}?0{GAP}{{0,2}})\(?(?:(?:33|262|590|594"
    rf"|596)\)?{GAP}{{0,2}}(?:\({GAP}?0{GAP}?\))?"
    rf"{GAP}{{0,2}}0?(?:{GAP}{{0,2}}[0-9]){{9}}|[1-9](?:[()/]?{GAP}{{0,2}}[0-9]){{8,13}})(?![0-9])"
)
_ODD_SIGNS = re.compile(
    r"[0(](?:(?<=0)(?<![0-9].)(?<![0-9][,/].)[1-79](?:(?:,[0-9]{2}){4}|(?: ?/ ?[0-9]{2}){4}"
    r"|(?: ?; ?[0-9]{2}){4})(?![,;/]?[0-9])"
    rf"|(?<=\(){GAP}?0[1-79]{GAP}?\)(?:{GAP}{{0,2}}[0-9]){{8}}(?![0-9]))"
)
# A scanner, or a hasty hand, writes the letter O for a zero.
_LETTER_O = re.compile(rf"[0o](?<![0-9a-z].)[1-79](?:{GAP}{{0,2}}[0-9o]{{2}}){{4}}(?![0-9a-z])")
_KEY = re.compile(rf"{GAP}{{0,2}}(?:\(?cl[ée]\s?:?\s?|[/|(] ?)[0-9]{{2}}\)?(?![0-9/])")

_SAID_PHONE = re.compile(
    r"(?:\bt[ée]l(?:[ée]phon\w*)?|\bphone|portables?|mobile|\bgsm|\bfixe|num[ée]ro|joignable|joindre|appel\w*|whatsapp)"
    r"[ .:]{0,3}(?:(?:est|le|au|sur|c'est|:)[ :]{0,2}){0,2}$"
)
_SAID_CARD = re.compile(
    r"(?:\bcb|carte(?: bancaire| bleue| visa| mastercard)?|visa|mastercard)[ :]{0,2}(?:n° ?|num[ée]ro )?:? ?$"
)
_SAID_NIR = re.compile(
    r"(?:s[ée]cu(?:rit[ée] sociale)?|\bnir|\bnss|\binsee|\bn° ?ss|immatriculation)(?: (?:provisoire"
    r"|temporaire|d'attente|n°|num[ée]ro|sans la cl[ée]))?[ :]{0,3}(?:(?:est|le|c'est|:)[ :]{0,2})?$"
)
_SAID_FILE = re.compile(
    r"(?:dossier|\br[ée]f[ée]?r?e?n?c?e?|facture|contrat|cerfa|\bavis|commande|ticket|siret|siren|suivi|colis|mandat"
    r"|quittance|titre|devis|recommand[ée]|bordereau|compteur|pdl|pce|parcelle|lot|serveur|code[- ]barres?|badge)s?"
    r"[ .:#]{0,3}(?:n° ?|no |num[ée]ro )?[:# ]{0,2}$"
)
_CUE_SPAN = 40
_DATE_HEAD = re.compile(r"[0-9]{1,2}[^0-9]+[0-9]{1,2}[^0-9]+(?:19|20)[0-9]{2}(?![0-9])")
_HOURS = re.compile(
    r"(?:[01][0-9]|2[0-4])\D(?:00|15|30|45)\D(?:[01][0-9]|2[0-4])\D(?:00|15|30|45)\D(?:[01][0-9]|2[0-4])"
)
_FULL_HOURS = re.compile(r"00(?:\D[0-9]{2}\D00)+")
# « les 02 03 04 05 06 novembre »
_DAYS = re.compile(r"(?:(?:0[1-9]|[12][0-9]|3[01])\s){4}(?:0[1-9]|[12][0-9]|3[01])")
_MONTH_NEXT = re.compile(r"\s?(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)[a-zé]*(?!\w)")
# 08 is a service's number, whoever calls it, and so is 09 69.
_FRENCH_PHONE = re.compile(r"0(?:[1-7]\d\d|9[0-57-9]\d|96[0-8])\d{6}")


@dataclass(frozen=True, slots=True)
class _Chain:
    """Digits with little between them; `places[i]` is where digit i stands, `heads` the digits that begin a group."""

    digits: str
    places: list[int]
    heads: list[int]

    def end(self, last: int) -> int:
        return self.places[last - 1] + 1

    def breaks_at(self, index: int) -> bool:
        at = bisect_left(self.heads, index)
        return index == len(self.digits) or (at < len(self.heads) and self.heads[at] == index)

    def groups(self, first: int, last: int) -> list[int]:
        """The lengths of the groups between two breaks."""
        inside = self.heads[bisect_left(self.heads, first) : bisect_left(self.heads, last)]
        return [after - before for before, after in zip(inside, [*inside[1:], last], strict=True)]


def find_numbers(page: Page) -> Iterator[Finding]:
    """Social security numbers, cards, French bank identities and telephones written in digits."""
    for found in _CHAIN.finditer(page.text):
        yield from _in_chain(page, found.start(), found.end())
    for found in _CORSICAN.finditer(page.low):
        if _is_corsican(found.group()):
            yield Finding(found.start(), found.end(), Kind.NIR)
    for pattern in (_ABROAD, _ODD_SIGNS):
        for found in pattern.finditer(page.low):
            if _FULL_HOURS.fullmatch(found.group()):
                continue
            yield Finding(found.start(), found.end(), Kind.PHONE)
    for found in _LETTER_O.finditer(page.low):
        if "o" in found.group():
            yield Finding(found.start(), found.end(), Kind.PHONE)


def national(phone: str) -> str:
    """The ten digits that a French number is dialled with at home; what is no French number comes back bare."""
    digits = "".join(_GROUP.findall(phone.lower().replace("o", "0")))
    for prefix in ("0033", "33", "00262", "262", "00590", "590", "00594", "594", "00596", "596"):
        rest = digits.removeprefix(prefix)
        if rest != digits and len(rest.lstrip("0")) == 9:
            return "0" + rest.lstrip("0")
    return digits


def _is_corsican(text: str) -> bool:
    signs = "".join(sign for sign in text.upper() if sign.isdecimal() or sign in "AB")
    return has_nir_shape(signs)


def _in_chain(page: Page, start: int, end: int) -> Iterator[Finding]:
    places: list[int] = []
    heads: list[int] = []
    for group in _GROUP.finditer(page.text, start, end):
        heads.append(len(places))
        places.extend(range(group.start(), group.end()))
    chain = _Chain("".join(page.text[place] for place in places), places, heads)
    done = 0
    for head in heads:
        if head < done:
            continue
        found = _at(page, chain, head)
        if found is not None:
            kind, done = found
            yield Finding(places[head], _with_key(page, kind, chain.end(done)), kind)


def _at(page: Page, chain: _Chain, head: int) -> tuple[Kind, int] | None:
    """What begins at a digit, and the digit it ends before."""
    for size, kind in _SIZES:
        last = head + size
        if last <= len(chain.digits) and chain.breaks_at(last) and _CHECKS[kind](page, chain, head, last):
            return kind, last
    return None


def _said(cue: re.Pattern[str], page: Page, place: int) -> bool:
    """Whether the words just before a place announce what stands there."""
    before = page.low[max(0, place - _CUE_SPAN) : place]
    # Every cue ends with a word: a glance spares the search most of the time.
    last = before.rstrip(" .:#")[-1:]
    return (last.isalpha() or last in ("°", "º")) and cue.search(before) is not None


def _is_nir(page: Page, chain: _Chain, first: int, last: int) -> bool:
    digits = chain.digits[first:last]
    if not has_nir_shape(digits):
        return False
    start = chain.places[first]
    if has_nir_key(digits) or _said(_SAID_NIR, page, start):
        return True
    groups = chain.groups(first, last)
    if len(groups) == 1 and _said(_SAID_FILE, page, start):
        return False
    # Without a right key: what is written as such numbers are, or begins as most of them do.
    return groups[0] == 1 or (has_usual_nir_shape(digits) and groups[:2] != [4, 4])


def _is_bank_identity(_page: Page, chain: _Chain, first: int, last: int) -> bool:
    return is_rib(chain.digits[first:last])


def _is_card_number(page: Page, chain: _Chain, first: int, last: int) -> bool:
    digits, groups = chain.digits[first:last], chain.groups(first, last)
    start = chain.places[first]
    if is_card(digits):
        # A company's number (SIRET) has 14 digits and the same check digit.
        if len(digits) == 14:
            return groups == [4, 6, 4]
        return len(groups) > 1 or not _said(_SAID_FILE, page, start)
    return len(digits) in (15, 16) and _said(_SAID_CARD, page, start)


def _is_phone(page: Page, chain: _Chain, first: int, last: int) -> bool:
    digits, groups = chain.digits[first:last], chain.groups(first, last)
    start, end = chain.places[first], chain.end(last)
    if len(digits) == 11 or (len(digits) == 9 and digits[0] == "0"):
        return _is_mistyped(digits, groups)
    if len(digits) == 9:
        return digits[0] in "12345679" and (
            _said(_SAID_PHONE, page, start) or (digits[0] in "67" and groups == [1, 2, 2, 2, 2])
        )
    if _FRENCH_PHONE.fullmatch(digits) is None:
        return False
    if len(groups) == 1:
        return digits[1] in "67" or not _said(_SAID_FILE, page, start)
    if groups == [1, 3, 3, 3] or _looks_otherwise(page, start, end):
        return False
    return set(groups) == {2} or len(_gaps(page.text[start:end])) == 1


def _is_mistyped(digits: str, groups: list[int]) -> bool:
    """A mobile number without its plus, or with a digit too few or too many."""
    if digits[:3] in ("336", "337"):
        return groups[0] in (2, 11)
    return digits[:2] in ("06", "07") and groups[:3] == [2, 2, 2] and max(groups) <= 3


def _looks_otherwise(page: Page, start: int, end: int) -> bool:
    """Dates, sums and counts that happen to have ten digits."""
    if _DAYS.fullmatch(page.text, start, end) and _MONTH_NEXT.match(page.low, end):
        return True
    if _DATE_HEAD.match(page.text, start, end) or _HOURS.fullmatch(page.text, start, end):
        return True
    beyond = page.text[end : end + 2]
    return page.text[max(0, start - 1) : start] in (",", "/") or (beyond[:1] in ",/" and beyond[1:].isdecimal())


def _gaps(text: str) -> set[str]:
    """What stands between the digits, spaces of any width being one."""
    return {" " if gap.isspace() else gap.strip() for gap in _GROUP.split(text)[1:-1]}


def _with_key(page: Page, kind: Kind, end: int) -> int:
    key = _KEY.match(page.low, end) if kind is Kind.NIR else None
    return key.end() if key else end


_SIZES = (
    (23, Kind.IBAN),
    (19, Kind.CARD),
    (18, Kind.CARD),
    (16, Kind.CARD),
    (15, Kind.NIR),
    (15, Kind.CARD),
    (14, Kind.CARD),
    (13, Kind.NIR),
    (13, Kind.CARD),
    (11, Kind.PHONE),
    (10, Kind.PHONE),
    (9, Kind.PHONE),
)
_CHECKS = {
    Kind.IBAN: _is_bank_identity,
    Kind.CARD: _is_card_number,
    Kind.NIR: _is_nir,
    Kind.PHONE: _is_phone,
}
