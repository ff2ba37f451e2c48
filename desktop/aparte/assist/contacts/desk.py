"""What screens and commands need for contacts, as protocols.

Every call but `guess` and `codes` may touch the disk: it belongs on the store's serial lane. Each
raises an `AparteError` with one French sentence.
"""

from datetime import date, datetime
from typing import Protocol

from aparte.core.contact import Channel, ClosureCode, CodeGuess, Contact, OpenContact, Outcome
from aparte.core.records import (
    Correction,
    GapKind,
    GapStatus,
    GapTicket,
    JournalFilter,
    JournalPage,
    Receipt,
    Reminder,
    Version,
)
from aparte.stats.cells import Cells


class Recorder(Protocol):
    """The contact panel's side: open, keep as it is typed, save."""

    def open(self, channel: Channel, happened_at: datetime | None = None) -> OpenContact:
        """A new contact, already on the disk; `happened_at` for a late entry."""
        ...

    def opened(self) -> tuple[OpenContact, ...]:
        """The agent's contacts that were open, oldest first: after a crash too."""
        ...

    def keep(self, contact: OpenContact) -> None:
        """Write what is being typed, durably; the newest call wins."""
        ...

    def drop(self, contact_id: str) -> None:
        """Give an open contact up; nothing is recorded."""
        ...

    def guess(self, contact: OpenContact) -> tuple[CodeGuess, ...]:
        """At most three codes, best first; never touches the disk."""
        ...

    def codes(self) -> tuple[ClosureCode, ...]:
        """The whole code list, retired ones included, in the list's own order."""
        ...

    def save(self, contact: OpenContact) -> Receipt:
        """Record the contact, its outbox rows and what the predictor learns, in one transaction."""
        ...

    def tally(self, channel: Channel, code: str, outcome: Outcome) -> Receipt:
        """Count a ten-second orientation, without text."""
        ...


class Journal(Protocol):
    """The journal's side: find, show, correct, erase, remind."""

    def page(self, wanted: JournalFilter, after: str = "", limit: int = 50) -> JournalPage:
        """One page; `after` is the page before's `next_key`."""
        ...

    def contact(self, contact_id: str) -> tuple[Contact, tuple[Version, ...]]:
        """One contact and its history, oldest version first."""
        ...

    def correct(self, contact_id: str, correction: Correction) -> Receipt:
        """A new event that supersedes the last; the history stays visible."""
        ...

    def erase(self, contact_id: str) -> None:
        """Erase a contact's content for good, its corrections included (RGPD); it is replayed after a restore."""
        ...

    def reminders(self) -> tuple[Reminder, ...]:
        """What is due, soonest first."""
        ...

    def take_call_back(self, contact_id: str) -> None:
        """Tell the team that the agent will call."""
        ...

    def call_back_done(self, contact_id: str) -> None:
        """Erase whom to call back: it is done."""
        ...

    def retention(self) -> str:
        """What is kept and for how long, in one French sentence."""
        ...

    def cells(self, first: date, last: date, fine_from: date | None = None) -> Cells:
        """Sums for the statistics, both days included; what is before `fine_from` is added up by month."""
        ...


class Gaps(Protocol):
    """Gap tickets."""

    def file(
        self, kind: GapKind, text: str, article_ids: tuple[str, ...], theme: str, contact_id: str = ""
    ) -> GapTicket:
        """Mask `text` and keep the ticket, not yet synced."""
        ...

    def gaps(self, status: GapStatus | None = None) -> tuple[GapTicket, ...]:
        """The tickets, newest first."""
        ...

    def reread(self, gap_id: str, text: str) -> GapTicket:
        """The agent's own wording, masked again; from now on it is synced."""
        ...

    def close_gap(self, gap_id: str) -> None:
        """The base answers now."""
        ...
