"""The facts of an article that answer a question, each with the condition under which it holds."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from aparte.assist.reply.aspects import KINDS, Aspect
from aparte.assist.reply.cases import Circumstances, is_professional
from aparte.assist.reply.reply import Citation, ReplyFact
from aparte.core.article import FACT_WORDS, Article, Document, Fact, FactKind
from aparte.kb.relevance import Relevance

AT_A_GLANCE = -1
_MOST = 5
_CLOSE = 0.7
_SUBJECT = 0.15
_TOLD = 0.2
_AHEAD = 0.3
_UNASKED = ((FactKind.FEE,), (FactKind.DELAY,), (FactKind.WHEN,), (FactKind.VALIDITY,))
_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_VALUE = re.compile(
    r"\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?[ \u00a0\u202f]?(?:€|%|jours?|semaines?|mois|ans?|heures?"
    r"|h(?: \d\d)?)(?!\w)"
    rf"|gratuit|(?:{_DAY})s?(?: (?:matin|soir|après-midi))?"
)


class FactChoice:
    """What was chosen for one question, and what was left out as another case.

    Attributes: `facts`, to lay out; `values`, the figures they hold; `rejected`, those that only
    the facts left out hold.
    """

    def __init__(self, facts: Sequence[ReplyFact], kept: Sequence[Fact], left_out: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self.values = frozenset(value for fact in kept for value in values_of(f"{fact.value} {fact.condition}"))
        self.rejected = frozenset(value for fact in left_out for value in values_of(fact.value)) - self.values

    def contradicted_by(self, statement: str) -> bool:
        """Whether a statement gives a figure of a case that was left out, or another price, and none of those kept."""
        found = values_of(statement)
        if found & self.values:
            return False
        return bool(found & self.rejected) or bool(_prices(found) and _prices(self.values))


def values_of(text: str) -> frozenset[str]:
    """The figures of a text that a citizen would take away, written one way."""
    return frozenset(
        re.sub(r"[\s\u00a0\u202f]", "", found.lower()).rstrip("s") for found in _VALUE.findall(text.lower())
    )


def _prices(values: frozenset[str]) -> frozenset[str]:
    return frozenset(value for value in values if value.endswith("€") or value == "gratuit")


def choose_facts(
    article: Article, aspects: Sequence[Aspect], relevance: Relevance, circumstances: Circumstances
) -> FactChoice:
    """The facts and papers that answer the aspects asked for; where none is named, those of a case that was told."""
    place = Citation(article.id, AT_A_GLANCE, article.version)
    judge = _Judge(article, relevance, circumstances)
    facts: list[ReplyFact] = []
    kept: list[Fact] = []
    left_out: list[Fact] = []
    if Aspect.DOCUMENTS in aspects:
        facts += _papers(article.documents, circumstances, place)
    for kinds in [KINDS[aspect] for aspect in aspects] or _UNASKED:
        alternatives, mine = judge.best_kind(kinds, told=not aspects)
        if not mine or any(fact in kept for fact in mine):
            continue
        kept += mine
        left_out += [fact for fact in alternatives if fact not in mine]
        facts.append(
            ReplyFact(
                FACT_WORDS[mine[0].kind],
                tuple(_worded(fact.value, fact.condition) for fact in mine),
                replace(place, local=any(fact.local for fact in mine)),
            )
        )
    return FactChoice(facts, kept, left_out)


class _Judge:
    """Tells which facts of an article are the citizen's."""

    def __init__(self, article: Article, relevance: Relevance, circumstances: Circumstances) -> None:
        self._facts = article.facts
        self._relevance = relevance
        self._circumstances = circumstances
        # What the whole article is about hardly tells one of its facts from another.
        self._subject = relevance.typed(article.title)

    def best_kind(self, kinds: Sequence[FactKind], *, told: bool) -> tuple[list[Fact], list[Fact]]:
        """The facts of the kind that fits best, and those of them to say; `told`, only of a case that was told."""
        best: tuple[float, list[Fact], list[Fact]] = (-1.0, [], [])
        for kind in kinds:
            alternatives = [fact for fact in self._facts if fact.kind is kind]
            fit, mine = self._mine(alternatives)
            # The kind that was asked for comes first, unless the next speaks far better of the case.
            ahead = best[0] + (_AHEAD * self._relevance.whole() if best[2] else 0.0)
            if mine and fit > ahead and (not told or fit >= _TOLD * self._relevance.whole()):
                best = (fit, alternatives, mine)
        return best[1], best[2]

    def _mine(self, facts: Sequence[Fact]) -> tuple[float, list[Fact]]:
        """Those of the citizen's case, all that may be theirs when the question doesn't tell; and how well they fit."""
        same, other = self._circumstances.named([f"{fact.condition} {_duration(fact.value)}" for fact in facts])
        fits = dict(enumerate(self._fits(facts, same)))
        possible = [
            at for at, fact in enumerate(facts) if at not in other and not self._circumstances.excludes(fact.condition)
        ]
        if not self._circumstances.professional and any(not is_professional(facts[at].condition) for at in possible):
            possible = [at for at in possible if not is_professional(facts[at].condition)]
        best = max((fits[at] for at in possible), default=0.0)
        if best > 0:
            sure = best >= _TOLD * self._relevance.whole()
            possible = [at for at in possible if fits[at] >= _CLOSE * best or not (sure or facts[at].condition)]
        return best, ([facts[at] for at in possible] if len(possible) <= _MOST else [])

    def _fits(self, facts: Sequence[Fact], same: frozenset[int]) -> list[float]:
        """How well each fact meets what was said; a word that several share counts for less in each."""
        held = [self._relevance.typed(f"{fact.condition} {fact.value}") for fact in facts]
        sharing = Counter(unit for found in held for unit in found)
        whole = self._relevance.whole()
        return [
            sum(worth / sharing[unit] * (_SUBJECT if unit in self._subject else 1.0) for unit, worth in found.items())
            + (whole if fact.condition and (at in same or self._circumstances.confirms(fact.condition)) else 0.0)
            for at, (fact, found) in enumerate(zip(facts, held, strict=True))
        ]


def _duration(value: str) -> str:
    found = re.search(r"pour \d+ ans", value)
    return found.group() if found else ""


def _papers(documents: Sequence[Document], circumstances: Circumstances, place: Citation) -> list[ReplyFact]:
    asked = [one for one in documents if not circumstances.excludes(one.condition)]
    if not asked:
        return []
    labels = tuple(_worded(one.label, one.condition) for one in asked)
    return [ReplyFact("À apporter", labels, replace(place, local=any(one.local for one in asked)), listed=True)]


def _worded(value: str, condition: str) -> str:
    return f"{value} ({condition})" if condition else value
