"""`aparte --smoke`: what an installed program proves of itself, and what makes it fail."""

import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from aparte.ui.smoke import Witness

SEED = Path(__file__).parents[2] / "kb_seed"


def _smoke(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "APARTE_"))}
    own = {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "aparte", "--smoke", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**inherited, **own, **environment},
    )


def test_a_program_that_works_says_so_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    done = _smoke(home, "--shots", str(tmp_path / "shots"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Aparté ")
    assert "fonctionne : « Carte d'identité perdue ou volée », échange E-" in done.stdout
    assert done.stdout.count("\n") == 1
    assert [path.name for path in (tmp_path / "shots").iterdir()] == ["smoke.png"]
    assert list(home.rglob("aparte*")) == []


def test_a_complaint_of_qt_fails_it(tmp_path: Path) -> None:
    done = _smoke(tmp_path, QT_STYLE_OVERRIDE="no-such-style")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Le programme fonctionne mais se plaint" in done.stderr
    assert "no-such-style" in done.stderr


def test_a_base_that_does_not_answer_fails_it(tmp_path: Path) -> None:
    seed = tmp_path / "seed"
    (seed / "conversations").mkdir(parents=True)
    (seed / "articles").mkdir()
    for path in SEED.glob("*.yaml"):
        (seed / path.name).write_bytes(path.read_bytes())
    one = min((SEED / "articles" / "identite").glob("*.md"))
    (seed / "articles" / one.name).write_bytes(one.read_bytes())
    (seed / "conversations" / "one.yaml").write_text(
        "title: Rien\nchannel: phone\nturns:\n  - say: zzz qqq xxx\n", "utf-8"
    )
    done = _smoke(tmp_path, "--seed", str(seed))
    assert done.returncode == 1
    assert done.stderr == "aparte : La base de connaissances ne répond pas : réinstallez Aparté.\n"


def test_streams_log_and_warnings_are_heard_and_given_back(capfd: pytest.CaptureFixture[str]) -> None:
    with Witness() as witness:
        os.write(2, b"a library complains\n")
        print("a forgotten line")
        logging.getLogger("qt").warning("a signal without a slot")
        logging.getLogger("qt").info("nothing special")
        warnings.warn("old function", DeprecationWarning, stacklevel=1)
    assert "a library complains" in witness.heard
    assert "qt WARNING: a signal without a slot" in witness.heard
    assert any("old function" in line for line in witness.heard)
    assert not any("nothing special" in line for line in witness.heard)
    os.write(2, b"after\n")
    assert capfd.readouterr().err.endswith("after\n")


def test_what_the_offscreen_platform_says_of_itself_is_no_complaint() -> None:
    with Witness() as witness:
        logging.getLogger("qt").warning("This plugin does not support raise()")
        os.write(2, b"This plugin does not support propagateSizeHints()\n\n")
    assert witness.heard == []
