"""What changed for the devices of a town, page by page."""

from datetime import date

from aparte.core.clock import Clock
from aparte_server.store import call_backs, cursor
from aparte_server.store.database import Database, Session
from aparte_server.store.erasing import erase, erased_at
from aparte_server.store.journal import Erased, ErasureJournal
from aparte_server.store.organisations import found
from aparte_server.store.records import Change, Changes

MOST_CHANGES = 500
# A workstation reads no answer of more than two megabytes.
_MOST_CONTENT = 1_000_000


class ChangeLog:
    """Reads changes, and makes the one that the town itself asks for."""

    def __init__(self, database: Database, clock: Clock, journal: ErasureJournal) -> None:
        self._database = database
        self._clock = clock
        self._journal = journal

    def after(self, org_id: str, text: str, limit: int = MOST_CHANGES) -> Changes:
        """What follows the cursor `text`; everything when it is empty, unreadable or of another generation."""
        return self._database.read(lambda session: _after(session, org_id, text, limit, self._clock.today()))

    def erase(self, org_id: str, contact_id: str) -> int:
        """Erase a contact, at the town's request; returns the change's number."""

        def work(session: Session) -> int:
            town = found(session, "org_id", org_id, session.for_update)
            return erase(session, town.org_id, contact_id, self._journal)

        change_no = self._database.write(work)
        self._database.sweep()
        return change_no

    def expire(self) -> None:
        """Delete the call-backs that have passed their last day, of every town."""
        today = self._clock.today()

        def work(session: Session) -> int:
            towns = session.rows("SELECT org_id FROM organisation ORDER BY org_id")
            return sum(call_backs.expire(session, org_id, today) for (org_id,) in towns)

        if self._database.write(work):
            self._database.sweep()

    def replay(self) -> int:
        """After a restore: erase again what the database no longer knows as erased; returns how many contacts."""
        newest: dict[tuple[str, str, str], int] = {}
        for one in self._journal.read():
            key = one.org_id, one.contact_id, one.kind
            newest[key] = max(newest.get(key, 0), one.change_no)
        last: dict[str, int] = {}
        for (org_id, _, _), change_no in newest.items():
            last[org_id] = max(last.get(org_id, 0), change_no)
        count = 0
        for (org_id, contact_id, kind), change_no in newest.items():
            count += self._again(Erased(org_id, contact_id, change_no, kind), last[org_id])
        self._database.sweep()
        return count

    def _again(self, erased: Erased, last: int) -> bool:
        org_id, contact_id = erased.org_id, erased.contact_id

        def work(session: Session) -> bool:
            # The counter went back with the backup; no number may be given a second time.
            known = session.run(
                "UPDATE organisation SET change_no = CASE WHEN change_no < ? THEN ? ELSE change_no END"
                " WHERE org_id = ?",
                (last, last, org_id),
            )
            if not known or erased_at(session, org_id, {contact_id}).get(contact_id, 0) >= erased.change_no:
                return False
            if erased.kind == call_backs.KIND:
                if not call_backs.is_done(session, org_id, contact_id):
                    call_backs.finish(session, org_id, contact_id, self._clock.today(), self._journal)
                return False
            erase(session, org_id, contact_id, self._journal)
            return True

        return self._database.write(work)


def _after(session: Session, org_id: str, text: str, limit: int, today: date) -> Changes:
    town = found(session, "org_id", org_id)
    since = cursor.seen(text, town.generation, town.change_no)
    rows = session.rows(
        "SELECT change_no, kind, subject FROM change WHERE org_id = ? AND change_no > ? ORDER BY change_no LIMIT ?",
        (org_id, since, limit + 1),
    )
    about = {subject for _, kind, subject in rows if kind == call_backs.KIND}
    told = call_backs.contents(session, org_id, about, today)
    changes: list[Change] = []
    room = _MOST_CONTENT
    for number, kind, subject in rows[:limit]:
        content = told.get(subject, "") if kind == call_backs.KIND else ""
        room -= len(content)
        if changes and room < 0:
            break
        changes.append(Change(int(number), kind, subject, content))
    return Changes(
        generation=town.generation,
        changes=tuple(changes),
        cursor=cursor.render(town.generation, changes[-1].change_no if changes else since),
        more=len(rows) > len(changes),
        restart=bool(text) and text != cursor.render(town.generation, since),
    )
