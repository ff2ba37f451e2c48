"""What the last national import changed, and which overlays of the town are to be read again."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aparte.kb.front_matter import ArticleFileError
from aparte.kb.importers.collection import Generation
from aparte.kb.importers.comparing import Differences
from aparte.kb.library import Library
from aparte.kb.overlays.watching import ToReview, Watch, Why

__all__ = ["BaseChanges", "Change", "ChangeKind", "Why", "base_changes", "changes_csv", "overlays_to_review", "reason"]


class ChangeKind(StrEnum):
    """The lists of the view, what asks for work first."""

    REVIEW = "review"
    CHANGED = "changed"
    ADDED = "added"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


CHANGE_WORDS = {
    ChangeKind.REVIEW: "Compléments à relire",
    ChangeKind.CHANGED: "Modifiées",
    ChangeKind.ADDED: "Nouvelles",
    ChangeKind.REDIRECTED: "Redirigées",
    ChangeKind.WITHDRAWN: "Retirées",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line: `id` is a national article or an overlay, `opens` the article to open, if there is one.

    `why`, `detail` and `since` say why an overlay is to be read again; `detail` of a redirected
    article is the id that replaces it.
    """

    kind: ChangeKind
    id: str
    title: str
    opens: str = ""
    why: Why | None = None
    detail: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class BaseChanges:
    """The national file in service and what came with it.

    `before` is the edition that this one replaced, None for a first import; `unknown` is true when
    the import did not say what it changed. `problems` are French sentences on overlays that can't
    be read.
    """

    file_name: str
    file_date: date
    edition: date
    imported_on: date
    before: date | None
    changes: tuple[Change, ...]
    unknown: bool = False
    problems: tuple[str, ...] = ()

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The lines of one list."""
        return tuple(change for change in self.changes if change.kind is kind)


def base_changes(library: Library, today: date, known: Callable[[str], bool]) -> BaseChanges | None:
    """What changed, None when no national file was imported; `known` tells which articles can be opened.

    Raises `BaseUnavailableError` when what was imported is damaged.
    """
    national = library.national()
    if national is None:
        return None
    unread: list[ArticleFileError] = []
    overlays = library.seed.overlays(unread)
    to_review = Watch(library.imported).look(overlays, national, today)
    recorded = national.changes()
    lines = _lines(to_review, recorded.differences if recorded else Differences(), known)
    manifest = national.manifest
    return BaseChanges(
        file_name=manifest.file_name,
        file_date=manifest.file_date,
        edition=manifest.edition,
        imported_on=manifest.imported_on,
        before=recorded.before if recorded else None,
        changes=tuple(lines),
        unknown=recorded is None,
        problems=tuple(str(problem) for problem in unread),
    )


def overlays_to_review(library: Library, national: Generation, today: date) -> tuple[Change, ...]:
    """The overlays to read again on one state of the national articles."""
    found = Watch(library.imported).look(library.seed.overlays(), national, today)
    return tuple(_review(one, one.article) for one in found)


def reason(change: Change) -> str:
    """Why a line is there, in French; empty when its list says it all."""
    since = f"{change.since:%d/%m/%Y}" if change.since else ""
    match change.why:
        case None:
            return f"remplacée par {change.detail}" if change.detail else ""
        case Why.ORPHAN:
            return f"{change.detail} n'est pas dans les fiches nationales : le complément n'est pas affiché"
        case Why.REDIRECTED:
            return f"{change.detail} est remplacée par {change.opens} : le complément l'a suivie"
        case Why.MISPLACED:
            return f"« {change.detail} » n'est pas une fois, et une seule, dans la fiche : ajouté sans rien remplacer"
        case Why.CHANGED:
            return f"le texte national a changé, vu le {since}"
        case Why.OVERDUE:
            return f"à revoir depuis le {since}"


def changes_csv(found: BaseChanges) -> bytes:
    """The lines as a table that Excel opens as it is."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["liste", "identifiant", "titre", "raison"])
    for change in found.changes:
        writer.writerow([CHANGE_WORDS[change.kind], *map(_harmless, (change.id, change.title, reason(change)))])
    return text.getvalue().encode("utf-8-sig")


def _lines(reviews: tuple[ToReview, ...], found: Differences, known: Callable[[str], bool]) -> Iterator[Change]:
    for one in reviews:
        yield _review(one, one.article if known(one.article) else "")
    for kind, named in (
        (ChangeKind.CHANGED, found.changed),
        (ChangeKind.ADDED, found.added),
        (ChangeKind.REDIRECTED, found.redirected),
        (ChangeKind.WITHDRAWN, found.withdrawn),
    ):
        for change in named:
            opens = change.towards if kind is ChangeKind.REDIRECTED else change.id
            yield Change(kind, change.id, change.title, opens if known(opens) else "", detail=change.towards)


def _review(one: ToReview, opens: str) -> Change:
    return Change(ChangeKind.REVIEW, one.overlay, one.title or one.overlay, opens, one.why, one.detail, one.since)


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
