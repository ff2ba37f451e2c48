"""A real writer with its real worker process on a given model file, closed at the end."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aparte.core.lanes import FreeLane
from aparte.core.model import Message, ModelEntry, Role, Writing
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Installed, Surroundings
from aparte.llm.life import Limits
from aparte.llm.selftest import Verdict, Verdicts, machine_key

PATIENCE_S = 60.0
SYSTEM = "Tu es l'assistant de la mairie. Réponds en deux phrases."


def entry_of(path: Path, *, sha256: str = "", memory_mb: int = 50) -> ModelEntry:
    """What the manifest would say of a file."""
    digest = sha256 or hashlib.sha256(path.read_bytes()).hexdigest()
    return ModelEntry("Modèle de test", path.name, digest, "aucune", ("fr",), 1024, memory_mb)


def question(text: str = "Où refaire ma carte d'identité ?", *, tokens: int = 40, seconds: float = 30.0) -> Writing:
    """A question to a model."""
    return Writing((Message(Role.SYSTEM, SYSTEM), Message(Role.USER, text)), max_tokens=tokens, seconds=seconds)


def judged(cache: Path, entry: ModelEntry, *, threads: int = 1, draft_seconds: float = 1.0) -> None:
    """Remember a verdict, so that nothing is measured at the start."""
    Verdicts(cache).keep(Verdict(entry.sha256, machine_key(), threads, 1000.0, 100.0, draft_seconds))


@contextmanager
def writer(
    path: Path,
    cache: Path,
    *,
    entry: ModelEntry | None = None,
    limits: Limits | None = None,
    around: Surroundings | None = None,
    checked: bool = True,
    measured: bool = False,
) -> Iterator[LocalWriter]:
    """A writer on `path`; with `measured`, its first start measures the machine."""
    entry = entry or entry_of(path)
    if not measured:
        judged(cache, entry)
    lane = FreeLane("model")
    made = LocalWriter(Installed(entry, path, cache), lane, limits, around, checked=checked)
    try:
        yield made
    finally:
        made.close()
        lane.close()


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for another process to have done something; fails when it never does."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.002)


def is_running(pid: int | None) -> bool:
    """Whether a process of this number is there, zombies included."""
    return pid is not None and Path(f"/proc/{pid}").exists()
