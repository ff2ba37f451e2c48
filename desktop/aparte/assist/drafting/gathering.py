"""What a draft may rest on, gathered from the base: the reply's own statements, and all that stands beside them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from aparte.assist.drafting.draft import DraftRequest
from aparte.assist.drafting.evidence import Evidence, SourceSentence
from aparte.assist.drafting.names import NameBook
from aparte.assist.drafting.prompt import MOST_SENTENCES
from aparte.assist.drafting.said import said
from aparte.assist.reply.facts import AT_A_GLANCE
from aparte.assist.reply.reply import Citation, Reply
from aparte.assist.reply.splitting import statements
from aparte.core.article import FACT_WORDS, Article, Fact, Service
from aparte.kb.base import KnowledgeBase
from aparte.kb.relevance import Relevance

_ARTICLES = 3


class Gatherer:
    """Gathers from one base and its directory."""

    def __init__(self, base: KnowledgeBase, services: Mapping[str, Service]) -> None:
        self._base = base
        self._services = tuple(services.values())

    def evidence(self, request: DraftRequest, today: date) -> Evidence | None:
        """The reply's statements and the rest of the best articles.

        None when one is too long to be spoken, or when the article is no more what the reply was made from.
        """
        article = self._base.article(request.reply.article_id)
        if any(cited.version != article.version for cited in request.reply.citations):
            return None
        shown = _shown(request.reply, article)
        if shown is None:
            return None
        told = {one.text for one in shown}
        beside = [article, *self._others(request.question, article.id)]
        others = tuple(one for found in beside for one in _statements(found) if one.text not in told)
        return Evidence(request.question, shown[:MOST_SENTENCES], (*shown[MOST_SENTENCES:], *others), today)

    def relevance(self, question: str) -> Relevance:
        """What holds statements against the question."""
        return self._base.relevance(self._base.answer(question).query)

    def names(self, evidence: Evidence) -> NameBook:
        """The directory, and the papers of every article that the evidence cites."""
        cited = dict.fromkeys(one.citation.article_id for one in (*evidence.shown, *evidence.others))
        return NameBook.of(self._services, [self._base.article(article_id) for article_id in cited])

    def _others(self, question: str, article_id: str) -> Iterator[Article]:
        items = self._base.answer(question).items[:_ARTICLES]
        return (self._base.article(item.article_id) for item in items if item.article_id != article_id)


def trimmed(evidence: Evidence, kept: int) -> Evidence:
    """The evidence with only the first shown sentences; the others are still held against them."""
    return replace(evidence, shown=evidence.shown[:kept], others=(*evidence.shown[kept:], *evidence.others))


def _shown(reply: Reply, article: Article) -> tuple[SourceSentence, ...] | None:
    facts = [(said(fact), fact.citation) for fact in reply.facts]
    if any(text is None for text, _ in facts):
        return None
    found = [_source(text, place, article) for text, place in facts if text]
    found += [_source(one.text, one.citation, article, one.case) for one in reply.sentences]
    return tuple(found)


def _statements(article: Article) -> Iterator[SourceSentence]:
    """Every fact and every statement of an article, one each."""
    for fact in article.facts:
        yield _source(_fact(fact), Citation(article.id, AT_A_GLANCE, article.version, fact.local), article)
    for at, section in enumerate(article.sections):
        place = Citation(article.id, at, article.version, section.local)
        for text in statements(section.body):
            yield _source(text, place, article, section.condition)


def _fact(fact: Fact) -> str:
    return f"{FACT_WORDS[fact.kind]} : {fact.value}" + (f" ({fact.condition})" if fact.condition else "")


def _source(text: str, place: Citation, article: Article, case: str = "") -> SourceSentence:
    return SourceSentence(_one_line(text), place, article.title, _one_line(case), article.review_by)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def overdue(sentences: Iterable[SourceSentence], today: date) -> bool:
    """Whether one of them should have been read again by now."""
    return any(one.review_by is not None and one.review_by < today for one in sentences)
