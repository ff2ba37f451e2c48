"""A workstation without a keyring, as a terminal finds it: its files, and the program run on them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.fakes.base_folder import write_base
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import PASSPHRASE, nothing, vault

ROOT = Path(__file__).parents[2]
# Whoever runs the tests may have a keyring: it is none of theirs.
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


class Machine:
    """One agent, who opens with a passphrase kept in the file `secret`."""

    def __init__(self, folder: Path) -> None:
        self.seed = write_base(folder / "seed")
        self.own = folder / "own"
        self.secret = folder / "secret.txt"
        self.secret.write_text(f"{PASSPHRASE}\n", "utf-8")
        opened = vault(self.own / "store", MemoryKeeper(present=False))
        opened.begin("Alice", PASSPHRASE)
        opened.lock(nothing)

    def aparte(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """One command to its end, on this machine's files."""
        return subprocess.run(
            self._command(*arguments),
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            cwd=self.own.parent,
            env=self._environment(),
            timeout=60,
            check=False,
        )

    def opened(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """One command that opens the contacts, its passphrase in the file."""
        return self.aparte(*arguments, "--passphrase-file", str(self.secret))

    def begun(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """The same, under way: a test may end it as it likes."""
        return subprocess.Popen(
            self._command(*arguments, "--passphrase-file", str(self.secret)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.own.parent,
            env=self._environment(),
        )

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "aparte", *arguments, "--basedir", str(self.own), "--seed", str(self.seed)]

    @staticmethod
    def _environment() -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONIOENCODING": "utf-8", **NO_KEYRING}
