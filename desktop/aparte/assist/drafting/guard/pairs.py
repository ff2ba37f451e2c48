"""Order and coordination inside one cell: "et" is not "ou", and two values of one kind don't change places."""

from collections.abc import Iterator, Sequence

from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.reading import Reading, Token


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
    """Whether slots of one cell that could take each other's place are said in another order."""
    places: dict[str, int] = {}
    for at, token in enumerate(reading.tokens):
        places.setdefault(token.key, at)
    for cell in cells:
        for family in (cell.values, cell.slots - cell.values):
            order = [token.key for token in cell.tokens if token.key in family and token.key in places]
            said = [places[key] for key in dict.fromkeys(order)]
            if said != sorted(said):
                return True
    return False
