"""Whether what is used of a source is used whole: its slots, its words, its other cases."""

from collections.abc import Collection, Mapping, Sequence

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.cells import Cell, Source
from aparte.assist.drafting.guard.french import LABELS, PREDICATES, YOU
from aparte.assist.drafting.guard.french import meaning as _meaning
from aparte.assist.drafting.guard.reading import Part, Reading

_PREDICATES = frozenset(_meaning(form) for forms in PREDICATES.values() for form in forms) | frozenset(
    _meaning(form) for form in LABELS
)
_PRONOUNS = frozenset("il elle ils elles c cela ce en celui-ci celle-ci".split())


def uncovered(
    cell: Cell, source: Source, readings: Sequence[Reading], asked: frozenset[str], names: Mapping[str, frozenset[str]]
) -> set[Why]:
    """What of a cell is missing from the sentences that rest on it; `asked` are the question's keys."""
    said = frozenset(key for reading in readings for key in reading.keys())
    forms = frozenset(token.form for reading in readings for token in reading.tokens)
    reasons: set[Why] = set()
    for key in cell.own | (cell.shared if cell.slots else frozenset()):
        if key in said or _may_be_left(key, cell, source, forms, asked, names, said):
            continue
        reasons.add(Why.MISSING_SLOT if key.startswith("§") else Why.CONDITION)
    return reasons


def _may_be_left(
    key: str,
    cell: Cell,
    source: Source,
    forms: frozenset[str],
    asked: frozenset[str],
    names: Mapping[str, frozenset[str]],
    said: Collection[str],
) -> bool:
    """Who is spoken to, the verb that only carries the value, and the subject that was asked about."""
    if key == "=personne":
        return bool(forms & YOU)
    if key in _PREDICATES:
        return bool(cell.values or source.fact)
    if key != source.first or _modified(cell, key):
        return False
    words = names.get(key, frozenset([key]))
    return bool(words & asked or words & set(said) or forms & _PRONOUNS)


def _modified(cell: Cell, key: str) -> bool:
    """Whether a word right after it says which one is meant (« carte perdue »)."""
    for token, after in zip(cell.tokens, cell.tokens[1:], strict=False):
        if token.key == key and after.part is Part.WORD and after.key not in _PREDICATES:
            return True
    return False


def left_out(cell: Cell, used: Sequence[Cell]) -> bool:
    """Whether a cell that is not used is another case of one that is: a value of its own beside it."""
    return bool(cell.values) and any(one.sentence == cell.sentence and one.values for one in used)
