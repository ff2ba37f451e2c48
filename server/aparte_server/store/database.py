"""What the store asks of a database, whichever engine holds it.

One SQL is written for both engines, with `?` for a value. What differs is named here: row locks,
which SQLite does not need since a writer has the file to itself, and what is worth another try.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]
Values = Sequence[Any]


class Session(Protocol):
    """One transaction.

    `for_update` and `for_share` end a SELECT that must hold its rows until the transaction ends.
    """

    for_update: str
    for_share: str

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Every row of a query."""
        ...

    def run(self, sql: str, values: Values = ()) -> int:
        """Change something; returns how many rows changed."""
        ...


class Database(Protocol):
    """Runs work in transactions, from any thread."""

    name: str

    def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a transaction that is on the disk when this returns.

        `work` runs again when the engine asks for it (a deadlock, a lost serialisation): it must do
        nothing that a second run would do twice.
        """
        ...

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` on one state of the database, changing nothing."""
        ...

    def script(self, sql: str) -> None:
        """Run the statements of a migration, all or nothing."""
        ...

    def sweep(self) -> None:
        """Leave nothing of what was erased in the files, as far as the engine lets us."""
        ...

    def close(self) -> None:
        """Give the connections back."""
        ...


def first(session: Session, sql: str, values: Values = ()) -> Row | None:
    """The first row of a query, if any."""
    found = session.rows(sql, values)
    return found[0] if found else None


def groups(width: int, count: int) -> str:
    """`count` groups of `width` values, for an INSERT of several rows."""
    one = "(" + ",".join("?" * width) + ")"
    return ",".join([one] * count)
