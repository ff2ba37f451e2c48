"""The NSIS installer: the list of files written out for `aparte.nsi`, which says what is done with each."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from installers.windows.icon import write_icon
from installers.windows.payload import Payload
from installers.windows.product import NAME, PROGRAM, PUBLISHER, SHORT, PackagingError, Version

_SCRIPT = Path(__file__).with_name("aparte.nsi")
_ROOT = Path(__file__).resolve().parents[2]
# NSIS as its authors deliver it has 32-bit stubs only, which 64-bit Windows runs; Debian's has both.
_TARGET = "x86-unicode" if os.name == "nt" else "amd64-unicode"
# Called by makensis on its two programs; what the key is comes from the environment.
SIGNER = (sys.executable, "-m", "installers.windows.sign")


@dataclass(frozen=True, slots=True)
class Setup:
    """What the installer is made of, and whether it and its uninstaller are signed.

    `target` is NSIS's name of the stub's processor; the program itself is for 64 bits.
    """

    payload: Payload
    version: Version
    signed: bool = False
    target: str = _TARGET


def build_setup(setup: Setup, work: Path, output: Path) -> Path:
    """Write the installer to `output`, with its uninstaller and itself signed; `work` is a folder of our own."""
    listing = work / "files.nsh"
    listing.write_text(file_list(setup.payload), "utf-8")
    defines = {
        "NAME": NAME,
        "SHORT": SHORT,
        "PUBLISHER": PUBLISHER,
        "PROGRAM": PROGRAM,
        "VERSION": setup.version.text,
        "SIZE_KB": str(setup.payload.size // 1024 + 1),
        "TARGET": setup.target,
        "FILES": str(listing),
        "ICON": str(write_icon(work / "aparte.ico")),
        "OUTPUT": str(output),
    }
    if setup.signed:
        defines["SIGNER"] = subprocess.list2cmdline(SIGNER) if os.name == "nt" else shlex.join(SIGNER)
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{k}={v}" for k, v in defines.items())]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"}
    made = subprocess.run(  # noqa: S603
        [*command, str(_SCRIPT)], capture_output=True, text=True, errors="replace", check=False, env=environment
    )
    if made.returncode:
        raise PackagingError(f"makensis: {(made.stdout + made.stderr).strip()}")
    return output


def file_list(payload: Payload) -> str:
    """Three macros that call another one on each folder, on each file, and on each folder from the deepest up."""
    folders = [f'!insertmacro ${{Do}} "{PureWindowsPath(folder)}"' for folder in payload.folders]
    files = [f'!insertmacro ${{Do}} "{PureWindowsPath(file)}" "{payload.root / file}"' for file in payload.files]
    return "\n".join(
        [
            *("!macro EachFolder Do", *folders, "!macroend"),
            *("!macro EachFile Do", *files, "!macroend"),
            *("!macro EachFolderUp Do", *reversed(folders), "!macroend", ""),
        ]
    )
