"""Order and coordination inside one cell: "et" is not "ou", and things don't take each other's place."""

from collections.abc import Iterator, Mapping, Sequence

from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.french import Mark
from aparte.assist.drafting.guard.reading import Part, Reading, Token
from aparte.assist.drafting.values import Kind

# Verbs after which an amount or a time is simply given.
_GIVING = frozenset("coute coutent comptez compter prevoyez prevoir paie paient payez est a".split())
_TOWARDS = frozenset(["pour", "a", "au", "aux", "chez", "contre", "sans"])
_ARTICLES = frozenset("l le la les un une votre vos son sa ses leur leurs ce cet cette ces des du".split())


def joined_otherwise(reading: Reading, sources: Sequence[Sequence[Token]], kinds: Mapping[str, Kind]) -> bool:
    """Whether "et" stands for "ou" or the contrary, or an "ou" is added; `sources` are whole sentences."""
    held = [pair for tokens in sources for pair in _joined(tokens)]
    for left, word, right in _joined(reading.tokens):
        if word == "ou" and _are_cases(left, right, reading, sources, kinds):
            continue
        other = "ou" if word == "et" else "et"
        if any({left, right} == {one, two} and joint == other for one, joint, two in held):
            return True
        if word == "ou" and not any(
            joint == "ou" and (left in (one, two) or right in (one, two)) for one, joint, two in held
        ):
            return True
    return False


def _are_cases(
    left: str, right: str, reading: Reading, sources: Sequence[Sequence[Token]], kinds: Mapping[str, Kind]
) -> bool:
    """Whether two values of one kind come from two sentences, each with its case: « 3 semaines, ou 8 en été »."""
    if left not in kinds or right not in kinds or kinds[left] is not kinds[right] or kinds[left].named:
        return False
    holding = [frozenset(token.key for token in tokens if token.content) for tokens in sources]
    said = frozenset(reading.keys())
    return all(keys <= said and left not in keys and len(keys) > 1 for keys in holding if right in keys)


def _joined(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    for at, token in enumerate(tokens):
        if token.form in ("et", "ou"):
            left = next((one.key for one in reversed(tokens[:at]) if one.content), "")
            right = next((one.key for one in tokens[at + 1 :] if one.content), "")
            yield left, token.form, right


def misplaced(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether two slots of one cell stand beside other words than there: they may have changed places."""
    said = _Neighbours(reading.tokens)
    for cell in cells:
        if len(cell.slots) < 2:
            continue
        held = _Neighbours(cell.tokens)
        named = [slot for slot in cell.slots - cell.shared if slot in said.before]
        out = [slot for slot in named if not _in_place(slot, said, held, cell, reading)]
        sure = [slot for slot in named if slot not in out and _is_led_alike(slot, said, held, cell)]
        # One alone has nothing to change places with when all the others surely kept theirs.
        if out and (len(out) > 1 or len(sure) < len(named) - 1):
            return True
    return False


class _Neighbours:
    """For each key what stands right before it, right after it, and which word leads to it, wherever it is said."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.before: dict[str, set[str]] = {}
        self.after: dict[str, set[str]] = {}
        self.led: dict[str, set[str]] = {}
        last = ""
        for at, token in enumerate(tokens):
            if token.content:
                self.before.setdefault(token.key, set()).add(last)
                self.after.setdefault(last, set()).add(token.key)
                self.after.setdefault(token.key, set())
                led = tokens[at - 1].form if at else ""
                self.led.setdefault(token.key, set()).add("=" if led in _GIVING else led)
                last = token.key

    def beside(self, key: str) -> set[str]:
        """What stands on either side."""
        return self.before[key] | self.after[key]


def _in_place(slot: str, said: _Neighbours, held: _Neighbours, cell: Cell, reading: Reading) -> bool:
    if _is_led_alike(slot, said, held, cell):
        return True
    left, right = said.before[slot] - {""}, said.after[slot]
    here, there = held.before[slot], held.after[slot]
    if left & here or right & there:
        return True
    if _apart(slot, reading) and said.led[slot] & (held.led[slot] | {"=", "sont"}):
        return True
    # On the other side only what no other slot of the cell stands beside.
    rivals = [one for one in cell.slots if one != slot and one in held.before]
    crossed = (left & there | right & here) - {"", *rivals}
    return any(all(key not in held.beside(one) for one in rivals) for key in crossed)


def _is_led_alike(slot: str, said: _Neighbours, held: _Neighbours, cell: Cell) -> bool:
    """Whether the same word leads to it, one that leads to no other slot of the cell."""
    others: set[str] = set().union(*(held.led[one] for one in cell.slots if one != slot and one in held.led))
    return bool((held.led[slot] & said.led[slot]) - others)


def _apart(slot: str, reading: Reading) -> bool:
    """Whether it stands alone between two stops."""
    start = end = next(at for at, token in enumerate(reading.tokens) if token.key == slot)
    while start > 0 and reading.tokens[start - 1].part not in (Part.BREAK, Part.CLAUSE):
        start -= 1
    while end + 1 < len(reading.tokens) and reading.tokens[end + 1].part not in (Part.BREAK, Part.CLAUSE):
        end += 1
    return sum(token.content for token in reading.tokens[start : end + 1]) == 1


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
        # What a pronoun of the source stands for is its subject: it comes before the names it is set against.
        stood_for = [places[key] for key in cell.lent if key.startswith("§") and key in places]
        if stood_for and any(places[key] < max(stood_for) for key in cell.slots - cell.values if key in places):
            return True
    return False


def led_otherwise(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether what is done by someone is said to be done for them, or the contrary."""
    said = dict(_leads(reading.tokens))
    for cell in cells:
        for key, led in _leads(cell.tokens):
            now = said.get(key, "")
            if (led == "par" and now in _TOWARDS) or (now == "par" and led in _TOWARDS):
                return True
    return False


def _leads(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """What each thing said is led by, its article left aside."""
    for at, token in enumerate(tokens):
        if token.content:
            before = at - 1
            while before >= 0 and (tokens[before].form in _ARTICLES or tokens[before].key in (Mark.EACH, Mark.EVERY)):
                before -= 1
            yield token.key, tokens[before].form if before >= 0 else ""


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
