"""Gap tickets: what the base could not answer, or answers wrongly."""

import json
from dataclasses import replace
from datetime import tzinfo

from aparte.core.clock import Clock
from aparte.core.identifiers import Identifiers
from aparte.core.records import GapKind, GapStatus, GapTicket
from aparte.store.authors import author
from aparte.store.codec import at, local, moment, to_json
from aparte.store.database import Row, StoreDatabase
from aparte.store.errors import UnknownGapError
from aparte.store.events import EventLog
from aparte.store.rollups import Rollups
from aparte.wire import payloads
from aparte.wire.event import EventType


class GapTickets:
    """Files and lists gaps; their wording enters the outbox once the agent has reread it."""

    def __init__(self, database: StoreDatabase, clock: Clock, ids: Identifiers, zone: tzinfo | None = None) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._events = EventLog(database, ids)
        self._rollups = Rollups(database)

    def file(self, agent_ref: str, gap: GapTicket, contact_id: str = "") -> GapTicket:
        """Keep a ticket whose text is masked already; erased with its contact, if it has one."""
        with self._database.writing():
            self._database.run(
                "INSERT INTO gap (id, author, reference, kind, filed_at, text, article_ids, theme, status, reread,"
                " contact_id, event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
                (
                    gap.id,
                    author(self._database, agent_ref),
                    gap.reference,
                    gap.kind.value,
                    moment(gap.filed_at),
                    gap.text,
                    to_json(gap.article_ids),
                    gap.theme,
                    gap.status.value,
                    gap.reread,
                    contact_id,
                ),
            )
            if gap.kind is GapKind.UNANSWERED:
                self._rollups.gap(local(gap.filed_at, self._zone).date().isoformat(), gap.theme)
            if gap.reread:
                self._tell(agent_ref, gap)
        return gap

    def gaps(self, status: GapStatus | None = None) -> tuple[GapTicket, ...]:
        """The tickets, newest first."""
        rows = self._database.rows(
            "SELECT * FROM gap WHERE ? IN ('', status) ORDER BY filed_at DESC, n DESC", (status or "",)
        )
        return tuple(_gap(row) for row in rows)

    def reread(self, agent_ref: str, gap_id: str, text: str) -> GapTicket:
        """Replace the wording by the agent's own, masked already; from now on it is synchronised."""
        with self._database.writing():
            gap = replace(_gap(self._known(gap_id)), text=text, reread=True)
            self._database.run("UPDATE gap SET text = ?, reread = 1 WHERE id = ?", (text, gap_id))
            self._tell(agent_ref, gap)
        return gap

    def close(self, gap_id: str) -> None:
        """The base answers now."""
        with self._database.writing():
            self._known(gap_id)
            self._database.run("UPDATE gap SET status = ? WHERE id = ?", (GapStatus.DONE.value, gap_id))

    def _known(self, gap_id: str) -> Row:
        row = self._database.row("SELECT * FROM gap WHERE id = ?", (gap_id,))
        if row is None:
            raise UnknownGapError("Cette question sans réponse n'est plus dans la liste : son échange a été effacé.")
        return row

    def _tell(self, agent_ref: str, gap: GapTicket) -> None:
        row = self._known(gap.id)
        written = self._events.append(
            EventType.GAP_FILED,
            row["contact_id"],
            agent_ref,
            self._clock.now(),
            payload=payloads.gap_filed(gap),
            supersedes=row["event_id"],
        )
        self._database.run("UPDATE gap SET event_id = ? WHERE id = ?", (written.event_id, gap.id))


def _gap(row: Row) -> GapTicket:
    return GapTicket(
        id=row["id"],
        reference=row["reference"],
        kind=GapKind(row["kind"]),
        filed_at=at(row["filed_at"]),
        text=row["text"],
        article_ids=tuple(json.loads(row["article_ids"])),
        theme=row["theme"],
        status=GapStatus(row["status"]),
        reread=bool(row["reread"]),
    )
