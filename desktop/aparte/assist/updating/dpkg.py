"""Debian's package tool, as an administrator would run it: nothing of our environment reaches it."""

import logging
import subprocess
from pathlib import Path

from aparte.core.errors import AparteError

log = logging.getLogger(__name__)

PACKAGE = "aparte"
_LIMIT_S = 600
# The frozen program sets where its own libraries are: the system's tools must not take them.
_ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


class InstallError(AparteError):
    """The system's own tool refused an artefact."""


class Dpkg:
    """The packages below `root`: the system's own, or a folder's that is to be one."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._root = root

    def installed(self) -> str:
        """The version of our package that is in service; empty when there is none."""
        query = (
            "dpkg-query",
            f"--admindir={self._root / 'var/lib/dpkg'}",
            "-W",
            "-f",
            "${db:Status-Status} ${Version}",
        )
        done = self._run(*query, PACKAGE)
        status, _, version = done.stdout.strip().partition(" ")
        return version if done.returncode == 0 and status == "installed" else ""

    def describes(self, file: Path) -> tuple[str, str]:
        """Name and version that a package says of itself; empty when it is none."""
        done = self._run("dpkg-deb", "-f", str(file), "Package", "Version")
        fields = dict(line.partition(": ")[::2] for line in done.stdout.splitlines())
        return (fields.get("Package", ""), fields.get("Version", "")) if done.returncode == 0 else ("", "")

    def install(self, file: Path) -> None:
        """Put a package in service; raises `InstallError`."""
        self._must("-i", str(file))

    def remove(self) -> None:
        """Take the program away and leave what the town and the agents wrote; raises `InstallError`."""
        self._must("-r", PACKAGE)

    def _must(self, *arguments: str) -> None:
        # A folder that is no system has no shell of its own for the package's scripts.
        where = () if self._root == Path("/") else (f"--root={self._root}", "--force-script-chrootless")
        done = self._run("dpkg", *where, "--force-confold", *arguments)
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()
            log.error("dpkg ended with %d", done.returncode)
            raise InstallError(f"dpkg refuse : {' '.join(said[-3:])}")

    @staticmethod
    def _run(*command: str) -> "subprocess.CompletedProcess[str]":
        try:
            return subprocess.run(  # noqa: S603 - the system's tool, and files that were verified
                command,
                env=_ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_LIMIT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InstallError("dpkg ne répond pas sur ce poste : rien n'est installé.") from error
