"""Whether what is used of a source is used whole: its slots, its words, its other cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.cells import Cell, Source
from aparte.assist.drafting.guard.french import DONATED, GIVEN, LIGHT, PERSON, PREDICATES, RECEIVED, YOU, Mark, meaning
from aparte.assist.drafting.guard.reading import Part, Reading, Token, read
from aparte.assist.drafting.values import Kind
from aparte.assist.reply.cases import Circumstances

_CARRIERS = frozenset(meaning(form) for forms in PREDICATES.values() for form in forms)
_SPEAKER = frozenset([meaning("ville"), meaning("commune")])
_REACHED = frozenset(meaning(form) for form in ("ecrire", "appeler", "envoyer"))
_BEING = frozenset("est sont sera seront etre ete".split())
_THE = frozenset(["le", "la", "l", "les"])
_LIGHT = frozenset(meaning(form) for form in LIGHT)
_OPEN = frozenset(meaning(form) for form in ("ouvert", "recoit", "accueille"))
_ANAPHORIC = frozenset(meaning(form) for form in ("date", "delai", "cas", "periode"))
_THIS = frozenset(["ce", "cet", "cette", "ces"])
# The means that a value tells by itself.
_BY = {
    meaning("ligne"): Kind.URL,
    meaning("courriel"): Kind.EMAIL,
    meaning("mail"): Kind.EMAIL,
    meaning("telephone"): Kind.PHONE,
}
_TOGETHER = meaning("ensemble")
_PRONOUNS = frozenset("il elle ils elles c cela ce celui-ci celle-ci".split())
_OBJECTS = frozenset(["l", "le", "la", "les"])
_DOING = frozenset(["faire", "s en charger", "s en occuper"])
_BRING = meaning("apporter")
_ASK = meaning("demander")


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentences that rest on one cell: their keys, forms and marks, and what they speak of by a pronoun.

    `beside` are the keys of the sentences on either side that speak of the same. `plain` when the cell gives the only fee of all, and the fee was asked: « c'est gratuit » is clear then.
    """

    readings: tuple[Reading, ...]
    named_before: frozenset[str]
    plain: bool
    beside: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """What they say."""
        return frozenset().union(*(reading.keys() for reading in self.readings))

    @property
    def forms(self) -> frozenset[str]:
        """The words they use."""
        return frozenset(token.form for reading in self.readings for token in reading.tokens)

    @property
    def asks(self) -> bool:
        """Whether they say a duty."""
        return any(tie.mark is Mark.MUST for reading in self.readings for tie in reading.ties)


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
        if key == _ASK and source.subject == (_ASK,) and telling.keys & _REACHED:
            return True  # "la demande se fait par courriel à…": "écrivez à…"
        if key in _SPEAKER and _acts(key, cell, source):
            return True  # the desk speaks for the town
        if _made_passive(key, source.cells[0], telling):
            return True
        if key in _CARRIERS and (cell.values or source.fact):
            return True
        if self._is_light(key, cell, telling):
            return True
        if key == _TOGETHER and "avec" in telling.forms:
            return True
        if (key == _BRING and "avec" in telling.forms) or (key in (_BRING, _ASK) and telling.asks):
            return True
        if key in source.subject and key in telling.beside:
            return True
        if key in telling.named_before:
            return key in cell.lent or key in source.subject or bool(telling.forms & _DOING)
        return key in source.subject and self._was_asked(key, source, telling)

    def _is_light(self, key: str, cell: Cell, telling: Telling) -> bool:
        """Whether it only carries, or is said by what it carries: the web address says "en ligne"."""
        if key in _LIGHT and cell.values:
            return True
        if key in _OPEN and cell.kinds & {Kind.HOUR, Kind.TIME}:
            return True
        if key == _ASK and cell.values and any(token.part is Part.CLAUSE for token in cell.tokens[1:]):
            return True  # "un acompte est demandé et n'est pas rendu"
        if key in GIVEN and Kind.FEE in cell.kinds and "est" in telling.forms:
            return True  # "une aide de 300 € est versée", "l'aide est de 300 €"
        if key in GIVEN and telling.keys & (RECEIVED | DONATED):
            return True
        if key in _ANAPHORIC and any(
            before.form in _THIS and token.key == key for before, token in pairwise(cell.tokens)
        ):
            return True  # "après cette date", "après"
        return key in _BY and _BY[key] in cell.kinds and any(slot in telling.keys for slot in cell.slots)

    def _was_asked(self, key: str, source: Source, telling: Telling) -> bool:
        """Whether the question names it, so that nobody takes it for another; a case must be said all the same."""
        words = self._names.get(key, frozenset([key]))
        if words & telling.keys or (telling.plain and key == source.subject[0] and len(source.subject) == 1):
            return True
        return bool(words & self._asked) and not any(_tells_a_case(word) for word in words)


def _made_passive(key: str, cell: Cell, telling: Telling) -> bool:
    """Whether « la commission attribue les places » is said « les places sont attribuées », by nobody else."""
    words = [token for token in cell.tokens if token.part is not Part.BREAK]
    if len(words) < 3 or words[0].form not in _THE or not words[1].content or words[2].part is not Part.WORD or key != words[1].key:
        return False
    return any(
        before.form in _BEING and token.key == words[2].key
        for reading in telling.readings
        for before, token in pairwise(reading.tokens)
    ) and not any(token.form == "par" for reading in telling.readings for token in reading.tokens)


def _acts(key: str, cell: Cell, source: Source) -> bool:
    """Whether it does what the cell says: its subject, or led to by "par"."""
    words = [token for token in cell.tokens if token.form not in _THE]
    if source.cells[0] is cell and words and words[0].key == key:
        return True
    return any(before.form == "par" and token.key == key for before, token in pairwise(words))


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
    impersonal = len(reading.tokens) > 1 and (reading.tokens[1].key == Mark.MUST or forms[1] in ("y", "suffit"))
    return bool(forms) and forms[0] in _PRONOUNS and not (forms[0] == "il" and impersonal)


def stands_for(reading: Reading, cell: Cell, source: Source) -> bool:
    """Whether a sentence speaks by a pronoun of what was named before: « elle est… », « les accepte », « le faire »."""
    if by_pronoun(reading) or any(token.form in _DOING for token in reading.tokens):
        return True
    verb = next((token.key for token in cell.tokens if token.content and token.key not in source.subject), "")
    return any(before.form in _OBJECTS and token.key == verb for before, token in pairwise(reading.tokens))
