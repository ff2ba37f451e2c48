"""A clean Debian to try a package in, thrown away after each run."""

import os
import shutil
import subprocess
from pathlib import Path

from installers.checks.table import CheckError

ROOT = Path(__file__).resolve().parents[2]
_CHROOT = ROOT / "installers" / "linux" / "chroot.sh"
# An agent's desktop: a screen, a session bus, a keyring. Nothing of what the package itself asks for.
_DESKTOP = ("ca-certificates", "xvfb", "xauth", "dbus", "gnome-keyring", "man-db", "desktop-file-utils")
_LONGEST_S = 900


class CleanSystem:
    """One copy of the clean system in `work`; the original is made once and kept."""

    def __init__(self, work: Path) -> None:
        self._base = work / "try-base"
        self.root = work / "try"

    def make(self) -> None:
        """A fresh copy with one user, `agent`; raises `CheckError` when it can't be made."""
        if not self._base.is_dir():
            _sh("make", self._base, *_DESKTOP)
        shutil.rmtree(self.root, ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", str(self._base), str(self.root)], check=True)  # noqa: S603, S607 - our own folders
        self.root.joinpath("etc/apt/apt.conf.d/90try").write_text('Acquire::Languages "none";\n', "utf-8")
        self.must("useradd", "--create-home", "--shell", "/bin/sh", "agent")

    def run(self, *command: str, online: bool = False) -> "subprocess.CompletedProcess[str]":
        """Run as root inside; without a network unless `online`."""
        return _sh("online" if online else "run", self.root, *command, check=False)

    def must(self, *command: str, online: bool = False) -> str:
        """The same, for what has to work; returns what was printed, raises `CheckError`."""
        done = self.run(*command, online=online)
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise CheckError(f"{' '.join(command)[:80]}: exit code {done.returncode}, {' | '.join(said[-4:])}")
        return done.stdout

    def as_agent(self, script: str) -> "subprocess.CompletedProcess[str]":
        """Run a line of shell as the user, with an unlocked keyring on a session bus of its own."""
        unlock = "echo -n secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
        line = f"cd; export XDG_RUNTIME_DIR=$(mktemp -d); exec dbus-run-session -- sh -c '{unlock}{script}'"
        return self.run("runuser", "-u", "agent", "--", "env", "HOME=/home/agent", "sh", "-c", line)

    def close(self) -> None:
        """Throw the copy away."""
        shutil.rmtree(self.root, ignore_errors=True)


def _sh(verb: str, folder: Path, *arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(  # noqa: S603 - our own script
        ["sh", str(_CHROOT), verb, str(folder), *arguments],  # noqa: S607 - the system's shell
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST_S,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "SHARE": ""},
    )
    if check and done.returncode:
        raise CheckError(f"the clean system could not be made: {done.stderr.strip()[-300:]}")
    return done
