"""The sources cut into cells: one value of a kind, or one statement, with the words that govern it.

« 17 € pour un enfant de moins de 15 ans et 42 € de 15 à 17 ans » is two cells. What a draft says
between two stops must come from one cell: that is what keeps a fee with its own case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aparte.assist.drafting.guard import lending
from aparte.assist.drafting.guard.french import Mark, meaning
from aparte.assist.drafting.guard.reading import Part, Tie, Token, read
from aparte.assist.drafting.slots import MARK, Slot, Slotted, SlottedSources
from aparte.assist.drafting.values import Kind

_FEW = 3
_LONGEST_NAME = 4
_PRONOUNS = frozenset("il elle ils elles c ce cela celui-ci celle-ci cette ces".split())
_LEANING = _PRONOUNS | {"sinon"}
_BEGINS_CASE = frozenset(["pour", "si", "s il", "en cas", "quand", "lorsque", "sans", "passe ce delai", "chez"])
_ENDS_SUBJECT = frozenset("est sont sera seront se s a ont n ne peut doit qui que".split())
_VERBS = frozenset("coute coutent paie paient demande demandent recoit reste restent".split())
_LABELS = frozenset(["cout", "delai", "validite", "ou?", "quand", "rendez-vous"])
_ASK = meaning("demande")
_SAID_ALOUD = {"dès*": "dès", "ou?": "où", "du?": "dû"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Part of a source sentence: what it speaks of, in order, and its marks.

    `families` are its slots kind by kind, `values` those that are no names. `shared` keys are said
    once for all the cells of the sentence (« l'entrée coûte »), and `lent` ones may be said with it:
    the words of its names, what its pronoun stands for, the verb that its value needs.
    """

    sentence: int
    place: int
    tokens: tuple[Token, ...]
    ties: tuple[Tie, ...]
    families: tuple[frozenset[str], ...]
    kinds: frozenset[Kind]
    values: frozenset[str]
    shared: frozenset[str]
    lent: frozenset[str]

    @property
    def numbers(self) -> frozenset[str]:
        """Its slots that count something."""
        kinds = sorted(self.kinds)
        return self.families[kinds.index(Kind.NUMBER)] if Kind.NUMBER in kinds else frozenset()

    @property
    def slots(self) -> frozenset[str]:
        """Its slots of any kind."""
        return frozenset().union(*self.families)

    @property
    def own(self) -> frozenset[str]:
        """The keys that this cell alone answers for."""
        return frozenset(token.key for token in self.tokens if token.content) - self.shared

    @property
    def allowed(self) -> frozenset[str]:
        """Every key that may be said with it."""
        return self.own | self.shared | self.lent

    def written(self, *, whole: bool) -> str:
        """Its words, folded, its slots by their marks; what it shares only when `whole`."""
        return written([token for token in self.tokens if whole or token.key not in self.shared])


@dataclass(frozen=True, slots=True)
class Source:
    """One shown sentence as cells.

    `case` are the keys of the heading that limits it; `subject` those of what it speaks of; `leans`
    when a pronoun stands for that, and the sentence before names it.
    """

    cells: tuple[Cell, ...]
    case: frozenset[str]
    case_tokens: tuple[Token, ...]
    case_ties: tuple[Tie, ...]
    subject: tuple[str, ...]
    leans: bool
    fact: bool


def canonical(slots: Sequence[Slot]) -> Mapping[int, int]:
    """For each slot the first one with the same text: which of them a draft names changes nothing."""
    first: dict[str, int] = {}
    return {slot.number: first.setdefault(slot.text.lower(), slot.number) for slot in slots}


def renumbered(text: str, numbers: Mapping[int, int]) -> str:
    """`text` with its slots by their canonical numbers; unknown ones stay."""
    return MARK.sub(lambda found: f"§{numbers.get(int(found.group(1)), int(found.group(1)))}", text)


def written(tokens: Sequence[Token]) -> str:
    """Tokens as a text that reads the same."""
    return " ".join(_SAID_ALOUD.get(token.form, token.form) for token in tokens)


def named_words(sources: SlottedSources) -> Mapping[str, frozenset[str]]:
    """The words of each name: « la copie » may stand for « copie de l'acte de naissance »."""
    numbers = canonical(sources.slots)
    return {
        f"§{numbers[slot.number]}": frozenset(read(slot.text.lower()).keys())
        for slot in sources.slots
        if slot.kind.named
    }


def cut(sources: SlottedSources, titles: Sequence[str] = ()) -> tuple[Source, ...]:
    """Each sentence in cells; `titles` are those of their passages."""
    cutter = _Cutter(sources)
    found: list[Source] = []
    for at, sentence in enumerate(sources.sentences):
        alike = bool(found) and bool(titles) and titles[at] == titles[at - 1]
        found.append(cutter.cut(at, sentence, found[-1] if found else None, alike=alike))
    return tuple(found)


class _Cutter:
    def __init__(self, sources: SlottedSources) -> None:
        self._numbers = canonical(sources.slots)
        self._kinds = {f"§{self._numbers[slot.number]}": slot.kind for slot in sources.slots}
        self._words = named_words(sources)

    def cut(self, at: int, sentence: Slotted, before: Source | None, *, alike: bool) -> Source:
        tokens = read(renumbered(sentence.text, self._numbers)).tokens
        case = read(renumbered(sentence.case, self._numbers))
        leans = before is not None and _leans(tokens)
        subject = () if leans else _subject(tokens)
        lent = frozenset(case.keys())
        asks = (
            alike and before is not None and subject == (_ASK,) and _is_done_to(before)
        )  # "La demande se fait…": of what was named before
        if before and (leans or asks):
            papers = (key for key in before.cells[0].slots if self._kinds[key] is Kind.DOCUMENT)
            lent |= frozenset(before.subject) | before.cells[0].lent | frozenset(papers)
        groups = self._groups(tokens)
        shared = self._shared(groups) if len(groups) > 1 else frozenset()
        tail = self._tail(groups[0]) if len(groups) > 1 else frozenset()
        cells = tuple(
            self._cell(at, place, group, shared, lent | tail if place else lent) for place, group in enumerate(groups)
        )
        fact = len(tokens) > 1 and tokens[1].form == ":" and tokens[0].form in _LABELS
        listed = fact or _is_list(tokens)
        return Source(cells, frozenset(case.keys()), case.tokens, case.ties, subject, leans, listed)

    def _cell(self, at: int, place: int, tokens: Sequence[Token], shared: frozenset[str], lent: frozenset[str]) -> Cell:
        slots = [token.key for token in tokens if token.part is Part.SLOT]
        kinds = frozenset(self._kinds[slot] for slot in slots)
        families = tuple(frozenset(slot for slot in slots if self._kinds[slot] is kind) for kind in sorted(kinds))
        values = frozenset(slot for slot in slots if not self._kinds[slot].named)
        ties = read(written(tokens)).ties
        lent = lent.union(*(self._words.get(key, ()) for key in (*slots, *shared)))
        lent |= lending.lent(tokens, ties, self._kinds)
        return Cell(at, place, tuple(tokens), ties, families, kinds, values, shared, lent)

    def _groups(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """The tokens of each cell: a second value of a kind that the cell has already begins another."""
        groups: list[list[Token]] = [[]]
        waiting: list[Token] = []
        for piece, strong in _pieces(tokens):
            again = bool(self._value_kinds(piece) & self._value_kinds(groups[-1]))
            again = again and not (len(groups) == 1 and _only_frames(groups[0], piece))
            if again or (strong and any(token.content for token in groups[-1])):
                groups.append([*waiting, *piece])
                waiting = []
            elif not self._value_kinds(piece) and _begins_case(piece) and self._value_kinds(groups[-1]):
                waiting += piece
            else:
                groups[-1] += [*waiting, *piece]
                waiting = []
        groups[-1] += waiting
        return groups

    def _value_kinds(self, tokens: Sequence[Token]) -> frozenset[Kind]:
        kinds = (self._kinds[token.key] for token in tokens if token.part is Part.SLOT)
        return frozenset(kind for kind in kinds if not kind.named)

    def _tail(self, group: Sequence[Token]) -> frozenset[str]:
        """What an amount is counted by ("640 € par mois"), which goes for the amounts that follow."""
        for at, token in enumerate(group[:-2]):
            is_fee = self._kinds.get(token.key) is Kind.FEE
            if is_fee and group[at + 1].form == "par" and group[at + 2].content:
                return frozenset([group[at + 2].key])
        return frozenset()

    def _shared(self, groups: Sequence[Sequence[Token]]) -> frozenset[str]:
        """What stands right before the first value that changes: the subject and verb of all that follow."""
        found: list[str] = []
        changing = frozenset().union(*(self._value_kinds(group) for group in groups[1:]))
        for token in groups[0]:
            if token.part is Part.SLOT and self._kinds[token.key] in changing:
                return frozenset(found)
            if token.form in (",", ";"):
                found = []
            elif token.content:
                found.append(token.key)
        return frozenset()


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


def _begins_case(piece: Sequence[Token]) -> bool:
    said = next((token for token in piece if token.part not in (Part.BREAK, Part.CLAUSE)), None)
    return said is not None and (said.form in _BEGINS_CASE or said.key == Mark.IF)


def _only_frames(head: Sequence[Token], piece: Sequence[Token]) -> bool:
    """Whether a sentence only begins so far: « En août, » rules what follows, it is no case beside it."""
    named = [token for token in head if token.content]
    alone = len(named) == 1 and named[0].part is Part.SLOT
    return alone and piece[0].form == "," and any(token.part is Part.WORD for token in piece)


def _is_list(tokens: Sequence[Token]) -> bool:
    return [token.form for token in tokens[:3]] == ["a", "apporter", ":"]


def _leans(tokens: Sequence[Token]) -> bool:
    """Whether a pronoun stands before anything is named: « Elle est… », « Le jeudi, elle ferme »."""
    if len(tokens) > 1 and tokens[0].form.endswith("ez") and tokens[1].form in ("les", "le", "la", "l", "y", "en"):
        return True
    for at, token in enumerate(tokens):
        if token.part is Part.WORD:
            return False
        if token.form in _LEANING:
            return not (token.form == "il" and is_impersonal(tokens[at:]))
    return False


def is_impersonal(tokens: Sequence[Token]) -> bool:
    """Whether "il" stands for nothing: « il faut », « il y a », « il est interdit de »."""
    after, then = (*tokens[1:3], None, None)[:2]
    if after is None:
        return False
    ruled = after.form == "est" and then is not None and then.key in (Mark.FORBIDDEN, Mark.MAY, Mark.MUST)
    of = ruled and len(tokens) > 3 and tokens[3].form in ("de", "d", "que", "qu")
    return after.key == Mark.MUST or after.form in ("y", "suffit", "existe") or of


def _is_done_to(source: Source) -> bool:
    """Whether a sentence speaks of a thing: « l'acte est délivré », « la carte se demande »."""
    tokens = source.cells[0].tokens
    last = max((at for at, token in enumerate(tokens) if token.key in source.subject), default=len(tokens))
    after = tokens[last + 1 : last + 3]
    passive = bool(after) and after[0].form in ("est", "sont")
    return passive or (len(after) > 1 and after[0].form == "se" and after[1].key in (_ASK, ""))


def _subject(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The keys of what a sentence speaks of: all that stands before its verb, as far as that can be told."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        verb = token.form in _VERBS and at > 0 and tokens[at - 1].form not in ("la", "une", "l", "de", "sa", "votre")
        if verb or token.form in _ENDS_SUBJECT or token.key in (Mark.MUST, Mark.MAY) or token.form in (",", ":", ";"):
            break
        if token.content:
            found.append(token.key)
    else:
        return _leading_name(tokens)
    return tuple(found)


def _leading_name(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The first thing said with what completes it (« l'abonnement résident »), where no known verb follows."""
    found: list[str] = []
    for token in tokens:
        if token.content and len(found) < _LONGEST_NAME:
            found.append(token.key)
        elif found and token.form not in ("de", "d", "du", "des", "l", "la", "le", "les"):
            break
    return tuple(found)
