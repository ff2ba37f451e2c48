"""A national article and the town's overlays as one article: the local part wins, and says that it is local."""

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from aparte.core.article import FACT_WORDS, Article, Document, Fact, FactKind, OnlineProcedure, Section
from aparte.kb.overlays.overlay import Overlay, Placed
from aparte.kb.overlays.parts import Place, sections_of, sentences_with, without
from aparte.kb.text import folded

T = TypeVar("T")


def merged(national: Article, overlays: Sequence[Placed]) -> Article:
    """The article on screen; `overlays` are those that lie on it, the more particular first.

    What an overlay wanted to replace and is not there any more is added instead: nothing of the
    town's is lost, and nothing of the State's goes without something in its place.
    """
    if not overlays:
        return national
    ones = [placed.overlay for placed in overlays]
    told = {one.fact.kind for overlay in ones if overlay.article for one in overlay.facts}
    on_text = _Text(national.sections)
    facts: list[Fact] = []
    for placed in overlays:
        facts += _facts(placed, on_text, told if placed.overlay.pivot else set())
        on_text.lay(placed)
    local = {(fact.kind, folded(fact.condition)) for fact in facts}
    national_facts = (fact for fact in national.facts if (fact.kind, folded(fact.condition)) not in local)
    return replace(
        national,
        service=_first(national.service, (one.service for one in ones)),
        contact=_first(national.contact, (one.contact for one in ones)),
        closure_code=_first(national.closure_code, (one.closure_code for one in ones)),
        keywords=_once(national.keywords, (one.keywords for one in ones)),
        questions=_once(national.questions, (one.questions for one in ones)),
        review_by=min((one.review_by for one in ones if one.review_by), default=national.review_by),
        sources=_once(national.sources, (one.sources for one in ones)),
        facts=(*facts, *national_facts),
        documents=_once(national.documents, (_documents(placed) for placed in overlays)),
        online=next((found for placed in overlays if (found := _online(placed))), national.online),
        sections=on_text.sections(),
        version=_version(national, ones),
    )


class _Text:
    """The sections of a national article while overlays are laid on them, in order: the first wins."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._national = sections
        self._lead: list[Section] = []
        self._replaced: dict[int, list[Section]] = {}
        self._before: dict[int, list[Section]] = {}
        self._after: dict[int, list[Section]] = {}
        self._taken_out: dict[int, list[Place]] = {}

    def lay(self, placed: Placed) -> None:
        """Put the sections of an overlay where they belong."""
        replaced = {folded(heading) for heading in placed.overlay.replaces}
        for section in placed.overlay.sections:
            found = sections_of(section.heading, self._national)
            if not found:
                self._lead.append(_limited(section, placed.condition))
            elif folded(section.heading) in replaced:
                self._replace(found, section)
            else:
                last = found[-1]
                self._after.setdefault(last, []).append(_like(section, self._national[last]))

    def exchange(self, words: str, said: str) -> Section | None:
        """Take out the one sentence that holds `words` and say `said` under the same heading.

        The section it stood in, or None when there is not just one such sentence: nothing has changed.
        """
        found = sentences_with(words, self._national)
        if len(found) != 1:
            return None
        place, section = found[0], self._national[found[0].section]
        self._taken_out.setdefault(place.section, []).append(place)
        before = self._before.setdefault(place.section, [])
        before.append(Section(section.heading, said, section.condition, local=True))
        return section

    def sections(self) -> tuple[Section, ...]:
        """The whole text: what the town adds first, then the State's with the town's parts in their place."""
        text = list(self._lead)
        for at, section in enumerate(self._national):
            text += self._before.get(at, ())
            if at in self._replaced:
                text += self._replaced[at]
            else:
                body = without(section.body, self._taken_out[at]) if at in self._taken_out else section.body
                text += [replace(section, body=body)] if body else []
            text += self._after.get(at, ())
        return tuple(text)

    def _replace(self, found: Sequence[int], section: Section) -> None:
        first = self._national[found[0]]
        if any(at in self._replaced for at in found):
            self._after.setdefault(found[0], []).append(_like(section, first))
            return
        self._replaced |= {at: [] for at in found}
        self._replaced[found[0]] = [_like(section, first)]


def _facts(placed: Placed, text: _Text, told: Container[FactKind]) -> list[Fact]:
    """The facts of an overlay but those whose kind is `told`: what names the article knows better than its place."""
    found = []
    for one in placed.overlay.facts:
        fact = one.fact
        if fact.kind in told:
            continue
        condition = placed.condition
        if one.replaces:
            said = f"{FACT_WORDS[fact.kind]} : {fact.value}" + (f" ({fact.condition})" if fact.condition else "")
            replaced = text.exchange(one.replaces, said)
            condition = replaced.condition if replaced else ""
        found.append(replace(fact, condition=_joined(fact.condition, condition)))
    return found


def _online(placed: Placed) -> OnlineProcedure | None:
    online = placed.overlay.online
    if online is None or not placed.condition:
        return online
    return replace(online, label=f"{online.label} ({placed.condition})")


def _documents(placed: Placed) -> tuple[Document, ...]:
    return tuple(replace(one, condition=_joined(one.condition, placed.condition)) for one in placed.overlay.documents)


def _limited(section: Section, condition: str) -> Section:
    """A section that holds under a condition says it in its heading and in every passage."""
    if not condition:
        return section
    heading = f"{section.heading} — {condition}" if section.heading else condition
    return replace(section, heading=heading, condition=condition)


def _like(section: Section, national: Section) -> Section:
    """A section of the town under the State's own heading: it holds under the same condition."""
    return replace(section, heading=national.heading, condition=national.condition)


def _joined(own: str, other: str) -> str:
    return " ; ".join(part for part in (own, other) if part)


def _first(national: str, local: Iterable[str]) -> str:
    return next((found for found in local if found), national)


def _once(national: tuple[T, ...], local: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys([*national, *(one for part in local for one in part)]))


def _version(national: Article, overlays: Iterable[Overlay]) -> str:
    parts = "\n".join([national.version, *(one.version for one in overlays)])
    return hashlib.sha256(parts.encode()).hexdigest()[:16]
