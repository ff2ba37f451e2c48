"""`aparte model test` and `bench` for a model that embeds: does it bring close what is close, and how fast."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aparte.commands.output import json_text
from aparte.core.console import say, tell
from aparte.core.lanes import FreeLane
from aparte.core.model import ModelError, Vectors
from aparte.llm.choosing import language_note
from aparte.llm.embedder import LocalEmbedder
from aparte.llm.keeper import Installed
from aparte.llm.manifest import Listed
from aparte.llm.memory import peak_mb

_PATIENCE_S = 300.0
_PASSAGES_S, _PASSAGES = 10.0, 256
_QUESTIONS, _AT_ONCE = 20, 4


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, a sentence that answers it in other words, and one that has nothing to do with it."""

    question: str
    close: str
    far: str


_FRENCH = Trial(
    "Comment refaire ma carte d'identité ?",
    "La demande d'une nouvelle carte d'identité se fait en mairie.",
    "La piscine est fermée le lundi.",
)
_ENGLISH = Trial(
    "How do I renew my identity card?",
    "Ask for a new identity card at the town hall.",
    "The swimming pool is closed on Mondays.",
)
# About a hundred words, as a passage of an article has.
_PASSAGE = (
    "La carte d'identité se demande dans une mairie équipée d'une station d'enregistrement, sur rendez-vous. "
    "Apportez une photo récente, un justificatif de domicile de moins d'un an et l'ancienne carte. "
    "La demande peut être préparée en ligne : notez alors le numéro qui vous est donné. "
) * 2


def test_embedding(model: Listed, state: Path, *, as_json: bool) -> int:
    """Compare a question with two sentences; 1 when the wrong one is the closer."""
    trial = _FRENCH if "fr" in model.entry.languages else _ENGLISH
    tell(f"Essai du modèle de recherche « {model.entry.name} »…")
    with _embedding(model, state) as embedder:
        question = _rows(embedder.embed_question(trial.question, _PATIENCE_S))[0]
        close, far = (_rows(embedder.embed_passages([trial.close, trial.far], _PATIENCE_S)) @ question).tolist()
    right = close > far
    if as_json:
        similarities = {"close": round(close, 3), "far": round(far, 3)}
        say(json_text({"model": model.entry.name, "size": len(question), **similarities, "right": right}))
        return 0 if right else 1
    say(f"{model.entry.name} se charge et lit ; « {trial.question} » ressemble")
    for sentence, similarity in ((trial.close, close), (trial.far, far)):
        say(f"   {_decimal(similarity, 2)}  à « {sentence} »")
    if not right:
        say("Il rapproche la mauvaise phrase : choisissez un autre modèle.")
    _tell_language(model)
    return 0 if right else 1


def bench_embedding(model: Listed, state: Path, *, as_json: bool) -> int:
    """Passages a second, and how long a question takes."""
    tell(f"Mesure du modèle de recherche « {model.entry.name} », un quart de minute au plus…")
    with _embedding(model, state) as embedder:
        begun = time.perf_counter()
        _rows(embedder.embed_question(_FRENCH.question, _PATIENCE_S))
        loading = time.perf_counter() - begun
        waits = [_seconds_of(embedder) for _ in range(_QUESTIONS)]
        rate = _passages_a_second(embedder)
        memory = peak_mb(embedder.process)
    middle, worst = (round(1000 * wait, 1) for wait in (statistics.median(waits), max(waits)))
    if as_json:
        figures = {"passages_s": round(rate, 1), "question_ms": middle, "question_worst_ms": worst}
        loaded = {"loading_s": round(loading, 3), "memory_mb": memory}
        say(json_text({"model": model.entry.name, **figures, **loaded}))
        return 0
    words = len(_PASSAGE.split())
    rows = {
        "Passages": f"{_decimal(rate, 1)} par seconde ({words} mots chacun)",
        "Question": f"{_decimal(middle, 1)} ms (au pire {_decimal(worst, 1)} ms)",
        "Chargement": f"{_decimal(loading, 2)} s",
    }
    if memory is not None:
        rows["Mémoire, au plus"] = f"{memory} Mo"
    for label, value in rows.items():
        say(f"{label:<26}{value}")
    _tell_language(model)
    return 0


def _seconds_of(embedder: LocalEmbedder) -> float:
    begun = time.perf_counter()
    _rows(embedder.embed_question(_FRENCH.question, _PATIENCE_S))
    return time.perf_counter() - begun


def _passages_a_second(embedder: LocalEmbedder) -> float:
    begun, read, passed = time.perf_counter(), 0, 0.0
    while passed < _PASSAGES_S and read < _PASSAGES:
        # Few at a time: on a slow machine the measure must end too.
        read += len(_rows(embedder.embed_passages([_PASSAGE] * _AT_ONCE, _PATIENCE_S)))
        passed = time.perf_counter() - begun
    return read / passed


@contextmanager
def _embedding(model: Listed, state: Path) -> Iterator[LocalEmbedder]:
    lane = FreeLane("embedding")
    embedder = LocalEmbedder(Installed(model.entry, model.path, state), lane)
    try:
        yield embedder
    finally:
        embedder.close()
        lane.close()


def _rows(vectors: Vectors | None) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """One row a text. Raises `ModelError` when nothing came: nobody else asks here."""
    if vectors is None:
        raise ModelError("La lecture a été interrompue : réessayez.")
    return np.frombuffer(vectors.values, "<f4").reshape(vectors.count, vectors.size)


def _tell_language(model: Listed) -> None:
    if note := language_note(model.entry):
        tell(note)


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
