"""The program as a terminal sees it: real processes, streams and exit codes."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.base_folder import LOST_CARD, write_base

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Terminal:
    """Runs `aparte` on a base of its own."""

    seed: Path
    own: Path

    def aparte(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """One command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "aparte", *arguments, "--seed", str(self.seed), "--basedir", str(self.own)],
            capture_output=True,
            encoding="utf-8",
            cwd=self.seed.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONIOENCODING": "utf-8", **environment},
            timeout=60,
            check=False,
        )

    def first(self, question: str) -> str:
        """The id of the first article offered."""
        done = self.aparte("ask", question, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return str(json.loads(done.stdout)["items"][0]["article_id"])


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(write_base(tmp_path / "seed"), tmp_path / "own")


def generations(terminal: Terminal) -> list[str]:
    return sorted(path.name for path in (terminal.own / "index").glob("gen-*"))


def test_a_second_run_takes_the_index_of_the_first(terminal: Terminal) -> None:
    assert terminal.first("j'ai perdu ma carte") == "carte-perdue"
    made = generations(terminal)
    assert terminal.first("j'ai perdu ma carte") == "carte-perdue"
    assert generations(terminal) == made


def test_a_changed_article_is_found_at_once(terminal: Terminal) -> None:
    terminal.first("carte perdue")
    changed = LOST_CARD.replace("se déclare à la mairie", "se déclare au bureau des escargots")
    (terminal.seed / "articles/identite/carte-perdue.md").write_text(changed, "utf-8")
    assert terminal.first("le bureau des escargots") == "carte-perdue"
    assert len(generations(terminal)) == 2  # the one before is kept


@pytest.mark.parametrize("damage", [b"", b"\x00" * 64, b"{"], ids=["empty", "zeros", "text"])
def test_a_damaged_index_is_built_again(terminal: Terminal, damage: bytes) -> None:
    terminal.first("carte perdue")
    for path in (terminal.own / "index").glob("gen-*/*.npy"):
        path.write_bytes(damage)
    assert terminal.first("carte perdue") == "carte-perdue"


def test_a_half_written_index_is_passed_over(terminal: Terminal) -> None:
    (terminal.own / "index" / ".building-1234").mkdir(parents=True)
    (terminal.own / "index" / "CURRENT").write_text("gen-none", "utf-8")
    assert terminal.first("carte perdue") == "carte-perdue"


def test_a_broken_article_leaves_the_others_in_service(terminal: Terminal) -> None:
    (terminal.seed / "articles/identite/passeport.md").write_bytes("---\ntitle: é".encode("latin-1"))
    done = terminal.aparte("ask", "un chien trouvé")
    assert done.returncode == 0
    assert "[chien-errant]" in done.stdout
    assert done.stderr == "1 fiche hors de la base : « aparte kb check » dit pourquoi.\n"
    checked = terminal.aparte("kb", "check")
    assert checked.returncode == 1
    assert checked.stdout == "seed/articles/identite/passeport.md:2: le fichier n'est pas en UTF-8.\n"


@pytest.fixture
def locked_folder(tmp_path: Path) -> Path:
    """A folder where nobody may write, root included: its parent is a file's."""
    (tmp_path / "locked").write_text("", "utf-8")
    return tmp_path / "locked" / "own"


def test_a_disk_that_refuses_still_answers(terminal: Terminal, locked_folder: Path) -> None:
    assert Terminal(terminal.seed, locked_folder).first("carte perdue") == "carte-perdue"


def test_a_disk_that_refuses_an_index_is_one_sentence(terminal: Terminal, locked_folder: Path) -> None:
    done = Terminal(terminal.seed, locked_folder).aparte("kb", "build")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("aparte : L'index ne peut pas être écrit")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes where it is forbidden")
def test_a_read_only_index_still_answers(terminal: Terminal) -> None:
    terminal.first("carte perdue")
    for path in [*terminal.own.rglob("*"), terminal.own]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert terminal.first("carte perdue") == "carte-perdue"
    finally:
        for path in [terminal.own, *terminal.own.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("kb", "check"), 0), (("kb", "build"), 0), (("kb", "info"), 0), (("ask",), 2), (("ask", ""), 2), (("dance",), 2)],
)
def test_exit_codes(terminal: Terminal, arguments: tuple[str, ...], code: int) -> None:
    done = terminal.aparte(*arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_base_that_is_absent_ends_with_3(terminal: Terminal, tmp_path: Path) -> None:
    done = Terminal(tmp_path / "nowhere", terminal.own).aparte("ask", "carte")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


def test_a_console_without_accents_still_gets_an_answer(terminal: Terminal) -> None:
    done = terminal.aparte("ask", "carte perdue", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Carte d'identit? perdue" in done.stdout


def test_a_closed_pipe_is_no_traceback(terminal: Terminal) -> None:
    terminal.first("carte perdue")
    command = [sys.executable, "-m", "aparte", "ask", "carte", "--seed", str(terminal.seed), "--temp-basedir"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_commands_never_load_qt(terminal: Terminal) -> None:
    program = (
        "import sys; from aparte.__main__ import main; code = main(sys.argv[1:]);"
        " sys.exit(9 if any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules) else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "ask", "carte", "--seed", str(terminal.seed), "--basedir", str(terminal.own)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0


def test_the_doctor_ends_well_on_a_sound_machine(terminal: Terminal) -> None:
    done = terminal.aparte("doctor", "--json")
    failures = [finding for finding in json.loads(done.stdout) if finding["level"] == "failure"]
    assert (failures, done.returncode) == ([], 0)
