"""PostgreSQL 15 or newer, for production; nothing here that Citus, YugabyteDB or CockroachDB lack."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import psycopg
from psycopg.errors import DeadlockDetected, SerializationFailure
from psycopg_pool import ConnectionPool, PoolTimeout

from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.database import Row, Session, Values

T = TypeVar("T")
_TRIES = 5
_WAIT_S = 5.0
_CONNECTIONS = 16
_PASSWORD = re.compile(r"(password=)\S+|(//[^:@/]*:)[^@]*@")


class PostgresDatabase:
    """A pool of connections to one database."""

    name = "postgres"

    def __init__(self, url: str, connections: int = _CONNECTIONS) -> None:
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=_WAIT_S,
            # Raw: the driver's own search for %s takes longer than PostgreSQL on a large INSERT.
            kwargs={"autocommit": True, "prepare_threshold": 3, "cursor_factory": psycopg.RawCursor},
            check=ConnectionPool.check_connection,
            open=False,
        )
        self._pool.open()
        try:
            self._pool.wait(timeout=_WAIT_S)
        except PoolTimeout as error:
            self._pool.close()
            raise _unreachable() from error

    def write(self, work: Callable[[Session], T]) -> T:
        for remaining in reversed(range(_TRIES)):
            try:
                return self._within(work, "BEGIN")
            except (DeadlockDetected, SerializationFailure):
                if not remaining:
                    raise
        raise AssertionError

    def read(self, work: Callable[[Session], T]) -> T:
        return self._within(work, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def script(self, sql: str) -> None:
        with self._pool.connection() as connection, connection.transaction():
            connection.execute(sql.encode())

    def sweep(self) -> None:
        """Nothing to do: autovacuum frees old rows, and the log is recycled by checkpoints."""

    def close(self) -> None:
        self._pool.close()

    def _within(self, work: Callable[[Session], T], begin: str) -> T:
        try:
            with self._pool.connection() as connection:
                connection.execute(begin.encode())
                try:
                    done = work(PostgresSession(connection))
                    connection.execute(b"COMMIT")
                except BaseException:
                    if not connection.closed:
                        connection.execute(b"ROLLBACK")
                    raise
                return done
        except (DeadlockDetected, SerializationFailure):
            raise
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise _unreachable() from error


class PostgresSession:
    """One transaction."""

    for_update = " FOR UPDATE"
    for_share = " FOR SHARE"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        return self._connection.execute(_placed(sql), values).fetchall()

    def run(self, sql: str, values: Values = ()) -> int:
        return self._connection.execute(_placed(sql), values).rowcount


def hidden(url: str) -> str:
    """A database's address without its password, for messages."""
    return _PASSWORD.sub(lambda found: (found[1] or found[2]) + "…" + ("@" if found[2] else ""), url)


@lru_cache(maxsize=2048)
def _placed(sql: str) -> bytes:
    """Each `?` as PostgreSQL counts values: $1, then $2."""
    first, *others = sql.split("?")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))).encode()


def _unreachable() -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        "PostgreSQL ne répond pas ou refuse : vérifiez qu'il tourne, l'adresse donnée à --database et le compte."
    )
