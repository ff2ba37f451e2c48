"""A contact: one exchange with one citizen, its demands, and what the agent did with the answers.

`OpenContact` is what is being typed and may change at each key; `Contact` is what was recorded
and changes only through a correction.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Channel(StrEnum):
    """How the citizen reached the town."""

    DESK = "desk"
    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    SOCIAL = "social"
    MAIL = "mail"
    VIDEO = "video"


class Outcome(StrEnum):
    """How a demand ended.

    ANSWERED: at first level. REDIRECTED: to an administration outside the town, a written request
    being forwarded to it (CRPA L114-2).
    """

    ANSWERED = "answered"
    PROCEDURE_DONE = "procedure_done"
    FILE_INCOMPLETE = "file_incomplete"
    TRANSFERRED = "transferred"
    REDIRECTED = "redirected"
    CALL_BACK = "call_back"
    APPOINTMENT = "appointment"
    ABANDONED = "abandoned"


class CodeChoice(StrEnum):
    """Who chose a closure code: the agent confirmed a guess, chose another, or left it untouched."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    BY_DEFAULT = "by_default"


class Act(StrEnum):
    """What happened to a suggestion; SHOWN means visible for a second or at a human act."""

    SHOWN = "shown"
    OPENED = "opened"
    COPIED = "copied"
    EDITED = "edited"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why an agent refused a draft: a fact is wrong, one is missing, it is badly said, none was needed."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    BADLY_SAID = "badly_said"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Demand:
    """One request within a contact.

    `guesses` are the codes that were offered, best first; `service` is the directory's id of whom
    the demand was handed to; `code` is empty while nothing was guessed or chosen.
    """

    id: str
    code: str = ""
    choice: CodeChoice = CodeChoice.BY_DEFAULT
    outcome: Outcome = Outcome.ANSWERED
    guesses: tuple[str, ...] = ()
    service: str = ""


@dataclass(frozen=True, slots=True)
class AnswerUse:
    """One act on one article, with the article as it stood.

    `passage` is the text given to the citizen, frozen when it was copied or edited, else empty;
    `by_machine` is true when a model helped to write it: REFUSED is then said of its draft, for
    `refusal`, and not of the article.
    """

    act: Act
    at: datetime
    article_id: str
    version: str
    title: str
    section: int = -1
    passage: str = ""
    source: str = ""
    verified_on: date | None = None
    by_machine: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class CallBack:
    """Whom to call back or meet: kept apart, encrypted, erased when done or `until` has passed."""

    name: str = ""
    phone: str = ""
    about: str = ""
    due: datetime | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenContact:
    """What an agent is typing.

    `said` holds the citizen's words and `notes` the agent's: neither leaves this machine.
    `handled_s` is the time in front of the agent, in seconds, without the pauses when another
    contact was on screen. `happened_at` is set for a late entry.
    """

    id: str
    reference: str
    channel: Channel
    opened_at: datetime
    said: str = ""
    notes: str = ""
    demands: tuple[Demand, ...] = ()
    uses: tuple[AnswerUse, ...] = ()
    call_back: CallBack | None = None
    handled_s: int = 0
    happened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """What was recorded, corrections applied.

    `said` and `notes` are empty once retention has passed; `versions` counts the recording and
    its corrections; `synced` is true once the server acknowledged the newest of them; `tally` is
    a ten-second orientation, counted without text.
    """

    id: str
    reference: str
    channel: Channel
    opened_at: datetime
    closed_at: datetime
    demands: tuple[Demand, ...]
    uses: tuple[AnswerUse, ...] = ()
    said: str = ""
    notes: str = ""
    call_back: CallBack | None = None
    handled_s: int = 0
    late: bool = False
    tally: bool = False
    versions: int = 1
    synced: bool = False


@dataclass(frozen=True, slots=True)
class CodeGuess:
    """A closure code offered for a contact; `why` is French, `share` the model's probability in [0, 1]."""

    code: str
    label: str
    share: float
    why: str


@dataclass(frozen=True, slots=True)
class ClosureCode:
    """A line of the two-level code list.

    `parent` is empty on the first level. A retired code (`valid_to` in the past) stays readable
    and can't be chosen; `aliases` are other words that find it.
    """

    code: str
    label: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    description: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether an agent may choose it on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)
