"""How long a town keeps events: what is older goes, its receipts, its figures and its name stay.

An event is too old when the month that it is counted in is, and when it arrived that long ago by the
server's own clock: a workstation whose clock is years behind loses nothing. Its identifier is kept,
so that a copied disk or an old image never brings it back.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, time

from aparte.core.clock import Clock
from aparte.core.errors import UsageError
from aparte.stats.months import Month
from aparte_server.store.counting import keep_agents, keep_counts
from aparte_server.store.database import Database, Session, first
from aparte_server.store.instants import milliseconds
from aparte_server.store.organisations import found

SHORTEST_MONTHS, LONGEST_MONTHS = 3, 240
# Contacts at once: a town's devices wait for one such piece of work, not for all of it.
AT_ONCE = 100
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_RECORDED = "contact.recorded"


class Retention:
    """Clears away what is too old, piece by piece."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def keep(self, org_id: str, months: int) -> None:
        """Set how long a town keeps events; nothing goes before the next purge."""
        if not SHORTEST_MONTHS <= months <= LONGEST_MONTHS:
            raise UsageError(f"Donnez une durée de {SHORTEST_MONTHS} à {LONGEST_MONTHS} mois.")
        self._database.write(
            lambda session: session.run("UPDATE organisation SET keep_months = ? WHERE org_id = ?", (months, org_id))
        )

    def purge(self, org_id: str) -> int:
        """Clear away everything too old; returns how many events went."""
        went = 0
        while some := self.purge_some(org_id):
            went += some
        self.sweep()
        return went

    def purge_some(self, org_id: str) -> int:
        """One short piece of that; returns how many events went, 0 when none is too old."""
        month, before = self._horizon(org_id)
        bucket = self._database.read(lambda session: _oldest(session, org_id, month, before))
        if bucket is None:
            self._database.write(lambda session: _empty_quarantine(session, org_id, before))
            return 0
        return self._database.write(lambda session: self._purge(session, org_id, bucket, before))

    def sweep(self) -> None:
        """After the last piece: leave nothing of what went in the files."""
        self._database.sweep()

    def _horizon(self, org_id: str) -> tuple[str, int]:
        town = self._database.read(lambda session: found(session, "org_id", org_id))
        month = Month.of(self._clock.today()).before(town.keep_months)
        return str(month), milliseconds(datetime.combine(month.first, time(), UTC))

    def _purge(self, session: Session, org_id: str, bucket: str, before: int) -> int:
        found(session, "org_id", org_id, session.for_update)
        contacts = _due(session, org_id, bucket, before, AT_ONCE)
        if not contacts:
            return 0  # another server of this town was quicker
        if _MONTH.fullmatch(bucket):
            keep_agents(session, org_id, bucket)
        keep_counts(session, org_id, contacts)
        session.run("UPDATE organisation SET purged_at = ? WHERE org_id = ?", (milliseconds(self._clock.now()), org_id))
        return _delete(session, org_id, contacts)


def purged(session: Session, org_id: str, event_ids: Collection[str]) -> set[str]:
    """Which of these were cleared away."""
    rows = session.rows(
        f"SELECT event_id FROM purged_event WHERE org_id = ? AND event_id IN ({','.join('?' * len(event_ids))})",  # noqa: S608
        (org_id, *sorted(event_ids)),
    )
    return {str(event_id) for (event_id,) in rows}


def _oldest(session: Session, org_id: str, month: str, before: int) -> str | None:
    """A bucket in which something is too old."""
    for bucket in _buckets(session, org_id):
        last = bucket[-len("2026-10") :]
        recent = _MONTH.fullmatch(last) is not None and last >= month
        if not recent and _due(session, org_id, bucket, before, 1):
            return bucket
    return None


def _buckets(session: Session, org_id: str) -> Iterator[str]:
    """Each month that some event is filed under, one look into the index a month."""
    after = ""
    while row := first(session, "SELECT min(month) FROM event WHERE org_id = ? AND month > ?", (org_id, after)):
        if row[0] is None:
            return
        after = str(row[0])
        yield after


def _due(session: Session, org_id: str, bucket: str, before: int, most: int) -> Sequence[str]:
    """Some contacts of a bucket that are too old; what follows a record goes with it, never before."""
    rows = session.rows(
        "SELECT e.contact_id FROM event AS e WHERE e.org_id = ? AND e.month = ? AND e.received_at < ?"
        " AND (e.type = ? OR NOT EXISTS (SELECT 1 FROM event AS r WHERE r.org_id = e.org_id"
        " AND r.contact_id = e.contact_id AND r.type = ?)) LIMIT ?",
        (org_id, bucket, before, _RECORDED, _RECORDED, most),
    )
    return sorted({str(contact_id) for (contact_id,) in rows})


def _delete(session: Session, org_id: str, contacts: Sequence[str]) -> int:
    where = f"WHERE org_id = ? AND contact_id IN ({','.join('?' * len(contacts))})"
    values = org_id, *contacts
    session.run(
        f"INSERT INTO purged_event (org_id, event_id) SELECT org_id, event_id FROM event {where}"  # noqa: S608
        " ON CONFLICT (org_id, event_id) DO NOTHING",
        values,
    )
    return session.run(f"DELETE FROM event {where}", values)  # noqa: S608


def _empty_quarantine(session: Session, org_id: str, before: int) -> None:
    session.run(
        "UPDATE quarantine SET body = NULL WHERE org_id = ? AND received_at < ? AND body IS NOT NULL", (org_id, before)
    )
