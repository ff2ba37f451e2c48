"""What the search offers while the agent types, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aparte.core.article import Origin, Service


class ReasonKind(StrEnum):
    """How a typed word met the article; MEANING when no word put it in the list, and it has no words."""

    MEANING = "meaning"

    TYPED = "typed"
    SYNONYM = "synonym"
    REPAIR = "repair"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Reason:
    """`typed` is the citizen's word, `matched` the article's."""

    kind: ReasonKind
    typed: str
    matched: str


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters `[start, end)` in the quote it belongs to."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One article, offered once, with the passage that answers best.

    `section` is the index of the passage's section in the article; `score` ranks inside one
    result and has no unit. `local`: the quote is what the town added to a national article.
    """

    article_id: str
    passage_id: int
    section: int
    title: str
    heading: str
    quote: str
    marks: tuple[Span, ...]
    title_marks: tuple[Span, ...]
    origin: Origin
    theme: str
    source_label: str
    verified_on: date | None
    review_by: date | None
    reasons: tuple[Reason, ...]
    score: float
    local: bool = False


@dataclass(frozen=True, slots=True)
class Suspended:
    """An article that the town has set aside, and `said`, why, in French."""

    article_id: str
    title: str
    said: str


class Verdict(StrEnum):
    """What the list may claim.

    EMPTY: nothing to search yet. ANSWERED: the first suggestions answer. UNSURE: no safe
    answer, the suggestions are only to be checked. UNDECIDED: too few words to say either.
    """

    EMPTY = "empty"
    ANSWERED = "answered"
    UNSURE = "unsure"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer to one request.

    `number` is the request's, `confidence` is the calibrated probability in [0, 1] that the
    first suggestions answer, `repairs` are the spelling repairs that were searched, `suspended` the
    article that would come first if the town had not suspended it,
    `hand_over` the second-level service to name when nothing is safe, `elapsed_ms` the
    engine's own time.
    """

    number: int
    verdict: Verdict
    items: tuple[Suggestion, ...]
    confidence: float
    repairs: tuple[Reason, ...]
    hand_over: Service | None
    elapsed_ms: float
    suspended: Suspended | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article found by the palette's query language."""

    article_id: str
    title: str
    theme: str
    origin: Origin
    excerpt: str
    marks: tuple[Span, ...]
    review_by: date | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The palette's answer; `did_you_mean` is empty when the query needs no repair."""

    hits: tuple[SearchHit, ...]
    total: int
    did_you_mean: str = ""
    problem: str = ""
