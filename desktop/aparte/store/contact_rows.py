"""A contact as rows: the one place that writes them."""

from collections.abc import Iterable
from datetime import date, datetime

from aparte.core.contact import CallBack, Contact, Demand, Outcome
from aparte.core.records import Correction
from aparte.store.authors import author
from aparte.store.codec import demands_to_json, moment, to_json, uses_to_json
from aparte.store.database import Row, StoreDatabase
from aparte.store.events import Written
from aparte.store.rollups import Place

_BITS = {outcome: 1 << position for position, outcome in enumerate(Outcome)}


class ContactRows:
    """Writes what stands of a contact, inside `writing`."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def insert(
        self, agent_ref: str, contact: Contact, place: Place, written: tuple[Written, ...], saved_at: datetime
    ) -> int:
        """A new contact, told by the events `written`, its own first; returns its number."""
        by = author(self._database, agent_ref)
        self._database.run(
            "INSERT INTO contact (id, author, reference, channel, opened_at, closed_at, saved_at, day, hour,"
            " handled_s, late, tally, outcomes, versions, event_id, last_seq)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
            (
                contact.id,
                by,
                contact.reference,
                contact.channel.value,
                moment(contact.opened_at),
                moment(contact.closed_at),
                moment(saved_at),
                place.day,
                place.hour,
                contact.handled_s,
                contact.late,
                contact.tally,
                _bits_of_demands(contact.demands),
                written[0].event_id,
                written[-1].seq,
            ),
        )
        number = int(self._database.value("SELECT last_insert_rowid()"))
        self._list(by, place, 1)
        self._put_demands(number, contact.demands)
        self._put_version(number, 1, written[0], at=saved_at, state=Correction(contact.channel, contact.demands))
        if contact.uses:
            self._database.run("INSERT INTO answer_use VALUES (?, ?)", (number, uses_to_json(contact.uses)))
        return number

    def put_text(self, number: int, kind: str, text: str, until: date | None) -> None:
        """Keep words said or notes through a day; nothing without one."""
        if text and until is not None:
            self._database.run("INSERT INTO contact_text VALUES (?, ?, ?, ?)", (number, kind, text, until.isoformat()))

    def put_call_back(self, number: int, wanted: CallBack, until: date, *, shared: bool) -> None:
        """Keep whom to call back through a day; `shared` once the team was told."""
        due = None if wanted.due is None else moment(wanted.due)
        self._database.run(
            "INSERT INTO call_back (contact, name, phone, about, due, until, shared) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, wanted.name, wanted.phone, wanted.about, due, until.isoformat(), shared),
        )

    def replace(
        self,
        row: Row,
        correction: Correction,
        written: Written,
        at: datetime,
        reason_until: date | None,
    ) -> None:
        """A new version of the contact in `row`, told by the event `written`."""
        version = row["versions"] + 1
        self._database.run(
            "UPDATE contact SET channel = ?, outcomes = ?, versions = ?, event_id = ?, last_seq = ? WHERE n = ?",
            (
                correction.channel.value,
                _bits_of_demands(correction.demands),
                version,
                written.event_id,
                written.seq,
                row["n"],
            ),
        )
        self._relist(row, correction)
        self._database.run("DELETE FROM demand WHERE contact = ?", (row["n"],))
        self._put_demands(row["n"], correction.demands)
        self._put_version(row["n"], version, written, at=at, state=correction, reason_until=reason_until)

    def delete(self, row: Row) -> None:
        """The contact in `row` and all that hangs on it."""
        self._list(row["author"], Place.of(row), -1)
        self._database.run("DELETE FROM contact WHERE n = ?", (row["n"],))

    def _relist(self, row: Row, correction: Correction) -> None:
        place = Place.of(row)
        self._list(row["author"], place, -1)
        self._list(row["author"], Place(place.day, place.hour, correction.channel), 1)

    def _list(self, by: int, place: Place, step: int) -> None:
        cell = (by, place.day, place.channel.value)
        self._database.run("INSERT INTO listed VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", cell)
        self._database.run(
            "UPDATE listed SET contacts = contacts + ? WHERE author = ? AND day = ? AND channel = ?", (step, *cell)
        )

    def _put_demands(self, number: int, demands: Iterable[Demand]) -> None:
        self._database.run_each(
            "INSERT INTO demand (contact, position, id, code, choice, outcome, service, guesses)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    position,
                    demand.id,
                    demand.code,
                    demand.choice.value,
                    demand.outcome.value,
                    demand.service,
                    to_json(demand.guesses),
                )
                for position, demand in enumerate(demands)
            ],
        )

    def _put_version(
        self,
        number: int,
        version: int,
        written: Written,
        *,
        at: datetime,
        state: Correction,
        reason_until: date | None = None,
    ) -> None:
        kept = reason_until is not None and bool(state.reason)
        self._database.run(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                version,
                written.event_id,
                moment(at),
                state.channel.value,
                demands_to_json(state.demands),
                state.reason if kept else "",
                reason_until.isoformat() if kept and reason_until else "",
            ),
        )


def outcome_bits(outcomes: Iterable[Outcome]) -> int:
    """Several outcomes as one number, which the journal's index holds."""
    bits = 0
    for outcome in outcomes:
        bits |= _BITS[outcome]
    return bits


def _bits_of_demands(demands: Iterable[Demand]) -> int:
    return outcome_bits(demand.outcome for demand in demands)
