"""Whether what a draft rests on is the best answer to this question among all that was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.evidence import Evidence
from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.values import Kind
from aparte.assist.reply.aspects import Aspect, asked, folded, holds
from aparte.assist.reply.cases import Circumstances
from aparte.kb.relevance import Relevance

# Where one kind of value is asked for, these answer too.
_ALSO = {
    Aspect.DELAY: (Aspect.WHEN, Aspect.VALIDITY),
    Aspect.VALIDITY: (Aspect.DELAY,),
    Aspect.WHEN: (Aspect.DELAY,),
}
# What is meant by it, before all else.
_MEANT = {Aspect.DELAY: Kind.DURATION, Aspect.VALIDITY: Kind.DURATION}
_LABELS = {
    Aspect.FEE: ("cout",),
    Aspect.DELAY: ("delai", "quand"),
    Aspect.VALIDITY: ("validite", "delai"),
    Aspect.WHERE: ("ou?",),
    Aspect.WHEN: ("quand", "delai"),
    Aspect.APPOINTMENT: ("rendez vous",),
}
_DIRECT = 0.4
_TITLE = 0.6
_BETTER = 1.3
_LEAST = 0.12
_NEAR = 0.8
_PART = 0.24
# "Le deuxième" goes on from the first case rather than being another.
_FURTHER = re.compile(r"\b(?:deuxieme|seconde?|troisieme|quatrieme|suivante?s?)\b")
# Whether one is refunded is no question of how much.
_REFUNDED = re.compile(r"(?i)\brembours\w+")
_WEEKEND = re.compile(r"\b(?:samedis?|dimanches?|week ends?)\b")
_WEEK = re.compile(r"\b(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|en semaine)\b")
_SINGLED = re.compile(r"(?:si|en cas|quand|lorsqu\w*) ")
_HALF = re.compile(r"\bdemi[ -]\w+")
# What an amount is counted by: it goes for the amounts that follow.
_UNIT = re.compile(
    r"(?<=€ )(?:(?:la|le|l|par|pour une?) )?(?:(?:demi[ -])?(?:semaine|journee|jour|heure|mois|annee|an|nuit|nuitee"
    r"|metre|seance|trimestre|page|exemplaire|unite|repas|fois|week end|m2)s?)\b"
)
_ASIDE = re.compile(
    r"\baccompagne\w* (?:d un|d une|par un|par une|de) \w+|\b(?:hors|sauf|excepte)\b.*"
    r"|\b(?:avant|apres|jusqu au|a partir du|des|depuis)(?: le)? (?:\d+(?:er)? )?\w+"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A cell of a shown sentence, or another sentence whole, in plain words; `own` without what cells share."""

    text: str
    own: str
    case: str
    title: str
    cell: Cell | None = None


class Question:
    """One question, ready to be held against statements."""

    def __init__(self, evidence: Evidence, relevance: Relevance) -> None:
        self._relevance = relevance
        self._circumstances = Circumstances.of(evidence.question)
        self.aspects = asked(_REFUNDED.sub(" ", evidence.question))
        self._worths: dict[tuple[str, str, str], float] = {}
        self._when = folded(evidence.question)

    def absent(self, used: Sequence[Statement], unused: Sequence[Statement], draft: str) -> bool:
        """Whether the draft lacks a kind of value that was asked for, and that an unused cell as near gives."""
        near = _NEAR * max((self._worth(one) for one in used), default=0.0)
        return any(
            not self._gives(aspect, draft)
            and any(one.cell and self._gives(aspect, one.text) and self._worth(one) >= near for one in unused)
            for aspect in self.aspects
        ) or self._evaded(used, unused, near)

    def _evaded(self, used: Sequence[Statement], unused: Sequence[Statement], near: float) -> bool:
        """Whether "combien de temps" is met by a day only, and an unused cell tells how long."""
        return any(
            not any(one.cell and kind in one.cell.kinds for one in used)
            and any(one.cell and kind in one.cell.kinds and self._worth(one) >= near for one in unused)
            for aspect, kind in _MEANT.items()
            if aspect in self.aspects
        )

    def half_answered(self, used: Sequence[Statement], unused: Sequence[Statement]) -> bool:
        """Whether an unused cell alone meets a part of the question."""
        met = {unit for one in used for unit in self._relevance.held(f"{one.title} {one.case} {one.text}")}
        least = _PART * self._relevance.whole()
        if any(_SINGLED.match(one.own) and self._meets(one.own.partition(",")[0], least) for one in used):
            return False  # the citizen's own case is told: the general one may be left
        return any(
            self._relevance.worth(set(self._relevance.typed(one.own)) - met) >= least
            for one in unused
            if one.cell and not self.excluded(one)
        )

    def _meets(self, text: str, least: float) -> bool:
        return self._relevance.worth(self._relevance.typed(text)) >= least

    def excluded(self, one: Statement) -> bool:
        """Whether it is another person's case; who comes along or is let off says nothing of whose case it is."""
        own = _ASIDE.sub(" ", one.own)
        return self._circumstances.excludes(one.case) or self._circumstances.excludes(own)

    def better(self, one: Statement, than: Statement) -> bool:
        """Whether a statement meets clearly more of the question than another."""
        most = _BETTER * self._worth(than) + _LEAST * self._relevance.whole()
        return self._worth(one) > most and not self.excluded(one)

    def nearer(self, one: Statement, than: Statement) -> bool:
        """Whether one case of a sentence is the citizen's rather than another case of the same."""
        if self.excluded(than) and not self.excluded(one):
            return True
        if self._on_its_day(one, than):
            return True
        if _FURTHER.search(than.own):
            return False
        plain = [_HALF.sub("", side.own) for side in (one, than)]
        if not all(_UNIT.search(side.own) for side in (one, than)):
            plain = [_UNIT.sub("", side) for side in plain]
        here, there = map(self._relevance.typed, plain)
        mine = self._relevance.worth(set(here) - set(there))
        return mine > self._relevance.worth(set(there) - set(here))

    def _on_its_day(self, one: Statement, than: Statement) -> bool:
        """Whether one is told of the week-end and the other of the week, and the day asked about settles it."""
        here, there = folded(one.own), folded(than.own)
        return any(
            own.search(self._when)
            and not other.search(self._when)
            and own.search(here)
            and other.search(there)
            and not own.search(there)
            for own, other in ((_WEEKEND, _WEEK), (_WEEK, _WEEKEND))
        )

    def answers(self, one: Statement) -> tuple[Aspect, ...]:
        """The aspects asked for that a statement gives."""
        return tuple(aspect for aspect in self.aspects if self._gives(aspect, one.text))

    def _worth(self, one: Statement) -> float:
        said = (one.title, one.case, one.text)
        if said not in self._worths:
            self._worths[said] = self._weighed(one)
        return self._worths[said]

    def _weighed(self, one: Statement) -> float:
        held = self._relevance.held(f"{one.case} {one.text}")
        beside = self._relevance.held(one.title)
        told = sum(held.values()) + _TITLE * sum(worth for unit, worth in beside.items() if unit not in held)
        return told + (_DIRECT * self._relevance.whole() if self._is_direct(one) else 0.0)

    def _is_direct(self, one: Statement) -> bool:
        """Whether it is the very fact that was asked for (« Délai : 3 semaines »)."""
        begins = folded(one.text)
        return any(begins.startswith(_LABELS[aspect]) for aspect in self.aspects if aspect in _LABELS)

    def _gives(self, aspect: Aspect, text: str) -> bool:
        return any(holds(one, text) for one in (aspect, *_ALSO.get(aspect, ())))


def unanswered(question: Question, used: Sequence[Statement], unused: Sequence[Statement], draft: str) -> set[Why]:
    """Why what is used does not answer: nothing that was asked, another's case, or a better one beside."""
    reasons: set[Why] = set()
    if question.absent(used, unused, draft) or question.half_answered(used, unused):
        reasons.add(Why.ABSENT_REQUEST)
    if any(question.excluded(one) and not _beside(one, used, question) for one in used):
        reasons.add(Why.WRONG_SENTENCE)
    for aspect in question.aspects:
        giving = [one for one in used if aspect in question.answers(one)]
        others = [one for one in unused if aspect in question.answers(one)]
        if giving and any(all(question.better(other, one) for one in giving) for other in others):
            reasons.add(Why.WRONG_SENTENCE)
    return reasons


def _beside(one: Statement, used: Sequence[Statement], question: Question) -> bool:
    """Whether another's case is only told beside the citizen's own."""
    given = set(question.answers(one))
    return any((not given or given & set(question.answers(other))) and not question.excluded(other) for other in used)
