"""An agent's own day, from the agent's own journal: no other agent's figure, no ranking."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aparte.assist.contacts.desk import Journal
from aparte.core.contact import Channel, Contact, Outcome
from aparte.core.records import JournalFilter

_PAGE = 200


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What one agent recorded on one local day.

    `hours` counts contacts by local hour, from the first to the last with one; `handled_s` is the
    total in front of the agent, in seconds, over the contacts that were timed (`timed`);
    `unconfirmed` counts the demands whose code was left as it was guessed.
    """

    day: date
    contacts: int = 0
    demands: int = 0
    timed: int = 0
    handled_s: int = 0
    unconfirmed: int = 0
    hours: tuple[tuple[int, int], ...] = ()
    channels: tuple[tuple[Channel, int], ...] = ()
    outcomes: tuple[tuple[Outcome, int], ...] = ()


def read_own_day(journal: Journal, day: date) -> OwnDay:
    """The day, page by page; on the store's lane."""
    wanted, found, key = JournalFilter(first=day, last=day), list[Contact](), ""
    while True:
        page = journal.page(wanted, key, _PAGE)
        found += page.contacts
        key = page.next_key
        if not key:
            return own_day(found, day)


def own_day(contacts: Iterable[Contact], day: date) -> OwnDay:
    """The figures of the contacts of one day."""
    kept = tuple(contacts)
    demands = [demand for contact in kept for demand in contact.demands]
    timed = [contact for contact in kept if contact.handled_s > 0 and not contact.tally]
    hours = Counter(contact.opened_at.astimezone().hour for contact in kept)
    span = range(min(hours), max(hours) + 1) if hours else range(0)
    return OwnDay(
        day=day,
        contacts=len(kept),
        demands=len(demands),
        timed=len(timed),
        handled_s=sum(contact.handled_s for contact in timed),
        unconfirmed=sum(demand.choice == "by_default" for demand in demands),
        hours=tuple((hour, hours[hour]) for hour in span),
        channels=tuple(Counter(contact.channel for contact in kept).most_common()),
        outcomes=tuple(Counter(demand.outcome for demand in demands).most_common()),
    )
