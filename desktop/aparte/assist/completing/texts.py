"""The texts of a base that completion is learned from, and those of one article that are cited."""

from collections.abc import Iterable, Iterator

from aparte.assist.completing.office import NOTES, REPLIES
from aparte.assist.reply.splitting import statements
from aparte.core.article import Article
from aparte.core.contact import ClosureCode

_OFFICE_WEIGHT = 5


def article_texts(article: Article) -> tuple[str, ...]:
    """All that an article says: its facts with their conditions, its papers, each sentence of its sections."""
    return tuple(text for text in _texts(article) if text)


def learned_texts(articles: Iterable[Article], codes: Iterable[ClosureCode]) -> Iterator[str]:
    """What is counted: office phrases, the codes' labels, then the articles in the caller's order.

    Each article is let go before the next is read: a national base would not fit twice in memory.
    """
    for _ in range(_OFFICE_WEIGHT):
        yield from REPLIES
        yield from NOTES
    for code in codes:
        yield code.label
        yield from code.aliases
    for article in articles:
        yield from _texts(article)


def _texts(article: Article) -> Iterator[str]:
    yield article.title
    for fact in article.facts:
        yield _worded(fact.value, fact.condition)
    for document in article.documents:
        yield _worded(document.label, document.condition)
    if article.online:
        yield article.online.label
        yield article.online.offline
    for section in article.sections:
        yield section.heading
        yield section.condition
        yield from statements(section.body)


def _worded(value: str, condition: str) -> str:
    return f"{value} ({condition})" if condition else value
