"""Agents as small numbers: a pseudonym is written once, not in each of a million rows."""

from aparte.store.database import StoreDatabase


def author(database: StoreDatabase, agent_ref: str) -> int:
    """The number of an agent, given on the first write; inside `writing`."""
    database.run("INSERT INTO author (ref) VALUES (?) ON CONFLICT DO NOTHING", (agent_ref,))
    return int(database.value("SELECT n FROM author WHERE ref = ?", (agent_ref,)))


def known_author(database: StoreDatabase, agent_ref: str) -> int:
    """The number of an agent; 0, which is nobody's, when nothing was ever written by them."""
    return int(database.value("SELECT n FROM author WHERE ref = ?", (agent_ref,)) or 0)
