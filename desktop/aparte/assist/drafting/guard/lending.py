"""What may be said with a cell besides its own words: the verbs that its values and its places call for."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from aparte.assist.drafting.guard.french import DONATED, GIVEN, GOING, RECEIVED, Mark, meaning
from aparte.assist.drafting.guard.reading import Tie, Token
from aparte.assist.drafting.values import Kind

_BRING, _ASK, _TAKE, _JOIN, _PAY = (meaning(form) for form in ("apporter", "demander", "prendre", "joindre", "payer"))
_BOOKED, _OPEN, _CLOSED, _VALID, _LASTS = (
    meaning(form) for form in ("rendez-vous", "ouvert", "ferme", "valable", "dure")
)
_SENT, _ANSWER = meaning("envoye"), meaning("reponse")
_ARRIVES = frozenset([meaning("arrive"), meaning("parvient")])
_GOING = frozenset(meaning(form) for form in GOING)
# How one reaches who answers to such a value.
_REACHED = (
    (Kind.PHONE, meaning("appeler")),
    (Kind.EMAIL, meaning("ecrire")),
    (Kind.EMAIL, meaning("envoyer")),
    (Kind.URL, meaning("passer")),
    (Kind.FEE, meaning("coute")),
    (Kind.HOUR, meaning("accueil")),
)
# What one is charged by.
_CHARGED = frozenset(
    meaning(form) for form in "coute prix tarif penalite amende redevance caution frais taxe supplement acompte".split()
)
_FILED = frozenset(meaning(form) for form in ("demande", "depot", "inscription", "dossier", "renouvellement"))
_WELCOMES = frozenset(meaning(form) for form in ("ouvert", "accueille", "recoit"))
_PLACES = (Kind.NAME, Kind.ADDRESS)
_TOWARDS = frozenset(
    [("aupres", "du"), ("aupres", "de"), ("aupres", "des"), ("au", "service"), ("au", "bureau"), ("au", "guichet")]
)
_THERE = frozenset([("sur", "place"), ("a", "accueil"), ("en", "personne"), ("en", "mairie"), ("devant", "agent")])


def lent(tokens: Sequence[Token], ties: Sequence[Tie], kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The keys that may be said with these tokens; `kinds` are those of all slots."""
    here = frozenset(kinds[token.key] for token in tokens if token.key in kinds)
    said = frozenset(token.key for token in tokens if token.content)
    found = {key for kind, key in _REACHED if kind in here}
    if Kind.DOCUMENT in here and any(tie.mark is Mark.MUST for tie in ties):
        found |= {_BRING, _ASK}
    if _sends_to(tokens, kinds) or welcomes(said, here):
        found |= _GOING
    if welcomes(said, here):
        found.add(_OPEN)
    found |= _transferred(said, to_office=_sends_to(tokens, kinds))
    if _brought(tokens, kinds, said):
        found |= {_BRING, _JOIN}
    if Kind.FEE in here and said & _CHARGED and not said & GIVEN:
        found.add(_PAY)
    if said & (GIVEN | {_VALID, _LASTS}) and _holds_for(tokens, kinds):
        found |= {_VALID, _LASTS}
    if _BOOKED in said:
        found.add(_TAKE)
    return frozenset(found)


def welcomes(said: frozenset[str], kinds: frozenset[Kind]) -> bool:
    """Whether it tells when one may come."""
    return bool(kinds & {Kind.HOUR, Kind.TIME}) and bool(said & _WELCOMES) and _CLOSED not in said


def _transferred(said: frozenset[str], *, to_office: bool) -> set[str]:
    """The verbs of what passes from hand to hand; what is given to an office is not received."""
    found: set[str] = set()
    if said & GIVEN and not to_office:
        found |= RECEIVED
    if said & GIVEN - {_SENT}:
        found |= DONATED
    if said & (GIVEN | RECEIVED | {_ANSWER}):
        found |= _ARRIVES
    return found


def _holds_for(tokens: Sequence[Token], kinds: Mapping[str, Kind]) -> bool:
    return any(
        before.form in ("pour", "pendant", "valable", "dure", "envoye", "reponse")
        and kinds.get(token.key) is Kind.DURATION
        for before, token in pairwise(tokens)
    )


def _sends_to(tokens: Sequence[Token], kinds: Mapping[str, Kind]) -> bool:
    """Whether a place stands in it that one goes to."""
    forms = [token.form for token in tokens if token.form != "l"]
    if any(pair in _TOWARDS for pair in pairwise(forms)):
        return True
    return any(pair in _THERE for pair in pairwise(forms)) or any(
        before.form in ("a", "au", "aux", "chez", "aupres", "devant", "la") and kinds.get(token.key) in _PLACES
        for before, token in pairwise(tokens)
    )


def _brought(tokens: Sequence[Token], kinds: Mapping[str, Kind], said: frozenset[str]) -> bool:
    """Whether something is what one comes with, or files with."""
    return any(
        first.form == "avec" and last.content and (kinds.get(last.key) is Kind.DOCUMENT or bool(said & _FILED))
        for first, last in zip(tokens, tokens[2:], strict=False)
    )
