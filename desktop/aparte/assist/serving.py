"""What one opened base gives the desk, taken whole: a base that is renewed replaces all of it at once."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import yaml

from aparte.assist.bundles.shelf import InstalledBundle, bundle_of, expired_sentence, said
from aparte.assist.desk import BaseState, NationalFile
from aparte.assist.reply.replier import Replier
from aparte.assist.urgent.telling import suspension_of
from aparte.core.article import Origin, Service, ServiceLevel
from aparte.core.clock import Clock
from aparte.core.errors import BaseUnavailableError
from aparte.core.suggestion import Suspended
from aparte.core.urgent import UrgentChange, suspended_words
from aparte.kb.base import KnowledgeBase
from aparte.kb.library import Library

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Served:
    """One base with its tables; a call that began on one goes on with it, whatever comes in service meanwhile.

    `stale` as `serve` was told; `problems` are French sentences; `bundle`, what the base came in, if it
    was in one; `urgent`, the changes in force on `base`.
    """

    base: KnowledgeBase
    replier: Replier
    library: Library
    services: dict[str, Service]
    themes: dict[str, str]
    files: tuple[NationalFile, ...]
    problems: tuple[str, ...]
    stale: bool
    bundle: InstalledBundle | None = None
    urgent: tuple[UrgentChange, ...] = ()

    def revised(self, changes: tuple[UrgentChange, ...]) -> "Served":
        """The same with these urgent changes on its base, and no others."""
        base = self.base.revised(changes)
        return replace(self, base=base, replier=Replier(base), urgent=changes)

    def suspended(self, article_id: str) -> Suspended | None:
        """Why an article does not answer, None when it does."""
        change = suspension_of(self.urgent, article_id)
        if change is None or not self.base.holds(article_id):
            return None
        return Suspended(article_id, self.base.article(article_id).title, suspended_words(change))

    def hand_over(self, article_id: str) -> Service | None:
        """Who to ask: the nearest article's second level, else the first welcome."""
        contact = self.services.get(self.base.contact(article_id)) if article_id else None
        if contact is not None:
            return contact
        first = [service for service in self.services.values() if service.level is ServiceLevel.FIRST]
        return first[0] if first else None

    def misplaced(self) -> tuple[UrgentChange, ...]:
        """The urgent changes in force that found nothing to change."""
        named = {*self.base.revision.misplaced, *self.base.revision.lost}
        return tuple(one for one in self.urgent if one.id in named)

    def _misplaced(self, change: UrgentChange) -> str:
        if not self.base.holds(change.article_id):
            return f"Changement urgent sans effet, la fiche {change.article_id} n'est pas dans la base : relisez-le."
        return (
            f"Correction urgente de la fiche {change.article_id} : « {change.replaces[0]} » n'y est plus, "
            f"« {change.value} » y est ajouté. Relisez-la."
        )

    def state(self, clock: Clock) -> BaseState:
        """What base is in use."""
        cards = list(self.base.cards())
        verified = [card.verified_on for card in cards if card.verified_on]
        today = clock.today()
        expired = expired_sentence(self.bundle, clock.now()) if self.bundle else ""
        return BaseState(
            town=_town(self.library),
            articles=len(cards),
            national=sum(card.origin is Origin.NATIONAL for card in cards),
            national_files=self.files,
            left_out=self.base.left_out,
            passages=self.base.passages,
            newest_verification=max(verified, default=None),
            overdue=sum(card.review_by is not None and card.review_by < today for card in cards),
            folder=str(self.library.seed.folder),
            stale=self.stale,
            searchable=self.base.has_full_text,
            problems=(*self.problems, *((expired,) if expired else ()), *map(self._misplaced, self.misplaced())),
            bundle=said(self.bundle) if self.bundle else "",
            expired=bool(expired),
        )


def serve(base: KnowledgeBase, library: Library, *, stale: bool = False, kept: bool = True, lost: str = "") -> Served:
    """Read the tables beside a base; what is broken among them is left out and told.

    `stale`: the base is older than the library; `kept`: its index will be there at the next start;
    `lost`: what could not be read for it, in French.
    """
    problems = [*([lost] if lost else []), *_lacks(base, kept=kept)]

    def table(read: Callable[[], dict[str, T]]) -> dict[str, T]:
        try:
            return read()
        except BaseUnavailableError as error:
            log.warning("a table of the base is left out: %s", type(error.__cause__).__name__)
            problems.append(str(error))
            return {}

    services, themes = table(library.seed.services), table(library.seed.themes)
    return Served(
        base=base,
        replier=Replier(base),
        library=library,
        services=services,
        themes=themes,
        files=_national_files(library),
        problems=tuple(problems),
        stale=stale,
        bundle=bundle_of(library.seed.folder),
    )


def _lacks(base: KnowledgeBase, *, kept: bool) -> Iterator[str]:
    if base.left_out:
        yield f"Fiches illisibles laissées de côté : {base.left_out}. Prévenez la personne qui tient la base."
    if not kept:
        yield "L'index ne peut pas être gardé sur ce poste : il sera reconstruit à chaque ouverture."


def _national_files(library: Library) -> tuple[NationalFile, ...]:
    try:
        return tuple(
            NationalFile(one.manifest.file_name, one.manifest.file_date, one.manifest.edition, one.manifest.url)
            for one in library.generations()
            if one.national
        )
    except BaseUnavailableError as error:
        log.warning("imported articles are damaged: %s", type(error.__cause__).__name__)
        return ()


def _town(library: Library) -> str:
    try:
        data = yaml.safe_load((library.seed.folder / "town.yaml").read_text("utf-8"))
        return str(data["name"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        return library.seed.folder.name
