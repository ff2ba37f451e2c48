"""The embedding worker killed, stopped and starved: a sentence, then the next text read."""

import os
import random
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from aparte.core.model import ModelError, ModelStanding
from aparte.llm.embedder import LocalEmbedder
from aparte.llm.keeper import Surroundings
from aparte.llm.life import Limits, Phase
from aparte.llm.process import Child
from tests.fakes.embedders import Size, embedder, embedding_entry, rows, write_bert
from tests.fakes.writers import is_running, wait_until
from tests.reliability.test_worker_kills import LIMITED

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")
QUICK = Limits(back_off=0.01, grace=0.2)
PATIENT = 60.0
HEADER = 6_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bert(tmp_path_factory.mktemp("model") / "bert.gguf")


@pytest.fixture
def tiny(model: Path, tmp_path: Path) -> Iterator[LocalEmbedder]:
    with embedder(model, tmp_path, limits=QUICK) as made:
        yield made


def still_serves(made: LocalEmbedder) -> None:
    """The next texts are read."""
    assert rows(made.embed_question("Une carte ?", PATIENT)).shape == (1, 64)
    assert rows(made.embed_passages(["Un acte", "Une carte"], PATIENT)).shape == (2, 64)
    assert made.standing() is ModelStanding.READY


def stopped(made: LocalEmbedder) -> int:
    """The process's number; it has served, and does nothing any more."""
    made.embed_question("Bonjour", PATIENT)
    pid = made.process
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    return pid


def is_asked(made: LocalEmbedder) -> bool:
    with made._changed:
        life = made._keeper.life
        return life is not None and life.phase is Phase.BUSY


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV], ids=["kill", "crash"])
@pytest.mark.parametrize("passages", [False, True], ids=["question", "passages"])
def test_killed_while_it_reads_it_says_so_and_goes_on(tiny: LocalEmbedder, number: int, passages: bool) -> None:
    pid = stopped(tiny)
    with ThreadPoolExecutor(1) as pool:
        if passages:
            asked = pool.submit(tiny.embed_passages, ["Un acte", "Une carte"], PATIENT)
        else:
            asked = pool.submit(tiny.embed_question, "Une carte ?", PATIENT)
        wait_until(lambda: is_asked(tiny))
        os.kill(pid, number)
        os.kill(pid, signal.SIGCONT)
        with pytest.raises(ModelError, match="modèle de recherche s'est arrêté : la recherche par mots continue"):
            asked.result(30)
    wait_until(lambda: not is_running(pid))
    still_serves(tiny)


def test_killed_while_idle_nobody_notices(tiny: LocalEmbedder) -> None:
    os.kill(stopped(tiny), signal.SIGKILL)
    wait_until(lambda: tiny.process is None)
    still_serves(tiny)


def test_killed_twice_in_a_row_it_is_left_alone_until_a_reset(tiny: LocalEmbedder) -> None:
    os.kill(stopped(tiny), signal.SIGKILL)
    wait_until(lambda: tiny.process is None)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(tiny.embed_question, "Une carte ?", PATIENT)
        wait_until(lambda: tiny.process is not None)
        os.kill(tiny.process or 0, signal.SIGKILL)
        with pytest.raises(ModelError, match="modèle de recherche s'est arrêté deux fois de suite"):
            asked.result(30)
    assert tiny.standing() is ModelStanding.FAILED
    tiny.reset()
    still_serves(tiny)


def test_stopped_it_is_replaced_when_its_time_is_over(tiny: LocalEmbedder) -> None:
    pid = stopped(tiny)
    with pytest.raises(ModelError, match="à temps"):
        tiny.embed_question("Une carte ?", 0.2)
    wait_until(lambda: not is_running(pid))
    still_serves(tiny)


@pytest.mark.parametrize("megabytes", [60, 150, 250, 350, 500])
def test_with_its_memory_filled_it_is_contained(model: Path, tmp_path: Path, megabytes: int) -> None:
    script = LIMITED.format(megabytes << 20)
    around = Surroundings(launch=lambda: Child([sys.executable, "-P", "-c", script]))
    with embedder(model, tmp_path, limits=QUICK, around=around) as made:
        try:
            assert rows(made.embed_question("Une carte ?", PATIENT)).shape == (1, 64)
        except ModelError:
            assert made.standing() is not ModelStanding.READY
            wait_until(lambda: made.process is None)


def test_a_process_that_talks_nonsense_is_replaced(model: Path, tmp_path: Path) -> None:
    said = iter(["print('{}')", "import sys; print('x' * (1 << 22)); sys.stdin.read()"])

    def launch() -> Child:
        script = next(said, "")
        return Child([sys.executable, "-c", script]) if script else Child()

    with embedder(model, tmp_path, limits=QUICK, around=Surroundings(launch=launch)) as made:
        with pytest.raises(ModelError, match="modèle de recherche s'est arrêté deux fois de suite"):
            made.embed_question("Une carte ?", PATIENT)
        assert made.standing() is ModelStanding.FAILED
        made.reset()
        still_serves(made)


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.999])
def test_half_a_file_is_refused_or_contained(model: Path, tmp_path: Path, cut: float) -> None:
    data = model.read_bytes()
    path = tmp_path / "half.gguf"
    path.write_bytes(data[: int(len(data) * cut)])
    entry = embedding_entry(path, sha256="0" * 64)
    with embedder(path, tmp_path, entry=entry, limits=QUICK, checked=False) as made:
        with pytest.raises(ModelError):
            made.embed_question("Une carte ?", PATIENT)
        assert made.standing() is ModelStanding.REFUSED


def test_a_model_wider_than_a_line_of_the_protocol_would_take_is_still_read(tmp_path: Path) -> None:
    path = write_bert(tmp_path / "wide.gguf", Size(width=4096, layers=1, heads=4, inner=64, positions=64))
    with embedder(path, tmp_path, entry=embedding_entry(path, memory_mb=400)) as made:
        assert rows(made.embed_question("Une carte ?", PATIENT)).shape == (1, 4096)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_is_refused_or_contained(model: Path, tmp_path: Path, seed: int) -> None:
    """A few bytes of the header or the weights are others; nothing is checked before the engine sees them."""
    chance = random.Random(seed)
    data = bytearray(model.read_bytes())
    for _ in range(4):
        data[chance.randrange(8, HEADER if seed % 2 else len(data))] = chance.randrange(256)
    path = tmp_path / "damaged.gguf"
    path.write_bytes(data)
    entry = embedding_entry(path, sha256="0" * 64)
    with embedder(path, tmp_path, entry=entry, limits=QUICK, checked=False) as made:
        try:
            found = rows(made.embed_question("Une carte ?", PATIENT))
            assert abs(float(np.linalg.norm(found)) - 1) < 1e-3
        except ModelError:
            assert made.standing() in (ModelStanding.REFUSED, ModelStanding.FAILED, ModelStanding.READY)
        pid = made.process
    assert not is_running(pid)
