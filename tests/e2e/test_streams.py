"""Standard streams that are closed, full or not text: one sentence, the right code, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.base_folder import write_base

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the redirections of a Unix shell")

COMMANDS = [
    ["ask", "carte perdue"],
    ["ask", "carte perdue", "--json"],
    ["kb", "check"],
    ["kb", "build"],
    ["kb", "info"],
    ["kb", "search", "titre:passeport"],
    ["--help"],
    ["--version"],
]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    write_base(tmp_path / "seed")
    (tmp_path / "seed/articles/identite/passeport.md").write_text("sans en-tête", "utf-8")
    return tmp_path


def run(
    own: Path, redirection: str, *command: str, said: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """`aparte` on the base of `own`, its streams as the shell's `redirection` says."""
    start = [sys.executable, "-m", "aparte", "--seed", str(own / "seed"), "--basedir", str(own / "own"), *command]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *start],
        input=said,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "LC_ALL": "C.UTF-8", **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_output_ends_with_4_and_one_sentence(own: Path, command: list[str]) -> None:
    done = run(own, ">/dev/full", *command)
    said = done.stderr.decode().splitlines()
    assert (done.returncode, said[-1]) == (
        4,
        "aparte : La sortie standard est pleine : le résultat n'a pas pu être écrit en entier.",
    )
    assert [line for line in said[:-1] if "hors de la base" not in line] == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_closed_output_ends_with_4_and_one_sentence(own: Path, command: list[str]) -> None:
    done = run(own, ">&-", *command)
    said = done.stderr.decode().splitlines()
    assert (done.returncode, said[-1]) == (
        4,
        "aparte : La sortie standard est fermée : le résultat n'a pas pu être écrit.",
    )
    assert [line for line in said[:-1] if "hors de la base" not in line] == []


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_an_error_stream_that_refuses_changes_no_exit_code(own: Path, redirection: str) -> None:
    done = run(own, redirection, "ask", "chien errant")
    assert (done.returncode, done.stdout[:3]) == (0, b"1. ")
    done = run(own, redirection, "ask", "")
    assert (done.returncode, done.stdout) == (2, b"")
    done = run(own, f">&- {redirection}", "ask", "chien errant")
    assert (done.returncode, done.stdout) == (4, b"")


@pytest.mark.parametrize(("redirection", "said"), [("<&-", b""), ("", b"carte \xe9gar\xe9e")])
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_an_input_that_is_no_text_is_refused(own: Path, redirection: str, said: bytes, locale: str) -> None:
    done = run(own, redirection, "ask", "-", said=said, LC_ALL=locale)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("aparte : L'entrée standard")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_left_is_no_traceback(own: Path) -> None:
    done = run(own, "| head -c 0", "--help")
    assert (done.stdout, done.stderr) == (b"", b"")


def test_the_replay_says_too_that_its_output_is_full(own: Path) -> None:
    done = run(own, ">/dev/full", "--replay", "--shots", str(own / "shots"))
    assert done.returncode == 4
    assert done.stderr.decode().splitlines()[-1].startswith("aparte : La sortie standard est pleine")
    assert b"Traceback" not in done.stderr
