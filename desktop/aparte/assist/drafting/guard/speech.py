"""What no draft may hold, whatever its sources: raw values, loose slots, other languages, conclusions on a right."""

import re
from collections.abc import Collection

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.reading import Part, Reading
from aparte.assist.drafting.names import likely
from aparte.assist.drafting.slots import MARK, SIGN
from aparte.assist.drafting.values import values
from aparte.assist.reply.aspects import folded
from aparte.assist.reply.splitting import split

_BEFORE_SLOT = re.compile(rf"(?<=[a-zà-ÿ\d][.!]) (?={SIGN})")
_SHORT = 12
_HIDDEN = "\u2060"
_LOOSE = re.compile(r"[\[\]{}<>|#*_`§]|\bX{2,}\b|\bslots?\b|\b(?:valeur|repère)\s*\d+\b", re.IGNORECASE)
_OTHER_TONGUE = frozenset(
    """
    the is are and for of you your not with this that can must der die das und ist nicht sie ein eine mit el los las
    es para con usted puede il lo gli che per non sono e o y
    """.split()
) - frozenset(["il", "das", "die", "e", "o", "y", "es", "non", "lo", "las"])
# Over folded words. A right concluded or denied, a filing discouraged, a decision foretold.
_CONCLUDES = re.compile(
    r"\b(?:(?:ai|as|avez|aurez|auriez|avoir|aura|auront) (?:bien |pas |plus |donc |peut etre |aucun |le )*droits?\b"
    r"|(?:vous|il|elle|votre \w+) (?:n )?(?:y |en )?(?:a|ont|avez) (?:bien |pas |plus |aucun |le )*droit"
    r"|droit a(?:ux?)?\b.*\bvous|eligibles?|ineligibles?|pretendre a"
    r"|remplissez (?:bien |pas |toutes )*(?:les|la) condition"
    r"|(?:vous (?:n |ne )?(?:etes|serez|seriez)|votre \w+ (?:n |ne )?(?:est|sera|serait))(?: pas| plus| bien| donc)?"
    r" (?:concern|exoner|dispens|accept|refus|exclu|benefici|admis|impos|rembours)\w*"
    r"|inutiles?|pas la peine|peine de|ne sert a rien|pas besoin de (?:deposer|demander|faire|venir|essayer)"
    r"|aucune chance|peu de chances?|renoncez|abandonnez|laissez tomber|perdu d avance"
    r"|ne (?:deposez|demandez|faites|venez|tentez) pas)\b"
)


def sentences(text: str) -> list[str]:
    """The sentences of what a model wrote, on one line; one may begin with a slot."""
    parts = _BEFORE_SLOT.split(" ".join(text.split()))
    return [sentence for part in parts for sentence in split(part)]


def is_finished(sentence: str) -> bool:
    """Whether a sentence was brought to its end."""
    return sentence.rstrip(' »”")').endswith((".", "!")) and not sentence.rstrip().endswith(("..", "…"))


def faults(sentence: str, known: Collection[int], source_words: frozenset[str]) -> set[Why]:
    """What is wrong with one sentence before it is held against its sources."""
    reasons: set[Why] = set()
    numbers = [int(number) for number in MARK.findall(sentence)]
    if any(number not in known for number in numbers):
        reasons.add(Why.FOREIGN_SLOT)
    bare = MARK.sub(_HIDDEN, sentence)
    if _LOOSE.search(bare) or SIGN in bare:
        reasons.add(Why.LEFT_OVER_SLOT)
    if _raw(bare, source_words):
        reasons.add(Why.RAW_VALUE)
    if "?" in bare:
        reasons.add(Why.FOREIGN_WORDS)
    if _CONCLUDES.search(folded(bare)):
        reasons.add(Why.ENTITLEMENT)
    return reasons


def is_french(reading: Reading) -> bool:
    """Whether words that join are there, and none of another language."""
    joining = sum(token.part in (Part.JOINING, Part.MARK, Part.CLAUSE) for token in reading.tokens)
    foreign = sum(token.form in _OTHER_TONGUE for token in reading.tokens)
    latin = all(ord(sign) < 0x250 for token in reading.tokens for sign in token.form)
    return (joining > 0 or len(reading.tokens) < _SHORT) and not foreign and latin


def _raw(bare: str, source_words: frozenset[str]) -> bool:
    if any(sign.isdigit() for sign in bare):
        return True
    for one in values(bare):
        if not set(folded(bare[one.start : one.end]).split()) <= source_words:
            return True
    return any(not set(folded(bare[one.start : one.end]).split()) <= source_words for one in likely(bare))
