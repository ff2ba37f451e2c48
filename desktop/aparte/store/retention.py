"""Retention: what has passed its day is deleted; the statistics stay."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from aparte.store.codec import at, local, moment
from aparte.store.database import StoreDatabase
from aparte.store.shared import expire

ACKNOWLEDGED_DAYS = 30
# An open contact that nobody saved: by then nobody will, and it holds a citizen's words.
OPEN_DAYS = 30
# A workstation that was away for longer, or whose clock went back, is not believed at once.
_PLAUSIBLE = timedelta(days=200)
_BACK = timedelta(days=2)
_CONFIRMED_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Expired:
    """How much was deleted; `doubted` is true when the clock was not believed and nothing was."""

    words: int = 0
    notes: int = 0
    reasons: int = 0
    call_backs: int = 0
    drafts: int = 0
    events: int = 0
    doubted: bool = False


class Retention:
    """Deletes what is past its day."""

    def __init__(self, database: StoreDatabase, zone: tzinfo | None = None) -> None:
        self._database = database
        self._zone = zone

    def expire(self, now: datetime) -> Expired:
        """Delete words, notes, reasons and call-backs past their day, drafts and acknowledged events of 30 days.

        A clock that jumped by months would delete what should still be kept: it is believed only
        once it has held for two days.
        """
        with self._database.writing():
            if not self._believed(now):
                return Expired(doubted=True)
            today = local(now, self._zone).date().isoformat()
            expired = Expired(
                words=self._texts("said", today),
                notes=self._texts("notes", today),
                reasons=self._database.run(
                    "UPDATE version SET reason = '' WHERE reason != '' AND reason_until < ?", (today,)
                ),
                drafts=self._database.run(
                    "DELETE FROM open_contact WHERE opened_at < ?", (moment(now) - OPEN_DAYS * 86_400_000_000,)
                ),
                call_backs=expire(self._database, today),
                events=self._events(now),
            )
        self._database.sweep()
        return expired

    def _texts(self, kind: str, today: str) -> int:
        return self._database.run("DELETE FROM contact_text WHERE kind = ? AND keep_until < ?", (kind, today))

    def _events(self, now: datetime) -> int:
        """From the oldest on and without a hole, so that what is kept can be sent again in its order."""
        limit = moment(now) - ACKNOWLEDGED_DAYS * 86_400_000_000
        first_kept = self._database.value(
            "SELECT min(seq) FROM event WHERE acked_at IS NULL OR acked_at >= ?", (limit,)
        )
        if first_kept is None:
            return self._database.run("DELETE FROM event")
        return self._database.run("DELETE FROM event WHERE seq < ?", (first_kept,))

    def _believed(self, now: datetime) -> bool:
        meta = self._database.row("SELECT expired_at, doubted_at FROM meta")
        assert meta is not None
        plausible = meta["expired_at"] is None or -_BACK <= now - at(meta["expired_at"]) <= _PLAUSIBLE
        if plausible or self._held(now, meta["doubted_at"]):
            self._database.run("UPDATE meta SET expired_at = ?, doubted_at = NULL", (moment(now),))
            return True
        if meta["doubted_at"] is None or not -_BACK <= now - at(meta["doubted_at"]) <= _PLAUSIBLE:
            self._database.run("UPDATE meta SET doubted_at = ?", (moment(now),))
        return False

    def _held(self, now: datetime, doubted_at: int | None) -> bool:
        return doubted_at is not None and _CONFIRMED_AFTER <= now - at(doubted_at) <= _PLAUSIBLE
