"""Is the base searched by meaning on this machine, and how much of it was read: seen without loading a model."""

import logging
from collections.abc import Iterator

from aparte.assist.finding import Finding, Level
from aparte.core.errors import AparteError
from aparte.kb.base import open_base
from aparte.kb.dense.vectors import PassageVectors
from aparte.kb.seed import SeedFolder
from aparte.llm.choosing import installed_embedding
from aparte.llm.embedder import fingerprint
from aparte.settings import Policy, Settings
from aparte.settings.options import MEANING
from aparte.settings.places import Places

log = logging.getLogger(__name__)

_SUBJECT = "Recherche par le sens"


def examine_meaning(found: Places) -> Iterator[Finding]:
    """Switched off, or how many passages are read; nothing without a model. Raises nothing foreseen."""
    settings = Settings(found.settings, Policy.read(found.policy))
    installed = installed_embedding(found, settings)
    if installed is None:
        return
    if not settings.get(MEANING):
        who = settings.locked_by(MEANING)
        yield Finding(_SUBJECT, Level.FINE, f"arrêtée par {who}" if who else "arrêtée par l'agent")
        return
    yield _reading(found, fingerprint(installed.entry))


def _reading(found: Places, embedder: str) -> Finding:
    try:
        base = open_base(found.index, SeedFolder(found.seed).language())
        if base is None:
            return Finding(_SUBJECT, Level.FINE, "la base n'a pas encore été ouverte")
        vectors = PassageVectors(base.texts(), found.vectors, embedder)
        vectors.prepare(lambda: True, tidy=False)  # a window may be adding to the file meanwhile
        read, total = vectors.read, vectors.total
        base.close()
    except (AparteError, OSError) as error:
        log.info("what was read can't be seen: %s", type(error).__name__)
        return Finding(_SUBJECT, Level.WARNING, "ce qui a été lu est illisible")
    detail = f"{read} extraits lus sur {total}"
    if read >= total:
        return Finding(_SUBJECT, Level.FINE, detail)
    return Finding(_SUBJECT, Level.FINE, detail, "la lecture avance quand la fenêtre est ouverte et au repos.")
