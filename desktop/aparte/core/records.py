"""Records: what is asked of the contacts and gaps that were kept, and what comes back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aparte.core.contact import CallBack, Channel, Contact, Demand, Outcome


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a contact is on the disk: given after COMMIT, never before."""

    contact_id: str
    reference: str
    saved_at: datetime


class SyncState(StrEnum):
    """A filter of the journal."""

    ANY = "any"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which contacts to list, newest first; an empty field filters nothing.

    `words` searches references, codes, labels and what is still kept of notes and words said.
    """

    first: date | None = None
    last: date | None = None
    words: str = ""
    channel: Channel | None = None
    outcome: Outcome | None = None
    code: str = ""
    sync: SyncState = SyncState.ANY


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of contacts; `next_key` opens the next page, empty on the last; `total` counts the whole filter."""

    contacts: tuple[Contact, ...]
    total: int
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a contact: the recording, then each correction."""

    event_id: str
    at: datetime
    channel: Channel
    demands: tuple[Demand, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What replaces a contact's channel and demands; `reason` is the agent's, masked before it is kept."""

    channel: Channel
    demands: tuple[Demand, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Who of the team said that they would call: `agent` is empty where the town does not tell names."""

    workstation: str
    agent: str
    here: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """A call-back or an appointment that is still to be done.

    `workstation` names where its contact was recorded, empty for this one; `shared` is true when the team sees
    it; `readable` is false while the team's keys are missing here.
    """

    contact_id: str
    reference: str
    call_back: CallBack
    late: bool
    workstation: str = ""
    shared: bool = False
    taken: Taken | None = None
    readable: bool = True


class GapStatus(StrEnum):
    """What became of a gap."""

    OPEN = "open"
    DONE = "done"


class GapKind(StrEnum):
    """Why a gap was filed."""

    UNANSWERED = "unanswered"
    WRONG = "wrong"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class GapTicket:
    """A question without a safe answer, or an article that is wrong or old; `text` is masked.

    `reread` is true once the agent reread the wording: only then is it synced.
    """

    id: str
    reference: str
    kind: GapKind
    filed_at: datetime
    text: str
    article_ids: tuple[str, ...] = ()
    theme: str = ""
    status: GapStatus = GapStatus.OPEN
    reread: bool = False
