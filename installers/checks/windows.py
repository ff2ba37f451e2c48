"""The Windows installers, under Wine: built from a small program, signed by an authority of this run, and tried."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from installers.checks.sample.building import COMPILER
from installers.checks.table import Row, attempt, skipped
from installers.checks.windows_machine import machine
from installers.checks.windows_msi import MsiChecks
from installers.checks.windows_setup import SetupChecks
from installers.checks.windows_signature import SignatureChecks
from installers.checks.wine import display

# Debian's package of each tool.
_TOOLS = {
    "makensis": "nsis",
    "wixl": "wixl",
    "msibuild": "msitools",
    "osslsigncode": "osslsigncode",
    "wine": "wine64",
    "Xvfb": "xvfb",
    COMPILER: "gcc-mingw-w64-x86-64",
}


def rows(dist: Path) -> Iterator[Row]:
    """One row an installer. `dist` is not read: what is checked is made here, and signed to be tampered with."""
    _ = dist
    if missing := " ".join(package for tool, package in _TOOLS.items() if not shutil.which(tool)):
        mark = skipped(f"apt-get install {missing}")
        yield from (Row(f"Windows {name}", 0, mark, mark, mark, mark, mark) for name in ("setup.exe", "MSI"))
        return
    with (
        tempfile.TemporaryDirectory(prefix="aparte-windows-") as folder,
        display() as screen,
        machine(Path(folder), screen) as made,
    ):
        signature = SignatureChecks(made)
        yield _row("aparte-setup.exe (sample program)", made.new.setup, SetupChecks(made), signature)
        yield _row("aparte.msi (sample program)", made.new.msi, MsiChecks(made), signature)


def _row(name: str, installer: Path, checks: SetupChecks | MsiChecks, signature: SignatureChecks) -> Row:
    """The questions in their order: what is installed is asked for its signatures while it is there."""
    signed = attempt(lambda: signature.signed(installer))
    installed = attempt(checks.installed)
    upgraded = attempt(lambda: f"{checks.upgraded()}; {signature.programs()}")
    removed = attempt(checks.removed)
    tampered = attempt(lambda: f"{signature.tampered(installer)}{checks.tampered()}")
    return Row(name, installer.stat().st_size, signed, installed, upgraded, removed, tampered)
