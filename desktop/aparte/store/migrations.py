"""Versions of the database: numbered steps, each in one transaction with the number it leads to.

A process killed in the middle of a step leaves the version before it; a program that finds a
version it does not know refuses the file rather than guess.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from aparte.store.errors import NewerStoreError
from aparte.store.schema import FIRST, LINK, TEAM

if TYPE_CHECKING:
    from aparte.store.database import StoreDatabase

Step = Callable[["StoreDatabase"], None]


def _first(database: "StoreDatabase") -> None:
    for statement in FIRST:
        database.run(statement)


def _link(database: "StoreDatabase") -> None:
    for statement in LINK:
        database.run(statement)


def _team(database: "StoreDatabase") -> None:
    for statement in TEAM:
        database.run(statement)


# Step n leads to version n + 1. A step that was delivered is never changed: add another.
STEPS: tuple[Step, ...] = (_first, _link, _team)


def version(database: "StoreDatabase") -> int:
    """The version that the file is at."""
    return int(database.value("PRAGMA user_version"))


def migrate(database: "StoreDatabase", steps: tuple[Step, ...] = STEPS) -> None:
    """Bring the database to the newest version; `NewerStoreError` when it is beyond."""
    while (found := version(database)) != len(steps):
        _refuse_newer(found, steps)
        with database.writing():
            # Another process may have made the step while we waited for the lock.
            if version(database) == found:
                steps[found](database)
                database.run(f"PRAGMA user_version = {found + 1}")


def _refuse_newer(found: int, steps: tuple[Step, ...]) -> None:
    if found > len(steps):
        raise NewerStoreError(
            "La base des échanges vient d'une version plus récente d'Aparté : elle reste fermée, rien n'y est "
            "changé. Mettez ce poste à jour ; les suggestions continuent de marcher."
        )
