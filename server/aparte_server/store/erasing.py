"""Erasure: the content goes, the place in the sequence stays, and no clock decides.

An event that was written by a device which had not seen the erasure comes without its content,
however late it comes.
"""

from collections.abc import Collection

from aparte_server.store.counting import keep_counts
from aparte_server.store.database import Session
from aparte_server.store.journal import Erased, ErasureJournal
from aparte_server.store.organisations import next_change

CONTACT_ERASED = "contact.erased"


def erase(session: Session, org_id: str, contact_id: str, journal: ErasureJournal) -> int:
    """Empty everything kept of a contact and tell every device; returns the change's number.

    The caller's transaction must hold the organisation's row for an update, or take it here first.
    """
    change_no = next_change(session, org_id)
    # Before the commit: an erasure that only the journal knows is done again after a restore; the
    # other way round, the content would come back.
    journal.note(Erased(org_id, contact_id, change_no))
    session.run(
        "INSERT INTO erasure (org_id, contact_id, change_no) VALUES (?, ?, ?)"
        " ON CONFLICT (org_id, contact_id) DO UPDATE SET change_no = excluded.change_no",
        (org_id, contact_id, change_no),
    )
    keep_counts(session, org_id, (contact_id,))
    session.run(
        "UPDATE event SET payload = NULL WHERE org_id = ? AND contact_id = ? AND payload IS NOT NULL",
        (org_id, contact_id),
    )
    session.run(
        "UPDATE quarantine SET body = NULL WHERE org_id = ? AND contact_id = ? AND body IS NOT NULL",
        (org_id, contact_id),
    )
    session.run(
        "INSERT INTO change (org_id, change_no, kind, subject) VALUES (?, ?, ?, ?)",
        (org_id, change_no, CONTACT_ERASED, contact_id),
    )
    return change_no


def erased_at(session: Session, org_id: str, contacts: Collection[str]) -> dict[str, int]:
    """The number of the last erasure of each of these contacts that was erased."""
    if not contacts:
        return {}
    rows = session.rows(
        "SELECT contact_id, change_no FROM erasure WHERE org_id = ?"  # noqa: S608
        f" AND contact_id IN ({','.join('?' * len(contacts))})",
        (org_id, *sorted(contacts)),
    )
    return {str(contact_id): int(change_no) for contact_id, change_no in rows}
