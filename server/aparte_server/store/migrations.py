"""Numbered scripts, each run once, in their order; a database newer than the program is refused."""

from importlib import resources

from aparte_server.errors import NewerDatabaseError
from aparte_server.store.database import Database, Session, first

VERSION_TABLE = "schema_version"
_TABLE = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)"


def scripts() -> dict[int, str]:
    """Number → SQL, comments left out."""
    folder = resources.files("aparte_server") / "migrations"
    return {
        int(file.name.split("_")[0]): _bare(file.read_text("utf-8"))
        for file in sorted(folder.iterdir(), key=lambda one: one.name)
        if file.name.endswith(".sql")
    }


def version(database: Database) -> int:
    """The number of the last script that was run; 0 for an empty database."""
    database.script(_TABLE)
    return database.read(stamped)


def migrate(database: Database) -> tuple[int, ...]:
    """Run what is missing; returns the numbers run. A script and its number are one transaction."""
    known = scripts()
    at = version(database)
    refuse_newer(at)
    missing = tuple(number for number in sorted(known) if number > at)
    for number in missing:
        database.script(f"{known[number]};\nINSERT INTO schema_version (version) VALUES ({number})")
    return missing


def refuse_newer(at: int) -> None:
    """Raise `NewerDatabaseError` when this program does not know version `at`."""
    if at > max(scripts()):
        raise NewerDatabaseError(
            "La base a été écrite par une version plus récente du serveur : installez cette version ou une suivante."
        )


def stamped(session: Session) -> int:
    """The same, for a database that was prepared once."""
    found = first(session, "SELECT coalesce(max(version), 0) FROM schema_version")
    assert found is not None
    return int(found[0])


def _bare(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--")).strip().rstrip(";")
