"""An imported article with what its source says beside the text, as one line of JSON."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from aparte.core.article import Article
from aparte.kb.article_json import article_from, to_json


class LinkKind(StrEnum):
    """What an article points to."""

    SERVICE = "service"
    PLACE = "place"
    ARTICLE = "article"
    WEB = "web"
    REFERENCE = "reference"
    QUESTION = "question"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an article.

    `target` is an id of the archive, `form` a cerfa number, `pivot` the type of local service
    where a town's own facts attach, `held_by` who is behind it, `condition` when it holds.
    """

    kind: LinkKind
    label: str = ""
    target: str = ""
    url: str = ""
    form: str = ""
    pivot: str = ""
    held_by: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """An article and what its source says of it.

    `ranked` is false for a table of contents: it answers nothing by itself, and its titles are
    already in the themes of its articles. `important_on` is the last change of substance.
    """

    article: Article
    kind: str = ""
    ranked: bool = True
    important_on: date | None = None
    audiences: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def versioned(imported: Imported) -> Imported:
    """The same with `version` a digest of all it holds: a change is a change of what is read."""
    bare = replace(imported, article=replace(imported.article, version=""))
    version = hashlib.sha256(record_json(bare).encode()).hexdigest()[:16]
    return replace(imported, article=replace(imported.article, version=version))


def record_json(imported: Imported) -> str:
    """One line."""
    beside: dict[str, Any] = {
        "kind": imported.kind,
        "ranked": imported.ranked,
        "important_on": imported.important_on and imported.important_on.isoformat(),
        "audiences": imported.audiences,
        "links": [{name: value for name, value in asdict(link).items() if value} for link in imported.links],
    }
    return f'{{"beside": {json.dumps(beside, ensure_ascii=False)}, "article": {to_json(imported.article)}}}'


def record_from_json(line: str) -> Imported:
    """What `record_json` wrote; raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    data: dict[str, Any] = json.loads(line)
    beside = data["beside"]
    important = beside["important_on"]
    return Imported(
        article=article_from(data["article"]),
        kind=beside["kind"],
        ranked=beside["ranked"],
        important_on=date.fromisoformat(important) if important else None,
        audiences=tuple(beside["audiences"]),
        links=tuple(Link(**{**row, "kind": LinkKind(row["kind"])}) for row in beside["links"]),
    )
