"""A Windows machine of our own: Wine with a fresh prefix, seen from outside by its files and its registry."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.checks.sample.building import compiled
from installers.checks.table import CheckError

_LIMIT = 180
_CODE = re.compile(r"\n(exit code|not started): (\d+)\n")
_VALUE = re.compile(r'^"((?:[^"\\]|\\.)*)"=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))', re.MULTILINE)
_DRIVE_C = Path("drive_c")


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that ran: its whole exit code and what it said; or that Windows could not start, and why."""

    code: int
    output: str
    started: bool = True


class Wine:
    """One machine. Paths of Windows are given and returned as text."""

    def __init__(self, folder: Path, display: str) -> None:
        self._folder = folder
        self.prefix = folder / "prefix"
        self._environment = {
            **os.environ,
            # Wine links a user's folders to those of HOME: not to the real ones.
            "HOME": str(folder),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=d",
            "DISPLAY": display,
            **_french(folder / "locale"),
        }
        self._run(["wine", "wineboot", "-i"])
        # The machine stays on between two programs: starting it takes longer than most of them.
        subprocess.run(["wineserver", "-p"], env=self._environment, timeout=_LIMIT, check=False)  # noqa: S607
        self._relay = compiled("relay.c", folder / "relay.exe")
        self.become("win10")

    def become(self, version: str) -> None:
        """Be another Windows, by winecfg's name for it."""
        self._run(["wine", "winecfg", "-v", version])

    def run(self, program: str, *arguments: str) -> Ended:
        """Run a program to its end; those that it leaves running go on."""
        line = self._folder / "command.txt"
        line.write_text(" ".join([f'"{program}"', *map(_quoted, arguments)]), "utf-8")
        made = self._run(["wine", str(self._relay), self.outside(line)]).replace("\r", "")
        found = _CODE.search(made)
        if not found:
            raise CheckError(f"{program}: Wine says nothing of its end: {made.strip()[-300:]}")
        # What a program leaves running may still speak after its end.
        said = (made[: found.start()] + made[found.end() :]).strip()
        return Ended(int(found[2]), said, started=found[1] == "exit code")

    @contextmanager
    def kept_open(self, *command: str, until: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program that stays open, once it has written the file `until`; ended afterwards."""
        with subprocess.Popen(["wine", *command], env=self._environment, stderr=subprocess.DEVNULL) as program:  # noqa: S603, S607
            try:
                while not self.path(until).exists():
                    try:
                        program.wait(0.2)
                    except subprocess.TimeoutExpired:
                        continue
                    raise CheckError(f"{command[0]} ended before it was open.")
                yield program
            finally:
                self._run(["wine", "taskkill", "/F", "/IM", command[0].rpartition("\\")[2]])

    def stop(self) -> None:
        """End whatever still runs, as a shutdown does, so that the folder can be removed."""
        for option in ("-k", "-w"):
            subprocess.run(["wineserver", option], env=self._environment, timeout=_LIMIT, check=False)  # noqa: S603, S607

    def wait_without(self, windows: str) -> None:
        """Wait until a file is gone: an uninstaller goes on from a copy of itself."""
        begun = time.monotonic()
        while self.path(windows).exists():
            if time.monotonic() - begun > _LIMIT:
                raise CheckError(f"{windows} is still there after {_LIMIT} s.")
            time.sleep(0.2)

    def path(self, windows: str) -> Path:
        """Where a file of drive C is on this machine."""
        return self.prefix / _DRIVE_C / windows.removeprefix("C:\\").replace("\\", "/")

    def outside(self, path: Path) -> str:
        """How Windows calls a file of this machine."""
        return "Z:" + str(path.resolve()).replace("/", "\\")

    def files(self, windows: str) -> dict[str, str]:
        """Every file below a folder by its relative path, with its digest; empty when there is none."""
        root = self.path(windows)
        found = [path for path in root.rglob("*") if path.is_file()]
        return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}

    def registry(self, key: str) -> Mapping[str, str]:
        """The values of a key by name, numbers as digits; empty when there is no such key."""
        exported = self.prefix / _DRIVE_C / "exported.reg"
        exported.unlink(missing_ok=True)
        self._run(["wine", "reg", "export", key, "C:\\exported.reg", "/y"])
        if not exported.exists():
            return {}
        (_, _, own) = exported.read_text("utf-16").replace("\r", "").partition(f"[{_whole(key)}]\n")
        values = _VALUE.findall(own.partition("\n[")[0])
        return {name: str(int(number, 16)) if number else _unescaped(text) for name, text, number in values}

    def _run(self, command: list[str]) -> str:
        # A file and not a pipe: Wine's services inherit it, and would hold a pipe open after the program's end.
        with tempfile.TemporaryFile() as output:
            try:
                subprocess.run(  # noqa: S603
                    command,
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                    timeout=_LIMIT,
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise CheckError(f"{' '.join(command)[:200]}: still running after {_LIMIT} s.") from error
            output.seek(0)
            return output.read().decode("utf-8", "replace")


@contextmanager
def display() -> Iterator[str]:
    """The name of a screen that nobody sees, for as long as the block runs."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:  # noqa: S603
        try:
            assert screen.stdout is not None
            yield f":{screen.stdout.readline().strip()}"
        finally:
            screen.terminate()


def _quoted(argument: str) -> str:
    """As installers want them: the value of an option between quotes, the folder of NSIS bare and last."""
    if " " not in argument or argument.startswith(("/D=", "_?=")):
        return argument
    (name, sign, value) = argument.rpartition("=")
    return f'{name}{sign}"{value}"'


def _french(folder: Path) -> Mapping[str, str]:
    """The variables of a French user, where this system can make their language."""
    folder.mkdir()
    command = ["localedef", "-i", "fr_FR", "-f", "UTF-8", str(folder / "fr_FR.UTF-8")]
    if not shutil.which(command[0]) or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
        return {"LC_ALL": "C.UTF-8"}
    return {"LOCPATH": str(folder), "LC_ALL": "fr_FR.UTF-8"}


def _whole(key: str) -> str:
    return key.replace("HKLM\\", "HKEY_LOCAL_MACHINE\\").replace("HKCU\\", "HKEY_CURRENT_USER\\")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
