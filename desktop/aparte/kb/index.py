"""The index of a base: an impact matrix of articles, one of passages, and the words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aparte.core.article import Article, Origin
from aparte.kb.analysis import Term, terms
from aparte.kb.forms import Forms
from aparte.kb.impact import Field, Impact, Ints
from aparte.kb.lexicon import Lexicon, concept_term
from aparte.kb.passages import Passage, passages
from aparte.kb.phonetic import sound
from aparte.kb.rows import Rows, offsets
from aparte.kb.tally import Numbers, Tally, TallyBuilder
from aparte.kb.text import MAX_WORD
from aparte.kb.weighing import weighed

ARTICLE_FIELDS = (
    Field("title", 3.0, 1.2, 0.5),
    Field("breadcrumb", 0.8, 1.2, 0.3),
    Field("questions", 2.0, 1.2, 0.5),
    Field("keywords", 2.0, 1.2, 0.5),
    Field("headings", 0.4, 1.2, 0.75),
    Field("body", 1.0, 1.2, 0.75),
)
PASSAGE_FIELDS = (Field("heading", 0.4, 1.2, 0.5), Field("body", 0.6, 1.2, 0.6))
_TITLE, _BODY = 0, len(ARTICLE_FIELDS) - 1


@dataclass(frozen=True, slots=True)
class Parts:
    """What was counted in each article, from which the next build copies what did not change.

    `terms` are numbered as in `articles` and `passages`, `words` as in `forms`, which counts in
    how many texts of an article each of its words stands; `starts` has the first passage of each
    article, and their number at the end, `local` whether it is the town's own.
    """

    terms: Sequence[str]
    words: Sequence[str]
    articles: Tally
    passages: Tally
    forms: Tally
    starts: Ints
    local: NDArray[np.bool_]


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
    forms: Forms


class IndexBuilder:
    """Takes articles one by one, read or copied from `before`, then gives the index."""

    def __init__(self, lexicon: Lexicon, before: Parts | None = None) -> None:
        self._lexicon = lexicon
        self._before = before
        self._terms = _numbered(before.terms if before else ())
        self._words = _numbered(before.words if before else ())
        self._articles = TallyBuilder(len(ARTICLE_FIELDS))
        self._passages = TallyBuilder(len(PASSAGE_FIELDS))
        self._forms = TallyBuilder(1)
        self._starts = [0]
        self._local: list[bool] = []

    def add(self, article: Article) -> list[Passage]:
        """Index one article; returns its passages in the order they were numbered."""
        cut = list(passages(article))
        forms: Counter[int] = Counter()
        body: list[int] = []
        headings: list[int] = []
        section = -1
        for passage in cut:
            seen = self._analysed(passage.text, forms)
            heading = self._analysed(passage.heading, forms)
            self._passages.add([heading, seen])
            body += seen
            if passage.section != section:
                headings += heading
                section = passage.section
        named = [
            [number for text in texts for number in self._analysed(text, forms)]
            for texts in ((article.title,), article.breadcrumb, article.questions, article.keywords)
        ]
        self._articles.add([*named, headings, body])
        self._forms.add_counted(forms)
        self._starts.append(self._passages.units)
        self._local.append(article.origin is Origin.LOCAL)
        return cut

    def take(self, at: int) -> None:
        """Copy what was counted in the article that had this place before."""
        if self._before is None:
            raise LookupError(at)
        self._articles.take(self._before.articles, at, at + 1)
        self._passages.take(self._before.passages, int(self._before.starts[at]), int(self._before.starts[at + 1]))
        self._forms.take(self._before.forms, at, at + 1)
        self._starts.append(self._passages.units)
        self._local.append(bool(self._before.local[at]))

    def parts(self) -> Parts:
        """What was counted, terms and words in alphabetical order: whatever was copied, the same."""
        articles, passages, forms = self._articles.build(), self._passages.build(), self._forms.build()
        names, numbers = _sorted(self._terms, [articles, passages])
        words, places = _sorted(self._words, [forms])
        return Parts(
            terms=names,
            words=words,
            articles=articles.renumbered(numbers),
            passages=passages.renumbered(numbers),
            forms=forms.renumbered(places),
            starts=np.array(self._starts, np.int32),
            local=np.array(self._local, np.bool_),
        )

    def _analysed(self, text: str, forms: Counter[int]) -> list[int]:
        words = terms(text)
        number = self._words.setdefault
        written = [word.form for word in words if word.content and len(word.form) <= MAX_WORD]
        # Each once, in the order of the text: that of a set depends on what was numbered before.
        forms.update([number(form, len(self._words)) for form in dict.fromkeys(written)])
        number = self._terms.setdefault
        return [number(term, len(self._terms)) for term in index_terms(words, self._lexicon)]


def index_of(
    parts: Parts,
    before: Forms | None = None,
    articles: Sequence[Field] = ARTICLE_FIELDS,
    passages: Sequence[Field] = PASSAGE_FIELDS,
) -> BaseIndex:
    """The index of what was counted; the words of `before` need not be listened to again."""
    rows = _numbered(parts.terms)
    heard = dict(before.spoken()) if before else {}
    counts = np.zeros(len(parts.words), np.int64)
    np.add.at(counts, parts.forms.terms, parts.forms.counts)
    forms = Forms.of(dict(zip(parts.words, counts.tolist(), strict=True)), lambda word: heard.get(word) or sound(word))
    return BaseIndex(
        articles=weighed(parts.articles, articles, rows),
        passages=weighed(parts.passages, passages, rows),
        starts=parts.starts[:-1],
        local=parts.local,
        titles=_titles(parts.articles),
        subjects=_subjects(parts.articles),
        forms=forms,
    )


def index_terms(words: Sequence[Term], lexicon: Lexicon) -> list[str]:
    """The stems of the content words, then the concepts of the lexicon among all words."""
    hits = lexicon.concepts([word.stem for word in words])
    return [word.stem for word in words if word.content] + [concept_term(hit.concept) for hit in hits]


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}


def _sorted(numbers: dict[str, int], tallies: Sequence[Tally]) -> tuple[list[str], Ints]:
    """The names that the tallies still count, sorted, and the new number of each old one."""
    used = np.zeros(len(numbers), bool)
    for tally in tallies:
        used[tally.terms] = True
    old = sorted((name, number) for name, number in numbers.items() if used[number])
    places = np.full(len(numbers), -1, np.int32)
    places[[number for _, number in old]] = np.arange(len(old), dtype=np.int32)
    return [name for name, _ in old], places


def _titles(articles: Tally) -> Rows:
    """The words of each title, one that comes twice given twice."""
    cells = np.arange(_TITLE, articles.units * articles.fields, articles.fields)
    spans = [slice(int(articles.offsets[cell]), int(articles.offsets[cell + 1])) for cell in cells]
    rows = [np.repeat(articles.terms[span], articles.counts[span]) for span in spans]
    return Rows(_joined(rows), offsets([row.size for row in rows]))


def _subjects(articles: Tally) -> Rows:
    """The words of each article's fields but the body, each once."""
    rows = []
    for first in range(0, articles.units * articles.fields, articles.fields):
        span = slice(int(articles.offsets[first]), int(articles.offsets[first + _BODY]))
        rows.append(np.unique(articles.terms[span]))
    return Rows(_joined(rows), offsets([row.size for row in rows]))


def _joined(rows: Sequence[Numbers]) -> Ints:
    return np.concatenate(rows).astype(np.int32) if rows else np.zeros(0, np.int32)
