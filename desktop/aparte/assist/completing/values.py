"""What is never offered unless the cited texts hold it: values, and names of services."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aparte.assist.completing.cited import CitedTexts
from aparte.assist.completing.pieces import START, pieces

_TIMES = frozenset(
    """
    lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis samedis dimanches
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre demain midi minuit
    """.split()
)
_NUMBERS = frozenset(
    """
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
    cinquante soixante cent mille vingtaine trentaine quinzaine dizaine douzaine premier première deuxième
    troisième quatrième cinquième sixième dernier dernière moitié double tiers quart demi
    """.split()
)
_UNITS = frozenset(
    """
    h heure heures min minute minutes jour jours semaine semaines mois an ans année années euro euros km m m² m³
    cm kg litres fois exemplaires g étage
    """.split()
)
_SIGNS = frozenset("€%@°#")
_BETWEEN = frozenset(
    """
    à au et ou de du des la le les un une , . - – / ' ( ) : ; l' d' jusqu' rue avenue place route quai cours
    boulevard chemin bis h n heures jours mois ans
    """.split()
)
_TITLES = frozenset({"Madame", "Monsieur", "Bonjour", "Cerfa", "Messieurs", "Mesdames"})
_FREE = ("gratuit",)
_ASIDE = re.compile(r" \(.*\)$| (?:d'|de |du )[A-ZÉÈÎ][\w-]*$")


class Names:
    """The names of the town's services, to be recognised in what would be offered."""

    def __init__(self, names: Iterable[str]) -> None:
        self._ending: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for form in (form for name in names for form in _forms(name)):
            words = tuple(_plain(piece) for piece in pieces(form) if piece != START)
            if words:
                self._ending[words[-1]].append(words)

    def ending(self, written: Sequence[str]) -> int:
        """How many pieces the longest name at the end of `written` has; 0 when none ends there."""
        found = 0
        for words in self._ending.get(_plain(written[-1]), ()):
            if len(words) > found and tuple(_plain(piece) for piece in written[-len(words) :]) == words:
                found = len(words)
        return found


def is_value(piece: str, before: str) -> bool:
    """Whether a piece is a value, or the unit of the number before it."""
    word = piece.strip()
    if word in _TITLES:
        return False
    low = word.lower()
    if low in _UNITS:
        return _is_number(before)
    return (
        _is_number(word)
        or low in _TIMES
        or word[:1].isupper()
        or any(sign in _SIGNS for sign in word)
        or ("." in word and len(word) > 1)
        or low.startswith(_FREE)
    )


def warranted(context: Sequence[str], offered: Sequence[str], cited: CitedTexts, names: Names) -> list[str]:
    """The beginning of what would be offered that holds no value or name but those of the cited texts.

    A value counts with all that it belongs to: "8 rue Haute" is not warranted by a "rue Haute" and an "8",
    nor is "03 53" offered without the rest of the number.
    """
    written = [*context, *offered]
    for at in range(len(context), len(written)):
        begun = _begins(written, at)
        if begun < at + 1 and not cited.holds(written[begun : at + 1]):
            return _whole(written[: max(begun, len(context))], len(context), cited)
        named = names.ending(written[: at + 1])
        if named and not cited.holds(written[at + 1 - named : at + 1]):
            return _whole(written[: max(at + 1 - named, len(context))], len(context), cited)
    return _whole(written, len(context), cited)


def next_of_value(written: Sequence[str], options: Iterable[str], cited: CitedTexts) -> str:
    """The option that goes on with a value begun, where the cited texts hold only one that begins so; else empty."""
    begun = _begins(written, len(written) - 1) if written else 0
    if begun == len(written):
        return ""
    following = cited.following(written[begun:])
    if len(following) != 1:
        return ""
    (only,) = following
    return next((one for one in options if one.strip() == only and is_value(only, written[-1])), "")


def _whole(written: list[str], kept: int, cited: CitedTexts) -> list[str]:
    """What was offered, less a value at its end that the cited texts go on with."""
    while len(written) > kept:
        begun = _begins(written, len(written) - 1)
        if begun == len(written):
            break
        following = cited.following(written[begun:])
        if not following or not all(_goes_with(piece, written[-1]) for piece in following):
            break
        del written[max(begun, kept) :]
    return written[kept:]


def _goes_with(piece: str, before: str) -> bool:
    return bool(piece) and not piece[0].isupper() and is_value(piece, before)


def _begins(written: Sequence[str], at: int) -> int:
    """Where the value that ends at `at` begins; `at + 1` when none ends there."""
    if not is_value(written[at], written[at - 1] if at else ""):
        return at + 1
    begun, back = at, at - 1
    while back >= 0 and written[back] != START and at - begun < 12:
        if is_value(written[back], written[back - 1] if back else ""):
            begun = back
        elif begun - back > 2 or written[back].strip().lower() not in _BETWEEN:
            break
        back -= 1
    return begun


def _forms(name: str) -> Iterator[str]:
    """A name as the directory has it, and as it is said: without the town, without its acronym."""
    yield name
    said = _ASIDE.sub("", name)
    if said != name:
        yield said


def _is_number(piece: str) -> bool:
    word = piece.strip().lower()
    return any(sign.isdigit() for sign in word) or word in _NUMBERS


def _plain(piece: str) -> str:
    return piece.strip().lower()
