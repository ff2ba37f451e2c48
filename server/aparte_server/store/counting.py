"""Counting a town's month from its events; the same queries on both engines.

A contact counts once, as its last correction left it. An erasure or a purge takes its events away
and leaves what they counted for, so that a figure which was published stays true.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from aparte_server.figures.facts import ContactFact, Seen, contact_fact, margins, site_of
from aparte_server.figures.month import Counted
from aparte_server.store.database import Database, Row, Session

# The month of records whose own could not be told from their text (migration 5).
ANY_MONTH = "*"
_AGENTS = "agents"
_RECORDED, _CORRECTED = "contact.recorded", "contact.corrected"
# Contacts in one look-up; PostgreSQL prepares the same text again and again.
_AT_ONCE = 500


class Counting:
    """Reads sums; never a row of anyone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def month(self, org_id: str, month: str) -> Counted:
        """The sums of one month, written « 2026-10 »."""
        return self._database.read(lambda session: _month(session, org_id, month))


def keep_counts(session: Session, org_id: str, contacts: Collection[str]) -> None:
    """Before contacts are emptied: keep what they count for. Their organisation's row must be held."""
    rows = session.rows(
        "SELECT e.contact_id, e.event_id, e.payload, e.agent_ref, d.label, e.type FROM event AS e"  # noqa: S608
        " JOIN device AS d ON d.org_id = e.org_id AND d.device_id = e.device_id"
        f" WHERE e.org_id = ? AND e.contact_id IN ({','.join('?' * len(contacts))})"
        " AND e.payload IS NOT NULL AND e.type IN (?, ?) ORDER BY e.event_id DESC",
        (org_id, *sorted(contacts), _RECORDED, _CORRECTED),
    )
    corrections: dict[str, list[Seen]] = defaultdict(list)
    recorded: dict[str, Row] = {}
    for row in rows:
        if row[5] == _CORRECTED:
            corrections[row[0]].append(Seen(row[1], row[2]))
        else:
            recorded[row[0]] = row
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in recorded.values():
        fact = _fact(row, corrections)
        if fact is not None:
            sums.update((fact.month, *margin) for margin in margins(fact, site_of(row[4])))
    for (month, kind, name), number in sorted(sums.items()):
        session.run(
            "INSERT INTO erased_count (org_id, month, kind, name, number) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org_id, month, kind, name) DO UPDATE SET number = erased_count.number + excluded.number",
            (org_id, month, kind, name, number),
        )


def keep_agents(session: Session, org_id: str, month: str) -> None:
    """Before a month is cleared away: how many agents each site had, once; it decides which sites are told."""
    if session.rows(
        "SELECT 1 FROM erased_count WHERE org_id = ? AND month = ? AND kind = ? LIMIT 1", (org_id, month, _AGENTS)
    ):
        return
    for site, number in sorted(_month(session, org_id, month).agents.items()):
        session.run(
            "INSERT INTO erased_count (org_id, month, kind, name, number) VALUES (?, ?, ?, ?, ?)",
            (org_id, month, _AGENTS, site, number),
        )


def _month(session: Session, org_id: str, month: str) -> Counted:
    labels: dict[str, str] = dict(session.rows("SELECT device_id, label FROM device WHERE org_id = ?", (org_id,)))
    recorded: dict[str, Row] = {}
    for row in session.rows(
        "SELECT contact_id, event_id, payload, agent_ref, device_id FROM event"
        " WHERE org_id = ? AND month IN (?, ?) AND payload IS NOT NULL",
        (org_id, month, ANY_MONTH),
    ):
        # The first record of a contact is the one that counts, wherever a copied disk sent it again.
        if row[0] not in recorded or row[1] < recorded[row[0]][1]:
            recorded[row[0]] = row
    corrections = _corrections(session, org_id, list(recorded))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    refs: dict[str, set[str]] = defaultdict(set)
    for row in recorded.values():
        fact = _fact(row, corrections)
        if fact is None or fact.month != month:
            continue
        site = site_of(labels[row[4]])
        refs[site].add(row[3])
        for kind, name in margins(fact, site):
            counts[kind][name] += 1
    agents = {site: len(some) for site, some in refs.items()}
    for kind, name, number in session.rows(
        "SELECT kind, name, number FROM erased_count WHERE org_id = ? AND month = ?", (org_id, month)
    ):
        if kind == _AGENTS:
            agents[name] = max(agents.get(name, 0), int(number))
        else:
            counts[kind][name] += int(number)
    return Counted(counts, agents)


def _corrections(session: Session, org_id: str, contacts: Sequence[str]) -> Mapping[str, list[Seen]]:
    """By contact; few have one, and an index of their own holds those."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for start in range(0, len(contacts), _AT_ONCE):
        some = contacts[start : start + _AT_ONCE]
        for contact_id, event_id, payload in session.rows(
            "SELECT contact_id, event_id, payload FROM event"  # noqa: S608
            f" WHERE org_id = ? AND contact_id IN ({','.join('?' * len(some))})"
            " AND type = 'contact.corrected' AND payload IS NOT NULL",
            (org_id, *some),
        ):
            found[contact_id].append(Seen(event_id, payload))
    return found


def _fact(recorded: Row, corrections: Mapping[str, list[Seen]]) -> ContactFact | None:
    return contact_fact(Seen(recorded[1], recorded[2]), corrections.get(recorded[0], ()))
