"""What the base alone says of the codes, before any agent confirmed one.

Four readings of the words, each per code: the article of the code that holds most of them at
once; every word by the code's article that speaks of it most; the code's own label and aliases;
and the articles that agents opened or were shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aparte.core.contact import ClosureCode
from aparte.kb.article_json import Card
from aparte.kb.base import KnowledgeBase
from aparte.kb.closure_codes import leaves
from aparte.kb.clues import Clue
from aparte.kb.impact import Field
from aparte.kb.weighing import ImpactBuilder

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pull:
    """How much each reading counts, as logits.

    The first three were fitted by likelihood on the benches' citizen questions and on written contacts
    (the holdout apart), which also calibrates the shares: docs/benchmarks.md has the error that is
    left. The last two are set by hand: an article opened is about its contact more often than not,
    one shown proves little beside the words that made it appear.
    """

    article: float = 0.25
    words: float = 0.15
    label: float = 0.2
    opened: float = 4.0
    shown: float = 0.5


# An article opened before another was perhaps the wrong one.
EARLIER = 0.5
_MOST_OPENED = 1.5
_CACHED_WORDS = 128
_LABELS = (Field("label", 1.0, 1.2, 0.3),)


@dataclass(frozen=True, slots=True)
class Reading:
    """The logits of the codes, and by what: `words` has shape (clues, codes), `opened` (codes,).

    `nearest` is for each code its article that holds most of the words, -1 when none has any.
    """

    logits: Floats
    words: Floats
    opened: Floats
    nearest: NDArray[np.int64]

    @property
    def empty(self) -> bool:
        """Whether nothing speaks for any code."""
        return not self.logits.any()


class Prior:
    """Reads clues against one base and its code list."""

    def __init__(self, base: KnowledgeBase, codes: Sequence[ClosureCode], pull: Pull | None = None) -> None:
        self._pull = pull or Pull()
        self.codes = tuple(code.code for code in leaves(codes))
        self.cards: tuple[Card, ...] = tuple(base.cards())
        places = {code: place for place, code in enumerate(self.codes)}
        held = sorted(
            (places[card.closure_code], at) for at, card in enumerate(self.cards) if card.closure_code in places
        )
        self._articles = np.array([at for _, at in held], np.int64)
        self._owners = np.array([place for place, _ in held], np.int64)
        self._filled, self._starts = np.unique(self._owners, return_index=True)
        self._code_of = {self.cards[at].id: place for place, at in held}
        self._titles = {card.id: card.title for card in self.cards}
        labels = ImpactBuilder(_LABELS)
        for code in leaves(codes):
            labels.add([[term for text in (code.label, *code.aliases) for term in base.indexed(text)]])
        # From key to key all words but the last are the same.
        self._label = lru_cache(maxsize=_CACHED_WORDS)(labels.build().best_of)

    def read(self, clues: Sequence[Clue], opened: Sequence[str], shown: Sequence[str]) -> Reading:
        """What `clues` and the ids of the articles opened and shown speak for."""
        met = np.zeros((len(clues), len(self._articles)), np.float32)
        for at, clue in enumerate(clues):
            met[at] = clue.articles[self._articles] * np.float32(clue.weight)
        joint, nearest = self._best(met.sum(axis=0))
        words = self._pull.words * self._by_code(met) + self._pull.label * self._by_label(clues)
        given = self._pull.opened * self._opened(opened)
        logits = self._pull.article * joint + words.sum(axis=0) + given + self._pull.shown * self._shown(shown)
        words += self._pull.article * self._at(met, nearest)
        return Reading(logits.astype(np.float32), words, given, self._rows(nearest))

    def holds(self, article: str) -> bool:
        """Whether the base has this article."""
        return article in self._titles

    def title(self, article: str, code: int) -> str:
        """The title of an article if it has this code, by its place in `codes`; else empty."""
        return self._titles[article] if self._code_of.get(article) == code else ""

    def _by_code(self, met: Floats) -> Floats:
        """For each row the most that an article of each code has: shape (rows, codes)."""
        found = np.zeros((met.shape[0], len(self.codes)), np.float32)
        if met.size:
            found[:, self._filled] = np.maximum.reduceat(met, self._starts, axis=1)
        return found

    def _best(self, scores: Floats) -> tuple[Floats, NDArray[np.int64]]:
        """For each code its best score, and where among the coded articles, -1 for none."""
        best = self._by_code(scores[None, :])[0]
        order = np.lexsort((-scores, self._owners))
        where = np.full(len(self.codes), -1, np.int64)
        if order.size:
            where[self._filled] = order[self._starts]
        where[best <= 0] = -1
        return best, where

    def _at(self, met: Floats, nearest: NDArray[np.int64]) -> Floats:
        """What each clue gives to each code's nearest article: shape (clues, codes)."""
        if not met.size:
            return np.zeros((met.shape[0], len(self.codes)), np.float32)
        return np.where(nearest >= 0, met[:, nearest], np.float32(0))

    def _rows(self, nearest: NDArray[np.int64]) -> NDArray[np.int64]:
        if not self._articles.size:
            return nearest
        return np.where(nearest >= 0, self._articles[nearest], -1)

    def _by_label(self, clues: Sequence[Clue]) -> Floats:
        found = np.zeros((len(clues), len(self.codes)), np.float32)
        for at, clue in enumerate(clues):
            found[at] = self._label(clue.options) * np.float32(clue.weight)
        return found

    def _opened(self, opened: Sequence[str]) -> Floats:
        """1 for the code of the last article, half as much for each other, `_MOST_OPENED` at most."""
        votes = np.zeros(len(self.codes), np.float32)
        for back, article in enumerate(reversed(dict.fromkeys(reversed(opened)))):
            place = self._code_of.get(article)
            if place is not None:
                votes[place] += EARLIER if back < len(set(opened)) - 1 else 1.0
        return np.minimum(votes, np.float32(_MOST_OPENED))

    def _shown(self, shown: Sequence[str]) -> Floats:
        """The share of each code among the articles shown."""
        votes = np.zeros(len(self.codes), np.float32)
        places = [place for article in dict.fromkeys(shown) if (place := self._code_of.get(article)) is not None]
        for place in places:
            votes[place] += 1.0 / len(places)
        return votes
