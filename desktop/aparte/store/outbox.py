"""The outbox: events in their order, until the server has acknowledged them and thirty days more."""

from aparte.core.clock import Clock
from aparte.store.codec import moment
from aparte.store.database import StoreDatabase
from aparte.store.errors import StoreError
from aparte.store.events import event_of
from aparte.wire.event import Event, encode

MOST_EVENTS = 500
MOST_BYTES = 256_000


class ForkError(StoreError):
    """The server's sequence and ours are no longer the same: a cloned disk, or a restored copy."""


class Outbox:
    """Hands out what is to be sent and notes what was acknowledged."""

    def __init__(self, database: StoreDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @property
    def device_id(self) -> str:
        """Whose events these are."""
        return str(self._database.value("SELECT device_id FROM meta"))

    def waiting(self) -> int:
        """How many events the server has not acknowledged."""
        return int(self._database.value("SELECT last_seq - acked_seq FROM meta"))

    def pending(self, limit_events: int = MOST_EVENTS, limit_bytes: int = MOST_BYTES) -> tuple[Event, ...]:
        """The next events to send, without a hole; at least one, when one waits."""
        rows = self._database.rows(
            "SELECT * FROM event WHERE seq > (SELECT acked_seq FROM meta) ORDER BY seq LIMIT ?", (limit_events,)
        )
        found: list[Event] = []
        room = limit_bytes
        for row in rows:
            event = event_of(row)
            room -= len(encode(event)) + 1
            if found and room < 0:
                break
            found.append(event)
        return tuple(found)

    def acknowledge(self, seq: int, event_id_at_ack: str) -> None:
        """The server has every event up to `seq`; `ForkError` when its event there is not ours.

        A late answer, whose events are acknowledged already, changes nothing.
        """
        with self._database.writing():
            meta = self._database.row("SELECT last_seq, acked_seq FROM meta")
            assert meta is not None
            ours = self._database.value("SELECT event_id FROM event WHERE seq = ?", (seq,))
            if seq > meta["last_seq"] or (ours is not None and ours != event_id_at_ack):
                raise _fork()
            if seq <= meta["acked_seq"]:
                return
            self._database.run(
                "UPDATE event SET acked_at = ? WHERE seq > ? AND seq <= ?",
                (moment(self._clock.now()), meta["acked_seq"], seq),
            )
            self._database.run("UPDATE meta SET acked_seq = ?", (seq,))

    def rewind(self, seq: int) -> None:
        """The server only has events up to `seq`: send again from there; `ForkError` when they are no longer kept."""
        with self._database.writing():
            meta = self._database.row("SELECT last_seq, acked_seq FROM meta")
            assert meta is not None
            if seq >= meta["acked_seq"]:
                return
            kept = self._database.value("SELECT count(*) FROM event WHERE seq > ?", (seq,))
            if kept != meta["last_seq"] - seq:
                raise _fork()
            self._database.run("UPDATE event SET acked_at = NULL WHERE seq > ?", (seq,))
            self._database.run("UPDATE meta SET acked_seq = ?", (seq,))

    def holds(self, seq: int, event_id: str) -> bool:
        """Whether the server's last event is ours: one of that number and no other, or none at all.

        What is older than the events still kept can't be compared, and is believed.
        """
        if seq == 0:
            return True
        if seq > int(self._database.value("SELECT last_seq FROM meta")):
            return False
        ours = self._database.value("SELECT event_id FROM event WHERE seq = ?", (seq,))
        return ours is None or ours == event_id

    def resequence(self, device_id: str) -> int:
        """After a fork: number every event still kept from 1 again, for a new device; returns how many.

        All of them are to be sent again: the server knows an event by its identifier, whatever
        device brings it.
        """
        with self._database.writing():
            # By way of negative numbers: two events never hold the same one on the way.
            self._database.run(
                "UPDATE event SET device_id = ?, acked_at = NULL, seq = -ranked.place FROM"
                " (SELECT event_id AS one, row_number() OVER (ORDER BY seq) AS place FROM event) AS ranked"
                " WHERE event_id = ranked.one",
                (device_id,),
            )
            self._database.run("UPDATE event SET seq = -seq")
            count = int(self._database.value("SELECT count(*) FROM event"))
            self._database.run(
                "UPDATE meta SET device_id = ?, generation = generation + 1, last_seq = ?, acked_seq = 0",
                (device_id, count),
            )
            self._database.run(
                "UPDATE contact SET last_seq ="
                " coalesce((SELECT max(seq) FROM event WHERE event.contact_id = contact.id), 0)"
            )
            return count


def _fork() -> ForkError:
    return ForkError(
        "Ce poste et le serveur n'ont plus la même suite d'échanges (disque copié ou base restaurée) : "
        "le poste doit être raccordé à nouveau. Rien n'est perdu, l'enregistrement continue."
    )
