"""`aparte model test` and `bench`: a model in its real worker process, on this machine."""

import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aparte.assist.drafting.prompt import SYSTEM
from aparte.commands.output import json_text
from aparte.commands.trying_embedding import bench_embedding, test_embedding
from aparte.core.console import say, tell
from aparte.core.errors import StorageError, UsageError
from aparte.core.lanes import FreeLane
from aparte.core.model import Message, ModelError, ModelKind, Role, Writing, Written
from aparte.llm.choosing import embedding_in_service, find_models, in_service, refuse_forbidden
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Installed
from aparte.llm.manifest import Listed, Models
from aparte.llm.memory import peak_mb
from aparte.llm.selftest import LONGEST_WAIT_S, Verdict, Verdicts
from aparte.settings import Policy, Settings
from aparte.settings.places import Places

_ANY = (
    Message(Role.SYSTEM, "Tu aides l'accueil d'une mairie. Réponds en français, en une phrase."),
    Message(Role.USER, "Que faut-il apporter pour refaire une carte d'identité ?"),
)
# A model made for the program's own prompt answers no other.
_OWN = "Question : combien coûte la carte d'identité perdue ?\n[1] Une carte d'identité perdue ou volée coûte §1."
_SLOT, _VALUE = "§1", "25 €"
_PATIENCE_S = 300.0


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer, with what it cost: `first` and `whole` in seconds from the request, loading apart."""

    written: Written
    loading: float
    first: float
    whole: float
    memory_mb: int | None
    verdict: Verdict | None


def test(options: Namespace, found: Places) -> int:
    """Load it, have its canary sing, show what it writes; a model that can't raises `ModelError`."""
    model = chosen(options, found)
    if model.entry.kind is ModelKind.EMBEDDING:
        return test_embedding(model, found.model_state, as_json=options.json)
    tell(f"Essai du modèle « {model.entry.name} »…")
    tried = try_out(model, found.model_state)
    if options.json:
        say(json_text({**_figures(model, tried), "text": tried.written.text}))
        return 0
    say(f"{model.entry.name} se charge et répond ({_seconds(tried.whole)}) :")
    say(f"   « {' '.join(tried.written.text.replace(_SLOT, _VALUE).split())} »")
    return 0


def bench(options: Namespace, found: Places) -> int:
    """Measure the machine anew with this model, and keep the verdict that decides whether drafts are offered."""
    model = chosen(options, found)
    if model.entry.kind is ModelKind.EMBEDDING:
        return bench_embedding(model, found.model_state, as_json=options.json)
    tell(f"Mesure du modèle « {model.entry.name} », une minute au plus sur un poste de bureau…")
    with _fresh_folder() as state:
        tried = try_out(model, state)
    if tried.verdict is None:
        raise ModelError("La mesure n'a pas abouti : fermez des programmes, puis réessayez.")
    Verdicts(found.model_state).keep(tried.verdict)
    if options.json:
        say(json_text(_figures(model, tried)))
        return 0
    for label, value in _rows(tried, tried.verdict):
        say(f"{label:<26}{value}")
    return 0


def chosen(options: Namespace, found: Places) -> Listed:
    """The model that was named, else the one in service for its use. Raises `UsageError` when there is none."""
    models = find_models(found)
    settings = Settings(found.settings, Policy.read(found.policy))
    if options.name:
        wanted = named(models, options.name)
        refuse_forbidden(wanted, settings)
        return wanted
    model = embedding_in_service(models, settings) if options.search else in_service(models, settings)
    if model is None and options.search:
        raise UsageError("Aucun modèle de recherche n'est en service : « aparte model use NOM » en choisit un.")
    if model is None:
        raise UsageError("Aucun modèle n'est en service : « aparte model add » en apporte un.")
    return model


def named(models: Models, name: str) -> Listed:
    """The model of this name. Raises `UsageError`."""
    model = models.named(name)
    if model is None:
        raise UsageError(f"Aucun modèle ne s'appelle « {name} » : « aparte model list » les nomme.")
    return model


def try_out(model: Listed, state: Path) -> Tried:
    """Have one answer written, whatever the machine's speed. Raises `ModelError`."""
    lane = FreeLane("model")
    writer = LocalWriter(Installed(model.entry, model.path, state), lane, insist=True)
    heard: list[float] = []
    own = (Message(Role.SYSTEM, SYSTEM), Message(Role.USER, _OWN))
    writing = Writing(own if model.entry.rewrites else _ANY, 60, _PATIENCE_S)
    try:
        begun = time.perf_counter()
        writer.count(writing)
        loaded = time.perf_counter()
        written = writer.write(writing, lambda _piece: heard.append(time.perf_counter()))
        ended = time.perf_counter()
        memory = peak_mb(writer.process)
        verdict = writer.verdict
    finally:
        writer.close()
        lane.close()
    if not written.text.strip():
        raise ModelError("Le modèle se charge mais n'écrit rien : choisissez-en un autre.")
    return Tried(written, loaded - begun, heard[0] - loaded, ended - loaded, memory, verdict)


def _rows(tried: Tried, verdict: Verdict) -> Iterator[tuple[str, str]]:
    yield "Lecture", f"{verdict.prompt_rate:.0f} jetons/s"
    yield "Écriture", f"{verdict.decode_rate:.1f} jetons/s".replace(".", ",")
    yield "Fils d'exécution", str(verdict.threads)
    yield "Chargement et mesure", _seconds(tried.loading)
    yield "Premiers mots", _seconds(tried.first)
    yield "Réponse d'essai", f"{_seconds(tried.whole)} ({tried.written.tokens} jetons)"
    if tried.memory_mb is not None:
        yield "Mémoire, au plus", f"{tried.memory_mb} Mo"
    yield "Brouillon long", f"{_seconds(verdict.draft_seconds)} (au plus {LONGEST_WAIT_S:.0f} s pour en proposer)"
    yield "Verdict", "brouillons" if verdict.drafts else "suggestions seules : ce poste est trop lent pour ce modèle"


def _figures(model: Listed, tried: Tried) -> dict[str, object]:
    written, verdict = tried.written, tried.verdict
    return {
        "model": model.entry.name,
        "loading_s": round(tried.loading, 3),
        "first_words_s": round(tried.first, 3),
        "whole_s": round(tried.whole, 3),
        "prompt_tokens": written.prompt_tokens,
        "tokens": written.tokens,
        "memory_mb": tried.memory_mb,
        "threads": verdict.threads if verdict else None,
        "prompt_tokens_per_s": round(verdict.prompt_rate, 1) if verdict else None,
        "decode_tokens_per_s": round(verdict.decode_rate, 1) if verdict else None,
        "draft_s": round(verdict.draft_seconds, 1) if verdict else None,
        "drafts": verdict.drafts if verdict else None,
    }


@contextmanager
def _fresh_folder() -> Iterator[Path]:
    """Nothing is remembered in it: the machine is measured as at its first start."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="aparte-", ignore_cleanup_errors=True)
    except OSError as error:
        raise StorageError("Aucun dossier provisoire ne peut être créé : disque plein ou protégé.") from error
    with folder:
        yield Path(folder.name)


def _seconds(value: float) -> str:
    return f"{value:.2f} s".replace(".", ",") if value < 10 else f"{value:.0f} s"
