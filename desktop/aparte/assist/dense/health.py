"""Is the base searched by meaning on this machine, and how much of it was read: seen without loading a model."""

import logging
from collections.abc import Iterator

from aparte.assist.finding import Finding, Level
from aparte.core.errors import AparteError
from aparte.core.lanes import InlineLane
from aparte.core.model import ModelStanding
from aparte.kb.base import open_base
from aparte.kb.dense.vectors import PassageVectors
from aparte.kb.seed import SeedFolder
from aparte.llm.choosing import NO_EMBEDDING, installed_embedding, language_note
from aparte.llm.embedder import LocalEmbedder
from aparte.settings import Policy, Settings
from aparte.settings.options import EMBEDDING_MODEL, MEANING
from aparte.settings.places import Places

log = logging.getLogger(__name__)

_SUBJECT = "Recherche par le sens"


def examine_meaning(found: Places) -> Iterator[Finding]:
    """Switched off, without a model, or how many passages are read; raises nothing foreseen."""
    settings = Settings(found.settings, Policy.read(found.policy))
    if not settings.get(MEANING):
        who = settings.locked_by(MEANING)
        yield Finding(_SUBJECT, Level.FINE, f"arrêtée par {who}" if who else "arrêtée par l'agent")
        return
    installed = installed_embedding(found, settings)
    if installed is None:
        yield _without_model(settings)
        return
    if note := language_note(installed.entry):
        yield Finding(_SUBJECT, Level.WARNING, note, "un modèle qui a appris le français convient mieux.")
    embedder = LocalEmbedder(installed, InlineLane())
    if embedder.standing() is ModelStanding.NO_ENGINE:
        yield Finding(_SUBJECT, Level.FINE, f"sans moteur, {installed.entry.name} attend")
        return
    yield _reading(found, embedder.fingerprint, installed.entry.name)


def _without_model(settings: Settings) -> Finding:
    imposed, wanted = settings.locked_by(EMBEDDING_MODEL), settings.get(EMBEDDING_MODEL)
    if imposed and wanted and wanted.casefold() != NO_EMBEDDING:
        detail = f"{imposed} impose « {wanted} », qui n'est pas installé"
        return Finding(_SUBJECT, Level.WARNING, detail, "« aparte model add --machine » l'ajoute.")
    return Finding(_SUBJECT, Level.FINE, "aucun modèle, les mots suffisent", "« aparte model add » en apporte un.")


def _reading(found: Places, fingerprint: str, name: str) -> Finding:
    try:
        base = open_base(found.index, SeedFolder(found.seed).language())
        if base is None:
            return Finding(_SUBJECT, Level.FINE, f"modèle {name} ; la base n'est pas encore ouverte")
        vectors = PassageVectors(base.texts(), found.vectors, fingerprint)
        vectors.prepare(lambda: True)
        read, total = vectors.read, vectors.total
        base.close()
    except (AparteError, OSError) as error:
        log.info("what was read can't be seen: %s", type(error).__name__)
        return Finding(_SUBJECT, Level.WARNING, f"modèle {name} ; ce qui a été lu est illisible")
    detail = f"{read} extraits lus sur {total}, modèle {name}"
    if read >= total:
        return Finding(_SUBJECT, Level.FINE, detail)
    return Finding(_SUBJECT, Level.FINE, detail, "la lecture avance quand la fenêtre est ouverte et au repos.")
