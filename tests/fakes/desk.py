"""A desk over a dozen articles held in memory, with every verdict, mark and reason."""

import re
import time
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from aparte.assist.changes import BaseChanges
from aparte.assist.desk import BaseState, NationalFile, SuggestRequest
from aparte.assist.reply.reply import Reply
from aparte.assist.urgent.telling import suspension_of
from aparte.core.article import Article, Origin, Service
from aparte.core.errors import AparteError, BaseUnavailableError
from aparte.core.suggestion import (
    Reason,
    ReasonKind,
    SearchHit,
    SearchResult,
    Span,
    Suggestion,
    Suggestions,
    Verdict,
)
from aparte.core.urgent import UrgentChange
from tests.fakes.articles import ARTICLES, SERVICES, THEMES

_SYNONYMS = {"cni": "carte", "perdu": "perte", "egare": "perte", "canape": "encombrant"}
_REPAIRS = {"pasport": "passeport", "procurration": "procuration"}
_IDLE = set("ma mon ai elle il sa son a la le les un une des de du en et on dans je j l d est".split())
NATIONAL_FILE = NationalFile(
    "vosdroits-latest.zip", date(2026, 11, 20), date(2026, 11, 19), "https://lecomarquage.example/vosdroits-latest.zip"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass
class FakeDesk:
    """Answers from `articles`; `gaps` keeps what was filed, `requests` what was asked.

    `changed` is what the last national import changed, `in_force` the town's urgent changes.

    `replies` has what is replied from an article, `replied` the questions that asked for it.

    `failure`, when set, is raised by every call; `latency_s` makes each search that slow.
    """

    articles: tuple[Article, ...] = ARTICLES
    failure: AparteError | None = None
    latency_s: float = 0.0
    gaps: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    requests: list[SuggestRequest] = field(default_factory=list)
    replies: dict[str, Reply] = field(default_factory=dict)
    replied: list[str] = field(default_factory=list)
    changed: BaseChanges | None = None
    in_force: tuple[UrgentChange, ...] = ()

    def suggest(self, request: SuggestRequest) -> Suggestions:
        self._check()
        self.requests.append(request)
        if self.latency_s:
            time.sleep(self.latency_s)
        words = [w for w in map(_fold, _WORD.findall(request.text)) if w not in _IDLE]
        words = [w for w in words if len(w) > 1]
        reasons = [_reason(word) for word in dict.fromkeys(words)]
        items = self._rank(reasons)
        return Suggestions(
            number=request.number,
            verdict=_verdict(request, words, items),
            items=items,
            confidence=items[0].score if items else 0.0,
            repairs=tuple(r for r in reasons if r.kind is ReasonKind.REPAIR),
            hand_over=SERVICES[0],
            elapsed_ms=1.4,
        )

    def reply(self, text: str, article_id: str = "") -> Reply | None:
        self._check()
        self.replied.append(text)
        return self.replies.get(article_id)

    def article(self, article_id: str) -> Article:
        self._check()
        for article in self.articles:
            if article.id == article_id:
                return article
        raise BaseUnavailableError("Cette fiche n'existe plus : cherchez-la par son titre.")

    def search(self, query: str, limit: int = 30) -> SearchResult:
        self._check()
        items = self._rank([_reason(_fold(word)) for word in _WORD.findall(query)])
        hits = tuple(
            SearchHit(i.article_id, i.title, i.theme, i.origin, i.quote, i.marks, i.review_by) for i in items[:limit]
        )
        return SearchResult(hits, len(items))

    def service(self, service_id: str) -> Service | None:
        return next((service for service in SERVICES if service.id == service_id), None)

    def theme_label(self, theme: str) -> str:
        return THEMES.get(theme, theme)

    def state(self) -> BaseState:
        return BaseState("Aubremont", len(self.articles), 64, date(2026, 11, 3), 1, "")

    def national_file(self, article: Article) -> NationalFile | None:
        return NATIONAL_FILE if article.origin is Origin.NATIONAL else None

    def changes(self) -> BaseChanges | None:
        self._check()
        return self.changed

    def urgent(self) -> tuple[UrgentChange, ...]:
        return self.in_force

    def file_gap(self, text: str, nearest: tuple[str, ...]) -> str:
        self._check()
        self.gaps.append((text, nearest))
        return f"M-{len(self.gaps):04d}"

    def _check(self) -> None:
        if self.failure is not None:
            raise self.failure

    def _rank(self, reasons: list[Reason]) -> tuple[Suggestion, ...]:
        ranked = [article for article in self.articles if suspension_of(self.in_force, article.id) is None]
        found = [s for article in ranked if (s := _suggestion(article, reasons))]
        return tuple(sorted(found, key=lambda item: -item.score)[:8])


def _verdict(request: SuggestRequest, words: list[str], items: tuple[Suggestion, ...]) -> Verdict:
    if not request.text.strip():
        return Verdict.EMPTY
    if not request.settled or len(words) < 2:
        return Verdict.UNDECIDED if not items or items[0].score < 0.5 else Verdict.ANSWERED
    return Verdict.ANSWERED if items and items[0].score >= 0.4 else Verdict.UNSURE


def _reason(word: str) -> Reason:
    if word in _REPAIRS:
        return Reason(ReasonKind.REPAIR, word, _REPAIRS[word])
    if word in _SYNONYMS:
        return Reason(ReasonKind.SYNONYM, word, _SYNONYMS[word])
    return Reason(ReasonKind.TYPED, word, word)


def _suggestion(article: Article, reasons: list[Reason]) -> Suggestion | None:
    best: tuple[int, tuple[Span, ...], list[Reason]] = (0, (), [])
    for index, section in enumerate(article.sections):
        marks, met = _meet(section.body, reasons)
        if len(met) > len(best[2]):
            best = (index, marks, met)
    title_marks, title_met = _meet(article.title, reasons)
    met = list(dict.fromkeys([*title_met, *best[2]]))
    if not met:
        return None
    section = article.sections[best[0]]
    body = section.body.split("\n\n")[0].replace("**", "")
    marks, _ = _meet(body, reasons)
    return Suggestion(
        article_id=article.id,
        passage_id=hash((article.id, best[0])),
        section=best[0],
        title=article.title,
        heading=section.heading,
        quote=body,
        marks=marks,
        title_marks=title_marks,
        origin=article.origin,
        theme=article.theme,
        source_label=article.sources[0].label,
        verified_on=article.verified_on,
        review_by=article.review_by,
        reasons=tuple(met),
        local=section.local,
        score=min(1.0, (len(met) + len(title_met)) / (len(reasons) + 1)),
    )


def _meet(text: str, reasons: list[Reason]) -> tuple[tuple[Span, ...], list[Reason]]:
    marks, met = [], []
    for word in _WORD.finditer(text):
        folded = _fold(word.group())
        for reason in reasons:
            if folded.startswith(reason.matched):
                marks.append(Span(word.start(), word.end()))
                met.append(reason)
                break
    return tuple(marks), list(dict.fromkeys(met))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))
