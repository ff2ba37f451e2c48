"""Copies of a PostgreSQL database by its own programs: `pg_dump` to save, `pg_restore` and `psql` to put back."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from aparte.core.errors import StorageError, UsageError
from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.database import Database
from aparte_server.store.migrations import VERSION_TABLE, migrate, scripts
from aparte_server.store.postgres import PostgresDatabase

_MAGIC = b"PGDMP"
_DEBIAN = Path("/usr/lib/postgresql")
_TABLE = re.compile(r"CREATE TABLE (\w+)")
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
    " AND pid <> pg_backend_pid()"
)


class PostgresCopier:
    """For one database; of its tables, ours alone are copied and replaced."""

    suffix = ".dump"

    def __init__(self, url: str) -> None:
        self._url = url

    def copy(self, target: Path) -> None:
        """One state of the database, while it is in use."""
        tables = [f"--table={table}" for table in _tables()]
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *tables, "--file", str(target))
        # Read to its end: what can't be read now could not be put back either.
        self._local("pg_restore", "--file", os.devnull, str(target))

    def version(self, source: Path) -> int:
        with source.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise UsageError(f"{source} n'est pas une sauvegarde PostgreSQL : la base visée en est une.")
        said = self._local("pg_restore", "--data-only", f"--table={VERSION_TABLE}", "--file", "-", str(source))
        return max((int(line) for line in said.splitlines() if line.isdecimal()), default=0)

    def put_back(self, source: Path, then: Callable[[Database], None]) -> None:
        """In one transaction: an error leaves the database as it was. Refused while others are connected."""
        with tempfile.TemporaryDirectory(prefix="aparte-restore-") as folder:
            script = Path(folder) / "script.sql"
            script.touch(0o600)
            self._local("pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(source))
            self._refuse_others()
            drop = f"DROP TABLE IF EXISTS {', '.join(_tables())}"
            self._run(
                *("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
                *("--output", os.devnull, "--command", drop, "--file", str(script)),
            )
        with closing(PostgresDatabase(self._url, connections=1)) as database:
            migrate(database)
            then(database)

    def _refuse_others(self) -> None:
        with closing(PostgresDatabase(self._url, connections=1)) as database:
            ((others,),) = database.read(lambda session: session.rows(_OTHERS))
        if others:
            raise DatabaseUnavailableError(
                f"La base sert encore ({others} connexion(s)) : arrêtez aparte-server, puis relancez la restauration."
            )

    def _run(self, program: str, *arguments: str) -> str:
        address, secret = _without_password(self._url)
        return _run(program, [*arguments, "--dbname", address], {**os.environ, **secret})

    @staticmethod
    def _local(program: str, *arguments: str) -> str:
        return _run(program, arguments, os.environ)


def _run(program: str, arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - no shell, and every argument is ours
        [_found(program), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment,
        check=False,
    )
    if done.returncode:
        # Its first line names a cause; the rest may quote rows.
        said = (done.stderr.strip().splitlines() or ["sans message"])[0]
        raise StorageError(f"{program} a échoué ({said[:200]}) : la base n'a pas changé. Corrigez, puis relancez.")
    return done.stdout


def _found(program: str) -> str:
    """The program on the path, or Debian's newest."""
    on_path = shutil.which(program)
    if on_path:
        return on_path
    folders = sorted(_DEBIAN.glob(f"*/bin/{program}"), key=lambda one: one.parts[-3].zfill(4))
    if not folders:
        raise StorageError(
            f"Le programme {program} manque sur cette machine : installez les outils clients de PostgreSQL "
            "(paquet postgresql-client), de la version du serveur ou plus récents."
        )
    return str(folders[-1])


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """The address for a command line, which every account can read, and what goes in the environment instead."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise UsageError(
            "L'adresse de la base n'est pas lisible : écrivez postgresql://compte@machine/base."
        ) from error
    password = parts.pop("password", None)
    return make_conninfo("", **parts), {"PGPASSWORD": str(password)} if password else {}


def _tables() -> list[str]:
    return [*(name for sql in scripts().values() for name in _TABLE.findall(sql)), VERSION_TABLE]
