"""Whether what is used of a source is used whole: its slots, its words, its other cases."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.cells import Cell, Source, is_impersonal
from aparte.assist.drafting.guard.french import PERSON, YOU, Mark
from aparte.assist.drafting.guard.reading import Part, Reading, Token, read
from aparte.assist.drafting.guard.sparing import Telling, is_spared
from aparte.assist.reply.cases import Circumstances

_PRONOUNS = frozenset("il elle ils elles c cela ce celui-ci celle-ci".split())
_OBJECTS = frozenset(["l", "le", "la", "les"])
_DOING = frozenset(["faire", "s en charger", "s en occuper"])


class Coverage:
    """One question: what may be left unsaid because it was asked about."""

    def __init__(self, question: str, names: Mapping[str, frozenset[str]]) -> None:
        self._asked = frozenset(read(question.lower()).keys())
        self._names = names

    def missing(self, cell: Cell, source: Source, telling: Telling) -> set[Why]:
        """What of a cell is missing from the sentences that rest on it."""
        keys = telling.keys.union(*(self._names.get(key, ()) for key in telling.keys))
        needed = cell.own | (cell.shared if cell.slots else frozenset())
        spared = branches_spared(cell, telling.keys) | (_both(cell) if telling.forms & YOU else frozenset())
        left = [key for key in needed - keys - spared if not self._may_be_left(key, cell, source, telling)]
        return {Why.MISSING_SLOT if key.startswith("§") else Why.CONDITION for key in left}

    def _may_be_left(self, key: str, cell: Cell, source: Source, telling: Telling) -> bool:
        """Who is spoken to, the verb that only carries the value, and the subject that was asked about."""
        if key == PERSON:
            return bool(telling.forms & YOU)
        if is_spared(key, cell, source, telling):
            return True
        if key in source.subject and (key in telling.beside or self._is_complement(key, source, telling)):
            return True
        if key in telling.named_before:
            return key in cell.lent or key in source.subject or bool(telling.forms & _DOING)
        return key in source.subject and self._was_asked(key, source, telling)

    def _is_complement(self, key: str, source: Source, telling: Telling) -> bool:
        """Whether it only says the kind of what is named (« parcelle de jardin »), which the question named."""
        head, *more = source.subject
        bare = [
            place
            for place, (first, token) in enumerate(pairwise(source.cells[0].tokens))
            if first.form in ("de", "d") and token.key in more
        ]
        if not bare or head not in telling.keys or key == head or _tells_a_case(key):
            return False
        return any(source.cells[0].tokens[place + 1].key in self._asked for place in bare)

    def _was_asked(self, key: str, source: Source, telling: Telling) -> bool:
        """Whether the question names it, so that nobody takes it for another; a case must be said all the same."""
        words = self._names.get(key, frozenset([key]))
        if words & telling.keys or (telling.plain and key == source.subject[0] and len(source.subject) == 1):
            return True
        return bool(words & self._asked) and not any(_tells_a_case(word) for word in words)


def branches_spared(cell: Cell, said: frozenset[str]) -> frozenset[str]:
    """The keys of a condition that need not be said since another, joined by "ou", is: « si elle est perdue ou volée ».

    What holds in either case holds in the one that is told.
    """
    spared: frozenset[str] = frozenset()
    for parts in _alternatives(cell.tokens):
        if any(part and part <= said for part in parts):
            spared |= frozenset().union(*(part for part in parts if not part <= said))
    return spared


def _alternatives(tokens: Sequence[Token]) -> Iterator[list[frozenset[str]]]:
    """Each condition that has an "ou" inside, cut there; what its parts share is left aside."""
    for at, token in enumerate(tokens):
        if token.key != Mark.IF:
            continue
        parts: list[list[str]] = [[]]
        for one in tokens[at + 1 :]:
            if one.form == "ou":
                parts.append([])
            elif one.form in (".", ";", ":") or one.form in ("et", "mais"):
                break
            elif one.form == ",":
                parts.append([])
            elif one.content:
                parts[-1].append(one.key)
        if any(one.form == "ou" for one in tokens[at + 1 :]):
            yield [frozenset(part[-1:] if first else part) for first, part in _numbered(parts) if part]


def _numbered(parts: Sequence[list[str]]) -> list[tuple[bool, list[str]]]:
    return [(at == 0, part) for at, part in enumerate(parts)]


def _both(cell: Cell) -> frozenset[str]:
    """Who « les deux partenaires » are, once « vous » stands for both."""
    found: list[str] = []
    for before, token in pairwise(cell.tokens):
        if token.part is Part.WORD and (before.key in cell.numbers or (found and before.key == found[-1])):
            found.append(token.key)
    return frozenset(found)


def _tells_a_case(key: str) -> bool:
    return any(Circumstances.of(key.removeprefix("=")).sides)


def by_pronoun(reading: Reading) -> bool:
    """Whether a sentence begins with a pronoun that stands for what was said before."""
    forms = [token.form for token in reading.tokens[:2]]
    impersonal = is_impersonal(reading.tokens)
    return bool(forms) and forms[0] in _PRONOUNS and not (forms[0] == "il" and impersonal)


def stands_for(reading: Reading, cell: Cell, source: Source) -> bool:
    """Whether a sentence speaks by a pronoun of what was named before: « elle est… », « les accepte », « le faire »."""
    if by_pronoun(reading) or any(token.form in _DOING for token in reading.tokens):
        return True
    verb = next((token.key for token in cell.tokens if token.content and token.key not in source.subject), "")
    return any(before.form in _OBJECTS and token.key == verb for before, token in pairwise(reading.tokens))
