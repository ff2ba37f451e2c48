"""Recording: open a contact, keep it as it is typed, save it with its code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aparte.assist.contacts.register import ClosedRecordsError, Register
from aparte.assist.contacts.retention import Retention
from aparte.assist.contacts.teaching import Teacher
from aparte.core.clock import Clock
from aparte.core.contact import (
    Act,
    AnswerUse,
    Channel,
    ClosureCode,
    CodeChoice,
    CodeGuess,
    Contact,
    Demand,
    OpenContact,
    Outcome,
)
from aparte.core.errors import UsageError
from aparte.core.identifiers import Identifiers
from aparte.core.records import Receipt
from aparte.settings import Settings


class ContactRecorder:
    """Implements `desk.Recorder` for the agent at work."""

    def __init__(
        self,
        register: Register,
        teacher: Teacher,
        *,
        settings: Settings,
        clock: Clock,
        ids: Identifiers,
        codes: tuple[ClosureCode, ...],
        mask: Callable[[str], str],
    ) -> None:
        self._register = register
        self._teacher = teacher
        self._settings = settings
        self._clock = clock
        self._ids = ids
        self._codes = codes
        self._mask = mask

    def open(self, channel: Channel, happened_at: datetime | None = None) -> OpenContact:
        """A new contact, already on the disk."""
        now = self._clock.now()
        if happened_at is not None and happened_at > now:
            raise UsageError("Un échange ne peut pas avoir eu lieu dans l'avenir : corrigez la date ou l'heure.")
        contact = OpenContact(self._ids.uuid7(), self._ids.reference("E"), channel, now, happened_at=happened_at)
        self.keep(contact)
        return contact

    def opened(self) -> tuple[OpenContact, ...]:
        """The agent's contacts that were open, oldest first; none while the records are closed, where they stay."""
        try:
            work = self._register.reading()
        except ClosedRecordsError:
            return ()
        return work.store.drafts.opened(work.agent_ref)

    def keep(self, contact: OpenContact) -> None:
        """Write what is being typed, durably."""
        work = self._register.at_work()
        work.store.drafts.keep(work.agent_ref, contact)

    def drop(self, contact_id: str) -> None:
        """Give an open contact up."""
        self._register.at_work().store.drafts.drop(contact_id)

    def guess(self, contact: OpenContact) -> tuple[CodeGuess, ...]:
        """At most three codes, best first."""
        return self._teacher.guess(contact)

    def codes(self) -> tuple[ClosureCode, ...]:
        """The whole code list, in its own order."""
        return self._codes

    def save(self, contact: OpenContact) -> Receipt:
        """Record the contact, its outbox rows and what the predictor learns, in one transaction."""
        work = self._register.at_work()
        now, keeping = self._clock.now(), Retention.of(self._settings)
        recorded = self._recorded(contact, now, keeping)
        today = self._clock.today()
        with self._teacher.teaching(contact, recorded.demands) as taught:
            return work.store.contacts.record(
                work.agent_ref,
                recorded,
                keep_words_until=keeping.words_until(today),
                keep_notes_until=keeping.notes_until(today),
                learned=taught.state,
                lesson=taught.lesson,
            )

    def tally(self, channel: Channel, code: str, outcome: Outcome) -> Receipt:
        """Count a ten-second orientation, without text."""
        work = self._register.at_work()
        now = self._clock.now()
        demand = Demand(self._ids.uuid7(), code, CodeChoice.CONFIRMED, outcome)
        contact = Contact(self._ids.uuid7(), self._ids.reference("E"), channel, now, now, demands=(demand,), tally=True)
        return work.store.contacts.record(work.agent_ref, contact)

    def _recorded(self, contact: OpenContact, now: datetime, keeping: Retention) -> Contact:
        call_back = contact.call_back
        if call_back is not None:
            latest = keeping.call_back_until(self._clock.today())
            call_back = replace(call_back, until=min(call_back.until or latest, latest))
        late = contact.happened_at is not None
        return Contact(
            id=contact.id,
            reference=contact.reference,
            channel=contact.channel,
            opened_at=contact.happened_at or contact.opened_at,
            closed_at=now,
            demands=self._coded(contact),
            uses=tuple(self._masked(use) for use in contact.uses),
            said=contact.said,
            notes=self._mask(contact.notes),  # the panel underlines what goes
            call_back=call_back,
            # The time of writing down what is over is no time in front of the citizen.
            handled_s=0 if late else contact.handled_s,
            late=late,
        )

    def _masked(self, use: AnswerUse) -> AnswerUse:
        """An answer that a person or a machine wrote may name the citizen, unlike the base's own text."""
        own = use.act is Act.EDITED or use.by_machine
        return replace(use, passage=self._mask(use.passage)) if own and use.passage else use

    def _coded(self, contact: OpenContact) -> tuple[Demand, ...]:
        """The demands, at least one; a code that nobody touched is the first guess, « by default »."""
        demands = contact.demands or (Demand(self._ids.uuid7()),)
        if all(demand.code for demand in demands):
            return demands
        guesses = tuple(guess.code for guess in self._teacher.guess(contact))
        first = guesses[0] if guesses else ""
        return tuple(
            demand
            if demand.code
            else replace(demand, code=first, choice=CodeChoice.BY_DEFAULT, guesses=demand.guesses or guesses)
            for demand in demands
        )
