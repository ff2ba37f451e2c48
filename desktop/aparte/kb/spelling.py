"""Repairing what was typed fast or by ear, against the words of the base.

A word is repaired only when neither the base nor the lexicon knows it. Candidates are, in
order of trust: a forgotten apostrophe ("didentite"), the same sound ("pasport", "koi"), one
edit, two edits for long words. The alphabet signature keeps the number of real comparisons in
the hundreds for a vocabulary of tens of thousands.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA

from aparte.kb.forms import Forms, signature
from aparte.kb.phonetic import sound

_LEAST = 4
_TWO_EDITS_FROM = 7
_GLUED = ("jusqu", "lorsqu", "puisqu", "qu", "l", "d", "j", "n", "s", "m", "t", "c")
_VOWELS = frozenset("aeiouyh")


@dataclass(frozen=True, slots=True)
class Repair:
    """A known word to search instead, and how much it is trusted, in (0, 1]."""

    form: str
    trust: float


class Speller:
    """Repairs against the words of a base and those of the language."""

    def __init__(self, forms: Forms, known: frozenset[str] = frozenset()) -> None:
        self._forms = forms
        self._counts = forms.counts
        self._known = known
        self._words = forms.words
        self.repairs = lru_cache(maxsize=4096)(self._repairs)

    def knows(self, form: str) -> bool:
        """Whether the base or the lexicon has this very word."""
        return form in self._counts or form in self._known

    def begins(self, prefix: str, limit: int) -> list[str]:
        """The most frequent words that begin with `prefix`."""
        low = bisect_left(self._words, prefix)
        high = bisect_left(self._words, prefix + "\uffff", lo=low)
        return sorted(self._words[low:high], key=lambda word: -self._counts[word])[:limit]

    def _repairs(self, form: str) -> tuple[Repair, ...]:
        """At most three repairs of `form`, best first; none when it is known, short or a number."""
        if self.knows(form) or len(form) < 3 or not form.isalpha():
            return ()
        unglued = self._unglued(form)
        if unglued:
            return (Repair(unglued, 0.95),)
        if len(form) < _LEAST:
            return tuple(Repair(word, 0.6) for word in self._same_sound(form)[:1])
        found = dict.fromkeys(self._same_sound(form), 0.9)
        for word, edits in self._near(form):
            found.setdefault(word, (0.8 if edits == 1 else 0.55) * self._likeness(form, word))
        ranked = sorted(found.items(), key=lambda item: (-item[1], -self._counts[item[0]], item[0]))
        return tuple(Repair(word, trust) for word, trust in ranked[:3])

    def _unglued(self, form: str) -> str:
        for prefix in _GLUED:
            rest = form.removeprefix(prefix)
            if rest != form and len(rest) >= _LEAST and rest[0] in _VOWELS:
                if self.knows(rest):
                    return rest
                same = self._same_sound(rest)
                if same and same[0][0] == rest[0]:
                    return same[0]
        return ""

    def _same_sound(self, form: str) -> list[str]:
        key = sound(form)
        words = self._forms.alike(key) if len(key) >= 2 else []
        return sorted(words, key=lambda word: (OSA.distance(form, word), -self._counts[word]))[:2]

    def _near(self, form: str) -> Sequence[tuple[str, int]]:
        most = 2 if len(form) >= _TWO_EDITS_FROM else 1
        close = np.abs(self._forms.lengths - len(form)) <= most
        differing = np.bitwise_count(self._forms.signatures ^ signature(form)) <= 2 * most
        scored = []
        for at in np.flatnonzero(close & differing).tolist():
            word = self._words[at]
            edits = OSA.distance(form, word, score_cutoff=most)
            if edits <= most and (word[0] == form[0] or edits == 1):
                scored.append((word, int(edits)))
        return scored

    def _likeness(self, form: str, word: str) -> float:
        """Slightly less for a repair of the first letter, or of an inner one in a short word."""
        return (1.0 if form[0] == word[0] else 0.8) * (1.0 if len(form) > 4 else 0.85)
