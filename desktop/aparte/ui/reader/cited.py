"""What of an article a sentence rests on: the words to mark when its citation is followed."""

import re

from aparte.assist.reply.reply import Citation, Reply
from aparte.assist.reply.splitting import statements
from aparte.core.article import Article
from aparte.ui.reader.finding import folded

_WORD = re.compile(r"[^\W_]{2,}|\d")


def cited_quote(article: Article, reply: Reply | None, citation: Citation, words: str) -> str:
    """The statement of that section which shares most with the sentence, one of the reply's own first."""
    own = [part.text for part in reply.sentences if part.citation == citation] if reply is not None else []
    if own:
        return _closest(own, words)
    if not 0 <= citation.section < len(article.sections):
        return ""
    return _closest(statements(article.sections[citation.section].body), words)


def cited_values(reply: Reply | None, words: str) -> tuple[str, ...]:
    """The values at a glance that the sentence gives; all those of the reply when none is recognised."""
    if reply is None:
        return ()
    values = [value for fact in reply.facts if fact.citation.section < 0 for value in fact.values]
    said = _words(words)
    given = [value for value in values if len(_words(value) & said) * 3 >= len(_words(value))]
    return tuple(given or values)


def _closest(texts: list[str] | tuple[str, ...], words: str) -> str:
    said = _words(words)
    return max(texts, key=lambda text: len(_words(text) & said), default="")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))
