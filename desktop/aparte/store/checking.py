"""Examining the whole database: its pages, their seals, its links and its sums. Nothing is repaired here."""

from pathlib import Path

from aparte.store.database import StoreDatabase, connect, holds_contacts
from aparte.store.errors import DamagedStoreError

_MOST = 20
# What must hold between the tables, and how many rows break it. The counts outlive what they counted:
# they may be above it, never below.
_INVARIANTS = (
    (
        "la suite des événements à synchroniser a un trou",
        (
            "SELECT count(*) FROM meta, (SELECT count(*) AS n, min(seq) AS first, max(seq) AS last FROM event) AS e"
            " WHERE e.n > 0 AND (e.n != e.last - e.first + 1 OR e.last != meta.last_seq)"
        ),
    ),
    (
        "des échanges n'ont pas leur événement",
        "SELECT count(*) FROM contact, meta WHERE contact.last_seq > meta.last_seq",
    ),
    (
        "le nombre d'échanges du journal est faux",
        (
            "SELECT count(*) FROM ("
            "SELECT author, day, channel, sum(n) AS n FROM ("
            "SELECT author, day, channel, count(*) AS n FROM contact GROUP BY author, day, channel"
            " UNION ALL SELECT author, day, channel, -contacts FROM listed"
            ") GROUP BY author, day, channel) WHERE n != 0"
        ),
    ),
    (
        "les statistiques comptent moins d'échanges qu'il n'y en a",
        (
            "SELECT count(*) FROM"
            " (SELECT day, hour, channel, count(*) AS n FROM contact GROUP BY day, hour, channel) AS c"
            " LEFT JOIN count_contact AS s USING (day, hour, channel) WHERE coalesce(s.contacts, 0) < c.n"
        ),
    ),
)


def check(path: Path, key: bytes | bytearray) -> tuple[str, ...]:
    """Every fault found, in French; empty when the database is sound. Raises `WrongKeyError`, `StorageError`."""
    try:
        database = connect(path, key)
    except DamagedStoreError:
        return ("la première page est abîmée",)
    try:
        if not holds_contacts(database):
            return ("le fichier est vide ou a disparu",)
        return (*_pages(database), *_links(database), *_sums(database))
    except DamagedStoreError as error:
        return (f"une page est abîmée ({error.__cause__})",)
    finally:
        database.close()


def _pages(database: StoreDatabase) -> list[str]:
    """Every seal, then SQLite's own examination of tables and indexes."""
    faults = [str(row) for found in database.rows("PRAGMA cipher_integrity_check") for row in found.values()]
    if not faults:
        found = [str(row) for one in database.rows(f"PRAGMA integrity_check({_MOST})") for row in one.values()]
        faults = [] if found == ["ok"] else found
    return [f"page ou index abîmé : {fault}" for fault in faults[:_MOST]]


def _links(database: StoreDatabase) -> list[str]:
    broken = database.rows("PRAGMA foreign_key_check")
    return [f"{len(broken)} lignes sans leur échange ou leur agent"] if broken else []


def _sums(database: StoreDatabase) -> list[str]:
    return [sentence for sentence, sql in _INVARIANTS if database.value(sql)]
