"""Articles as one line of JSON, for the index's own blobs."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from aparte.core.article import Article, Document, Fact, FactKind, OnlineProcedure, Origin, Section, Source


def to_json(article: Article) -> str:
    """The article as JSON, dates in ISO form; what is not local does not say so.

    So an imported article keeps the digest that it had before there were overlays.
    """
    return json.dumps(asdict(article, dict_factory=_said), ensure_ascii=False, default=lambda value: value.isoformat())


def from_json(text: str) -> Article:
    """The article that `to_json` wrote."""
    return article_from(json.loads(text))


def article_from(data: dict[str, Any]) -> Article:
    """The article in a JSON object that `to_json` wrote."""
    return Article(
        id=data["id"],
        title=data["title"],
        theme=data["theme"],
        service=data["service"],
        contact=data["contact"],
        audience=data["audience"],
        closure_code=data["closure_code"],
        version=data["version"],
        breadcrumb=tuple(data["breadcrumb"]),
        keywords=tuple(data["keywords"]),
        questions=tuple(data["questions"]),
        origin=Origin(data["origin"]),
        verified_on=_date(data["verified_on"]),
        review_by=_date(data["review_by"]),
        sources=tuple(Source(**row) for row in data["sources"]),
        facts=tuple(Fact(**{**row, "kind": FactKind(row["kind"])}) for row in data["facts"]),
        documents=tuple(Document(**row) for row in data["documents"]),
        online=OnlineProcedure(**data["online"]) if data["online"] else None,
        sections=tuple(Section(**row) for row in data["sections"]),
    )


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an article: small enough to be read eight times a keystroke."""

    id: str
    title: str
    origin: Origin
    theme: str
    source: str
    contact: str
    verified_on: date | None
    review_by: date | None
    closure_code: str


def card_json(article: Article) -> str:
    """The card of an article as JSON."""
    return json.dumps(
        [
            article.id,
            article.title,
            article.origin,
            article.breadcrumb[-1] if article.breadcrumb else article.theme,
            article.sources[0].label if article.sources else "",
            article.contact,
            article.verified_on and article.verified_on.isoformat(),
            article.review_by and article.review_by.isoformat(),
            article.closure_code,
        ],
        ensure_ascii=False,
    )


def card_from_json(text: str) -> Card:
    """The card that `card_json` wrote."""
    article_id, title, origin, theme, source, contact, verified_on, review_by, code = json.loads(text)
    return Card(article_id, title, Origin(origin), theme, source, contact, _date(verified_on), _date(review_by), code)


def _said(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if name != "local" or value}


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
