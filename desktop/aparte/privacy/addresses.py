"""Postal addresses by their pattern: number and street, locality, box, flat, postcode and town."""

import re
from collections.abc import Iterator
from itertools import pairwise

from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import Page, Word
from aparte.privacy.words import ANNOUNCING, COMPLETING, EVERYDAY, MONTHS, PARTICLES

_STREET = (
    r"(?:rue|avenue|av\.|ave?|boulevard|bd|bld|blvd|boul\.?|chemin|chem\.|impasse|imp\.?|all[ée]e|quai|ruelle"
    r"|square|sq\.?"
    r"|route|rte|r\.|venelle|sentier|sente|faubourg|fbg|fg|esplanade|promenade|rond[- ]point|lotissement"
    r"|lot\.|hameau|traverse)"
)
# Words of everyday life too: without a capital or a cue they are no street.
_PERHAPS = (
    r"(?:rues|all[ée]es|place|pl\.?|cours|passage|voie|villa|cit[ée]|mail|parvis|cour|clos|domaine|quartier"
    r"|parc|mont[ée]e|c[oô]te"
    r"|r[ée]sidence|r[ée]s\.?|galerie|résid\.|ch\.|che)"
)
_NUMBER = r"[0-9]{0,3}(?: ?(?:bis|ter|quater|[a-f](?![\w'’])))?(?: ?(?:-|/|et) ?[0-9]{1,4}(?: ?(?:bis|ter))?)?"
_NUMBERED = re.compile(
    rf"[0-9](?<![0-9a-z].)(?<![0-9][.,/\-].){_NUMBER}(?: ?, ?| {{1,2}}|(?<=[0-9rs])(?=rue))(?:de (?:la |l')"
    rf"|du )?(?:(?P<street>{_STREET})|(?P<perhaps>{_PERHAPS}))(?![\w\-])"
)
_LIVES = (
    r"(?:habit\w{0,5}|demeur\w{0,5}|domicili\w{0,4}|r[ée]sid(?:e|ent|ant|ait)|log(?:e|ée?|eant)"
    r"|h[ée]berg[ée]e?|adresse(?: postale)?"
    r"|domicile|emm[ée]nag\w{0,4}|d[ée]m[ée]nag\w{0,4}|vit|vivant|chez lui|chez elle)"
)
_STEMS = tuple("habit demeur domicil résid resid log héberg heberg adresse ménag menag vi chez".split())
_UNNUMBERED = re.compile(
    rf"{_LIVES}(?: (?:est|actuellement|maintenant|toujours|d[ée]sormais|seule?))?(?: ?: ?| (?:au|[àa]"
    rf"|dans)? ?)(?:la |l'|une? )?"
    rf"(?P<place>{_STREET}|(?!mail){_PERHAPS}|zone|za|zi)(?![\w\-])"
)
_LOCALITY = re.compile(r"l(?<!\w.)ieu[x]?-? ?dits?(?!\w)(?: ?:)?")
_BOX = re.compile(
    r"[bc](?<!\w.)(?:(?<=b)\.? ?p\.?|(?<=b)o[iî]te postale|(?<=c)\.? ?s\.?)(?: ?n°)? ?[0-9]{2,6}(?![0-9\w])"
)
_FLAT = re.compile(
    r"a(?<!\w.)(?:ppt?\.?|pt\.?|ppart|ppartement)(?: ?(?:n° ?|no "
    r"|num[ée]ro ))? ?(?![tf][1-9])(?:[a-z]? ?-?[0-9]{1,4}[a-z]?)(?![\w€])"
    r"(?! ?(?:pi[eè]ces?|m2|m²|m[eè]tres|chambres?|euros?|€|ans|pers\w*|personnes|étages?|salles|%))"
)
_SEPARATOR = r"[ ,\n\-–/(]{1,3}"
_ATTACHED = re.compile(
    rf"{_SEPARATOR}(?:b[âa]t(?:\.|iment)? ?[0-9a-z]{{1,3}}|(?:appt?\.?|apt\.?"
    rf"|appartement)(?: ?n°)? ?[a-z]?[0-9]{{0,4}}[a-z]?"
    r"|esc(?:\.|alier)? ?[0-9a-z]{1,2}|hall [0-9a-z]{1,2}|entr[ée]e [0-9a-z]{1,2}|porte (?:[0-9a-z]{1,4}"
    r"|gauche|droite|face)"
    r"|(?:[0-9]{1,2} ?(?:er|e|è|[èe]me)|premier|deuxi[èe]me|troisi[èe]me|quatri[èe]me"
    r"|dernier) [ée]tage(?: (?:gauche|droite))?"
    r"|rdc|rez-de-chauss[ée]e|b\.?p\.? ?[0-9]{1,6}|c\.?s\.? ?[0-9]{2,6}|villa [0-9]{1,3}|chambre [0-9]{1,4}"
    r"|lot [0-9]{1,3})(?![\w])\)?"
)
_NAMED = re.compile(
    rf"{_SEPARATOR}(?:r[ée]sidence|r[ée]s\.?|b[âa]timent|immeuble|lotissement|lieu-?dit|lieu dit|villa|hameau"
    rf"|clos|domaine|cit[ée])(?=[ ])"
)
_POSTCODE = re.compile(rf"{_SEPARATOR}(?:f-|à )?(?:0[1-9]|[1-8][0-9]|9[0-8]|2[ab])[ ]?[0-9]{{3}}(?![0-9])(?= )")
_CEDEX = re.compile(r" ?cedex(?: [0-9]{1,2})?(?!\w)")
_GRAND_RUE = re.compile(
    rf"[0-9](?<![0-9a-z].)(?<![0-9][.,/\-].){_NUMBER}(?: ?, ?| {{1,2}})(?:grande?s?[- ]rue|petite rue"
    rf"|vieille rue)(?!\w)"
)
_BUILDING = re.compile(rf"b(?<!\w.)[âa]t(?:\.|iment)? ?[0-9a-z]{{1,3}}(?!\w)(?={_ATTACHED.pattern})")
_RESIDENCE = re.compile(r"r(?<!\w.)[ée]s(?:idence|\.)(?= )")
# Before a street, a number that counts hours or days, or belongs to something else.
_COUNTS = re.compile(
    r"(?:[0-9] ?h(?:eures)? ?"
    r"|(?<!\w)(?:[0-9]{1,2}(?:er)? (?:au|et)|jusqu'au|ligne|à partir du|dès le|avant le|après le|rd|article) )$"
)
# « en 2027 rue … », « novembre 2026 rue … »
_BEFORE_A_YEAR = re.compile(
    r"(?<!\w)(?:en|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) $"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2} ")
_PLAIN = EVERYDAY - COMPLETING
_NO_TOWN = EVERYDAY - PARTICLES
_IN_A_TOWN = PARTICLES - {"et", "à", "au", "d'"}
_OPENING = PARTICLES | ANNOUNCING
# What is an address by itself, and signs without which it is not worth looking for.
_ALONE = (
    (_BOX, "bc"),
    (_FLAT, ("app", "apt")),
    (_BUILDING, ("bat", "bât")),
    (_GRAND_RUE, ("grand", "petite rue", "vieille rue")),
)
_LONGEST_NAME = 9
_MOST_PARTS = 6


def find_addresses(page: Page) -> Iterator[Finding]:
    """Addresses of a home: with a number, or after a word such as « habite »; flats and boxes alone too."""
    yield from _numbered(page)
    yield from _lived_in(page)
    yield from _named(page)
    for pattern, signs in _ALONE:
        if any(sign in page.low for sign in signs):
            for found in pattern.finditer(page.low):
                yield _whole(page, found.start(), found.end())


def _numbered(page: Page) -> Iterator[Finding]:
    for found in _NUMBERED.finditer(page.low):
        end = _name_end(page, found.end())
        if not end or _counts(page, found.start()):
            continue
        if found.group("street") or _is_a_street(page, found.end(), end, found.start()):
            yield _whole(page, found.start(), end)


def _lived_in(page: Page) -> Iterator[Finding]:
    if not any(stem in page.low for stem in _STEMS):
        return
    for found in _UNNUMBERED.finditer(page.low):
        end = _name_end(page, found.end())
        if end:
            yield _whole(page, found.start("place"), end)


def _named(page: Page) -> Iterator[Finding]:
    for found in _LOCALITY.finditer(page.low):
        end = _name_end(page, found.end())
        if end:
            yield _whole(page, found.start(), end)
    for found in _RESIDENCE.finditer(page.low):
        end = _name_end(page, found.end())
        # Alone it may be a nursing home that everyone knows; with a building it is somebody's door.
        if end and _ATTACHED.match(page.low, end):
            yield _whole(page, found.start(), end)


def _counts(page: Page, number: int) -> bool:
    before = page.low[max(0, number - 20) : number]
    year = _YEAR.match(page.low, number) and _BEFORE_A_YEAR.search(before)
    return bool(year) or _COUNTS.search(before) is not None


def _is_a_street(page: Page, start: int, end: int, number: int) -> bool:
    """Whether « 2 place … », « 12 cours … » is an address: by a capital, a postcode, or a word before it."""
    if _YEAR.match(page.low, number):
        return False
    if any(word.capital for word in page.words(start, 4) if word.end <= end and word.low not in PARTICLES):
        return True
    if _POSTCODE.match(page.low, end):
        return True
    return (
        re.search(rf"{_LIVES}(?: \w{{1,12}})?(?: ?: ?| (?:au |à )?)$", page.low[max(0, number - 40) : number])
        is not None
    )


def _whole(page: Page, start: int, end: int) -> Finding:
    """The address with the flat, the residence, the postcode and the town that follow it."""
    for _ in range(_MOST_PARTS):
        further = _further(page, end)
        if further == end:
            break
        end = further
    return Finding(start, end, Kind.ADDRESS)


def _further(page: Page, end: int) -> int:
    code = _POSTCODE.match(page.low, end)
    if code:
        return _town_end(page, code.end())
    attached = _ATTACHED.match(page.low, end)
    if attached:
        return attached.end()
    named = _NAMED.match(page.low, end)
    return (named and _name_end(page, named.end())) or end


def _town_end(page: Page, end: int) -> int:
    """Where a town's name ends: « Saint-Jean-de-Losne », « la roche sur yon », « Nantes Cedex 9 »."""
    words = list(page.words(end, 6))
    if not words or words[0].low in _NO_TOWN:
        return end
    end, open_ended = words[0].end, words[0].low in _OPENING
    for before, word in pairwise(words):
        if word.low in _IN_A_TOWN:
            open_ended = open_ended or before.end == end
            continue
        if not open_ended and not (word.capital and before.capital and word.low not in EVERYDAY):
            break
        if word.low in EVERYDAY or (open_ended and words[0].capital and not word.capital):
            break
        end, open_ended = word.end, word.low in ANNOUNCING
    cedex = _CEDEX.match(page.low, end)
    return cedex.end() if cedex else end


def _name_end(page: Page, start: int) -> int:
    """Where the name of a street that begins at `start` ends; 0 when there is none."""
    end = taken = 0
    last: Word | None = None
    linked = False
    for word in page.words(start, _LONGEST_NAME):
        if word.low in PARTICLES and not (taken and word.low in ("à", "et", "au", "en")):
            linked = True
            last = last if taken else word
            continue
        if not _goes_on(word, last, taken, linked):
            break
        end, taken, last, linked = word.end, taken + 1, word, False
    return end if any(sign.isalpha() for sign in page.low[start:end]) else 0


def _goes_on(word: Word, last: Word | None, taken: int, linked: bool) -> bool:
    """Whether a word belongs to the name; `linked` after « de », « la »… since `last`."""
    if word.low[0].isdecimal() or (last is not None and last.low.isdecimal()):
        return _in_a_date(word, last)
    if taken == 0 or last is None:
        return word.low not in EVERYDAY or word.capital
    if last.low in ANNOUNCING or word.low in COMPLETING:
        return (word.capital or not last.capital) and word.low not in _PLAIN
    if word.low in EVERYDAY:
        return False
    return (last.capital or linked) if word.capital else (taken == 1 and not linked and not last.capital)


def _in_a_date(word: Word, last: Word | None) -> bool:
    """« rue du 8 mai 1945 »: a day begins the name, a month follows it, a year may end it."""
    if word.low[0].isdecimal():
        return word.low.isdecimal() and (last is None or last.low in MONTHS or last.low in PARTICLES)
    return word.low in MONTHS
