"""Which urgent changes an article is told with."""

from collections.abc import Iterable

from aparte.core.article import Article
from aparte.core.urgent import UrgentChange, UrgentKind


def notices(changes: Iterable[UrgentChange]) -> tuple[UrgentChange, ...]:
    """Every notice in force, whatever it names: the agent hears of all of them."""
    return tuple(one for one in changes if one.kind is UrgentKind.NOTICE)


def about(changes: Iterable[UrgentChange], article: Article) -> tuple[UrgentChange, ...]:
    """What is told at the top of an article: its suspension, else its notices, then its corrections.

    A notice is about an article when it names it, its service, the one it hands over to, or its theme.
    """
    found = tuple(one for one in changes if _names(one, article))
    suspended = tuple(one for one in found if one.kind is UrgentKind.SUSPEND)
    corrections = tuple(one for one in found if one.kind is UrgentKind.CORRECT)
    return (*suspended[:1], *notices(found), *(() if suspended else corrections))


def suspension_of(changes: Iterable[UrgentChange], article_id: str) -> UrgentChange | None:
    """The suspension of an article, None when it is not suspended."""
    return next((one for one in changes if one.kind is UrgentKind.SUSPEND and one.article_id == article_id), None)


def _names(change: UrgentChange, article: Article) -> bool:
    if change.article_id:
        return change.article_id == article.id
    if change.service:
        return change.service in (article.service, article.contact)
    return bool(change.theme) and change.theme in (article.theme, *article.breadcrumb)
