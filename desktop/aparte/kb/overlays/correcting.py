"""A correction over an article: its value stands wherever the words that are no longer true did."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aparte.core.article import Article, Document, Fact, FactKind, OnlineProcedure, Origin, Section, Source
from aparte.core.urgent import UrgentChange
from aparte.kb.overlays.wording import pattern_of
from aparte.kb.text import folded

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zß-ÿ]|[«\d])")


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article with corrections on it; `misplaced` are the ids of those that found nothing to correct there.

    What they say is in the article all the same, as one more fact of the town.
    """

    article: Article
    misplaced: tuple[str, ...] = ()


def corrected(article: Article, changes: Iterable[UrgentChange]) -> Corrected:
    """Lay corrections on an article, the last validated first: it wins where two say something of one fact."""
    misplaced: list[str] = []
    for change in reversed(tuple(changes)):
        now = _Correction(change, article).laid()
        if now is None:
            misplaced.append(change.id)
            now = _added(article, change)
        article = now
    return Corrected(article, tuple(misplaced))


class _Correction:
    """One correction on one article."""

    def __init__(self, change: UrgentChange, article: Article) -> None:
        self._change = change
        self._article = article
        self._pattern = pattern_of(change.replaces)
        self._met = False

    def laid(self) -> Article | None:
        """The article, or None when it has nothing that is to be corrected."""
        article = self._article
        facts = self._facts()
        now = replace(
            article,
            title=self._said(article.title),
            facts=facts,
            documents=tuple(map(self._document, article.documents)),
            online=self._online(article.online),
            sections=tuple(self._sections(article.sections)),
            keywords=tuple(map(self._said, article.keywords)),
            questions=tuple(map(self._said, article.questions)),
        )
        return _marked(now, self._change) if self._met else None

    def _said(self, text: str) -> str:
        """`text` with the new value in it."""
        if self._pattern is None or not text:
            return text
        value = self._change.value
        now, times = self._pattern.subn(lambda _: value, text)
        self._met |= times > 0
        return now

    def _facts(self) -> tuple[Fact, ...]:
        change = self._change
        told: list[Fact] = []
        kept: list[Fact] = []
        for fact in self._article.facts:
            now = replace(fact, value=self._said(fact.value), condition=self._said(fact.condition))
            same = change.fact is not None and _place(now.kind, now.condition) == _place(change.fact, change.condition)
            if same:
                self._met = True
                told = [_fact(change)]
            else:
                kept.append(now if now == fact else replace(now, local=True))
        return (*told, *kept)

    def _document(self, document: Document) -> Document:
        now = replace(document, label=self._said(document.label), condition=self._said(document.condition))
        return now if now == document else replace(now, local=True)

    def _online(self, online: OnlineProcedure | None) -> OnlineProcedure | None:
        if online is None:
            return None
        now = replace(online, label=self._said(online.label), offline=self._said(online.offline))
        return now if now == online else replace(now, local=True)

    def _sections(self, sections: Sequence[Section]) -> Iterator[Section]:
        for section in sections:
            now = replace(section, heading=self._said(section.heading), condition=self._said(section.condition))
            if self._article.origin is Origin.NATIONAL and not section.local:
                yield from self._apart(now)
            else:
                yield replace(now, body=self._said(section.body))

    def _apart(self, section: Section) -> Iterator[Section]:
        """The town's sentences before those of the State that are left, under the same heading.

        The State's licence forbids to pass one off for the other. A line of a table has no meaning
        outside it: the table becomes the town's whole.
        """
        local: list[str] = []
        kept: list[str] = []
        for line in section.body.split("\n"):
            if "|" in line:
                if self._said(line) != line:
                    yield replace(section, body=self._said(section.body), local=True)
                    return
                kept.append(line)
                continue
            ours, theirs = self._parted(line)
            local += ours
            kept += theirs
        if local:
            yield replace(section, body="\n".join(local), local=True)
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
        if body or not local:
            yield replace(section, body=body)

    def _parted(self, line: str) -> tuple[list[str], list[str]]:
        """What a line says anew, and what it still says, each at most one line."""
        sentences = _SENTENCE.split(line)
        said = [self._said(sentence) for sentence in sentences]
        ours = [now for now, before in zip(said, sentences, strict=True) if now != before]
        theirs = [now for now, before in zip(said, sentences, strict=True) if now == before]
        return ([" ".join(ours)] if ours else []), ([" ".join(theirs)] if theirs else [])


def _added(article: Article, change: UrgentChange) -> Article:
    """The article did not say so: it is one more fact of the town, or its first words where no fact is named."""
    if change.fact is not None:
        return _marked(replace(article, facts=(_fact(change), *article.facts)), change)
    lead = Section("", f"{change.condition} : {change.value}" if change.condition else change.value, local=True)
    return _marked(replace(article, sections=(lead, *article.sections)), change)


def _fact(change: UrgentChange) -> Fact:
    assert change.fact is not None
    return Fact(change.fact, change.value, change.condition, local=True)


def _place(kind: FactKind, condition: str) -> tuple[FactKind, str]:
    return kind, folded(condition)


def _marked(article: Article, change: UrgentChange) -> Article:
    source = Source(f"Correction de la mairie du {local_day(change):%d/%m/%Y}", local=article.origin is Origin.NATIONAL)
    sources = (source, *(one for one in article.sources if one != source))
    version = hashlib.sha256(f"{article.version}\n{change.id}\n{change.validated_at}".encode()).hexdigest()[:16]
    return replace(article, sources=sources, version=version)


def local_day(change: UrgentChange) -> date:
    """The day when a change was validated, on this machine's wall clock."""
    return change.validated_at.astimezone().date()
