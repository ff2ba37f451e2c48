"""What the store hands to the statistics: sums that know neither citizen nor agent."""

from dataclasses import dataclass
from datetime import date

from aparte.core.contact import Channel, Outcome


@dataclass(frozen=True, slots=True)
class ContactCell:
    """Contacts opened in one local hour on one channel.

    `handled_s` is the total, in seconds, of the `timed` ones: a tally and a late entry are not.
    Those of a past month may be added up by day, under the hour 0.
    """

    day: date
    hour: int
    channel: Channel
    contacts: int
    handled_s: int
    timed: int


@dataclass(frozen=True, slots=True)
class DemandCell:
    """Demands of one local day with the same channel, code, outcome and service (who took them over, or empty).

    Those of a past month may be added up under its first day: their channel is None and no service is told.
    """

    day: date
    channel: Channel | None
    code: str
    outcome: Outcome
    service: str
    demands: int


@dataclass(frozen=True, slots=True)
class ArticleCell:
    """How often an article was opened and given (copied or edited) on one local day."""

    day: date
    article_id: str
    title: str
    opened: int
    given: int


@dataclass(frozen=True, slots=True)
class GapCell:
    """Questions that the base could not answer on one local day, by theme of the nearest article."""

    day: date
    theme: str
    gaps: int


@dataclass(frozen=True, slots=True)
class Cells:
    """Everything counted between two days, both included."""

    first: date
    last: date
    contacts: tuple[ContactCell, ...] = ()
    demands: tuple[DemandCell, ...] = ()
    articles: tuple[ArticleCell, ...] = ()
    gaps: tuple[GapCell, ...] = ()
