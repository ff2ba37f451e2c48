"""Counting a town's month from its events; the same queries on both engines.

A contact counts once, as its last correction left it. An erasure takes its events' content away
and leaves what they counted for, so that a figure which was published stays true.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from aparte_server.figures.facts import ContactFact, Seen, contact_fact, margins, site_of
from aparte_server.figures.month import Counted
from aparte_server.store.database import Database, Row, Session

_RECORDED, _CORRECTED = "contact.recorded", "contact.corrected"


class Counting:
    """Reads sums; never a row of anyone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def month(self, org_id: str, month: str) -> Counted:
        """The sums of one month, written « 2026-10 »."""
        return self._database.read(lambda session: _month(session, org_id, month))


def keep_counts(session: Session, org_id: str, contact_id: str) -> None:
    """Before a contact is emptied: keep what it counts for. Its organisation's row must be held."""
    rows = session.rows(
        "SELECT e.contact_id, e.event_id, e.payload, e.agent_ref, d.label, e.type FROM event AS e"
        " JOIN device AS d ON d.org_id = e.org_id AND d.device_id = e.device_id"
        " WHERE e.org_id = ? AND e.contact_id = ? AND e.payload IS NOT NULL AND e.type IN (?, ?) ORDER BY e.event_id",
        (org_id, contact_id, _RECORDED, _CORRECTED),
    )
    corrections = {contact_id: [Seen(row[1], row[2]) for row in rows if row[5] == _CORRECTED]}
    recorded = next((row for row in rows if row[5] == _RECORDED), None)
    fact = _fact(recorded, corrections) if recorded else None
    if recorded is None or fact is None:
        return
    for (kind, name), number in sorted(Counter(margins(fact, site_of(recorded[4]))).items()):
        session.run(
            "INSERT INTO erased_count (org_id, month, kind, name, number) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org_id, month, kind, name) DO UPDATE SET number = erased_count.number + excluded.number",
            (org_id, fact.month, kind, name, number),
        )


def _month(session: Session, org_id: str, month: str) -> Counted:
    # Every payload is written the same way: its text tells the month, whatever the engine knows of JSON.
    about = org_id, _RECORDED, f'%"local_day":"{month}-%'
    recorded = session.rows(
        "SELECT e.contact_id, e.event_id, e.payload, e.agent_ref, d.label FROM event AS e"
        " JOIN device AS d ON d.org_id = e.org_id AND d.device_id = e.device_id"
        " WHERE e.org_id = ? AND e.type = ? AND e.payload LIKE ? ORDER BY e.event_id",
        about,
    )
    corrections: dict[str, list[Seen]] = defaultdict(list)
    for contact_id, event_id, payload in session.rows(
        "SELECT c.contact_id, c.event_id, c.payload FROM event AS e"
        " JOIN event AS c ON c.org_id = e.org_id AND c.contact_id = e.contact_id"
        " WHERE e.org_id = ? AND e.type = ? AND e.payload LIKE ? AND c.type = ? AND c.payload IS NOT NULL",
        (*about, _CORRECTED),
    ):
        corrections[contact_id].append(Seen(event_id, payload))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    agents: dict[str, set[str]] = defaultdict(set)
    # The first record of a contact is the one that counts, wherever a copied disk sent it again.
    for row in {row[0]: row for row in reversed(recorded)}.values():
        fact = _fact(row, corrections)
        if fact is None or fact.month != month:
            continue
        site = site_of(row[4])
        agents[site].add(row[3])
        for kind, name in margins(fact, site):
            counts[kind][name] += 1
    for kind, name, number in session.rows(
        "SELECT kind, name, number FROM erased_count WHERE org_id = ? AND month = ?", (org_id, month)
    ):
        counts[kind][name] += int(number)
    return Counted(counts, {site: len(refs) for site, refs in agents.items()})


def _fact(recorded: Row, corrections: Mapping[str, list[Seen]]) -> ContactFact | None:
    return contact_fact(Seen(recorded[1], recorded[2]), corrections.get(recorded[0], ()))
