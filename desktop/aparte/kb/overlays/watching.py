"""Which overlays a manager must read again, because the State's text under them is not what it was.

What each overlay rests on is kept as a fingerprint beside the imports. An overlay that was listed
leaves the list once its file says that it was verified since.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from aparte.core.article import Article
from aparte.kb.importers.collection import Generation
from aparte.kb.importers.records import Imported, LinkKind
from aparte.kb.overlays.overlay import Overlay, Shelf
from aparte.kb.overlays.parts import sections_of, sentences_with
from aparte.kb.text import folded

log = logging.getLogger(__name__)
STATE = "overlays.json"
_FORMAT = 1


class Why(StrEnum):
    """Why an overlay is to be read again, the gravest first."""

    ORPHAN = "orphan"
    REDIRECTED = "redirected"
    MISPLACED = "misplaced"
    CHANGED = "changed"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ToReview:
    """An overlay to read again; `article` is the id to open, empty when there is none any more.

    `detail` is the heading or the words that were not found, or the id that replaced another.
    """

    overlay: str
    why: Why
    article: str = ""
    title: str = ""
    detail: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What an overlay rested on when it was last looked at; `changed_on`, that it has changed since."""

    rests: str
    file: str
    changed_on: date | None = None


@dataclass(slots=True)
class _Standing:
    """Where an overlay lies now."""

    articles: list[Article] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)


class Watch:
    """Remembers in `folder` what each overlay rests on."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / STATE

    def look(self, overlays: Sequence[Overlay], national: Generation, today: date) -> tuple[ToReview, ...]:
        """The overlays to read again, in the order of the files; raises `BaseUnavailableError`."""
        known, standings = self._read(), _standings(overlays, national)
        now: dict[str, _Known] = {}
        found: list[ToReview] = []
        for overlay in overlays:
            standing = standings[overlay.id]
            if standing.articles:
                now[overlay.id] = _noted(overlay, standing, known.get(overlay.id), today)
            elif overlay.id in known:
                now[overlay.id] = known[overlay.id]
            why = _why(overlay, standing, now.get(overlay.id), today)
            found += [] if why is None else [why]
        if now != known:
            self._write(now)
        return tuple(found)

    def _read(self) -> dict[str, _Known]:
        """Nothing when it is absent or damaged: then the dates of the articles tell."""
        try:
            data: dict[str, Any] = json.loads(self._path.read_text("utf-8"))
            if data["format"] != _FORMAT:
                return {}
            return {str(name): _known(row) for name, row in data["overlays"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("what overlays rest on is lost: %s", type(error).__name__)
            return {}

    def _write(self, known: dict[str, _Known]) -> None:
        rows = {name: asdict(one) for name, one in sorted(known.items())}
        beside = self._path.with_name(f".{STATE}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as out:
                json.dump({"format": _FORMAT, "overlays": rows}, out, ensure_ascii=False, default=str)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._path)
        except OSError as error:
            log.warning("what overlays rest on could not be kept: %s", type(error).__name__)


def fingerprint(overlay: Overlay, article: Article) -> str:
    """A digest of the words that an overlay rests on: the parts it names, else the whole text."""
    headings = [section.heading for section in overlay.sections]
    at = {found for heading in headings for found in sections_of(heading, article.sections)}
    words = [one.replaces for one in overlay.facts if one.replaces]
    at |= {place.section for one in words for place in sentences_with(one, article.sections)}
    parts = [article.sections[one] for one in sorted(at)] if at else article.sections
    lines = [f"{folded(part.heading)}\n{folded(part.condition)}\n{folded(part.body)}" for part in parts]
    return _digest(lines if at else [folded(article.title), *lines])


def _standings(overlays: Sequence[Overlay], national: Generation) -> dict[str, _Standing]:
    shelf = Shelf(overlays, national.manifest.redirections)
    standings = {overlay.id: _Standing() for overlay in overlays}
    for record in national.records(holding=shelf.needles):
        for placed in shelf.of(record) if record.ranked else ():
            standing = standings[placed.overlay.id]
            standing.articles.append(record.article)
            standing.labels |= _labels(record, placed.overlay.pivot)
    return standings


def _labels(record: Imported, pivot: str) -> set[str]:
    """What the articles call the places of a pivot, which is all that its overlay rests on."""
    return {
        folded(link.label) for link in record.links if pivot and link.kind is LinkKind.PLACE and link.pivot == pivot
    }


def _noted(overlay: Overlay, standing: _Standing, before: _Known | None, today: date) -> _Known:
    rests = fingerprint(overlay, standing.articles[0]) if overlay.article else _digest(sorted(standing.labels))
    if before is None:
        newest = standing.articles[0].verified_on if overlay.article else None
        return _Known(rests, overlay.version, newest if newest and newest > overlay.verified_on else None)
    changed_on = before.changed_on
    if before.file != overlay.version and (changed_on is None or overlay.verified_on >= changed_on):
        changed_on = None
    elif before.rests != rests:
        changed_on = changed_on or today
    return _Known(rests, overlay.version, changed_on)


def _why(overlay: Overlay, standing: _Standing, known: _Known | None, today: date) -> ToReview | None:
    if not standing.articles:
        return ToReview(overlay.id, Why.ORPHAN, detail=overlay.article or overlay.pivot)
    article = standing.articles[0]
    where = (article.id, article.title) if overlay.article else ("", "")
    if overlay.article and article.id != overlay.article:
        return ToReview(overlay.id, Why.REDIRECTED, *where, overlay.article)
    misplaced = _misplaced(overlay, article)
    if misplaced:
        return ToReview(overlay.id, Why.MISPLACED, *where, misplaced)
    if known is not None and known.changed_on is not None:
        return ToReview(overlay.id, Why.CHANGED, *where, since=known.changed_on)
    if overlay.review_by is not None and overlay.review_by < today:
        return ToReview(overlay.id, Why.OVERDUE, *where, since=overlay.review_by)
    return None


def _misplaced(overlay: Overlay, article: Article) -> str:
    """The first heading or words that are to be replaced and are not to be found once."""
    for heading in overlay.replaces:
        if not sections_of(heading, article.sections):
            return heading
    for one in overlay.facts:
        if one.replaces and len(sentences_with(one.replaces, article.sections)) != 1:
            return one.replaces
    return ""


def _known(row: dict[str, Any]) -> _Known:
    changed = row["changed_on"]
    return _Known(str(row["rests"]), str(row["file"]), date.fromisoformat(changed) if changed else None)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
