"""A disk with no byte left: one sentence and the right exit code, whatever can't be logged."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.base_folder import write_base

ROOT = Path(__file__).parents[2]
_MOUNTED = 'mount -t tmpfs -o size={size} none "$0" && '
_FILLED = '{ head -c 100000 /dev/zero > "$0/filler"; true; } 2>/dev/null && '

# What Qt's offscreen platform says of itself.
_OFFSCREEN = "This plugin does not support"


def _in_a_small_disk(
    folder: Path, script: str, *arguments: str, size: str = "16k"
) -> "subprocess.CompletedProcess[str]":
    """Run `script` where `folder`, its `$0`, is a disk of a few pages that only this process sees."""
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", _MOUNTED.format(size=size) + script, str(folder), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )


@pytest.fixture
def full(tmp_path: Path) -> Path:
    folder = tmp_path / "full"
    folder.mkdir()
    if shutil.which("unshare") is None or _in_a_small_disk(folder, "true").returncode:
        pytest.skip("this machine lets no one mount a disk of his own")
    return folder


def on_a_full_disk(full: Path, seed: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    start = [sys.executable, "-m", "aparte", *command, "--seed", str(seed)]
    return _in_a_small_disk(full, _FILLED + 'exec "$@" --basedir "$0"', *start)


def test_a_full_disk_refuses_an_index_in_one_sentence(full: Path, tmp_path: Path) -> None:
    done = on_a_full_disk(full, write_base(tmp_path / "seed"), "kb", "build")
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert "L'index ne peut pas être écrit" in done.stderr


@pytest.mark.parametrize("command", [["ask", "carte perdue"], ["--replay"]])
def test_a_full_disk_still_answers(full: Path, tmp_path: Path, command: list[str]) -> None:
    done = on_a_full_disk(full, write_base(tmp_path / "seed"), *command)
    assert done.returncode == 0
    assert "Carte d'identité perdue ou volée" in done.stdout
    assert [line for line in done.stderr.splitlines() if not line.startswith(_OFFSCREEN)] == []


def test_a_disk_that_fills_up_while_the_program_runs_keeps_the_answer(full: Path, tmp_path: Path) -> None:
    """The log can't be written any more, and neither its lines nor its closing may say so."""
    seed = write_base(tmp_path / "seed")
    program = (
        "import logging, sys; from pathlib import Path; from aparte import cli; from aparte.__main__ import main;"
        "from aparte.assist.librarian import Librarian;"
        "Librarian.open = lambda *_: logging.getLogger('aparte').error('x' * 100_000) or sys.exit(7);"
        "main(sys.argv[1:])"
    )
    done = _in_a_small_disk(
        full, 'exec "$@" --basedir "$0"', sys.executable, "-c", program, "ask", "x", "--seed", str(seed)
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, "", "")


def test_a_full_disk_does_not_lock_and_nothing_typed_leaves_the_window(full: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.e2e.small_disk", str(full), str(write_base(tmp_path / "seed"))]
    done = _in_a_small_disk(full, 'exec "$@"', *program, size="16m")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "kept in the window: [20017, 28000]",
        "hidden by the lock: ['']",
        "back after it: [20017, 28000]",
    ]
