"""What the predictor of closure codes learns from this workstation's agents, and forgets with a contact.

The base may open before the store, or after: guesses need the base alone, what was learned is
added once the store is open and taken away when it is locked.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from aparte.assist.coding.evidence import evidence_of
from aparte.assist.coding.example import BrokenLearningError, TrainingExample
from aparte.assist.coding.learned_bytes import from_bytes
from aparte.assist.coding.predictor import CodePredictor
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode, CodeChoice, CodeGuess, Demand, OpenContact
from aparte.kb.base import KnowledgeBase
from aparte.store.learned import Learned, Lesson

NAME = "codes"
_TAUGHT_BY = frozenset({CodeChoice.CONFIRMED, CodeChoice.CHANGED})


@dataclass(frozen=True, slots=True)
class Taught:
    """What the store is to keep with a contact: the predictor's new state, and the lesson itself."""

    state: Learned | None = None
    lesson: str = ""


class Teacher:
    """Guesses and learns; safe from any thread, but learning belongs on the store's lane."""

    def __init__(self, clock: Clock, codes: tuple[ClosureCode, ...]) -> None:
        self._clock = clock
        self._codes = codes
        self._predictor: CodePredictor | None = None
        self._base: KnowledgeBase | None = None
        self._state: bytes | None = None
        self._lessons: tuple[Lesson, ...] = ()

    def read(self, base: KnowledgeBase) -> None:
        """The base is open, or was built again."""
        self._base = base
        self._prepare()

    def remember(self, state: bytes | None, lessons: tuple[Lesson, ...]) -> None:
        """The store is open: go on from what it kept, or from its lessons when that can't be read."""
        self._state, self._lessons = state, lessons
        self._prepare()

    def forget_all(self) -> None:
        """The store is locked: only the base's own guesses are left."""
        self.remember(None, ())

    def guess(self, contact: OpenContact) -> tuple[CodeGuess, ...]:
        """At most three codes, best first; none before the base is open."""
        predictor = self._predictor
        if predictor is None:
            return ()
        seen = evidence_of(contact)
        return predictor.guess(seen.text, seen.opened, seen.shown, self._clock.today())

    @contextmanager
    def teaching(self, contact: OpenContact, demands: tuple[Demand, ...]) -> Iterator[Taught]:
        """Learn what the agent chose while the block records it; taken back when the block fails.

        A contact with several demands teaches nothing: which words were about which is not known.
        """
        predictor = self._predictor
        chosen = [demand.code for demand in demands if demand.choice in _TAUGHT_BY and demand.code]
        if predictor is None or len(demands) != 1 or not chosen:
            yield Taught()
            return
        seen = evidence_of(contact)
        example = predictor.example(seen.text, seen.opened, chosen[0])
        predictor.take(example)
        try:
            yield Taught(Learned(NAME, predictor.to_bytes()), example.to_json())
        except BaseException:
            predictor.forget(example)
            raise

    @contextmanager
    def unlearning(self, before: tuple[Lesson, ...], after: tuple[Lesson, ...]) -> Iterator[Taught]:
        """Learn again from the lessons `after` while the block erases a contact; from `before` when it fails."""
        predictor = self._predictor
        if predictor is None:
            yield Taught()
            return
        predictor.rebuild(_examples(after))
        try:
            yield Taught(Learned(NAME, predictor.to_bytes()))
        except BaseException:
            predictor.rebuild(_examples(before))
            raise

    @contextmanager
    def correcting(self, before: str, demands: tuple[Demand, ...]) -> Iterator[Taught]:
        """Replace what a contact taught by its corrected code while the block records it."""
        predictor, old = self._predictor, tuple(_examples([Lesson("", before)]))
        if predictor is None or len(old) != 1 or len(demands) != 1 or not demands[0].code:
            yield Taught()
            return
        new = replace(old[0], code=demands[0].code)
        predictor.forget(old[0])
        predictor.take(new)
        try:
            yield Taught(Learned(NAME, predictor.to_bytes()), new.to_json())
        except BaseException:
            predictor.forget(new)
            predictor.take(old[0])
            raise

    def _prepare(self) -> None:
        if self._base is None:
            return
        predictor = CodePredictor(self._base, self._codes)
        try:
            # No state: nothing was learned, or a replayed erasure dropped it.
            if self._state is None:
                predictor.rebuild(_examples(self._lessons))
            else:
                predictor = CodePredictor(self._base, self._codes, from_bytes(self._state))
        except BrokenLearningError:
            predictor.rebuild(_examples(self._lessons))
        self._predictor = predictor


def _examples(lessons: Iterable[Lesson]) -> Iterator[TrainingExample]:
    """The examples of lessons, those that can't be read left out."""
    for lesson in lessons:
        try:
            yield TrainingExample.from_json(lesson.data)
        except BrokenLearningError:
            continue
