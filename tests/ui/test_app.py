"""The whole program, in its own process, on a small base."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parents[2] / "kb_seed"


def _run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    inherited = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    inherited.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "aparte", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**inherited, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )


@pytest.fixture(scope="module")
def small_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen articles of the delivered base and one short conversation."""
    folder = tmp_path_factory.mktemp("seed")
    for path in SEED.glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    for path in sorted((SEED / "articles" / "identite").glob("*.md")):
        target = folder / "articles" / "identite" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (folder / "conversations").mkdir()
    (folder / "conversations" / "one.yaml").write_text(
        "title: Une carte\nchannel: phone\nturns:\n  - say: J'ai perdu ma carte d'identité\n", "utf-8"
    )
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux starts without a display")
def test_without_a_display_the_sample_conversation_is_replayed(small_seed: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    done = _run("--seed", str(small_seed), "--basedir", str(own), "--shots", str(tmp_path / "shots"))
    assert done.returncode == 0, done.stderr
    assert "Carte d'identité perdue ou volée" in done.stdout
    assert "Touche → liste peinte" in done.stdout
    assert re.search(r"Enregistré : E-\w{6}, code IDE-\w+", done.stdout)
    pictures = {path.stem for path in (tmp_path / "shots").iterdir()}
    assert {"light", "journal", "chiffres", "verrou"} <= pictures
    assert not (own / "store").exists()  # recorded elsewhere, never among the user's contacts


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--volume=11"], "Commande non comprise : --volume=11 n'est pas compris."),
        (["--seed"], "Commande non comprise : l'option --seed attend une valeur."),
        (
            ["--temp-basedir", "--basedir", "x"],
            "Commande non comprise : les options --temp-basedir et --basedir ne vont pas ensemble.",
        ),
    ],
)
def test_the_window_refuses_what_the_commands_refuse(options: list[str], sentence: str) -> None:
    done = _run(*options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"aparte : {sentence} Voir « aparte --help ».\n"


def test_a_base_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = _run("--replay", "--temp-basedir", "--seed", str(tmp_path / "nowhere"))
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


# Closes the window as soon as the base begins to be opened.
_CLOSED_EARLY = """
import sys
from threading import Event
from PySide6.QtCore import QTimer
from aparte import app
from aparte.assist.librarian import Librarian
begun, open_base, start = Event(), Librarian.open, app.Session.start
def opened(*where):
    begun.set()
    return Event().wait() if sys.argv[1] == "endless" else open_base(*where)
def started(session):
    def look():
        if begun.is_set():
            session.window.close()
    session.look = QTimer(session, interval=100)
    session.look.timeout.connect(look)
    session.look.start()
    start(session)
app._has_display = lambda: True
Librarian.open = opened
app.Session.start = started
sys.exit(app.main(sys.argv[2:]))
"""


def _close_early(build: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", _CLOSED_EARLY, build, *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
    )


def test_closing_the_window_does_not_wait_for_the_base(small_seed: Path) -> None:
    done = _close_early("endless", "--seed", str(small_seed), "--temp-basedir")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr


def test_a_build_that_closing_cut_short_spoils_nothing(tmp_path: Path) -> None:
    places = ("--seed", str(SEED), "--basedir", str(tmp_path))
    done = _close_early("real", *places)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "index").glob("gen-*")) == []
    again = _run("ask", "j'ai perdu ma carte d'identité", *places)
    assert again.returncode == 0
    assert "Carte d'identité perdue ou volée" in again.stdout
    assert list((tmp_path / "index").glob(".building-*")) == []


_TWO_STARTS = """
"$0" -m aparte --seed "$1" --basedir "$2" & first=$!
for _ in $(seq 200); do [ -n "$(xdotool search --name '^Aparté$' 2>/dev/null)" ] && break; sleep 0.05; done
"$0" -m aparte --seed "$1" --basedir "$2"; echo "second $?"
kill -0 $first && echo "first still there"
kill -9 $first; wait $first 2>/dev/null
"$0" -m aparte --seed "$1" --basedir "$2" & third=$!
sleep 3; kill -0 $third && echo "third after a crash"
kill $third
"""


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("xvfb-run") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")
def test_a_second_start_ends_at_once_and_a_crash_does_not_block_the_next(small_seed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        ["xvfb-run", "-a", "bash", "-c", _TWO_STARTS, sys.executable, str(small_seed), str(tmp_path / "base")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "xcb"},
    )
    assert done.stdout.splitlines() == ["second 0", "first still there", "third after a crash"], done.stderr
