"""A real PostgreSQL of our own: made in a temporary folder, reached by a socket there, thrown away after."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

OLDEST = 15
_ACCOUNT = "postgres"


class PostgresServer:
    """One cluster; `url(name)` makes an empty database of it."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        # Short: a socket's path has 107 characters at most.
        self.folder = Path(tempfile.mkdtemp(prefix="aparte-pg-"))
        if os.geteuid() == 0:
            account = pwd.getpwnam(_ACCOUNT)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run("initdb", "--auth=trust", f"--username={_ACCOUNT}", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=60"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def url(self, name: str) -> str:
        self._command(self._binaries / "createdb", "-h", str(self.folder), "-U", _ACCOUNT, name)
        return f"postgresql://{_ACCOUNT}@/{name}?host={self.folder}"

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        self._command(self._binaries / program, "-D", str(self.folder / "data"), *arguments)

    def _command(self, program: Path, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        become = ["runuser", "-u", _ACCOUNT, "--"] if os.geteuid() == 0 else []
        # A started server keeps its output open: a pipe would never end.
        with (self.folder / "commands").open("ab") as output:
            subprocess.run([*become, program, *arguments], check=True, stdout=output, stderr=output, cwd="/")


def binaries() -> Path | None:
    """Where PostgreSQL's programs are, the newest; None when none is new enough."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    usable = [(_version(folder), folder) for folder in found if (folder / "initdb").exists()]
    return max(usable)[1] if usable and max(usable)[0] >= OLDEST else None


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "initdb", "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0
