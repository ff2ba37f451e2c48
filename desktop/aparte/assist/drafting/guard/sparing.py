"""What of a cell may be left unsaid because what is said tells it already."""

from dataclasses import dataclass
from itertools import pairwise

from aparte.assist.drafting.guard.cells import Cell, Source
from aparte.assist.drafting.guard.french import DONATED, GIVEN, LIGHT, PREDICATES, RECEIVED, Mark, meaning
from aparte.assist.drafting.guard.reading import Part, Reading
from aparte.assist.drafting.values import Kind

_CARRIERS = frozenset(meaning(form) for forms in PREDICATES.values() for form in forms)
_LIGHT = frozenset(meaning(form) for form in LIGHT)
_OPEN = frozenset(meaning(form) for form in ("ouvert", "recoit", "accueille"))
_SENT, _TOGETHER, _BRING, _ASK = (meaning(form) for form in ("envoye", "ensemble", "apporter", "demander"))
_SPEAKER = frozenset([meaning("ville"), meaning("commune")])
_REACHED = frozenset(meaning(form) for form in ("ecrire", "appeler", "envoyer"))
_ANAPHORIC = frozenset(meaning(form) for form in ("date", "delai", "periode"))
_THIS = frozenset(["ce", "cet", "cette", "ces"])
_BEING = frozenset("est sont sera seront etre ete".split())
_THE = frozenset(["le", "la", "l", "les"])
_LEAST = 3
# The means that a value tells by itself.
_BY = {
    meaning("ligne"): Kind.URL,
    meaning("courriel"): Kind.EMAIL,
    meaning("mail"): Kind.EMAIL,
    meaning("telephone"): Kind.PHONE,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentences that rest on one cell: their keys, forms and marks, and what they speak of by a pronoun.

    `beside` are the keys of the sentences on either side that speak of the same. `plain` when the cell
    gives the only fee of all, and the fee was asked: « c'est gratuit » is clear then.
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


def is_spared(key: str, cell: Cell, source: Source, telling: Telling) -> bool:
    """Whether nothing is lost without it."""
    return (
        _only_carries(key, cell, source)
        or _is_given(key, cell, telling)
        or _is_brought(key, telling)
        or _is_asked_for(key, cell, source, telling)
        or _is_actor(key, cell, source, telling)
        or _goes_back(key, cell)
        or (_BY.get(key) in cell.kinds and any(slot in telling.keys for slot in cell.slots))
    )


def _only_carries(key: str, cell: Cell, source: Source) -> bool:
    """The verb or the label of a value."""
    if key in _CARRIERS and (cell.values or source.fact):
        return True
    return (key in _LIGHT and bool(cell.values)) or (key in _OPEN and bool(cell.kinds & {Kind.HOUR, Kind.TIME}))


def _is_given(key: str, cell: Cell, telling: Telling) -> bool:
    """« Une aide de 300 € est versée » said « vous recevez… » or « l'aide est de 300 € »."""
    if key not in GIVEN:
        return False
    if Kind.FEE in cell.kinds and "est" in telling.forms:
        return True
    return bool(telling.keys & RECEIVED) or (key != _SENT and bool(telling.keys & DONATED))


def _is_brought(key: str, telling: Telling) -> bool:
    """« Avec » says that things or people come together."""
    return key in (_TOGETHER, _BRING) and "avec" in telling.forms


def _is_asked_for(key: str, cell: Cell, source: Source, telling: Telling) -> bool:
    """« La demande se fait par courriel » said « écrivez à… », « … est demandé et n'est pas rendu »."""
    if key in (_BRING, _ASK) and telling.asks:
        return True
    if key != _ASK:
        return False
    if source.subject == (_ASK,) and telling.keys & _REACHED:
        return True
    return bool(cell.values) and any(token.part is Part.CLAUSE for token in cell.tokens[1:])


def _is_actor(key: str, cell: Cell, source: Source, telling: Telling) -> bool:
    """The town, for which the desk speaks, or who does what is said in the passive."""
    return (key in _SPEAKER and _acts(key, cell, source)) or _made_passive(key, source.cells[0], telling)


def _goes_back(key: str, cell: Cell) -> bool:
    """« Après cette date » said « après »."""
    return key in _ANAPHORIC and any(
        before.form in _THIS and token.key == key for before, token in pairwise(cell.tokens)
    )


def _made_passive(key: str, cell: Cell, telling: Telling) -> bool:
    """Whether « la commission attribue les places » is said « les places sont attribuées », by nobody else."""
    words = [token for token in cell.tokens if token.part is not Part.BREAK]
    if (
        len(words) < _LEAST
        or words[0].form not in _THE
        or not words[1].content
        or words[2].part is not Part.WORD
        or key != words[1].key
    ):
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
