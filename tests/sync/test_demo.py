"""`make demo`, as whoever discovers the project runs it."""

import os
import subprocess
import sys

import pytest

from tools.town_server import ROOT


@pytest.mark.slow
def test_the_demonstration_ends_with_a_ledger_that_agrees() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.demo"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "desktop"), str(ROOT / "server"))),
            "PYTHONIOENCODING": "utf-8",
        },
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("accueil")]
    assert [line[-3:] for line in lines] == [["100", "100", "100"]] * 2
