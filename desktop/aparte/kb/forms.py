"""The words of a base as they are written: what typing is completed and repaired to.

Worked out once, when the index is built: sorting and listening to tens of thousands of words
would take most of the time in which a base opens.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aparte.kb.phonetic import sound
from aparte.kb.rows import Rows

_LEAST = 3
_LETTERS = {letter: 1 << at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
_BITS = np.zeros(128, np.uint64)
for _letter, _bit in _LETTERS.items():
    _BITS[ord(_letter)] = _bit


@dataclass(frozen=True, slots=True)
class Forms:
    """Folded words.

    `words` are those that something may be repaired to, sorted; `counts` has in how many texts
    each word of the base stands, short ones and numbers too. `lengths` and `signatures` (a bit a
    letter) go with `words`. `sounds` are the different sounds, sorted, `heard` the places of the
    words that have each.
    """

    words: Sequence[str]
    counts: Mapping[str, int]
    lengths: NDArray[np.integer[Any]]
    signatures: NDArray[np.uint64]
    sounds: Sequence[str]
    heard: Rows

    @classmethod
    def of(cls, counts: Mapping[str, int], hear: Callable[[str], str] = sound) -> "Forms":
        """The tables of counted words."""
        words = sorted(word for word in counts if len(word) >= _LEAST and not word.isdigit())
        others = sorted(counts.keys() - set(words))
        heard: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            heard.setdefault(hear(word), []).append(at)
        sounds = sorted(heard)
        return cls(
            words,
            {word: counts[word] for word in (*words, *others)},
            np.array([len(word) for word in words], np.int16),
            _signatures(words),
            sounds,
            Rows.of([heard[key] for key in sounds]),
        )

    def alike(self, key: str) -> list[str]:
        """The words that have this sound, in alphabetical order."""
        at = bisect_left(self.sounds, key)
        if at == len(self.sounds) or self.sounds[at] != key:
            return []
        return [self.words[place] for place in self.heard.at(at).tolist()]

    def spoken(self) -> Iterator[tuple[str, str]]:
        """Each of `words` with its sound."""
        for at, key in enumerate(self.sounds):
            for place in self.heard.at(at).tolist():
                yield self.words[place], key


def signature(word: str) -> np.uint64:
    """A bit for each letter that a word has."""
    bits = 0
    for letter in word:
        bits |= _LETTERS.get(letter, 0)
    return np.uint64(bits)


def _signatures(words: Sequence[str]) -> NDArray[np.uint64]:
    """The signature of every word; none is empty."""
    if not words:
        return np.zeros(0, np.uint64)
    signs = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    bits = np.where(signs < len(_BITS), _BITS[np.minimum(signs, len(_BITS) - 1)], np.uint64(0))
    starts = np.cumsum([0, *(len(word) for word in words[:-1])])
    return np.asarray(np.bitwise_or.reduceat(bits, starts), np.uint64)
