"""The index of a base: an impact matrix of articles, one of passages, and the words."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aparte.core.article import Article, Origin
from aparte.kb.analysis import Term, terms
from aparte.kb.impact import Field, Impact, ImpactBuilder, Ints
from aparte.kb.lexicon import Lexicon, concept_term
from aparte.kb.passages import Passage, passages
from aparte.kb.text import MAX_WORD

ARTICLE_FIELDS = (
    Field("title", 3.0, 1.2, 0.5),
    Field("breadcrumb", 0.8, 1.2, 0.3),
    Field("questions", 1.5, 1.2, 0.5),
    Field("keywords", 1.5, 1.2, 0.5),
    Field("headings", 0.8, 1.2, 0.75),
    Field("body", 1.0, 1.2, 0.75),
)
PASSAGE_FIELDS = (Field("heading", 0.4, 1.2, 0.5), Field("body", 0.6, 1.2, 0.6))


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of integers an article: `values[offsets[a]:offsets[a+1]]` are those of article a."""

    values: Ints
    offsets: NDArray[np.int64]

    def of(self, article: int) -> Ints:
        """The integers of one article."""
        return self.values[self.offsets[article] : self.offsets[article + 1]]


@dataclass(frozen=True, slots=True)
class BaseIndex:
    """Everything ranking reads.

    `local` has for each article whether it is the town's own, `starts` its first passage; `titles`
    the rows in `articles.terms` of the words of each title; `subjects` those of all that names an
    article's subject: title, themes, questions, keywords and headings.
    """

    articles: Impact
    passages: Impact
    starts: Ints
    local: NDArray[np.bool_]
    titles: Rows
    subjects: Rows
    forms: dict[str, int]


class IndexBuilder:
    """Takes articles one by one, then gives the index and the passages."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._articles = ImpactBuilder(ARTICLE_FIELDS)
        self._passages = ImpactBuilder(PASSAGE_FIELDS)
        self._starts = array("i")
        self._local = array("b")
        self._titles: list[array[int]] = []
        self._subjects: list[array[int]] = []
        self._forms: Counter[str] = Counter()
        self._passage_count = 0

    def add(self, article: Article) -> list[Passage]:
        """Index one article; returns its passages in the order they were numbered."""
        cut = list(passages(article))
        self._starts.append(self._passage_count)
        self._local.append(article.origin is Origin.LOCAL)
        body: list[str] = []
        headings: list[str] = []
        section = -1
        for passage in cut:
            seen = self._analysed(passage.text)
            heading = self._analysed(passage.heading)
            self._passages.add([heading, seen])
            body += seen
            if passage.section != section:
                headings += heading
                section = passage.section
        named = [
            self._analysed(article.title),
            self._joined(article.breadcrumb),
            self._joined(article.questions),
            self._joined(article.keywords),
            headings,
        ]
        self._articles.add([*named, body])
        self._titles.append(self._rows(named[0]))
        self._subjects.append(self._rows(sorted({term for field in named for term in field})))
        self._passage_count += len(cut)
        return cut

    def build(self) -> BaseIndex:
        """The finished index."""
        return BaseIndex(
            articles=self._articles.build(),
            passages=self._passages.build(),
            starts=np.array(self._starts, np.int32),
            local=np.array(self._local, np.bool_),
            titles=_packed(self._titles),
            subjects=_packed(self._subjects),
            forms=dict(self._forms),
        )

    def _analysed(self, text: str) -> list[str]:
        return self._terms(terms(text))

    def _joined(self, texts: Iterable[str]) -> list[str]:
        return [term for text in texts for term in self._analysed(text)]

    def _terms(self, words: Sequence[Term]) -> list[str]:
        self._forms.update({word.form for word in words if word.content and len(word.form) <= MAX_WORD})
        return index_terms(words, self._lexicon)

    def _rows(self, words: Iterable[str]) -> "array[int]":
        return array("i", (self._articles.number(word) for word in words))


def index_terms(words: Sequence[Term], lexicon: Lexicon) -> list[str]:
    """The stems of the content words, then the concepts of the lexicon among all words."""
    hits = lexicon.concepts([word.stem for word in words])
    return [word.stem for word in words if word.content] + [concept_term(hit.concept) for hit in hits]


def _packed(rows: Sequence["array[int]"]) -> Rows:
    values = np.concatenate([np.array(row, np.int32) for row in rows]) if rows else np.zeros(0, np.int32)
    return Rows(values, np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64))
