"""The small words round a slot: its article, and what a number counts. Exchanged slots rarely agree with them."""

from collections.abc import Iterator, Mapping, Sequence

from aparte.assist.drafting.guard.reading import Part, Reading, Token
from aparte.assist.drafting.values import Kind

_HERS = frozenset(["la", "une", "cette", "sa"])
_HIS = frozenset(["le", "un", "au", "du", "ce", "cet"])
_MANY = frozenset(["les", "des", "aux", "ces"])
_ONE = _HERS | _HIS | {"l"}
# What an article never stands before ("la 3 semaines"), unless the source has one there ("le jour même").
_BARE = frozenset([Kind.FEE, Kind.HOUR, Kind.DURATION, Kind.NUMBER])
_PREPOSITIONS = frozenset("a au aux d de des du en dans avec pour chez sur sous par".split())
# Values that one says on their own, by their preposition: "en 3 semaines", "à 9 h", "le 3 mai".
# How long until, and how long for.
_UNTIL, _FOR = frozenset(["dans", "sous", "en"]), frozenset(["pour", "pendant", "durant", "valable", "valables"])
# A change by as much, or up to as much.
_BY_OR_TO = frozenset(["de", "d", "a", "jusqu a"])
_CHANGING = frozenset(["passe", "passent", "passera"])
_TIMED = frozenset([Kind.TIME, Kind.HOUR, Kind.DURATION])


def ill_led(
    reading: Reading, sources: Sequence[Sequence[Token]], kinds: Mapping[str, Kind], adjectives: frozenset[str]
) -> bool:
    """Whether a slot stands where only another could; `adjectives` are the slots that qualify ("gratuit")."""
    held: dict[str, set[str]] = {}
    counted: dict[str, set[str]] = {}
    for tokens in sources:
        for key, before, after in _round(tokens):
            held.setdefault(key, set()).add(before)
            counted.setdefault(key, set()).add(after)
    for key, before, after in _round(reading.tokens):
        leads = held.get(key, set())
        if key not in kinds or before in leads:
            ill = False
        elif key in adjectives:
            ill = before in _PREPOSITIONS or before in _ONE
        else:
            ill = _disagrees(before, leads) or (kinds[key] in _BARE and before in _ONE and not leads & _ONE)
            ill = ill or (kinds[key] is Kind.DURATION and _lasts_otherwise(before, leads))
            ill = ill or (kinds[key] in _TIMED and _takes_place(key, before, held, kinds))
            ill = ill or _changes_by(reading.tokens, key, before, leads)
        both = before == "les" and not after  # "tous les deux"
        bare = key in kinds and not kinds[key].named and bool(after) and after not in counted.get(key, ())
        if ill or bare or _stolen(key, after, counted):
            return True
        if not both and (
            kinds.get(key) is Kind.NUMBER and "" not in counted.get(key, {""}) and after not in counted[key]
        ):
            return True
    return False


def _stolen(key: str, after: str, counted: Mapping[str, set[str]]) -> bool:
    """Whether what follows it follows only another slot in the source."""
    owners = {one for one, words in counted.items() if after and after in words}
    return bool(owners) and key not in owners


def _disagrees(before: str, leads: set[str]) -> bool:
    """Whether the article has another gender or number than in the source."""
    rows = ((_HERS, _HIS), (_HIS, _HERS), (_ONE, _MANY), (_MANY, _ONE))
    return any(before in here and leads & there and not leads & here for here, there in rows)


def _lasts_otherwise(before: str, leads: set[str]) -> bool:
    """Whether "pour 3 ans" became "dans 3 ans", or the contrary."""
    return any(before in now and leads & then and not leads & now for now, then in ((_UNTIL, _FOR), (_FOR, _UNTIL)))


def _changes_by(tokens: Sequence[Token], key: str, before: str, leads: set[str]) -> bool:
    """Whether what is reduced "de 40 €" is said to be reduced "à 40 €", or the contrary."""
    if before not in _BY_OR_TO or not leads & (_BY_OR_TO - {before}):
        return False
    at = next(at for at, token in enumerate(tokens) if token.key == key and tokens[at - 1].form == before)
    return at > 1 and (tokens[at - 2].part is Part.WORD or tokens[at - 2].form in _CHANGING)


def _takes_place(key: str, before: str, held: Mapping[str, set[str]], kinds: Mapping[str, Kind]) -> bool:
    """Whether the preposition of a value of another kind leads to it, of two that time is told by."""
    if before not in ("de", "a") or before in held.get(key, ()):
        return False
    return any(before in leads and kinds.get(one) in _TIMED - {kinds[key]} for one, leads in held.items())


def _round(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    """Each slot, the word right before it, and what is said right after it (nothing when that joins)."""
    for at, token in enumerate(tokens):
        if token.part is Part.SLOT:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            yield token.key, tokens[at - 1].form if at else "", after.key if after and after.content else ""
