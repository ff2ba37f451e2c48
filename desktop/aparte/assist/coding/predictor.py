"""The closure codes that a contact may be closed with, guessed while it is typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aparte.assist.coding.example import WHOLE, TrainingExample, word_numbers
from aparte.assist.coding.learned_bytes import from_bytes, to_bytes
from aparte.assist.coding.learner import Learner
from aparte.assist.coding.prior import Prior, Reading
from aparte.assist.coding.wording import Grounds, why
from aparte.core.contact import ClosureCode, CodeGuess
from aparte.kb.base import KnowledgeBase
from aparte.kb.closure_codes import selectable
from aparte.kb.clues import Clue

MOST = 3
# In thousandths: what is expected less than that teaches nothing.
_LEAST_EXPECTED = 20
_MOST_EXPECTED = 5
# In logits: what makes it worth saying that something was learned, or that a word counted.
_TOLD = 1.0
_LEAST_GAIN = 0.3
_LEAST_SHARE = 0.25

Floats = NDArray[np.float64]


class CodePredictor:
    """Guesses from one base, its code list and what was learned; every method is safe from any thread.

    Nothing here touches the disk: `to_bytes` and the examples are for the store to keep.
    """

    def __init__(self, base: KnowledgeBase, codes: Sequence[ClosureCode], learner: Learner | None = None) -> None:
        self._base = base
        self._prior = Prior(base, codes)
        self._labels = {code.code: code.label for code in codes}
        self._learner = learner or Learner()
        self._open = lru_cache(maxsize=8)(lambda today: self._allowed(codes, today))

    @classmethod
    def from_bytes(cls, data: bytes, base: KnowledgeBase, codes: Sequence[ClosureCode]) -> "CodePredictor":
        """A predictor that goes on from `to_bytes`; raises `BrokenLearningError`.

        What was learned of a code that the list has no more is kept, and not guessed.
        """
        return cls(base, codes, from_bytes(data))

    @property
    def examples(self) -> int:
        """How many confirmed or changed codes it has learned from."""
        return self._learner.examples

    def guess(self, text: str, opened: tuple[str, ...], shown: tuple[str, ...], today: date) -> tuple[CodeGuess, ...]:
        """At most three codes that can be chosen today, best first; none when nothing speaks for one.

        `opened` has the ids of the articles opened, copied or edited, the last one last; `shown`
        those that were suggested. `why` holds words of the citizen: for the screen, never for a log.
        """
        seen = self._look(text, opened, shown)
        allowed = self._open(today)
        if not allowed.any() or seen.reading.empty:
            return ()
        shares = _shares(seen.reading.logits + seen.learned, allowed)
        best = [int(at) for at in np.argsort(-shares, kind="stable")[:MOST] if allowed[at]]
        return tuple(
            CodeGuess(
                code := self._prior.codes[at], self._labels[code], float(shares[at]), why(self._grounds(at, seen))
            )
            for at in best
        )

    def example(self, text: str, opened: tuple[str, ...], code: str) -> TrainingExample:
        """What there is to learn from a code that an agent confirmed or chose, for `take`.

        What is expected comes from the words alone: an article opened makes the code plain, and the
        words that would have misled are those to learn from.
        """
        clues = self._base.clues(text)
        logits = self._prior.read(clues, (), ()).logits
        shares = _shares(logits, np.ones(len(logits), np.bool_))
        ranked = np.argsort(-shares, kind="stable")[:_MOST_EXPECTED]
        expected = [(self._prior.codes[at], int(shares[at] * WHOLE)) for at in ranked]
        return TrainingExample(
            words=self._numbers(clues, opened),
            code=code,
            expected=tuple((name, share) for name, share in expected if share >= _LEAST_EXPECTED),
        )

    def learn(self, text: str, opened: tuple[str, ...], code: str) -> TrainingExample:
        """Learn a code that an agent confirmed or chose, never one left by default; returns what to keep."""
        example = self.example(text, opened, code)
        self._learner.take(example)
        return example

    def take(self, example: TrainingExample) -> None:
        """Learn an example."""
        self._learner.take(example)

    def forget(self, example: TrainingExample) -> None:
        """Take an example back, as if it had never been learned."""
        self._learner.forget(example)

    def rebuild(self, examples: Iterable[TrainingExample]) -> None:
        """Learn again from nothing but `examples`: after an erasure, or when what was kept is broken."""
        learner = Learner()
        learner.take_all(examples)
        self._learner = learner

    def to_bytes(self) -> bytes:
        """What was learned, for the store; under 2 MB."""
        return to_bytes(self._learner)

    def _allowed(self, codes: Sequence[ClosureCode], today: date) -> NDArray[np.bool_]:
        chosen = {code.code for code in selectable(codes, today)}
        return np.array([code in chosen for code in self._prior.codes], np.bool_)

    def _look(self, text: str, opened: tuple[str, ...], shown: tuple[str, ...]) -> "_Seen":
        clues = self._base.clues(text)
        learned = self._learner.correction(self._numbers(clues, opened), self._prior.codes)
        return _Seen(clues, opened, self._prior.read(clues, opened, shown), learned)

    def _numbers(self, clues: Iterable[Clue], opened: Iterable[str]) -> tuple[int, ...]:
        """The features that are learned: the base's words among those said, and its articles opened."""
        names = [name for clue in clues for name in clue.names]
        return word_numbers([*names, *(f"fiche:{article}" for article in opened if self._prior.holds(article))])

    def _guess(self, at: int, share: float, seen: "_Seen") -> CodeGuess:
        code = self._prior.codes[at]
        return CodeGuess(code, self._labels[code], share, why(self._grounds(at, seen)))

    def _grounds(self, at: int, seen: "_Seen") -> Grounds:
        nearest = int(seen.reading.nearest[at])
        titles = (self._prior.title(article, at) for article in reversed(seen.opened))
        return Grounds(
            words=seen.words(at),
            opened=next(filter(None, titles), ""),
            nearest=self._prior.cards[nearest].title if nearest >= 0 else "",
            learned=bool(seen.learned[at] > _TOLD),
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """One contact as it is read: its clues, what they speak for, what was learned of them."""

    clues: tuple[Clue, ...]
    opened: tuple[str, ...]
    reading: Reading
    learned: Floats

    def words(self, at: int) -> tuple[str, ...]:
        """The words said that speak for one code rather than for the others, the strongest first."""
        gains = self.reading.words[:, at] - self.reading.words.mean(axis=1)
        least = max(_LEAST_GAIN, _LEAST_SHARE * float(gains.max(initial=0.0)))
        order = np.argsort(-gains, kind="stable")
        return tuple(
            word for place in order if gains[place] > least and (word := self.clues[place].word) and not word.isdigit()
        )


def _shares(logits: NDArray[np.floating], allowed: NDArray[np.bool_]) -> Floats:
    """Probabilities over the codes that are allowed."""
    if not allowed.any():
        return np.zeros(len(logits))
    bounded = np.where(allowed, logits.astype(np.float64), -np.inf)
    weights = np.exp(bounded - bounded[allowed].max())
    return np.asarray(weights / weights.sum(), np.float64)
