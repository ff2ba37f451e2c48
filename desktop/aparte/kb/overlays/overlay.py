"""The overlay: what a town adds to a national article, or puts in the place of a part of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.core.article import Document, Fact, OnlineProcedure, Section, Source
from aparte.kb.importers.records import Imported, LinkKind


@dataclass(frozen=True, slots=True)
class LocalFact:
    """A fact of the town; `replaces` are words of the national sentence that it takes the place of."""

    fact: Fact
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One overlay file.

    `article` is the id of a national one, `pivot` the type of local service of every article that
    sends people there; one of them is empty. `replaces` are the national headings, as they are
    written, whose text gives way to the section of the same heading. `version` is a digest of the
    file.
    """

    id: str
    path: Path
    verified_on: date
    article: str = ""
    pivot: str = ""
    service: str = ""
    contact: str = ""
    closure_code: str = ""
    keywords: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    review_by: date | None = None
    sources: tuple[Source, ...] = ()
    facts: tuple[LocalFact, ...] = ()
    documents: tuple[Document, ...] = ()
    online: OnlineProcedure | None = None
    sections: tuple[Section, ...] = ()
    replaces: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An overlay on one article; `condition` limits it there, as the place it follows is limited."""

    overlay: Overlay
    condition: str = ""


class Shelf:
    """The overlays by what they lie on; `redirections` lead from ids that are gone to living ones."""

    def __init__(self, overlays: Iterable[Overlay], redirections: Mapping[str, str]) -> None:
        self._by_id: dict[str, list[Overlay]] = {}
        self._by_pivot: dict[str, list[Overlay]] = {}
        for overlay in overlays:
            if overlay.article:
                self._by_id.setdefault(redirections.get(overlay.article, overlay.article), []).append(overlay)
            else:
                self._by_pivot.setdefault(overlay.pivot, []).append(overlay)

    def of(self, record: Imported) -> Sequence[Placed]:
        """The overlays of an article, those that name it before those of the places it names."""
        if not self._by_id and not self._by_pivot:
            return ()
        named = [Placed(one) for one in self._by_id.get(record.article.id, ())]
        return [*named, *self._of_places(record)]

    @property
    def needles(self) -> tuple[str, ...]:
        """What is written in the record of each article that an overlay may lie on."""
        return (*(f'"id": "{found}"' for found in self._by_id), *(f'"pivot": "{pivot}"' for pivot in self._by_pivot))

    def _of_places(self, record: Imported) -> Iterator[Placed]:
        if not self._by_pivot:
            return
        conditions: dict[str, list[str]] = {}
        for link in record.links:
            if link.kind is LinkKind.PLACE and link.pivot in self._by_pivot:
                conditions.setdefault(link.pivot, []).append(link.condition)
        for pivot, found in conditions.items():
            # Named once without a condition, the place holds for everyone.
            limited = "" if "" in found else " ; ou ".join(dict.fromkeys(found))
            yield from (Placed(overlay, limited) for overlay in self._by_pivot[pivot])
