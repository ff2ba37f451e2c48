"""The worker process killed, stopped and starved in each of its states: a sentence, then the next question answered."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aparte.core.model import Finish, ModelError, ModelStanding
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Surroundings
from aparte.llm.life import Limits, Phase
from aparte.llm.process import Child
from tests.fakes.models import write_model
from tests.fakes.writers import entry_of, is_running, judged, question, wait_until, writer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")
QUICK = Limits(start=2.0, load=2.0, check=2.0, back_off=0.01)
ENDLESS = 350
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_AS, ({0}, {0}))
sys.argv = ["aparte", "llm-worker"]
runpy.run_module("aparte", run_name="__main__")
"""
ABANDONING = """
import sys
from pathlib import Path
from tests.fakes.writers import question, writer
with writer(Path(sys.argv[1]), Path(sys.argv[2])) as made:
    made.write(question(), lambda piece: None)
    print(made.process, flush=True)
    made.write(question(tokens=350), lambda piece: print("begun", flush=True))
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def tiny(model: Path, tmp_path: Path) -> Iterator[LocalWriter]:
    with writer(model, tmp_path, limits=QUICK) as made:
        yield made


def nothing(_piece: str) -> None:
    """Told to nobody."""


def signal_in(made: LocalWriter, phases: frozenset[Phase], number: int) -> int:
    """Signal the process as soon as it is in one of these states; returns its number."""
    keeper = made._keeper

    def caught() -> bool:
        with keeper.changed:
            life = keeper.life
            if life is None or life.child is None or life.phase not in phases:
                return False
            os.kill(life.child.pid, number)
            pids.append(life.child.pid)
            return True

    pids: list[int] = []
    wait_until(caught)
    return pids[0]


def still_serves(made: LocalWriter) -> None:
    """The next question is answered by a process of its own."""
    assert made.write(question(), nothing).finish is Finish.LENGTH
    assert made.standing() is ModelStanding.READY


@pytest.mark.parametrize(
    "phases",
    [{Phase.STARTING}, {Phase.LOADING, Phase.CHECKING}, {Phase.CHECKING}],
    ids=["starting", "loading", "checking"],
)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP], ids=["kill", "crash", "stop"])
def test_ended_before_it_is_ready_it_is_started_again(tiny: LocalWriter, phases: set[Phase], number: int) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(tiny.write, question(), nothing)
        pid = signal_in(tiny, frozenset(phases), number)
        assert asked.result(30).finish is Finish.LENGTH
    assert not is_running(pid)
    still_serves(tiny)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM], ids=["kill", "crash", "term"])
def test_killed_while_it_reads_or_writes_it_says_so_and_goes_on(tiny: LocalWriter, number: int) -> None:
    tiny.write(question(), nothing)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(tiny.write, question("La carte ? " * 25, tokens=ENDLESS), nothing)
        pid = signal_in(tiny, frozenset({Phase.BUSY}), number)
        with pytest.raises(ModelError, match="s'est arrêté"):
            asked.result(30)
    wait_until(lambda: not is_running(pid))
    still_serves(tiny)


def test_killed_in_the_middle_of_an_answer_it_says_so_and_goes_on(tiny: LocalWriter) -> None:
    def kill(_piece: str) -> None:
        os.kill(tiny.process or 0, signal.SIGKILL)
        wait_until(lambda: tiny.process is None)

    with pytest.raises(ModelError, match="s'est arrêté"):
        tiny.write(question(tokens=ENDLESS), kill)
    still_serves(tiny)


def test_killed_while_idle_nobody_notices(tiny: LocalWriter) -> None:
    tiny.write(question(), nothing)
    pid = tiny.process
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid))
    wait_until(lambda: tiny.process is None)
    still_serves(tiny)


def test_killed_twice_in_a_row_it_is_left_alone_until_a_reset(tiny: LocalWriter) -> None:
    for _ in range(2):
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(tiny.write, question(tokens=ENDLESS), nothing)
            signal_in(tiny, frozenset({Phase.BUSY}), signal.SIGKILL)
            with pytest.raises(ModelError, match="s'est arrêté"):
                asked.result(30)
    assert tiny.standing() is ModelStanding.FAILED
    with pytest.raises(ModelError, match="deux fois de suite"):
        tiny.write(question(), nothing)
    tiny.reset()
    still_serves(tiny)


def test_stopped_it_is_replaced_when_its_time_is_over(tiny: LocalWriter) -> None:
    tiny.write(question(), nothing)
    pid = tiny.process
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ModelError, match="à temps"):
        tiny.write(question(seconds=0.2), nothing)
    assert not is_running(pid)
    still_serves(tiny)


def test_stopped_it_is_replaced_when_a_cancel_is_not_heard(tiny: LocalWriter) -> None:
    tiny.write(question(), nothing)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(tiny.write, question(tokens=ENDLESS), nothing)
        pid = signal_in(tiny, frozenset({Phase.BUSY}), signal.SIGSTOP)
        tiny.cancel()
        assert asked.result(30).finish is Finish.CANCELLED
        wait_until(lambda: not is_running(pid))
    still_serves(tiny)
    still_serves(tiny)


def test_a_process_that_talks_nonsense_is_replaced(model: Path, tmp_path: Path) -> None:
    said = iter(["print('{}')", "import sys; print('x' * (1 << 22)); sys.stdin.read()", "import sys; sys.exit(1)"])

    def launch() -> Child:
        script = next(said, "")
        return Child([sys.executable, "-c", script]) if script else Child()

    with writer(model, tmp_path, limits=QUICK, around=Surroundings(launch=launch)) as made:
        with pytest.raises(ModelError, match="deux fois de suite"):
            made.write(question(), nothing)
        made.reset()
        with pytest.raises(ModelError, match="moteur"):  # its libraries don't load
            made.write(question(), nothing)
        assert made.standing() is ModelStanding.NO_ENGINE
        made.reset()
        still_serves(made)


def test_a_program_that_can_not_be_started_is_a_failure(
    model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    around = Surroundings(launch=lambda: Child([str(tmp_path / "nothing here")]))
    with writer(model, tmp_path, limits=QUICK, around=around) as made:
        with pytest.raises(ModelError, match="deux fois de suite"):
            made.write(question(), nothing)
        assert made.standing() is ModelStanding.FAILED


@pytest.mark.parametrize("megabytes", [60, 150, 250, 300, 350, 400, 500, 700])
def test_with_its_memory_filled_it_is_contained(model: Path, tmp_path: Path, megabytes: int) -> None:
    script = LIMITED.format(megabytes << 20)
    around = Surroundings(launch=lambda: Child([sys.executable, "-P", "-c", script]))
    with writer(model, tmp_path, limits=QUICK, around=around) as made:
        try:
            assert made.write(question(), nothing).text
        except ModelError:
            assert made.standing() is not ModelStanding.READY
            wait_until(lambda: made.process is None)


def test_a_killed_program_leaves_no_worker(model: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ABANDONING, str(model), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        worker = int(program.stdout.readline())
        assert program.stdout.readline()
        assert is_running(worker)
        program.kill()
    wait_until(lambda: not is_alive(worker))


def is_alive(pid: int) -> bool:
    """Whether it runs; one that waits for its new parent to notice its death does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_kills_at_any_moment_are_contained(model: Path, tmp_path: Path) -> None:
    assert kills(model, tmp_path, 6, seed=1) > 0


@pytest.mark.slow
def test_a_hundred_kills_at_any_moment_are_contained(model: Path, tmp_path: Path) -> None:
    assert kills(model, tmp_path, 100, seed=2) > 20


def kills(model: Path, cache: Path, count: int, seed: int) -> int:
    """Kill or stop the process at random moments; returns how many calls noticed."""
    chance, noticed = random.Random(seed), 0
    judged(cache, entry_of(model))
    with writer(model, cache, limits=QUICK) as made, ThreadPoolExecutor(1) as pool:
        for _ in range(count):
            asked = pool.submit(made.write, question(tokens=ENDLESS, seconds=5.0), nothing)
            wait_until(lambda: made.process is not None)
            time.sleep(chance.uniform(0, 0.6))
            pid = made.process
            if pid is not None and not asked.done():
                os.kill(pid, chance.choice([signal.SIGKILL, signal.SIGABRT, signal.SIGSTOP]))
            try:
                asked.result(30)
            except ModelError:
                noticed += 1
            made.reset()
            still_serves(made)
            if pid is not None and chance.random() < 0.7:
                os.kill(made.process or pid, signal.SIGKILL)  # so that the next one starts anew
                wait_until(lambda: made.process is None)
    return noticed
