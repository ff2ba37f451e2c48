"""Does this machine offer drafts, or suggestions only, and why; which models it has: seen without loading one."""

import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from aparte.assist.finding import Finding, Level
from aparte.core.lanes import InlineLane
from aparte.core.model import ModelStanding
from aparte.llm.choosing import (
    NO_EMBEDDING,
    embedding_in_service,
    find_models,
    in_service,
    language_note,
    no_model_allowed,
)
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Installed
from aparte.llm.manifest import SHIPPED, Listed, Models
from aparte.llm.selftest import Verdict
from aparte.settings import Policy, Settings
from aparte.settings.options import DRAFTS, EMBEDDING_MODEL, MODEL, MODELS
from aparte.settings.places import Places

_ENGINE, _MODEL, _SEARCH, _DRAFTS = "Moteur du modèle", "Modèle", "Modèle de recherche", "Brouillons"
_ALONE = "suggestions et réponses sans modèle"
# What the engine is compiled for on Intel and AMD; processors have it since 2013.
_WANTED = "avx2"
_CPUINFO = Path("/proc/cpuinfo")


def examine_drafts(found: Places, shipped: Path = SHIPPED, cpuinfo: Path = _CPUINFO) -> Iterator[Finding]:
    """The engine, the model in service, then what an agent gets; raises nothing foreseen."""
    settings = Settings(found.settings, Policy.read(found.policy))
    models = find_models(found, shipped)
    model = in_service(models, settings)
    yield _engine(cpuinfo)
    for problem in models.problems:
        yield Finding("Modèles", Level.WARNING, problem)
    yield _model(model, settings)
    yield _search(models, settings)
    yield _drafts(found, model, settings)


def _engine(cpuinfo: Path) -> Finding:
    if find_spec("llama_cpp") is None:
        return Finding(_ENGINE, Level.FINE, "absent : il n'est pas installé, ou se compile encore")
    if not _fits(cpuinfo):
        return Finding(_ENGINE, Level.WARNING, "ce processeur est trop ancien pour lui (AVX2)", "gardez ce poste sans.")
    return Finding(_ENGINE, Level.FINE, f"llama.cpp, par llama-cpp-python {_version()}")


def _fits(cpuinfo: Path) -> bool:
    """Whether the processor knows what the engine was compiled for; it does where nothing says otherwise."""
    if platform.machine() not in ("x86_64", "AMD64") or not sys.platform.startswith("linux"):
        return True
    try:
        lines = cpuinfo.read_text("utf-8", "replace").splitlines()
    except OSError:
        return True
    flags = next((line.split() for line in lines if line.startswith("flags")), [_WANTED])
    return _WANTED in flags


def _version() -> str:
    try:
        return metadata.version("llama-cpp-python")
    except metadata.PackageNotFoundError:
        return "livré avec le programme"


def _model(model: Listed | None, settings: Settings) -> Finding:
    imposed = settings.locked_by(MODEL)
    if model is not None:
        label = ", démonstration" if model.entry.demonstration else ""
        return Finding(
            _MODEL, Level.FINE, f"{model.entry.name}{label} ({model.entry.licence}), dans {model.path.parent}"
        )
    if no_model_allowed(settings):
        return Finding(_MODEL, Level.FINE, f"aucun : {settings.locked_by(MODELS)} les interdit")
    if imposed and settings.get(MODEL):
        detail = f"{imposed} impose « {settings.get(MODEL)} », qui n'est pas installé"
        return Finding(_MODEL, Level.WARNING, detail, "« aparte model add --machine » l'ajoute.")
    return Finding(_MODEL, Level.FINE, "aucun", "« aparte model add » en apporte un.")


def _search(models: Models, settings: Settings) -> Finding:
    """The model that brings close what is said in other words; the search by words needs none."""
    model = embedding_in_service(models, settings)
    if model is not None:
        detail = f"{model.entry.name} ({model.entry.licence}), dans {model.path.parent}"
        return Finding(_SEARCH, Level.FINE, detail, language_note(model.entry))
    imposed, name = settings.locked_by(EMBEDDING_MODEL), settings.get(EMBEDDING_MODEL)
    if imposed and name and name.casefold() != NO_EMBEDDING:
        detail = f"{imposed} impose « {name} », qui n'est pas installé"
        return Finding(_SEARCH, Level.WARNING, detail, "« aparte model add --machine » l'ajoute.")
    return Finding(_SEARCH, Level.FINE, "aucun en service : la recherche par mots suffit")


def _drafts(found: Places, model: Listed | None, settings: Settings) -> Finding:
    if no_model_allowed(settings):
        return Finding(_DRAFTS, Level.FINE, f"{_ALONE} : {settings.locked_by(MODELS)} interdit les modèles")
    if not settings.get(DRAFTS):
        who = settings.locked_by(DRAFTS)
        return Finding(_DRAFTS, Level.FINE, f"{_ALONE} : " + (f"arrêtés par {who}" if who else "arrêtés par l'agent"))
    installed = Installed(model.entry, model.path, found.model_state) if model is not None else None
    writer = LocalWriter(installed, InlineLane())
    return _standing(writer.standing(), writer.verdict)


def _standing(standing: ModelStanding, verdict: Verdict | None) -> Finding:
    if standing is ModelStanding.TOO_SLOW and verdict is not None:
        return Finding(
            _DRAFTS,
            Level.FINE,
            f"{_ALONE} : un brouillon prendrait {verdict.draft_seconds:.0f} s sur ce poste",
            "essayez un modèle plus petit, ou mesurez de nouveau par « aparte model bench ».",
        )
    if standing is ModelStanding.NO_MEMORY:
        return Finding(_DRAFTS, Level.WARNING, f"{_ALONE} : la mémoire libre ne suffit pas", "fermez des programmes.")
    if standing is not ModelStanding.READY:
        why = "sans moteur" if standing is ModelStanding.NO_ENGINE else "sans modèle"
        return Finding(_DRAFTS, Level.FINE, f"{_ALONE} : {why}")
    if verdict is None:
        return Finding(_DRAFTS, Level.FINE, "proposés, si le premier montre que ce poste est assez rapide")
    seconds = f"{verdict.draft_seconds:.1f}".replace(".", ",")
    threads = f"{verdict.threads} fil{'s' if verdict.threads > 1 else ''}"
    speed = f"{verdict.decode_rate:.0f} jetons/s, {threads}"
    return Finding(_DRAFTS, Level.FINE, f"proposés : un long prend {seconds} s ({speed})")
