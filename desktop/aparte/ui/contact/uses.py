"""What was done with the answers during one contact: the proof of a human act."""

from datetime import datetime

from aparte.core.article import Article
from aparte.core.contact import Act, AnswerUse, Refusal


class Uses:
    """One line for each act on each article: the same act twice is one act.

    A copied or edited passage counts once for each text that was given.
    """

    def __init__(self, uses: tuple[AnswerUse, ...] = ()) -> None:
        self._uses = {_key(use): use for use in uses}

    def note(self, use: AnswerUse) -> bool:
        """Keep an act; false when it is known already."""
        if _key(use) in self._uses:
            return False
        self._uses[_key(use)] = use
        return True

    def knows(self, act: Act, article_id: str) -> bool:
        """Whether this was already done with that article."""
        return any(
            use.act is act and use.article_id == article_id and not _is_draft_refused(use)
            for use in self._uses.values()
        )

    def draft_refused(self, article_id: str) -> bool:
        """Whether the agent refused a draft made from that article."""
        return any(_is_draft_refused(use) and use.article_id == article_id for use in self._uses.values())

    def by_agent(self) -> bool:
        """Whether the agent did anything beyond looking."""
        return any(use.act is not Act.SHOWN for use in self._uses.values())

    def all(self) -> tuple[AnswerUse, ...]:
        """Every act, in the order they happened."""
        return tuple(self._uses.values())


def use_of(
    article: Article,
    act: Act,
    at: datetime,
    *,
    section: int = -1,
    passage: str = "",
    by_machine: bool = False,
    refusal: Refusal | None = None,
) -> AnswerUse:
    """An act on an article as it stands, or on a draft made from it."""
    return AnswerUse(
        act,
        at,
        article.id,
        article.version,
        article.title,
        section,
        passage,
        " ; ".join(source.label for source in article.sources),
        article.verified_on,
        by_machine,
        refusal,
    )


def _key(use: AnswerUse) -> tuple[Act, str, str, str, bool]:
    return use.act, use.article_id, use.version, use.passage, use.by_machine


def _is_draft_refused(use: AnswerUse) -> bool:
    return use.act is Act.REFUSED and use.by_machine
