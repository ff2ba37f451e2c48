"""The sentences of one article that answer, with the conditions and exceptions they lean on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aparte.assist.reply.aspects import Aspect, holds
from aparte.assist.reply.cases import Circumstances
from aparte.assist.reply.facts import FactChoice, values_of
from aparte.assist.reply.reply import Citation, ReplySentence
from aparte.assist.reply.splitting import statements
from aparte.core.article import Article
from aparte.kb.relevance import Relevance

MOST_SENTENCES = 5
_LONGEST = 420
_TITLE_WEIGHT = 0.3
_HEADING_WEIGHT = 0.6
_ASPECT_BONUS = 0.4
_SECTION_BONUS = 0.1
_LEAST, _LEAST_BESIDE_FACTS = 0.1, 0.3
_CLOSE = 0.62
_LEANS = re.compile(
    r"(?:Il|Elle|Ils|Elles|Celui-ci|Celle-ci|Cela|Ce|Cette|Ces|Dans ce cas|Alors|Sinon|Sans cela"
    r"|Ensuite|Puis|L'un|Le reste"
    r"|En revanche|Toutefois|Cependant|Mais|Sauf|À défaut|Sans jugement|Passé ce délai|Au-delà|Aussi"
    r"|De même|Lui|Leur|Son|Sa|Ses)\b"
)
_LIMITS = re.compile(
    r"(?:Sauf|Toutefois|Cependant|Mais|En revanche|Sinon|Seule?s?\b|Exception|À défaut|Attention"
    r"|Au-delà|Passé ce délai|Dans ce cas)"
)
_IMPERSONAL = re.compile(r"Il (?:faut|suffit|existe|y a|est|n'est|n'y a|n'existe|vaut)\b")
# Headings that ask or name a step limit nothing; the others may say whose case it is.
_NEUTRAL = re.compile(
    r"(?:Ce que|Ce qui|Combien|Qui |Où|Quand|Comment|Quel|Faire |Le prix|Prix|Tarif|Coût|Délai"
    r"|Les délais|À apporter|Les pièces"
    r"|Pièces|Démarche|La démarche|Demander|L'essentiel|Déposer|S'inscrire|Le jour|En bref|Prendre"
    r"|De quoi|À quoi|Dès quel"
    r"|Horaires|Adresse|Contact|Le dossier|La demande|Inscription|L'inscription|Obtenir|Payer|Durée"
    r"|Validité|Pourquoi)"
)


@dataclass(frozen=True, slots=True)
class _Statement:
    section: int
    place: int
    heading: str
    text: str
    score: float


class SentenceChoice:
    """Chooses among the statements of one article, beside the `facts` already chosen."""

    def __init__(
        self,
        article: Article,
        aspects: Sequence[Aspect],
        relevance: Relevance,
        circumstances: Circumstances,
        facts: FactChoice,
    ) -> None:
        self._article = article
        self._aspects = aspects
        self._relevance = relevance
        self._circumstances = circumstances
        self._facts = facts
        self._in_title = relevance.held(article.title)

    def choose(self, section: int, most: int) -> tuple[ReplySentence, ...]:
        """At most `most` sentences that answer, in reading order; `section` is the ranking's own best."""
        everything = list(self._statements(section))
        least = (_LEAST_BESIDE_FACTS if self._facts.facts else _LEAST) * self._relevance.whole()
        best = 0.0
        chosen: set[int] = set()
        for one in sorted(everything, key=lambda one: (-one.score, one.place)):
            if one.score < max(least, _CLOSE * best) or len(chosen) >= most:
                break
            if not self._may_be_said(one):
                continue
            best = best or one.score
            group = self._with_its_limits(one, everything)
            if group and len(chosen | group) <= MOST_SENTENCES:
                chosen |= group
        return tuple(self._cited(everything[place]) for place in sorted(chosen))

    def _statements(self, best_section: int) -> Iterator[_Statement]:
        place = 0
        for at, section in enumerate(self._article.sections):
            heading = self._relevance.held(section.heading)
            for text in statements(section.body):
                score = self._score(text, heading)
                score += _SECTION_BONUS * self._relevance.whole() if at == best_section else 0.0
                yield _Statement(at, place, section.heading, text, score)
                place += 1

    def _score(self, text: str, heading: dict[int, float]) -> float:
        held = self._relevance.held(text)
        for unit, worth in heading.items():
            held[unit] = max(held.get(unit, 0.0), worth * _HEADING_WEIGHT)
        total = sum(worth * (_TITLE_WEIGHT if unit in self._in_title else 1.0) for unit, worth in held.items())
        if held and self._gives_what_was_asked(text):
            total += _ASPECT_BONUS * self._relevance.whole()
        return total / (1 + max(0, len(text) - 200) / 400)

    def _gives_what_was_asked(self, text: str) -> bool:
        if self._facts.facts:
            return bool(values_of(text) & self._facts.values)
        return any(holds(aspect, text) for aspect in self._aspects)

    def _may_be_said(self, one: _Statement) -> bool:
        return (
            len(one.text) <= _LONGEST
            and not one.text.endswith((":", "?"))
            and not self._circumstances.excludes(one.heading)
            and not self._circumstances.excludes(one.text)
            and (self._circumstances.confirms(one.text) or not self._facts.contradicted_by(one.text))
        )

    def _with_its_limits(self, one: _Statement, everything: Sequence[_Statement]) -> set[int]:
        """The sentence, what it refers back to, and the exception that follows; empty when one can't be said."""
        group = {one.place}
        first = one
        while _leans(first.text):
            before = everything[first.place - 1] if first.place else None
            if before is None or before.section != one.section:
                break
            group.add(before.place)
            first = before
        last = one
        while last.place + 1 < len(everything):
            after = everything[last.place + 1]
            if after.section != one.section or not _LIMITS.match(after.text) or not self._may_be_said(after):
                break
            group.add(after.place)
            last = after
        return group if all(self._may_be_said(everything[place]) for place in group) else set()

    def _cited(self, one: _Statement) -> ReplySentence:
        case = "" if not one.heading or _NEUTRAL.match(one.heading) else one.heading
        local = self._article.sections[one.section].local
        return ReplySentence(one.text, Citation(self._article.id, one.section, self._article.version, local), case)


def _leans(text: str) -> bool:
    return _LEANS.match(text) is not None and _IMPERSONAL.match(text) is None
