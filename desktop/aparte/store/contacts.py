"""Recorded contacts: written once, corrected by new versions, erased for good.

Each act is one transaction: its event, which is its place in the outbox, the contact as it now
stands, and the counts.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from aparte.core.clock import Clock
from aparte.core.contact import CallBack, Contact
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, Receipt, Version
from aparte.store.codec import at, local, moment
from aparte.store.contact_rows import ContactRows
from aparte.store.database import Row, StoreDatabase
from aparte.store.erasures import Erasure, ErasureFile
from aparte.store.errors import UnknownContactError
from aparte.store.events import EventLog, Written, in_parts
from aparte.store.learned import Learned, Memory
from aparte.store.reader import Reader
from aparte.store.rollups import Place, Rollups
from aparte.store.shared import seal
from aparte.store.team import Team
from aparte.wire import payloads
from aparte.wire.event import EventType

# For a call-back whose end nobody gave.
CALL_BACK_DAYS = 30


class Contacts:
    """Records, corrects, erases and finds contacts; each call is durable when it returns."""

    def __init__(
        self,
        database: StoreDatabase,
        clock: Clock,
        ids: Identifiers,
        erasures: ErasureFile,
        zone: tzinfo | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._team = Team(database)
        self._erasures = erasures
        self._zone = zone
        self._events = EventLog(database, ids)
        self._rollups = Rollups(database)
        self._memory = Memory(database, clock)
        self._reader = Reader(database)
        self._rows = ContactRows(database)

    def record(
        self,
        agent_ref: str,
        contact: Contact,
        *,
        keep_words_until: date | None = None,
        keep_notes_until: date | None = None,
        learned: Learned | None = None,
        lesson: str = "",
    ) -> Receipt:
        """Record a contact, drop its draft and keep what the predictor learned from it, or nothing at all.

        The citizen's words and the notes are kept through the given day; None keeps none of them.
        `lesson` is what the predictor may learn from again. A contact recorded before is left as
        it is, and its first receipt comes back: saving twice records once.
        """
        with self._database.writing():
            self._database.run("DELETE FROM open_contact WHERE id = ?", (contact.id,))
            before = self._found(contact.id)
            if before is not None:
                return Receipt(contact.id, before["reference"], at(before["saved_at"]))
            self._refuse_erased(contact.id)
            now = self._clock.now()
            contact = _tidied(contact)
            place = self._place(contact)
            written = self._tell(agent_ref, contact, place, now)
            number = self._rows.insert(agent_ref, contact, place, written, now)
            self._rows.put_text(number, "said", contact.said, keep_words_until)
            self._rows.put_text(number, "notes", contact.notes, keep_notes_until)
            if contact.call_back is not None:
                end = self._end(contact.call_back, now)
                self._rows.put_call_back(number, contact.call_back, end, shared=self._team.shares)
            self._rollups.add(place, contact.handled_s, contact.demands, contact.uses)
            self._learn(number, learned, lesson)
            return Receipt(contact.id, contact.reference, now)

    def correct(
        self,
        agent_ref: str,
        contact_id: str,
        correction: Correction,
        *,
        keep_reason_until: date | None = None,
        learned: Learned | None = None,
        lesson: str = "",
    ) -> Receipt:
        """Replace the channel and the demands by a new version; the history stays.

        The reason stays here, through the given day; None keeps none. Raises `UnknownContactError`.
        """
        with self._database.writing():
            row = self._known(contact_id)
            now = self._clock.now()
            before = self._reader.load([row["n"]])[0]
            written = self._events.append(
                EventType.CONTACT_CORRECTED,
                contact_id,
                agent_ref,
                now,
                payload=payloads.corrected(correction.channel, correction.demands, row["versions"] + 1),
                supersedes=row["event_id"],
            )
            old = Place.of(row)
            new = replace(old, channel=correction.channel)
            self._rollups.move(old, new, before.handled_s, before.demands, correction.demands)
            self._rows.replace(row, correction, written, now, keep_reason_until)
            self._learn(row["n"], learned, lesson)
            return Receipt(contact_id, row["reference"], now)

    def erase(self, agent_ref: str, contact_id: str, learned: Learned | None = None) -> None:
        """Erase a contact for good: events' content, texts, call-back, draft, gaps, lessons.

        What was counted stays. `learned` is the predictor built again without the contact; with
        none, and a contact that taught something, every state is forgotten, to be built from the
        lessons left. Raises
        `UnknownContactError`, or `StorageError` when the erasure can't be noted outside the
        database: nothing is erased then.
        """
        with self._database.writing():
            if self._found(contact_id) is None and not self._was_open(contact_id):
                raise _unknown()
            erasure = Erasure(self._ids.uuid7(), contact_id, agent_ref, moment(self._clock.now()))
            # Before COMMIT: should the process die here, the erasure is replayed at the next opening.
            self._erasures.append(erasure)
            self._apply(erasure)
            if learned is not None:
                self._memory.put(learned)
        self._database.sweep()

    def erased_by_town(self, contact_id: str) -> bool:
        """Inside `writing`: apply an erasure that the town's server told of; False when it was done already.

        No event tells of it: the server knows. It is noted like an own one, so that no copy taken back
        shows the contact again. Raises `StorageError`.
        """
        if self._database.value("SELECT 1 FROM erasure WHERE contact_id = ?", (contact_id,)):
            return False
        erasure = Erasure("", contact_id, "", moment(self._clock.now()))
        self._erasures.append(erasure)
        self._apply(erasure)
        return True

    def replay_erasures(self) -> int:
        """Erase again what a restored backup brought back; returns how many erasures were missing.

        What the predictor learned from them is forgotten too: it is built again from the lessons.
        """
        noted = self._erasures.read()
        if not self._missing(noted):
            return 0
        with self._database.writing():
            # Another program may have been between its note and its COMMIT.
            missing = self._missing(noted)
            for erasure in missing.values():
                self._apply(erasure)
        self._database.sweep()
        return len(missing)

    def contact(self, contact_id: str) -> tuple[Contact, tuple[Version, ...]]:
        """One contact with all it holds, and its versions, oldest first; raises `UnknownContactError`."""
        with self._database.reading():
            number = self._known(contact_id)["n"]
            return self._reader.load([number], with_uses=True)[0], self._reader.versions(number)

    def _found(self, contact_id: str) -> Row | None:
        return self._database.row("SELECT * FROM contact WHERE id = ?", (contact_id,))

    def _known(self, contact_id: str) -> Row:
        row = self._found(contact_id)
        if row is None:
            raise _unknown()
        return row

    def _missing(self, noted: tuple[Erasure, ...]) -> dict[str, Erasure]:
        done = {row["contact_id"] for row in self._database.rows("SELECT contact_id FROM erasure")} if noted else set()
        return {one.contact_id: one for one in noted if one.contact_id not in done}

    def _refuse_erased(self, contact_id: str) -> None:
        if self._database.value("SELECT 1 FROM erasure WHERE contact_id = ?", (contact_id,)):
            raise _unknown()

    def _was_open(self, contact_id: str) -> bool:
        return bool(self._database.value("SELECT 1 FROM open_contact WHERE id = ?", (contact_id,)))

    def _place(self, contact: Contact) -> Place:
        opened = local(contact.opened_at, self._zone)
        return Place(opened.date().isoformat(), opened.hour, contact.channel)

    def _tell(self, agent_ref: str, contact: Contact, place: Place, now: datetime) -> tuple[Written, ...]:
        """The events of a recording; the first is the contact's own."""
        events = [(EventType.CONTACT_RECORDED, payloads.recorded(contact, place.day, place.hour))]
        events += [(EventType.ANSWERS_USED, {"answers": part}) for part in in_parts(payloads.answers(contact.uses))]
        if contact.call_back is not None:
            wanted = replace(contact.call_back, until=self._end(contact.call_back, now))
            sealed = seal(self._team, contact.id, contact.reference, wanted) if self._team.shares else ""
            events.append((EventType.CALL_BACK_SET, payloads.call_back_set(wanted, sealed)))
        return tuple(self._events.append(kind, contact.id, agent_ref, now, payload=payload) for kind, payload in events)

    def _end(self, wanted: CallBack, now: datetime) -> date:
        return wanted.until or local(now, self._zone).date() + timedelta(days=CALL_BACK_DAYS)

    def _learn(self, number: int, learned: Learned | None, lesson: str) -> None:
        if learned is not None:
            self._memory.put(learned)
        if lesson:
            self._memory.teach(number, lesson)

    def _apply(self, erasure: Erasure) -> None:
        row = self._found(erasure.contact_id)
        if row is not None:
            if self._memory.lesson(erasure.contact_id):
                self._memory.forget()
            self._rows.delete(row)
        for table, column in (("open_contact", "id"), ("gap", "contact_id"), ("team_call_back", "contact_id")):
            self._database.run(f"DELETE FROM {table} WHERE {column} = ?", (erasure.contact_id,))  # noqa: S608
        self._database.run("UPDATE event SET payload = NULL WHERE contact_id = ?", (erasure.contact_id,))
        self._database.run(
            "INSERT INTO erasure VALUES (?, ?, ?)", (erasure.contact_id, erasure.event_id, erasure.erased_at)
        )
        if not erasure.event_id:
            return
        self._events.append(
            EventType.CONTACT_ERASED,
            erasure.contact_id,
            erasure.agent_ref,
            at(erasure.erased_at),
            payload={},
            event_id=erasure.event_id,
        )


def _tidied(contact: Contact) -> Contact:
    """Only what was given keeps its text, and a clock that went back gives no negative time."""
    uses = tuple(use if use.act in payloads.GIVEN else replace(use, passage="") for use in contact.uses)
    return replace(contact, uses=uses, handled_s=max(0, contact.handled_s))


def _unknown() -> UnknownContactError:
    return UnknownContactError(
        "Cet échange n'est plus dans le journal : il a été effacé, ou n'a jamais été enregistré."
    )
