"""Runs a workload in a process whose power is cut, or that is killed, at a chosen step.

The steps are those of the disk: every write, sync, truncation and change of names. See powercut.c.
"""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIM = Path(__file__).with_name("powercut.c")


@dataclass(frozen=True)
class Ended:
    """How a run ended: what it acknowledged, whether it was cut, and its steps when it was not."""

    acknowledged: tuple[str, ...]
    cut: bool
    steps: int = 0


class Power:
    """Runs workloads; `library` is the compiled shim."""

    def __init__(self, library: Path) -> None:
        self._library = library

    @classmethod
    def compiled(cls, folder: Path) -> "Power":
        """Compile the shim; the test is skipped where that can't be."""
        compiler = shutil.which("cc")
        if sys.platform != "linux" or compiler is None:
            pytest.skip("the power-cut shim needs Linux and a C compiler (cc)")
        library = folder / "powercut.so"
        command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(SHIM), "-ldl", "-lpthread"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return cls(library)

    def run(self, folder: Path, workload: tuple[str, ...], *, at: int = 0, seed: int = 0, keep: bool = False) -> Ended:
        """One run on `folder`, cut before its step `at`, never when that is 0; `keep` loses nothing of the disk."""
        counted = folder.parent / f"{folder.name}.steps"
        environment = {
            **os.environ,
            "LD_PRELOAD": str(self._library),
            "POWERCUT_DIR": str(folder),
            "POWERCUT_AT": str(at),
            "POWERCUT_SEED": str(seed),
            "POWERCUT_COUNT": str(counted),
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            **({"POWERCUT_KEEP": "1"} if keep else {}),
        }
        command = [sys.executable, "-m", "tests.reliability.workloads", str(folder), *workload]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", cwd=ROOT, env=environment, timeout=300, check=False
        )
        cut = done.returncode == -signal.SIGKILL
        assert cut or done.returncode == 0, done.stderr
        # The last line may have been cut as well.
        said = tuple(done.stdout.split("\n")[:-1])
        return Ended(said, cut, 0 if cut else int(counted.read_text("ascii")))
