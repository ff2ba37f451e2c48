"""What urgent changes make of a base that is open: some of its articles, in memory, over the built index.

The index is not built again: that takes seconds, and a fee that is wrong must be gone at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aparte.core.article import Article, Origin, Section
from aparte.core.urgent import UrgentChange, UrgentKind, suspended_words
from aparte.kb.article_json import Card, card_from_json, card_json
from aparte.kb.overlays.correcting import corrected
from aparte.kb.passages import Passage, passages
from aparte.kb.storage import Generation
from aparte.kb.text import folded

# A passage stands where another stood when it has this much of its words.
_LEAST_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Revision:
    """By row of the base: `articles`, their `cards`, and for each old passage those in its place.

    `suspended` are rows that answer nothing; `misplaced` the ids of corrections that found nothing
    to correct, `lost` those of changes whose article the base does not have.
    """

    articles: Mapping[int, Article] = field(default_factory=dict)
    cards: Mapping[int, Card] = field(default_factory=dict)
    passages: Mapping[int, tuple[Passage, ...]] = field(default_factory=dict)
    suspended: frozenset[int] = frozenset()
    misplaced: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def revise(changes: Iterable[UrgentChange], rows: Mapping[str, int], texts: Generation) -> Revision:
    """The revision that `changes`, the last validated first, make of a base; notices change nothing in it."""
    corrections: dict[int, list[UrgentChange]] = {}
    suspensions: dict[int, UrgentChange] = {}
    lost: list[str] = []
    for change in changes:
        if change.kind is UrgentKind.NOTICE:
            continue
        row = rows.get(change.article_id)
        if row is None:
            lost.append(change.id)
        elif change.kind is UrgentKind.SUSPEND:
            suspensions.setdefault(row, change)
        else:
            corrections.setdefault(row, []).append(change)
    articles: dict[int, Article] = {}
    placed: dict[int, tuple[Passage, ...]] = {}
    misplaced: list[str] = []
    for row, ours in corrections.items():
        done = corrected(texts.article(row), ours)
        misplaced += done.misplaced
        articles[row] = done.article
        placed |= _placed(row, tuple(passages(done.article)), texts)
    for row, suspension in suspensions.items():
        articles[row] = stand_in(texts.article(row), suspension)
        placed |= dict.fromkeys(_old(row, texts), tuple(passages(articles[row])))
    cards = {row: card_from_json(card_json(article)) for row, article in articles.items()}
    return Revision(articles, cards, placed, frozenset(suspensions), tuple(misplaced), tuple(lost))


def stand_in(article: Article, suspension: UrgentChange) -> Article:
    """What is opened in the place of a suspended article: who suspended it, since when and why, and nothing of it."""
    return Article(
        id=article.id,
        title=article.title,
        origin=article.origin,
        theme=article.theme,
        breadcrumb=article.breadcrumb,
        service=article.service,
        contact=article.contact,
        closure_code=article.closure_code,
        verified_on=article.verified_on,
        sections=(Section("", suspended_words(suspension), local=article.origin is Origin.NATIONAL),),
        version=f"{article.version}-{suspension.id}",
    )


def _placed(row: int, now: Sequence[Passage], texts: Generation) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    """For each passage that the index knows, those that may be quoted for it: never the one that was built."""
    words = [frozenset(folded(f"{one.heading} {one.text}").split()) for one in now]
    for at in _old(row, texts):
        before = texts.passage(at)
        sought = frozenset(folded(f"{before.heading} {before.text}").split())
        shared = [len(sought & one) / max(1, min(len(sought), len(one))) for one in words]
        best = max(range(len(now)), key=shared.__getitem__)
        near = [one for one, share in zip(now, shared, strict=True) if share >= _LEAST_SHARED and one.local]
        # The town's words first: of two that meet as much of a question, they are quoted.
        yield at, tuple(dict.fromkeys([*near, now[best]]))


def _old(row: int, texts: Generation) -> range:
    starts = texts.index.starts
    return range(int(starts[row]), int(starts[row + 1]) if row + 1 < len(starts) else len(texts.passages))
