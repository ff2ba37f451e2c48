"""The local model as the window works with it: drafts and phrase completion over one opened base."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aparte.assist.completing.completer import Completing
from aparte.assist.completing.phrases import PhraseCompleter
from aparte.assist.completing.texts import learned_texts
from aparte.assist.drafting.drafter import Drafter
from aparte.core.article import Article, Origin, Service
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode
from aparte.core.errors import AparteError
from aparte.core.lanes import Lane
from aparte.core.model import ModelStanding, Writer
from aparte.kb.base import KnowledgeBase
from aparte.kb.seed import SeedFolder
from aparte.llm.choosing import installed_model, no_model_allowed
from aparte.llm.client import LocalWriter
from aparte.settings import Settings, options
from aparte.settings.places import Places


@dataclass(frozen=True, slots=True)
class LocalModel:
    """What drafts, what completes, and the worker that writes for the first."""

    drafting: Drafter
    completing: Completing
    writer: Writer

    def read(self, base: KnowledgeBase, folder: Path) -> "LocalModel":
        """Another base is in service, its tables in `folder`: the same model over it. Reads the disk.

        What completes is learned anew, for the window to attach; what drafts has changed in place.
        """
        seed = SeedFolder(folder)
        services = seed.services()
        self.drafting.read(base, services)
        return replace(self, completing=_completer(base, seed, services))

    def close(self) -> None:
        """End what is being written, and the worker process."""
        self.writer.close()


def open_drafting(found: Places, settings: Settings, base: KnowledgeBase, clock: Clock, lane: Lane) -> LocalModel:
    """Join model, guard and base; no model is loaded before the first draft. Reads the disk.

    `lane` is the worker's own, two jobs at a time, and is closed after it.
    """
    seed = SeedFolder(found.seed)
    services = seed.services()
    writer = LocalWriter(installed_model(found, settings), lane)
    drafter = Drafter(base, services, writer, clock, lambda: switched(settings))
    return LocalModel(drafter, _completer(base, seed, services), writer)


def switched(settings: Settings) -> ModelStanding:
    """READY, or who switched drafts off."""
    if no_model_allowed(settings):
        return ModelStanding.OFF_BY_POLICY
    if settings.get(options.DRAFTS):
        return ModelStanding.READY
    return ModelStanding.OFF_BY_POLICY if settings.locked_by(options.DRAFTS) else ModelStanding.OFF_BY_AGENT


def _completer(base: KnowledgeBase, seed: SeedFolder, services: Mapping[str, Service]) -> PhraseCompleter:
    names = (service.name for service in services.values())
    return PhraseCompleter(learned_texts(_articles(base), _codes(seed)), names)


def _articles(base: KnowledgeBase) -> Iterator[Article]:
    """The town's own first; one at a time."""
    wanted = [(card.origin is not Origin.LOCAL, at, card.id) for at, card in enumerate(base.cards())]
    return (base.article(article_id) for _, _, article_id in sorted(wanted))


def _codes(seed: SeedFolder) -> tuple[ClosureCode, ...]:
    try:
        return seed.closure_codes()
    except AparteError:
        # Told where the codes are chosen.
        return ()
