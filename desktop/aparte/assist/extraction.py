"""What was said and noted, in a few of its own sentences, masked: nothing is rephrased."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from aparte.kb.analysis import stems
from aparte.kb.text import fold, sentences
from aparte.privacy.masking import mask

_MOST_SENTENCES = 4
_MOST_QUESTIONS = 4
_LONGEST = 240
_FEWEST_STEMS = 2
# The agent's notes say more in a line than the citizen in three.
_NOTES_WEIGHT = 1.3
_ASKS = re.compile(
    r"(?:et |alors |mais |donc |du coup )?(?:comment|combien|ou|quand|pourquoi|qui|quels?|quelles?|est[ -]ce"
    r"|qu[ '’]?est[ -]ce"
    r"|c[ '’]?est (?:combien|ou|quand|quoi)|(?:puis|peut|faut|doit|dois|existe|y a)[ -](?:je|on|il|t[ -]il)"
    r"|(?:je|on) peut? ?)(?!\w)"
)
# What masking wrote says nothing of the matter.
_MASKED = re.compile(r"\[[^\]\n]{1,40}\]")
_GREETING = re.compile(
    r"^(?:(?:bonjour|bonsoir|allô|allo|alors|euh|oui|voilà)[ ,.!:]+|(?:madame|monsieur)[,.!:] ?)+", re.IGNORECASE
)
# What a second level must know first: that something failed, since when, how urgent it is.
_WEIGHTY = re.compile(
    r"\b(?:refus\w*|rejet\w*|bloqu\w*|perdu\w*|vol[ée]+s?|urgen\w*|depuis|toujours pas|jamais|pas re[cç]u\w*"
    r"|retard\w*|erreur\w*"
    r"|contest\w*|expir\w*|avant le|sans réponse|relanc\w*|déjà|impossible|panne|danger\w*|fuite\w*|enceinte"
    r"|handicap\w*|mineure?s?)\b"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """Masked sentences in the order they came: what the matter is, and what was asked."""

    matter: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: int
    text: str
    stems: frozenset[str]
    weight: float


def extract(said: str, notes: str, public: frozenset[str] = frozenset()) -> Extract:
    """The sentences that tell most, masked; `public` are the directory's phrases, which stay."""
    read = [*_sentences(mask(said, public), 1.0), *_sentences(mask(notes, public), _NOTES_WEIGHT)]
    asked = [text for text, _ in read if _is_question(text)]
    told = [
        _Sentence(place, text, frozenset(stems(_MASKED.sub(" ", text))), weight)
        for place, (text, weight) in enumerate(read)
        if not _is_question(text)
    ]
    chosen = _choose([one for one in told if len(one.stems) >= _FEWEST_STEMS])
    matter = tuple(_cut(one.text) for one in sorted(chosen, key=lambda one: one.place))
    return Extract(matter, tuple(_cut(text) for text in _once(asked)[-_MOST_QUESTIONS:]))


def _sentences(text: str, weight: float) -> Iterable[tuple[str, float]]:
    for _, sentence in sentences(text):
        line = _GREETING.sub("", " ".join(sentence.split()))
        if line:
            yield line[0].upper() + line[1:], weight


def _is_question(sentence: str) -> bool:
    return sentence.endswith("?") or _ASKS.match(" ".join(fold(word) for word in sentence.split())) is not None


def _choose(told: list[_Sentence]) -> list[_Sentence]:
    """The sentences that add most to those already chosen, until none adds enough."""
    chosen: list[_Sentence] = []
    known: set[str] = set()
    left = list(told)
    while left and len(chosen) < _MOST_SENTENCES:
        best = max(left, key=lambda one: (_gain(one, known), -one.place))
        if len(best.stems - known) < _FEWEST_STEMS:
            break
        chosen.append(best)
        known |= best.stems
        left.remove(best)
    return chosen


def _gain(one: _Sentence, known: set[str]) -> float:
    weighty = len(_WEIGHTY.findall(one.text.lower()))
    return one.weight * (len(one.stems - known) + 1.5 * weighty) / sqrt(len(one.stems) + 4)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _cut(text: str) -> str:
    """A sentence without an end is cut at a word."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
