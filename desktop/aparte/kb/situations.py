"""Everyday situations: what happens to people, tied to what articles call it.

"Je veux claquer la porte, je reste encore combien de temps ?" shares no word with an article on
resignation. Each situation is a small profile of the words that citizens use for one subject;
the profiles that share enough of the question's rare words name the subject to search.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aparte.core.errors import BaseUnavailableError
from aparte.kb.analysis import stems
from aparte.kb.impact import Field, Impact
from aparte.kb.reading import UNREADABLE, read_yaml
from aparte.kb.weighing import ImpactBuilder

_PROFILE = (Field("profile", 1.0, 0.6, 0.3),)
MOST = 3
LEAST_STRENGTH = 0.25
LEAST_WORDS = 2
ENOUGH_PROFILES = 50


@dataclass(frozen=True, slots=True)
class Situation:
    """A recognised situation: what articles call it, and how sure that it is the one, in (0, 1].

    `about` is empty for what no administration answers: a recipe, the weather, a joke.
    """

    about: tuple[str, ...]
    strength: float


class Situations:
    """Profiles of everyday situations, matched by the words of a question."""

    def __init__(self, about: Sequence[tuple[str, ...]], profiles: Impact | None) -> None:
        self.about = about
        self.profiles = profiles

    @classmethod
    def of(cls, entries: Sequence[tuple[Sequence[str], Sequence[str]]]) -> "Situations":
        """The profiles of `(about, said)` entries."""
        builder = ImpactBuilder(_PROFILE)
        for about, said in entries:
            builder.add([[root for line in [*said, *about] for root in stems(line)]])
        return cls([tuple(about) for about, _ in entries], builder.build() if entries else None)

    def telling(self, root: str) -> float:
        """How much a word tells of its subject, in (0, 1]: everyday verbs and nouns tell little."""
        if self.profiles is None or self.profiles.size < ENOUGH_PROFILES:
            return 1.0
        rarity = self.profiles.rarity(root)
        return 1.0 if rarity is None else rarity / math.log1p(2.0 * self.profiles.size)

    def recognise(self, content: Sequence[str]) -> list[Situation]:
        """The situations that the content stems of one sentence speak of, surest first."""
        if self.profiles is None or len(set(content)) < LEAST_WORDS:
            return []
        known = {root: rarity for root in content if (rarity := self.profiles.rarity(root)) is not None}
        if len(known) < LEAST_WORDS:
            return []
        scores = np.zeros(self.profiles.size, np.float32)
        shared = np.zeros(self.profiles.size, np.float32)
        for root in known:
            row = self.profiles.row(root)
            if row is not None:
                scores[row[0]] += row[1]
                shared[row[0]] += 1
        scores[shared < LEAST_WORDS] = 0
        ideal = sum(known.values()) * 1.3
        order = np.argsort(-scores)[:MOST]
        top = scores[order[0]]
        found = []
        for at in order:
            strength = float(scores[at] / ideal) * float(scores[at] / top) if top > 0 else 0.0
            if strength >= LEAST_STRENGTH:
                found.append(Situation(self.about[at], min(1.0, strength)))
        return found


def load_situations(paths: Sequence[Path]) -> Situations:
    """Read situation files; raises `BaseUnavailableError` when one can't be read."""
    found: list[tuple[Sequence[str], Sequence[str]]] = []
    for path in paths:
        found.extend(_read(path))
    return Situations.of(found)


def _read(path: Path) -> list[tuple[Sequence[str], Sequence[str]]]:
    try:
        entries = read_yaml(path) or []
        return [(_texts(entry.get("about", [])), _texts(entry["said"])) for entry in entries]
    except UNREADABLE as error:
        raise BaseUnavailableError(f"Le fichier {path.name} est illisible : corrigez-le ou retirez-le.") from error


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise TypeError("a list of texts was expected")
    return value
