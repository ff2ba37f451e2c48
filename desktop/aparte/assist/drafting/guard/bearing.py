"""Whether conditions, limits, negations and duties are those of the cells a sentence comes from."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.coverage import branches_spared
from aparte.assist.drafting.guard.french import ACTS, GOING, OPTIONAL, RECEIVED, Mark, meaning
from aparte.assist.drafting.guard.lending import welcomes
from aparte.assist.drafting.guard.reading import Part, Reading, Tie, Token
from aparte.assist.drafting.values import Kind

NEGATIVE = frozenset([Mark.NOT, Mark.STRAY, Mark.NEVER, Mark.NONE, Mark.FORBIDDEN, Mark.WITHOUT])
# What these bear on may be worded otherwise: they are counted.
_COUNTED = frozenset(
    [
        Mark.IF, Mark.EXCEPT, Mark.ONLY, Mark.EVERY, Mark.EACH, Mark.SOME, Mark.ALWAYS, Mark.USUALLY, Mark.ELSE,
        Mark.DEPENDS, Mark.OTHER, Mark.STILL, Mark.OFFICE,
    ]
)  # fmt: skip
_DUTIES = frozenset([Mark.MUST, Mark.MAY])
_TERMS = frozenset([Mark.BEFORE, Mark.UNTIL, Mark.LATEST])
_BINDING = NEGATIVE | _TERMS | {Mark.MUST, Mark.EVERY, Mark.EACH}
_ACTS = frozenset(meaning(form) for form in (*ACTS, *GOING))
_ASKED = meaning("demander")
# What a service offers, as against what the law lays down: "l'inscription se fait", "vous pouvez vous inscrire".
_OFFERED = frozenset(
    meaning(form)
    for form in "reserver louer acheter voir consulter inscrire preinscription retirer recuperer visiter".split()
)
_GOING = frozenset(meaning(form) for form in GOING)
_OPTIONAL = frozenset(meaning(form) for form in OPTIONAL)
_FOR = frozenset(["pour", "("])


def added(reading: Reading, cells: Sequence[Cell], case_ties: Iterable[Tie], spoken_of: Collection[str]) -> set[Why]:
    """The marks of a sentence that none of its cells has; `spoken_of` are the keys of its sources' subjects."""
    reasons: set[Why] = set()
    held = [tie for cell in cells for tie in (_unbound(cell.ties) if _alone(cell.ties) else cell.ties)]
    held += case_ties
    for tie, often in Counter(_plain(tie) for tie in reading.ties if tie.mark not in _DUTIES).items():
        if often > sum(_matches(_plain(one), tie) for one in held) and not _said_otherwise(
            tie, cells, reading, spoken_of
        ):
            reasons.add(Why.NEGATION if tie.mark in NEGATIVE else Why.CONDITION)
    for tie in reading.ties:
        if tie.mark is Mark.MUST and any(one == Tie(Mark.MAY, tie.key) for one in held):
            reasons.add(Why.FOREIGN_WORDS)
        if tie.mark is Mark.MAY and not _may(tie.key, cells):
            reasons.add(Why.FOREIGN_WORDS)
    return reasons


def dropped(cell: Cell, readings: Sequence[Reading]) -> set[Why]:
    """The marks of a cell that no sentence resting on it keeps."""
    reasons: set[Why] = set()
    said = [tie for reading in readings for tie in reading.ties]
    keys = frozenset().union(*(reading.keys() for reading in readings))
    bound = _unbound(cell.ties) if _alone(cell.ties) else cell.ties
    for tie, often in Counter(_plain(tie) for tie in bound if tie.mark not in _DUTIES).items():
        least = min(often, 1) if tie.mark is Mark.IF and branches_spared(cell, keys) else often
        kept = sum(_matches(tie, _plain(one)) for one in said)
        said_so = [token for reading in readings for token in reading.tokens]
        if tie.mark is Mark.EACH and (_by_unit(cell.tokens, said_so) or _is_yours(cell, readings)):
            continue
        if least > kept and not _said_for(tie, readings) and not _lack_denied(tie, cell, readings):
            reasons.add(Why.NEGATION if tie.mark in NEGATIVE else Why.CONDITION)
    marks = {tie.mark for tie in said}
    if any(tie.mark is Mark.MAY for tie in cell.ties) and Mark.MAY not in marks:
        reasons.add(Why.FOREIGN_WORDS)
    if any(tie.mark is Mark.MUST for tie in cell.ties) and Mark.MUST not in marks and not _ordered(readings, keys):
        reasons.add(Why.FOREIGN_WORDS)
    return reasons


def _matches(source: Tie, said: Tie) -> bool:
    """Whether two ties say the same: « ils sont interdits » bans what is named elsewhere, "sans" is a negation."""
    marks = {source.mark, said.mark}
    if len(marks) > 1 and marks != {Mark.NOT, Mark.WITHOUT}:
        return False
    if said.mark is Mark.NOT and not said.key:
        return True  # « elle ne les fait pas »: what it denies was named before
    return source.key == said.key or (source.mark is Mark.FORBIDDEN and not source.key)


def _alone(ties: Sequence[Tie]) -> bool:
    """Whether a ban is the only thing laid down: then it bears on all that is said."""
    return not any(tie.mark in _DUTIES for tie in ties) and sum(tie.mark is Mark.FORBIDDEN for tie in ties) == 1


def _unbound(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    return tuple(Tie(tie.mark, "") if tie.mark is Mark.FORBIDDEN else tie for tie in ties)


def _plain(tie: Tie) -> Tie:
    return Tie(tie.mark, "") if tie.mark in _COUNTED else tie


def _said_otherwise(tie: Tie, cells: Sequence[Cell], reading: Reading, spoken_of: Collection[str]) -> bool:
    """« Si la carte est perdue » for « pour une carte perdue », « (carte perdue) », « une carte perdue coûte »."""
    if _denied_case(tie, cells, reading):
        return True
    if tie.mark is Mark.EACH:
        return any(_by_unit(reading.tokens, cell.tokens) for cell in cells)
    if tie.mark is not Mark.IF:
        return False
    if any(token.form in _FOR for cell in cells for token in cell.tokens):
        return True
    scope = _scope(reading.tokens)
    return bool(scope) and (scope <= set(spoken_of) or any(scope <= _singled(cell.tokens) for cell in cells))


def _singled(tokens: Sequence[Token]) -> set[str]:
    """What « chaque foyer qui suit l'atelier » singles out: it may be said with "si"."""
    found: set[str] = set()
    inside, last = False, ""
    for token in tokens:
        if token.form == "qui" and last:
            inside, found = True, found | {last}
        elif inside and token.part in (Part.BREAK, Part.CLAUSE):
            break
        elif token.content:
            last = token.key
            found |= {last} if inside else set()
    return found


def _is_yours(cell: Cell, readings: Sequence[Reading]) -> bool:
    """Whether « chaque foyer » is said « votre foyer »."""
    units = {token.key for before, token in pairwise(cell.tokens) if before.key == Mark.EACH}
    return any(
        before.form in ("votre", "vos") and token.key in units
        for reading in readings
        for before, token in pairwise(reading.tokens)
    )


def _by_unit(each: Sequence[Token], by: Sequence[Token]) -> bool:
    """Whether « chaque mois » on one side is « par mois » on the other."""
    units = {token.key for before, token in pairwise(each) if before.key == Mark.EACH}
    return any(before.form == "par" and token.key in units for before, token in pairwise(by))


def _denied_case(tie: Tie, cells: Sequence[Cell], reading: Reading) -> bool:
    """« Si le quotient n'est pas transmis » for « sans quotient transmis »."""
    scope = _scope(reading.tokens)
    if tie.mark is not Mark.IF and not (tie.mark is Mark.NOT and tie.key in scope):
        return False
    denied = any(one.mark is Mark.NOT and one.key in scope for one in reading.ties)
    return denied and any(bool(lacked) and lacked == scope for cell in cells for lacked in [_lacked(cell.tokens)])


def _lacked(tokens: Sequence[Token]) -> set[str]:
    """What stands under the first "sans", up to the next stop."""
    found: set[str] = set()
    inside = False
    for token in tokens:
        if token.key == Mark.WITHOUT:
            inside = True
        elif inside and token.part in (Part.BREAK, Part.CLAUSE):
            break
        elif inside and token.content:
            found.add(token.key)
    return found


def _scope(tokens: Sequence[Token]) -> set[str]:
    """What stands under the first "si", up to the next stop."""
    found: set[str] = set()
    inside = False
    for token in tokens:
        if token.key == Mark.IF:
            inside = True
        elif inside and token.part is Part.BREAK:
            break
        elif inside and token.content:
            found.add(token.key)
    return found


def _said_for(tie: Tie, readings: Sequence[Reading]) -> bool:
    return tie.mark is Mark.IF and any(token.form == "pour" for reading in readings for token in reading.tokens)


def _lack_denied(tie: Tie, cell: Cell, readings: Sequence[Reading]) -> bool:
    lacked = _lacked(cell.tokens)
    return tie.mark is Mark.WITHOUT and any(
        _scope(reading.tokens) == lacked and any(one.mark is Mark.NOT and one.key in lacked for one in reading.ties)
        for reading in readings
    )


def _may(key: str, cells: Sequence[Cell]) -> bool:
    """Whether a cell says that one may, or how a thing is asked for (« se demande en ligne »), and no duty nor term."""
    cells = [cell for cell in cells if key in cell.allowed] or cells
    if any(tie.mark is Mark.MAY for cell in cells for tie in cell.ties):
        return True
    if key in _GOING and any(welcomes(cell.own | cell.shared, cell.kinds) for cell in cells):
        return True
    if key in _OPTIONAL and any(_by_itself(cell.tokens, key) for cell in cells):
        return not any(tie.mark in _BINDING for cell in cells for tie in cell.ties)
    bound = any(tie.mark in _TERMS or tie.mark is Mark.MUST for cell in cells for tie in cell.ties)
    if bound or any(Kind.DURATION in cell.kinds for cell in cells):
        return False
    return key == _ASKED or (
        key in _OFFERED and any(token.form in ("s", "se") for cell in cells for token in cell.tokens)
    )


def _by_itself(tokens: Sequence[Token], key: str) -> bool:
    """« L'abonnement se résilie »."""
    return any(before.form in ("s", "se") and token.key == key for before, token in pairwise(tokens))


def acts_for_another(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether « vous » does what the source has done by someone else."""
    for first, before, token in zip(
        reading.tokens[:1] + reading.tokens, reading.tokens, reading.tokens[1:], strict=False
    ):
        held = any(token.key in cell.own | cell.shared for cell in cells)
        if token.key in RECEIVED and not held and "vous" not in (before.form, first.form):
            if not _is_given(reading, token, cells):
                return True
            continue
        if before.form != "vous" or token.part is not Part.WORD or not token.form.endswith("ez"):
            continue
        if token.key in _ACTS or any(_yours(cell.tokens, token.key) for cell in cells):
            continue
        return True
    return False


def _is_given(reading: Reading, verb: Token, cells: Sequence[Cell]) -> bool:
    """Whether who is said to receive is whom the source gives to: « la clé est remise au président »."""
    said = reading.tokens[: reading.tokens.index(verb)]
    last = next((token.key for token in reversed(said) if token.content), "")
    return any(
        token.key == last and before.form in ("au", "aux", "a")
        for cell in cells
        for before, token in pairwise([one for one in cell.tokens if one.form not in ("l", "la", "les", "le")])
    )


def _yours(tokens: Sequence[Token], key: str) -> bool:
    """Whether a source has "vous" or nobody do it: « vous retirez », « déposez », « se retire »."""
    for at, token in enumerate(tokens):
        if token.key == key:
            before = tokens[at - 1].form if at else ""
            return before in ("vous", "s", "se") or token.form.endswith(("ez", "er", "ir", "re"))
    return False


def _ordered(readings: Sequence[Reading], keys: frozenset[str]) -> bool:
    """Whether a sentence asks: « est demandé », or a verb in -ez that no "vous" stands before."""
    if _ASKED in keys and not any(tie.mark is Mark.MAY for reading in readings for tie in reading.ties):
        return True
    for reading in readings:
        before = ""
        for token in reading.tokens:
            if token.part is Part.WORD and token.form.endswith("ez") and before != "vous":
                return True
            before = token.form
    return False
