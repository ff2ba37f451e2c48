"""What a whole draft does with its sentences: nothing is said twice, and no case is parted from what it rules."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from aparte.assist.drafting.guard.cells import Cell, Source, is_impersonal
from aparte.assist.drafting.guard.french import GOING, Mark, meaning
from aparte.assist.drafting.guard.reading import Part, Reading, Token
from aparte.assist.drafting.values import Kind
from aparte.kb.text import fold

_WORD = re.compile(r"[^\W\d_]{2,}(?:er|ir|re|oir)$")
_ALLER = frozenset("va vont allez aller ira iront irez".split())
_GOING = frozenset(meaning(form) for form in GOING)
_HERE = re.compile(r"(?i)(?<![\w-])(?:là|ici|ceci|cela)(?:-bas|-haut)?(?=\s*[:.,;!]|$)|(?<![\w-])(?:là|ici)-bas")
_PLACES = frozenset([Kind.NAME, Kind.ADDRESS])
_PRONOUNS = frozenset("il elle ils elles c ce cet cette ces cela celle-ci celui-ci".split())
_WHENEVER = frozenset("en pendant durant pour chez le la les l du au lors a".split())
_THIS = frozenset(["ce", "cet", "cette", "ces"])
_ANAPHORIC = frozenset(meaning(form) for form in "delai date tarif prix somme montant periode horaire duree".split())
# Of these another one is another case; of days it may be the rest of the week.
_TOLD = frozenset([Kind.FEE, Kind.DURATION, Kind.HOUR])
_CASES = frozenset(["pour", "chez", "pendant", "durant", "lors"])
_PERIODS = frozenset(meaning(form) for form in "periode saison vacances hiver ete temps jour semaine".split())


def repeats(
    reading: Reading, cells: Sequence[Cell], before: Sequence[tuple[Reading, Sequence[Cell]]], named: frozenset[str]
) -> bool:
    """Whether a sentence only says what another says, in whatever order or with less or more beside it.

    `named` are what the sources speak of, which a pronoun may stand for.
    """
    here, rests = _said(reading), set(cells)
    told, rested = {key for one, _ in before for key in _said(one)}, {cell for _, used in before for cell in used}
    if before and here <= told and rests <= rested:
        return True
    for one, used in before:
        there, common = _said(one), rests & set(used)
        if common and any(one - named and one - named <= other for one, other in ((here, there), (there, here))):
            return True
        if any(cell.values - cell.shared & here & there for cell in common):
            return True
    return False


def _said(reading: Reading) -> set[str]:
    return {token.key for token in reading.tokens if token.content}


def leads_nowhere(sentence: str, reading: Reading, cells: Sequence[Cell], kinds: Mapping[str, Kind]) -> bool:
    """Whether one is sent "là", "ici" or simply to go, by a source that names no place."""
    held = {token.form for cell in cells for token in cell.tokens}
    sent = any(fold(found.group()) not in held - {"la"} for found in _HERE.finditer(sentence))
    for token, after in zip(reading.tokens, (*reading.tokens[1:], None), strict=True):
        near = after is not None and after.part is Part.WORD and _WORD.match(after.form)
        sent = sent or (token.form in _ALLER - held and not near and not (after and after.key == Mark.UNTIL))
    places = any(_GOING & cell.allowed or any(kinds.get(key) in _PLACES for key in cell.slots) for cell in cells)
    return sent and not places


def first_named(sources: Sequence[Source], sentence: int) -> int:
    """The sentence that names what this one speaks of."""
    while sentence and sources[sentence].leans:
        sentence -= 1
    return sentence


def limit_left(
    sources: Sequence[Source], kinds: Mapping[str, Kind], used: Collection[int], excluded: Callable[[int], bool]
) -> bool:
    """Whether another case of what is told is left unsaid, that is not another person's."""
    firsts = {first_named(sources, at) for at in used}
    for at, before in enumerate(sources[:-1], start=1):
        near = {first_named(sources, at), first_named(sources, at - 1)} - {at}
        if at in used or not near & firsts or any(tie.mark is Mark.IF for cell in before.cells for tie in cell.ties):
            continue
        told = {kind for cell in before.cells for kind in cell.kinds} & _TOLD
        if limited_by(sources[at], kinds, told) and not excluded(at):
            return True
    return False


def limited_by(source: Source, kinds: Mapping[str, Kind], kinds_told: AbstractSet[Kind]) -> bool:
    """Whether a sentence that leans on another tells another case of it: « ce délai passe à 2 mois lorsque… ».

    `kinds_told` are those of the values of the sentence before.
    """
    tokens = [token for cell in source.cells for token in cell.tokens]
    if source.leans:
        again = {kind for cell in source.cells for kind in cell.kinds} & kinds_told
        if again or any(token.key in (Mark.IF, Mark.EXCEPT, Mark.ELSE) for token in tokens):
            return True
        if len(tokens) > 1 and tokens[0].form in _THIS and tokens[1].key in _ANAPHORIC:
            return True
    singled = bool(tokens) and tokens[0].key in (Mark.IF, Mark.WITHOUT)
    return (singled or bool(framed(tokens, kinds))) and goes_on(tokens)


def goes_on(tokens: Sequence[Token]) -> bool:
    """Whether what is said after the first comma is said of what was named before: « en août, elle… »."""
    at = next((at for at, token in enumerate(tokens) if token.form == ","), len(tokens))
    after = tokens[at + 1 :]
    return bool(after) and after[0].form in _PRONOUNS and not (after[0].form == "il" and is_impersonal(after))


def framed(tokens: Sequence[Token], kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The keys of the time or the case that a sentence begins with: « En août, elle ferme aussi le samedi »."""
    end = next((at for at, token in enumerate(tokens) if token.part in (Part.BREAK, Part.CLAUSE)), 0)
    head = tokens[:end]
    if not head or tokens[end].form != "," or head[0].form not in _WHENEVER:
        return frozenset()
    keys = frozenset(token.key for token in head if token.content)
    if any(token.key == Mark.OTHER for token in head):
        return frozenset()  # « les autres jours »: what is said before holds without it
    timed = any(kinds.get(key) is Kind.TIME for key in keys) or keys & _PERIODS or head[0].form in _CASES
    return keys if timed and not any(token.form in _PRONOUNS for token in head) else frozenset()


def unframed(cell: Cell, readings: Sequence[Reading], kinds: Mapping[str, Kind]) -> bool:
    """Whether a value is said without the time or the case that its sentence begins with."""
    frame = framed(cell.tokens, kinds)
    values = cell.values - cell.shared - frame
    if not frame or not values:
        return False
    first = next((one for one in readings if values & _said(one)), None)
    return first is not None and not frame <= _said(first)


def parted(cell: Cell, readings: Sequence[Reading], families: Collection[frozenset[str]]) -> bool:
    """Whether two values of a kind of one cell are said in two sentences."""
    return any(
        len(family & cell.values) > 1
        and any(family & _said(one) for one in readings)
        and not any(family & cell.values <= _said(one) for one in readings)
        for family in families
    )
