"""The sources cut into cells: one value, or one statement, with the words that govern it.

« 17 € pour un enfant de moins de 15 ans et 42 € de 15 à 17 ans » is two cells. What a draft says
between two stops must come from one cell: that is what keeps a fee with its own case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aparte.assist.drafting.guard.french import LABELS, Mark
from aparte.assist.drafting.guard.reading import Part, Tie, Token, read
from aparte.assist.drafting.slots import MARK, Slot, Slotted, SlottedSources

_FEW = 3
_LEANING = frozenset(["il", "elle", "ils", "elles", "c", "ce", "cela", "celui-ci", "celle-ci", "cette", "ces", "sinon"])
_BEGINS_CASE = frozenset(["pour", "si", "s il", "en cas", "quand", "lorsque", "sans", "passe ce delai", "chez"])


@dataclass(frozen=True, slots=True)
class Cell:
    """Part of a source sentence: what it speaks of, in order, and its marks.

    `values` are the slots that are no names; `shared` keys are said once for all the cells of the
    sentence (« l'entrée coûte »), and `lent` ones may stand for its pronoun.
    """

    sentence: int
    place: int
    tokens: tuple[Token, ...]
    ties: tuple[Tie, ...]
    slots: frozenset[str]
    values: frozenset[str]
    shared: frozenset[str]
    lent: frozenset[str]

    def written(self) -> str:
        """Its words, folded, its slots by their marks."""
        return " ".join(_again(token) for token in self.tokens)

    @property
    def own(self) -> frozenset[str]:
        """The keys that this cell alone answers for."""
        return frozenset(token.key for token in self.tokens if token.content) - self.shared

    @property
    def allowed(self) -> frozenset[str]:
        """Every key that may be said with it."""
        return self.own | self.shared | self.lent


@dataclass(frozen=True, slots=True)
class Source:
    """One shown sentence as cells; `case` are the keys of the heading that limits it."""

    sentence: int
    cells: tuple[Cell, ...]
    case: frozenset[str]
    case_ties: tuple[Tie, ...]
    first: str
    leans: bool
    fact: bool


def canonical(slots: Sequence[Slot]) -> Mapping[int, int]:
    """For each slot the first one with the same text: which of them a draft names changes nothing."""
    first: dict[str, int] = {}
    return {slot.number: first.setdefault(slot.text.lower(), slot.number) for slot in slots}


def renumbered(text: str, numbers: Mapping[int, int]) -> str:
    """`text` with its slots by their canonical numbers; unknown ones stay."""
    return MARK.sub(lambda found: f"§{numbers.get(int(found.group(1)), int(found.group(1)))}", text)


def cut(sources: SlottedSources) -> tuple[Source, ...]:
    """Each sentence in cells."""
    numbers = canonical(sources.slots)
    words = {f"§{numbers[slot.number]}": _words(slot) for slot in sources.slots if slot.kind.named}
    values = frozenset(f"§{numbers[slot.number]}" for slot in sources.slots if not slot.kind.named)
    found: list[Source] = []
    for at, sentence in enumerate(sources.sentences):
        before = found[-1] if found else None
        found.append(_source(at, sentence, numbers, values, words, before))
    return tuple(found)


def _words(slot: Slot) -> frozenset[str]:
    """The words of a name: « la copie » may stand for « copie de l'acte de naissance »."""
    return frozenset(read(slot.text.lower()).keys())


def _source(
    at: int,
    sentence: Slotted,
    numbers: Mapping[int, int],
    values: frozenset[str],
    words: Mapping[str, frozenset[str]],
    before: Source | None,
) -> Source:
    tokens = read(renumbered(sentence.text, numbers)).tokens
    case = read(renumbered(sentence.case, numbers))
    first = next((token.key for token in tokens if token.content), "")
    leans = bool(tokens) and tokens[0].form in _LEANING
    label = tokens[0].form if len(tokens) > 1 and tokens[1].form == ":" else ""
    limited = frozenset(case.keys())
    lent = limited.union(*(words.get(token.key, frozenset()) for token in tokens))
    if leans and before:
        lent |= {before.first} | before.cells[0].lent
    groups = _groups(tokens, values)
    shared = _shared(groups[0], values) if len(groups) > 1 else frozenset()
    cells = tuple(_cell(at, place, group, values, shared, lent) for place, group in enumerate(groups))
    return Source(at, cells, limited, case.ties, first, leans, label in LABELS or _is_list(tokens))


def _is_list(tokens: Sequence[Token]) -> bool:
    return [token.form for token in tokens[:3]] == ["a", "apporter", ":"]


def _cell(
    sentence: int,
    place: int,
    tokens: Sequence[Token],
    values: frozenset[str],
    shared: frozenset[str],
    lent: frozenset[str],
) -> Cell:
    slots = frozenset(token.key for token in tokens if token.part is Part.SLOT)
    return Cell(sentence, place, tuple(tokens), _ties_of(tokens), slots, slots & values, shared, lent)


def _ties_of(tokens: Sequence[Token]) -> tuple[Tie, ...]:
    return read(" ".join(_again(token) for token in tokens)).ties


def _again(token: Token) -> str:
    return {"dès*": "dès", "ou?": "où", "du?": "dû"}.get(token.form, token.form)


def _groups(tokens: Sequence[Token], values: frozenset[str]) -> list[list[Token]]:
    """The tokens of each cell: a piece with a value begins a new one when the cell before has its own."""
    groups: list[list[Token]] = [[]]
    waiting: list[Token] = []
    for piece, strong in _pieces(tokens):
        valued = _has_value(piece, values)
        if strong and any(token.content for token in groups[-1]):
            groups.append([*waiting, *piece])
            waiting = []
        elif valued and _has_value(groups[-1], values):
            groups.append([*waiting, *piece])
            waiting = []
        elif not valued and _begins_case(piece) and _has_value(groups[-1], values):
            waiting += piece
        else:
            groups[-1] += [*waiting, *piece]
            waiting = []
    groups[-1] += waiting
    return groups


def _pieces(tokens: Sequence[Token]) -> list[tuple[list[Token], bool]]:
    """The tokens between two stops, each stop at the head of its piece; whether it parts statements."""
    pieces: list[tuple[list[Token], bool]] = [([], False)]
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.form == "(") - (token.form == ")")
        stops = token.part is Part.CLAUSE or token.form in (",", ";", ":")
        if stops and not depth:
            said = sum(one.content for one in pieces[-1][0])
            whole = any(one.content for one in tokens[at:])
            pieces.append(([], whole and (token.form == ";" or (token.form == ":" and said >= _FEW))))
        pieces[-1][0].append(token)
    return pieces


def _has_value(tokens: Sequence[Token], values: frozenset[str]) -> bool:
    return any(token.key in values for token in tokens)


def _begins_case(piece: Sequence[Token]) -> bool:
    said = next((token for token in piece if token.part not in (Part.BREAK, Part.CLAUSE)), None)
    return said is not None and (said.form in _BEGINS_CASE or said.key == Mark.IF)


def _shared(group: Sequence[Token], values: frozenset[str]) -> frozenset[str]:
    """What stands right before the first value, as the subject and verb of all the values that follow."""
    found: list[str] = []
    for token in group:
        if token.key in values:
            return frozenset(found)
        if token.form in (",", ";"):
            found = []
        elif token.content:
            found.append(token.key)
    return frozenset()
