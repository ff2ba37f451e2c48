"""From what the citizen said to weighted search units.

Each content word of the conversation is a unit with alternatives: the word itself, its repair,
the words it begins, and what the lexicon calls it. An article scores a unit once, by its best
alternative, so that a word with ten synonyms doesn't count ten times.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from aparte.core.suggestion import ReasonKind
from aparte.kb.analysis import Term, terms
from aparte.kb.lexicon import Lexicon, Target, concept_term
from aparte.kb.situations import Situation, Situations
from aparte.kb.spelling import Speller
from aparte.kb.stem import stem
from aparte.kb.stopwords import LINKS, TALK
from aparte.kb.text import sentences

SENTENCES = 5
FRAGMENT_DECAY = 0.9
DECAY_A_WORD = 0.2
LEAST_DECAY = 0.15
TOLD_WORDS = 7
MOST_UNITS = 28
TAIL_CHARS = 1500


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each way of meeting an article counts, against 1.0 for the word as typed."""

    repair: float = 1.0
    same: float = 0.9
    said: float = 0.5
    intent: float = 0.25
    prefix: float = 0.6
    situation: float = 2.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """An index term that a unit may be met by; `shown` is the French that names it."""

    term: str
    weight: float
    kind: ReasonKind
    shown: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A word to search, with what may stand for it.

    `telling`, in (0, 1], is small for everyday words that hold for any subject. `typed` is
    false for what was inferred (an aspect, a situation): it ranks, and never counts as
    understood.
    """

    word: str
    weight: float
    alternatives: tuple[Alternative, ...]
    typed: bool = True
    telling: float = 1.0

    def weighted(self, factor: float) -> "Unit":
        """The same unit, counting `factor` times as much."""
        return Unit(self.word, self.weight * factor, self.alternatives, self.typed, self.telling)


@dataclass(frozen=True, slots=True)
class Query:
    """The units of a conversation, and what its current sentence was recognised to speak of.

    `expressions` are the concepts of several words, as index terms.
    """

    units: tuple[Unit, ...]
    expressions: tuple[str, ...] = ()
    situations: tuple[Situation, ...] = ()

    def words(self) -> int:
        """How many content words were typed."""
        return sum(unit.typed for unit in self.units)


class QueryBuilder:
    """Builds queries for one base."""

    def __init__(
        self, lexicon: Lexicon, speller: Speller, situations: Situations, weights: Weights | None = None
    ) -> None:
        self._lexicon = lexicon
        self._speller = speller
        self._situations = situations
        self._weights = weights or Weights()
        # From key to key all sentences but the last are the same.
        self._worded = lru_cache(maxsize=2048)(self._expression)
        self._understood = lru_cache(maxsize=32)(self._sentence)

    def build(self, text: str) -> Query:
        """The query of a conversation: its last sentences, the current one at full weight."""
        recent = [sentence for _, sentence in sentences(text[-TAIL_CHARS:])[-SENTENCES:]]
        unfinished = bool(text) and text[-1].isalnum()
        weight = 1.0
        parts: list[Query] = []
        units: list[Unit] = []
        for sentence in reversed(recent):
            part = self._understood(sentence, unfinished and not parts)
            units.extend(
                unit.weighted(weight) if parts else unit for unit in part.units if unit.typed or weight > LEAST_DECAY
            )
            parts.append(part)
            weight = _decay(sum(unit.typed for unit in units))
        now = parts[0] if parts else Query(())
        return Query(tuple(_merged(units)[:MOST_UNITS]), now.expressions, now.situations)

    def whole(self, text: str) -> Query:
        """The query of everything that was said, an early sentence counting as much as the last."""
        parts = [self._understood(sentence, False) for _, sentence in sentences(text[-TAIL_CHARS:])]
        return Query(tuple(_merged([unit for part in parts for unit in part.units])[:MOST_UNITS]))

    def named(self, text: str) -> tuple[str, ...]:
        """The expressions of the lexicon that a conversation holds or leads to, each once."""
        found: dict[str, None] = {}
        for _, sentence in sentences(text[-TAIL_CHARS:]):
            query = self._understood(sentence, False)
            for unit in query.units:
                found.update((option.shown, None) for option in unit.alternatives if option.term.startswith("#"))
        return tuple(found)

    def _sentence(self, sentence: str, unfinished: bool) -> Query:
        words = [self._spelled(term) for term in terms(sentence)]
        if unfinished and words and self._small_talk_begins(words[-1].term.form):
            words.pop()
        written = [word.term for word in words]
        found = [list(word.alternatives) for word in words]
        expressions = self._add_concepts(written, found)
        if unfinished and written:
            found[-1].extend(self._begun(written[-1]))
        units = [
            Unit(
                word=sentence[term.start : term.end],
                weight=1.0,
                alternatives=tuple(options),
                telling=self._situations.telling(term.stem),
            )
            for term, options in zip(written, found, strict=True)
            if term.content or any(option.kind is not ReasonKind.TYPED for option in options)
        ]
        situations = tuple(self._situations.recognise([term.stem for term in written if term.content]))
        return Query((*units, *self._inferred(written, situations)), expressions, situations)

    def _spelled(self, term: Term) -> "_Word":
        """The word as typed or, when nobody knows it, as it was probably meant."""
        plain = self._lexicon.abbreviations.get(term.form)
        if plain is not None:
            expanded = terms(plain)
            if not expanded:
                return _Word(term._replace(content=False), ())
            found = expanded[0]._replace(start=term.start, end=term.end)
            return _Word(found, _typed(found) if found.content else ())
        if not term.content or self._speller.knows(term.form):
            return _Word(term, _typed(term) if term.content else ())
        repairs = self._speller.repairs(term.form)
        if not repairs:
            return _Word(term, _typed(term))
        best = repairs[0].form
        if best in LINKS or best in TALK:
            return _Word(term._replace(content=False), ())
        options = {stem(repair.form): repair for repair in reversed(repairs) if repair.form not in LINKS | TALK}
        alternatives = tuple(
            Alternative(root, repair.trust * self._weights.repair, ReasonKind.REPAIR, repair.form)
            for root, repair in options.items()
        )
        return _Word(term._replace(stem=stem(best)), (*_typed(term), *alternatives))

    def _small_talk_begins(self, form: str) -> bool:
        """Whether an unfinished word can only become small talk: "bonj" is no word of the base."""
        return not self._speller.begins(form, 1) and any(word.startswith(form) for word in TALK)

    def _add_concepts(self, written: Sequence[Term], found: list[list[Alternative]]) -> tuple[str, ...]:
        """Add what the lexicon calls the words; returns the concepts of several words."""
        roots = [term.stem for term in written]
        hits = self._lexicon.concepts(roots)
        for hit in hits:
            name = self._lexicon.name(hit.concept)
            share = self._weights.same / (hit.last - hit.first)
            for at in range(hit.first, hit.last):
                found[at].append(Alternative(concept_term(hit.concept), share, ReasonKind.SYNONYM, name))
        for hit, targets in self._lexicon.said(roots):
            share = self._weights.said / (hit.last - hit.first)
            for at in range(hit.first, hit.last):
                found[at].extend(_synonyms(targets, share))
        return tuple(concept_term(hit.concept) for hit in hits if hit.last - hit.first > 1)

    def _begun(self, term: Term) -> list[Alternative]:
        """What the word under the fingers may become."""
        if len(term.form) < 3 or not term.form.isalpha():
            return []
        begun = {stem(form): form for form in reversed(self._speller.begins(term.form, 10))}
        return [
            Alternative(root, self._weights.prefix, ReasonKind.PREFIX, form)
            for root, form in begun.items()
            if root != term.stem and form not in LINKS | TALK
        ]

    def _inferred(self, written: Sequence[Term], situations: Sequence[Situation]) -> list[Unit]:
        roots = [term.stem for term in written]
        units = [
            Unit("", 1.0, tuple(_synonyms(targets, self._weights.intent)), typed=False)
            for _, targets in self._lexicon.asked(roots)
        ]
        # A few keywords name their subject; a long sentence tells what happens.
        told = min(1.0, sum(term.content for term in written) / TOLD_WORDS) ** 2
        for situation in situations:
            units.extend(self._called(situation, told))
        return units

    def _called(self, situation: Situation, told: float) -> list[Unit]:
        """The words by which articles call a situation, each a unit of its own."""
        found: dict[str, Unit] = {}
        for expression in situation.about[:2]:
            for root, unit in self._worded(expression):
                if root not in found:
                    found[root] = unit.weighted(self._weights.situation * told * situation.strength)
        return list(found.values())

    def _expression(self, expression: str) -> tuple[tuple[str, Unit], ...]:
        """The units of an administrative expression, by stem, each worth less the more they are."""
        words = [term for term in terms(expression) if term.content]
        options = [list(_typed(term)) for term in words]
        self._add_concepts(words, options)
        found = []
        for term, alternatives in zip(words, options, strict=True):
            inferred = tuple(replace(option, kind=ReasonKind.SYNONYM, shown=expression) for option in alternatives)
            found.append((term.stem, Unit("", len(words) ** -0.5, inferred, typed=False)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Word:
    term: Term
    alternatives: tuple[Alternative, ...]


def _decay(words: int) -> float:
    """How much an earlier sentence counts when `words` content words were said since.

    A fragment ("et pour mon fils ?") leans on what was said before; a full sentence stands alone.
    """
    return max(LEAST_DECAY, FRAGMENT_DECAY - DECAY_A_WORD * words)


def _typed(term: Term) -> tuple[Alternative, ...]:
    return (Alternative(term.stem, 1.0, ReasonKind.TYPED, term.form),)


def _synonyms(targets: Sequence[Target], weight: float) -> list[Alternative]:
    return [Alternative(target.term, weight, ReasonKind.SYNONYM, target.name) for target in targets]


def _merged(units: Sequence[Unit]) -> list[Unit]:
    """Each word once, at its highest weight, the heaviest first."""
    best: dict[tuple[str, ...], Unit] = {}
    for unit in units:
        key = tuple(option.term for option in unit.alternatives)
        if key and (key not in best or best[key].weight < unit.weight):
            best[key] = unit
    return sorted(best.values(), key=lambda unit: -unit.weight)
