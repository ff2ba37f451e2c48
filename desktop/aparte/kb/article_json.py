"""Articles as one line of JSON, for the index's own blobs."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from aparte.core.article import Article, Document, Fact, FactKind, OnlineProcedure, Origin, Section, Source


def to_json(article: Article) -> str:
    """The article as JSON, dates in ISO form."""
    return json.dumps(asdict(article), ensure_ascii=False, default=lambda value: value.isoformat())


def from_json(text: str) -> Article:
    """The article that `to_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    return Article(
        **{
            key: data[key]
            for key in ("id", "title", "theme", "service", "contact", "audience", "closure_code", "version")
        },
        **{key: tuple(data[key]) for key in ("breadcrumb", "keywords", "questions")},
        origin=Origin(data["origin"]),
        verified_on=_date(data["verified_on"]),
        review_by=_date(data["review_by"]),
        sources=tuple(Source(**row) for row in data["sources"]),
        facts=tuple(Fact(FactKind(row["kind"]), row["value"], row["condition"]) for row in data["facts"]),
        documents=tuple(Document(**row) for row in data["documents"]),
        online=OnlineProcedure(**data["online"]) if data["online"] else None,
        sections=tuple(Section(**row) for row in data["sections"]),
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
