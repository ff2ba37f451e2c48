"""Order and coordination inside one cell: "et" is not "ou", and things don't take each other's place."""

from collections.abc import Iterator, Sequence

from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.french import Mark
from aparte.assist.drafting.guard.reading import Part, Reading, Token

_ARTICLES = frozenset("l le la les un une votre vos son sa ses leur leurs ce cet cette ces des du".split())


def joined_otherwise(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether two things that a source joins by "ou" are joined by "et", or the contrary."""
    held = {pair for cell in cells for pair in _joined(cell.tokens)}
    for left, word, right in _joined(reading.tokens):
        other = "ou" if word == "et" else "et"
        if (left, other, right) in held or (right, other, left) in held:
            return True
    return False


def _joined(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    for at, token in enumerate(tokens):
        if token.form in ("et", "ou"):
            left = next((one.key for one in reversed(tokens[:at]) if one.content), "")
            right = next((one.key for one in tokens[at + 1 :] if one.content), "")
            yield left, token.form, right


def out_of_order(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether slots of one kind in one cell are said in another order."""
    places: dict[str, int] = {}
    for at, key in enumerate(reading.keys()):
        places.setdefault(key, at)
    for cell in cells:
        for family in cell.families:
            order = dict.fromkeys(token.key for token in cell.tokens if token.key in family and token.key in places)
            said = [places[key] for key in order]
            if said != sorted(said):
                return True
    return False


def turned_round(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether who does and who is done to change places round one verb, with no "par" to say so."""
    if any(token.form == "par" for token in reading.tokens):
        return False
    said, leading = reading.keys(), frozenset(_leading(reading.tokens))
    for cell in cells:
        held = [token.key for token in cell.tokens if _can_act(token, cell)]
        if any(token.form == "par" for token in cell.tokens):
            continue
        pairs = ((first, last) for first in range(len(held)) for last in range(first + 2, len(held)))
        if any(held[last] in leading and _reversed(held, said, first, last) for first, last in pairs):
            return True
    return False


def _leading(tokens: Sequence[Token]) -> Iterator[str]:
    """The keys that begin a clause with nothing but an article before them: they act."""
    for at, token in enumerate(tokens):
        if token.content:
            before = at - 1
            while before >= 0 and (tokens[before].form in _ARTICLES or tokens[before].key in (Mark.EACH, Mark.EVERY)):
                before -= 1
            if before < 0 or tokens[before].part in (Part.BREAK, Part.CLAUSE):
                yield token.key


def _can_act(token: Token, cell: Cell) -> bool:
    return token.part is Part.WORD or (token.part is Part.SLOT and token.key not in cell.values)


def _reversed(held: Sequence[str], said: Sequence[str], first: int, last: int) -> bool:
    one, other = held[first], held[last]
    if one == other or one not in said or other not in said:
        return False
    here, there = said.index(other), said.index(one)
    return here < there and bool(set(held[first + 1 : last]) & set(said[here + 1 : there]))
