"""What the palette asks of the base: searches, and the articles opened last."""

from dataclasses import dataclass

from aparte.assist.copying import without_markdown
from aparte.assist.desk import Desk
from aparte.core.article import Article
from aparte.core.errors import AparteError
from aparte.core.suggestion import SearchHit
from aparte.settings import Settings, options
from aparte.ui.palette.model import Row
from aparte.ui.palette.query import to_search

MOST_RECENT = 8
_EXCERPT = 220


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to what was typed; `recent` when nothing was and the last articles are shown."""

    typed: str
    rows: tuple[Row, ...]
    total: int
    did_you_mean: str = ""
    problem: str = ""
    recent: bool = False


def find(desk: Desk, typed: str) -> Found:
    """Search the whole base; safe on a worker."""
    result = desk.search(to_search(typed))
    rows = tuple(Row(hit, desk.theme_label(hit.theme)) for hit in result.hits)
    return Found(typed, rows, result.total, result.did_you_mean, result.problem)


def recent(desk: Desk, ids: tuple[str, ...]) -> Found:
    """The articles opened last; those that are gone are left out."""
    rows = []
    for article_id in ids[:MOST_RECENT]:
        try:
            article = desk.article(article_id)
        except AparteError:
            continue
        rows.append(Row(_as_hit(article), desk.theme_label(article.theme)))
    return Found("", tuple(rows), len(rows), recent=True)


def remember(settings: Settings, article_id: str) -> None:
    """Put an article at the head of those opened last."""
    others = (known for known in settings.get(options.RECENT_ARTICLES) if known != article_id)
    settings.set(options.RECENT_ARTICLES, (article_id, *others)[:MOST_RECENT])


def _as_hit(article: Article) -> SearchHit:
    lead = without_markdown(article.sections[0].body) if article.sections else ""
    return SearchHit(
        article.id,
        article.title,
        article.theme,
        article.origin,
        lead[:_EXCERPT],
        (),
        article.review_by,
    )
