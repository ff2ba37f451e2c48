"""Bringing a model from a terminal: whole, stopped by Ctrl+C, or killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.models import Shape, write_model

ROOT = Path(__file__).parents[2]
SAID = ("--name", "Bourg", "--licence", "MIT", "--languages", "fr")
LARGE = 400_000_000
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")


def begin(own: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "aparte", "model", *arguments, "--basedir", str(own)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment)


def run(own: Path, *arguments: str) -> tuple[int, str]:
    with begin(own, *arguments) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def wait_for(seen: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Until it is so, a minute at most, while the process lives."""
    until = time.monotonic() + 60
    while not seen():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.002)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A model that takes a while to copy: its weights are followed by nothing, at length."""
    path = write_model(tmp_path / "bourg.gguf", Shape(context=512))
    os.truncate(path, LARGE)
    return path


@pytest.mark.parametrize("stopped_by", [signal.SIGINT, signal.SIGKILL])
def test_a_copy_that_is_stopped_lists_nothing_and_is_begun_again(
    tmp_path: Path, large: Path, stopped_by: signal.Signals
) -> None:
    own = tmp_path / "own"
    with begin(own, "add", str(large), *SAID) as process:
        wait_for(lambda: any((own / "models").glob(".adding-*")), process)
        process.send_signal(stopped_by)
        _, err = process.communicate(timeout=60)
    if stopped_by == signal.SIGINT:
        assert (process.returncode, err) == (130, "aparte : Interrompu.\n")
        assert [path.name for path in (own / "models").iterdir()] == [".lock"]
    assert '"owner": "user"' not in run(own, "list", "--json")[1]
    os.truncate(large, LARGE // 100)
    assert run(own, "add", str(large), *SAID)[0] == 0
    assert sorted(path.name for path in (own / "models").iterdir()) == [".lock", "bourg.gguf", "models.toml"]


def test_a_brought_model_answers_from_the_terminal(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert run(own, "add", str(write_model(tmp_path / "bourg.gguf", Shape(context=512))), *SAID)[0] == 0
    code, said = run(own, "test")
    assert code == 0, said
    assert "Bourg se charge et répond (" in said
