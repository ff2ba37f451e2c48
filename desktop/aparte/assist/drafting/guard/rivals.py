"""Things that are asked for one by one, and whose answers are never each other's: schools, deeds, papers."""

import re
from collections.abc import Iterable

from aparte.assist.reply.aspects import folded
from aparte.kb.text import fold

# In each row, each pattern is one thing; over folded words.
_ROWS: tuple[tuple[re.Pattern[str], ...], ...] = tuple(
    tuple(re.compile(rf"\b(?:{one})\b") for one in row)
    for row in (
        ("creches?", "maternelles?", "elementaires?|primaires?", "colleges?", "lycees?", "universites?"),
        ("naissances?", "mariages?", "deces", "divorces?", "pacs"),
        ("passeports?", "cartes? (?:nationales? )?d identite", "permis de conduire", "cartes? grises?"),
        ("chiens?", "chats?"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
# The accent stands for an "s" that the learned word kept: hôpital, hospitalisé; forêt, forestier.
_KEPT = {"â": "as", "ê": "es", "î": "is", "ô": "os", "û": "us"}
_ROOT = 6


def is_of_another(question: str, said: Iterable[str]) -> bool:
    """Whether the question names one thing of a row, and what is said only others of it."""
    asked, told = folded(question), folded(" ".join(said))
    for row in _ROWS:
        wanted = [one for one in row if one.search(asked)]
        if wanted and not any(one.search(told) for one in wanted) and any(one.search(told) for one in row):
            return True
    return False


def roots(text: str) -> frozenset[str]:
    """The roots of the long words of a text, learned and plain forms alike."""
    words = ("".join(_KEPT.get(sign, sign) for sign in word.lower()) for word in _WORD.findall(text))
    return frozenset(fold(word)[:_ROOT] for word in words if len(word) >= _ROOT)
