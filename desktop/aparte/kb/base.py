"""The knowledge base in service: opened, searched, and built again when it changed."""

import logging
import math
import time
from collections.abc import Iterable, Iterator, Sized
from contextlib import closing, nullcontext
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aparte.core.article import Article
from aparte.core.errors import BaseUnavailableError
from aparte.core.suggestion import Reason, ReasonKind, SearchHit, SearchResult, Suggestion, Verdict
from aparte.core.urgent import UrgentChange
from aparte.kb.analysis import terms
from aparte.kb.article_json import Card
from aparte.kb.clues import Clue, read_clues
from aparte.kb.confidence import MODEL, Model, features, probability
from aparte.kb.dense.likeness import STRENGTH, Likeness
from aparte.kb.dense.refining import Judge, refined
from aparte.kb.dense.texts import PassageTexts
from aparte.kb.index import index_terms
from aparte.kb.language import Language
from aparte.kb.passages import Passage, passages
from aparte.kb.query import Query, QueryBuilder, Weights
from aparte.kb.quoting import Match, Quoter, Wanted, places, reasons, wanted
from aparte.kb.ranking import Ranked, Ranker, Tuning
from aparte.kb.relevance import Relevance
from aparte.kb.renewal import FULL_TEXT, latest_full_text, write_full_text
from aparte.kb.revising import Revision, revise
from aparte.kb.spelling import Speller
from aparte.kb.starting import reader, start_from, write_index
from aparte.kb.storage import (
    DamagedIndexError,
    Generation,
    KeptArticles,
    building,
    current_folder,
    digest_of,
    open_generation,
)
from aparte.kb.whoosh_index import DamagedFullTextError, UnreadableQueryError, WhooshIndex

log = logging.getLogger(__name__)
LEAST_WORDS = 2
LONGEST_QUERY = 300
_KEPT_CARDS, _KEPT_PASSAGES = 512, 256
_MEANING = (Reason(ReasonKind.MEANING, "", ""),)


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked articles for a text, before they are worded for a request.

    `suspended` is the article that would come first, were it not suspended; empty otherwise.
    """

    verdict: Verdict
    items: tuple[Suggestion, ...]
    confidence: float
    query: Query
    repairs: tuple[Reason, ...]
    elapsed_ms: float
    suspended: str = ""


class KnowledgeBase:
    """One opened generation with its language; every method is safe from any thread.

    Attributes: `revision`, the urgent changes on it.
    """

    def __init__(
        self,
        generation: Generation,
        language: Language,
        *,
        weights: Weights | None = None,
        tuning: Tuning | None = None,
        model: Model | None = None,
    ) -> None:
        self._generation = generation
        self._index = generation.index
        self._speller = Speller(self._index.forms, language.known)
        self._lexicon = language.lexicon
        self._queries = QueryBuilder(language.lexicon, self._speller, language.situations, weights)
        self._ranker = Ranker(self._index, tuning)
        self._quoter = Quoter(language.lexicon)
        self._model = model or MODEL
        self._rows = {article_id: at for at, article_id in enumerate(generation.ids)}
        # From key to key most of the list is the same.
        self._card = lru_cache(maxsize=_KEPT_CARDS)(generation.card)
        self._passage = lru_cache(maxsize=_KEPT_PASSAGES)(generation.passage)
        full_text = generation.folder / FULL_TEXT
        self._whoosh = WhooshIndex(full_text) if full_text.is_dir() else None
        self.revision = Revision()

    @property
    def digest(self) -> str:
        """What the generation was built from."""
        return self._generation.manifest.digest

    @property
    def passages(self) -> int:
        """How many passages are ranked."""
        return self._generation.manifest.passages

    @property
    def left_out(self) -> int:
        """How many articles could not be read when the index was built."""
        return self._generation.manifest.left_out

    @property
    def has_full_text(self) -> bool:
        """Whether the palette's query language can be used."""
        return self._whoosh is not None

    def complete(self) -> None:
        """Build the full-text index that an import stopped before its end did not, and search with it.

        Takes up to half a minute at the national size. Raises `StorageError`.
        """
        if self._whoosh is not None:
            return
        root = self._generation.folder.parent
        add_full_text(root)
        folder = current_folder(root)
        # Another program may have built another base meanwhile.
        if folder is not None and digest_of(folder) == self.digest and (folder / FULL_TEXT).is_dir():
            self._whoosh = WhooshIndex(folder / FULL_TEXT)

    def revised(self, changes: Iterable[UrgentChange]) -> "KnowledgeBase":
        """The same base with urgent changes on it: corrections in its texts, suspended articles out of its answers.

        Nothing is built: the words of a correction are shown and not searched for until the next
        bundle has them. Both bases read the same files; `close` either when neither is used any more.
        """
        revised = copy(self)
        revised.revision = revise(changes, self._rows, self._generation)
        return revised

    def kept(self) -> KeptArticles:
        """Every article, each read when it is asked for."""
        return self._generation.kept()

    def cards(self) -> Iterator[Card]:
        """What lists show of every article, in the order of the index."""
        return (self._card_of(at) for at in range(len(self._rows)))

    def article(self, article_id: str) -> Article:
        """One article; raises `BaseUnavailableError` when the base has it no more."""
        row = self._rows.get(article_id)
        if row is None:
            raise BaseUnavailableError("Cette fiche n'est plus dans la base : relancez la recherche.")
        return self.revision.articles.get(row) or self._generation.article(row)

    def holds(self, article_id: str) -> bool:
        """Whether an article can be opened."""
        return article_id in self._rows

    def contact(self, article_id: str) -> str:
        """The service that takes over where an article ends, empty when it names none."""
        row = self._rows.get(article_id)
        return "" if row is None else self._card_of(row).contact

    def answer(self, text: str, limit: int = 8) -> Answer:
        """Rank the articles for what the citizen said."""
        began = time.perf_counter()
        query = self._queries.build(text)
        held = self.revision.suspended
        found = self._ranker.rank(query, limit + len(held))
        ranked = [one for one in found if one.article not in held][:limit] if held else found
        sure = self._sure(query, ranked)
        verdict = self._verdict(query, ranked, sure)
        suspended = ""
        if held and found and found[0].article in held:
            # What comes after it answers another question.
            suspended, sure = self._generation.ids[found[0].article], 0.0
            verdict = Verdict.UNSURE if verdict is Verdict.ANSWERED else verdict
        sought = wanted(query)
        items = tuple(self._suggestion(sought, one) for one in ranked)
        elapsed_ms = (time.perf_counter() - began) * 1000
        return Answer(verdict, items, sure, query, _repairs(query), elapsed_ms, suspended)

    def refined(self, text: str, likeness: Likeness, limit: int = 8, strength: float = STRENGTH) -> Answer | None:
        """As `answer`, with the meaning counted too; None when there is nothing to search, or for another base.

        What words alone do not answer safely stays unsafe, and what they answer safely gives way only
        to an article that words speak for as much.
        """
        began = time.perf_counter()
        query = self._queries.build(text)
        if not query.units or not self._index.starts.size or likeness.of != self._generation.folder.name:
            return None
        judge = Judge(self._sure, self._model.threshold, self.revision.suspended, strength)
        found = refined(query, likeness, self._ranker, judge, limit)
        sought = wanted(query)
        items = tuple(self._suggestion(sought, one, near=one.article not in found.by_words) for one in found.ranked)
        verdict = self._verdict(query, found.ranked, found.sure)
        suspended = self._generation.ids[found.suspended] if found.suspended >= 0 else ""
        elapsed_ms = (time.perf_counter() - began) * 1000
        return Answer(verdict, items, found.sure, query, _repairs(query), elapsed_ms, suspended)

    def texts(self) -> PassageTexts:
        """The passages as an embedding model reads them."""
        return PassageTexts(self._generation)

    def relevance(self, query: Query) -> Relevance:
        """What holds sentences of an article against a question that was answered."""
        articles = self._index.articles
        return Relevance(query, self._lexicon, articles.rarity, math.log1p(2 * articles.size))

    def evidence(self, text: str) -> tuple[float, ...]:
        """The features by which the confidence in an answer is judged."""
        query = self._queries.build(text)
        return features(query, self._ranker.rank(query), self._index)

    def clues(self, text: str) -> tuple[Clue, ...]:
        """What each word of a whole contact speaks for; never touches the disk."""
        return read_clues(self._queries.whole(text), self._ranker, self._lexicon, self._index.articles)

    def indexed(self, text: str) -> list[str]:
        """The index terms of a text, as if an article held it."""
        return index_terms(terms(text), self._lexicon)

    def search(self, text: str, limit: int) -> SearchResult:
        """The palette's query language over the whole base."""
        if not text.strip():
            return SearchResult((), 0)
        if len(text) > LONGEST_QUERY:
            return SearchResult((), 0, problem="Cette recherche est trop longue : gardez l'essentiel.")
        if self._whoosh is None:
            return SearchResult(
                (), 0, problem="La recherche dans toute la base se prépare : réessayez dans un instant."
            )
        try:
            found = self._whoosh.search(text, limit)
        except UnreadableQueryError as problem:
            return SearchResult((), 0, problem=str(problem))
        hits = tuple(self._hit(self.article(article_id), found.stems) for article_id in found.ids)
        return SearchResult(hits, found.total, did_you_mean=self._meant(text) if found.total < 3 else "")

    def subjects(self, text: str) -> tuple[str, ...]:
        """What `text` speaks of, in the lexicon's own expressions: never the citizen's words."""
        return self._queries.named(text)

    def close(self) -> None:
        """Release the files; nothing is asked of the base any more."""
        if self._whoosh is not None:
            self._whoosh.close()
        self._generation.close()

    def _sure(self, query: Query, ranked: list[Ranked]) -> float:
        return probability(features(query, ranked, self._index), self._model) if ranked else 0.0

    def _verdict(self, query: Query, ranked: list[Ranked], sure: float) -> Verdict:
        if not query.units:
            return Verdict.EMPTY
        if ranked and sure >= self._model.threshold:
            return Verdict.ANSWERED
        return Verdict.UNSURE if query.words() >= LEAST_WORDS else Verdict.UNDECIDED

    def _suggestion(self, sought: Wanted, ranked: Ranked, *, near: bool = False) -> Suggestion:
        card = self._card_of(ranked.article)
        passage, here = self._quoted(sought, ranked)
        title = self._quoter.matches(card.title, sought)
        quote, marks = self._quoter.quote(passage.text, here)
        return Suggestion(
            article_id=card.id,
            passage_id=ranked.passage,
            section=passage.section,
            title=card.title,
            heading=passage.heading,
            quote=quote,
            marks=marks,
            title_marks=tuple(match.span for match in title),
            origin=card.origin,
            theme=card.theme,
            source_label=card.source,
            verified_on=card.verified_on,
            review_by=card.review_by,
            reasons=(*_MEANING[:near], *reasons([(card.title, title), (passage.text, here)])),
            score=ranked.score,
            local=passage.local,
        )

    def _quoted(self, sought: Wanted, ranked: Ranked) -> tuple[Passage, list[Match]]:
        """The passage that answers best; of a corrected article, among those that stand where it stood."""
        candidates = self.revision.passages.get(ranked.passage) or (self._passage(ranked.passage),)
        met = [(passage, self._quoter.matches(passage.text, sought)) for passage in candidates]
        return max(met, key=lambda one: len({match.word for match in one[1]}))

    def _card_of(self, row: int) -> Card:
        return self.revision.cards.get(row) or self._card(row)

    def _hit(self, article: Article, stems: frozenset[str]) -> SearchHit:
        candidates = [(passage.text, places(passage.text, stems)) for passage in passages(article)]
        text, met = max(candidates, key=lambda candidate: len({place.word for place in candidate[1]}))
        excerpt, marks = self._quoter.quote(text, met)
        theme = article.breadcrumb[-1] if article.breadcrumb else article.theme
        return SearchHit(article.id, article.title, theme, article.origin, excerpt, marks, article.review_by)

    def _meant(self, text: str) -> str:
        """The query with its unknown words repaired, empty when nothing changes."""
        meant, at = "", 0
        for term in terms(text):
            repairs = self._speller.repairs(term.form)
            if repairs:
                meant += text[at : term.start] + repairs[0].form
                at = term.end
        return meant + text[at:] if meant else ""


def _repairs(query: Query) -> tuple[Reason, ...]:
    """What was searched instead of what was typed, the surest repair of each word."""
    found = [
        (unit.word, [option for option in unit.alternatives if option.kind is ReasonKind.REPAIR])
        for unit in query.units
    ]
    return tuple(
        Reason(ReasonKind.REPAIR, word, max(options, key=lambda option: option.weight).shown)
        for word, options in found
        if options
    )


def open_base(root: Path, language: Language) -> KnowledgeBase | None:
    """The base in service under `root`; None when there is none that can be trusted."""
    folder = current_folder(root)
    if folder is None:
        return None
    try:
        return KnowledgeBase(open_generation(folder), language)
    except (DamagedIndexError, DamagedFullTextError) as damage:
        log.warning("index set aside: %s", damage)
        return None


def build_base(
    root: Path,
    articles: Iterable[Article],
    language: Language,
    digest: str,
    *,
    full_text: bool = True,
    anew: bool = False,
    left_out: Sized = (),
) -> KnowledgeBase:
    """Build a new generation; the one in service stays until this one is whole.

    What another process built of the same digest meanwhile is taken, and articles that did not
    change are copied from the one in service, unless all is wanted `anew`.
    `left_out` fills while `articles` is read: those that could not be.
    Raises `BaseUnavailableError` when there is no article, `StorageError` when the disk refuses.
    """
    with building(root) as writer:
        waited = None if anew else _built_meanwhile(root, language, digest)
        if waited is not None:
            writer.abandon()
            return waited
        with nullcontext() if anew else start_from(root, language.lexicon) as start:
            passages = write_index(writer, articles, language.lexicon, start)
        if full_text:
            with closing(writer.kept()) as kept:
                write_full_text(writer.folder / FULL_TEXT, kept, None if anew else latest_full_text(root))
        folder = writer.commit(digest, reader(language.lexicon), writer.articles, passages, len(left_out))
        return KnowledgeBase(open_generation(folder), language)


def add_full_text(root: Path) -> None:
    """Give the generation in service its full-text index, when it was built without one.

    Raises `StorageError` when the disk refuses; what is in service stays.
    """
    with building(root) as writer:
        before = _trusted(current_folder(root))
        if before is None or (before.folder / FULL_TEXT).is_dir():
            writer.abandon()
            return
        with closing(before):
            writer.copy(before)
            write_full_text(writer.folder / FULL_TEXT, before.kept(), latest_full_text(root))
            about = before.manifest
            writer.commit(about.digest, about.reader, about.articles, about.passages, about.left_out)


def _built_meanwhile(root: Path, language: Language, digest: str) -> KnowledgeBase | None:
    """What another process built while this one waited for the lock."""
    folder = current_folder(root)
    return open_base(root, language) if folder is not None and digest_of(folder) == digest else None


def _trusted(folder: Path | None) -> Generation | None:
    try:
        return None if folder is None else open_generation(folder)
    except DamagedIndexError as damage:
        log.warning("index set aside: %s", damage)
        return None
