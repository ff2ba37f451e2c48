"""Folders to install in the place of the frozen program, which only a Windows builder can make."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from installers.checks.table import CheckError

COMPILER = "x86_64-w64-mingw32-gcc"
_HERE = Path(__file__).parent


def compiled(source: str, output: Path, version: str = "0") -> Path:
    """One of the C programs of this folder, for 64-bit Windows."""
    output.parent.mkdir(parents=True, exist_ok=True)
    command = [COMPILER, "-municode", "-Os", "-s", f'-DVERSION="{version}"', "-o", str(output), str(_HERE / source)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        raise CheckError(f"{COMPILER}: {made.stderr.strip()}")
    return output


def sample_payload(folder: Path, version: str, others: Mapping[str, str]) -> Path:
    """A program of two executables, and `others` by path: their contents."""
    compiled("aparte.c", folder / "aparte.exe", version)
    compiled("aparte.c", folder / "aparte-cli.exe", version)
    for name, content in others.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder
