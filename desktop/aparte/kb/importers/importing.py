"""One import, from a source's documents to a generation that can be put in service."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from aparte.core.errors import BaseUnavailableError
from aparte.kb.importers.collection import FORMAT, Collection, Generation, Manifest, Staging
from aparte.kb.importers.comparing import Changes, Contents, Differences, compare
from aparte.kb.importers.refusals import ImportRefusedError

log = logging.getLogger(__name__)
# Called with the step's French name, what is done and out of how many; what it raises stops the import.
Progress = Callable[[str, int, int], None]
LEAST_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A whole generation, not in service yet, and what it changes."""

    generation: Generation
    differences: Differences


@dataclass(slots=True)
class Found:
    """What is learnt while the documents are read."""

    counts: Counter[str]
    unknown: Counter[str]
    left_out: list[str]
    redirections: dict[str, str]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The file that is imported."""

    source: str
    file_name: str
    url: str
    file_date: date


def silent(_step: str, _done: int, _total: int) -> None:
    """No progress shown."""


def finish(
    collection: Collection, staging: Staging, provenance: Provenance, found: Found, today: date, *, force: bool
) -> Prepared:
    """Close what was staged; raises `ImportRefusedError` when it would take the base back."""
    before, old = _in_service(collection)
    if not staging.contents:
        raise ImportRefusedError(f"« {provenance.file_name} » ne contient aucune fiche lisible : rien n'a changé.")
    manifest = Manifest(
        format=FORMAT,
        source=provenance.source,
        file_name=provenance.file_name,
        url=provenance.url,
        file_date=provenance.file_date,
        edition=max(staging.editions, default=provenance.file_date),
        imported_on=today,
        digest=staging.digest(),
        counts={**found.counts, "articles": staging.ranked},
        redirections=found.redirections,
        unknown=dict(found.unknown.most_common(50)),
        left_out=tuple(found.left_out),
        documents=staging.documents(),
    )
    if before is not None and not force:
        _check_forward(manifest, before)
    differences = compare(old, staging.contents, found.redirections)
    generation = staging.close(manifest, Changes(differences, None if before is None else before.edition))
    return Prepared(generation, differences)


def _in_service(collection: Collection) -> tuple[Manifest | None, Contents]:
    """What is there to compare with; nothing when it is damaged, which a new import mends."""
    try:
        current = collection.current()
        return (None, {}) if current is None else (current.manifest, current.contents())
    except BaseUnavailableError as damage:
        log.warning("the import in service is damaged: %s", type(damage.__cause__).__name__)
        return None, {}


def _check_forward(now: Manifest, before: Manifest) -> None:
    if (now.edition, now.file_date) < (before.edition, before.file_date):
        raise ImportRefusedError(
            f"« {now.file_name} » ({_days(now, before)}) est plus ancienne que les fiches en service "
            f"({_days(before, now)}) : rien n'a changé. L'option --force l'accepte.",
        )
    if now.counts["articles"] < LEAST_SHARE * before.counts["articles"]:
        raise ImportRefusedError(
            f"« {now.file_name} » n'a plus que {now.counts['articles']} fiches sur {before.counts['articles']} : "
            "elle semble incomplète, rien n'a changé. L'option --force l'accepte.",
        )


def _days(one: Manifest, other: Manifest) -> str:
    """The date that tells two archives apart: of their newest article, or of the files when that is the same."""
    if one.edition != other.edition:
        return f"{one.edition:%d/%m/%Y}"
    return f"fichier du {one.file_date:%d/%m/%Y}"
