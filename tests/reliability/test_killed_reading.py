"""kill -9, really, while the passages are read for their meaning: what was told as read is, and the rest goes on."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from aparte.kb.dense.vectors import PassageVectors
from tests.fakes.embedder import WordEmbedder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="kill -9 is another thing on Windows"),
]
SEED = Path(__file__).parents[2] / "kb_seed"
KILLS = 12


def agent(folder: Path) -> "subprocess.Popen[str]":
    program = [sys.executable, "-m", "tests.reliability.embedding_agent"]
    places = [str(SEED), str(folder / "index"), str(folder / "vectors")]
    return subprocess.Popen([*program, *places], stdout=subprocess.PIPE, text=True)


def killed(folder: Path, batches: int) -> int:
    """Kill the reading as soon as it has told so many batches; returns how many passages it said were read."""
    with agent(folder) as process:
        told = 0
        for _ in range(batches):
            line = process.stdout.readline() if process.stdout else ""
            if not line or not line[0].isdigit():
                break
            told = int(line.split()[0])
        process.kill()
    return told


def test_whatever_moment_it_is_killed_at_nothing_told_is_lost_and_nothing_is_wrong(tmp_path: Path) -> None:
    Librarian.open(SEED, tmp_path / "index", SystemClock()).base.close()
    chance, told = random.Random(2026), 0
    for _ in range(KILLS):
        before, told = told, killed(tmp_path, chance.randint(1, 5))
        assert told >= before
    with agent(tmp_path) as process:
        said = process.communicate(timeout=120)[0].splitlines()
    read, total = said[-2].split()
    assert read == total
    assert int(said[0].split()[0]) >= told
    with agent(tmp_path) as process:
        assert process.communicate(timeout=120)[0].splitlines()[-1] == "nothing 0"
    _check_every_vector(tmp_path)


def _check_every_vector(folder: Path) -> None:
    """Each passage has the vector of its own text."""
    librarian, embedder = Librarian.open(SEED, folder / "index", SystemClock()), WordEmbedder()
    texts = librarian.base.texts()
    vectors = PassageVectors(texts, folder / "vectors", embedder.fingerprint)
    assert vectors.prepare(lambda: True)
    for article in range(0, len(texts.starts), 20):
        passage = int(texts.starts[article])
        asked = embedder.embed_passages([texts.text(passage)])
        assert asked is not None
        near = vectors.likeness(asked)
        assert near is not None
        assert near.articles[article] == pytest.approx(1.0, abs=0.02)
        assert near.articles[article] == pytest.approx(float(np.nanmax(near.articles)), abs=0.02)
    librarian.base.close()
