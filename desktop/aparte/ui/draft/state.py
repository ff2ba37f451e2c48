"""What the draft's panel shows at one moment."""

from dataclasses import dataclass
from enum import Enum, auto

from aparte.assist.drafting.draft import DraftSentence
from aparte.core.contact import Refusal


class Stage(Enum):
    """How far a draft is.

    OFF: none is to be expected here. WAITING: for the agent to pause. WRITING: sentences are coming.
    READY: whole, the agent decides. ASKING: why it is refused. REFUSED by the agent, SET_ASIDE by the
    guard, FAILED with the model: the reply of the article is what may be said.
    """

    OFF = auto()
    WAITING = auto()
    WRITING = auto()
    READY = auto()
    ASKING = auto()
    REFUSED = auto()
    SET_ASIDE = auto()
    FAILED = auto()

    @property
    def open(self) -> bool:
        """Whether there is, or will be, a draft to read."""
        return self in (Stage.WAITING, Stage.WRITING, Stage.READY, Stage.ASKING)


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the panel.

    `model` is the name of the one that writes; `room` is about how many characters will be written,
    so that their place is kept from the start.
    """

    stage: Stage = Stage.OFF
    sentences: tuple[DraftSentence, ...] = ()
    model: str = ""
    demonstration: bool = False
    room: int = 0
    refusal: Refusal | None = None
