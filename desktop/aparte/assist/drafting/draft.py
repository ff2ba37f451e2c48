"""A draft as it is shown, or the reasons for which it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aparte.assist.copying import plain
from aparte.assist.reply.reply import Citation, Reply
from aparte.core.model import ModelEntry, ModelStanding


class Why(StrEnum):
    """Why the guard refused a draft; NOT_DRAFTABLE when nothing was asked of the model."""

    MISSING_SLOT = "missing_slot"
    FOREIGN_SLOT = "foreign_slot"
    LEFT_OVER_SLOT = "left_over_slot"
    RAW_VALUE = "raw_value"
    ABSENT_REQUEST = "absent_request"
    WRONG_SENTENCE = "wrong_sentence"
    CONDITION = "condition"
    NEGATION = "negation"
    FOREIGN_WORDS = "foreign_words"
    ENTITLEMENT = "entitlement"
    OVERDUE = "overdue"
    EMPTY = "empty"
    LANGUAGE = "language"
    UNFINISHED = "unfinished"
    REPEATED = "repeated"
    NOT_DRAFTABLE = "not_draftable"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence that passed the guard, its values written by the program, and what it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft that passed the guard; `source` is the line that Copy may add."""

    article_id: str
    title: str
    sentences: tuple[DraftSentence, ...]
    model: str
    demonstration: bool
    source: str = ""

    def text(self, *, with_source: bool) -> str:
        """The draft as it is pasted: CRLF, and no character outside Windows-1252."""
        blocks = [" ".join(sentence.text for sentence in self.sentences), self.source if with_source else ""]
        return plain("\n".join(block for block in blocks if block)).replace("\n", "\r\n")


@dataclass(frozen=True, slots=True)
class Refused:
    """The guard refused what the model wrote: the reply without a model stays."""

    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No draft could be asked for, or the model failed or was cancelled: the reply stays, and `standing` says why."""

    standing: ModelStanding
    cancelled: bool = False


DraftOutcome = Draft | Refused | Unavailable


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """The question and the reply without a model that the draft words otherwise."""

    question: str
    reply: Reply


class Drafting(Protocol):
    """What the window asks of drafts; `draft` blocks its thread, the rest never does."""

    def standing(self) -> ModelStanding:
        """Whether a draft may be asked for now."""
        ...

    @property
    def model(self) -> ModelEntry | None:
        """The model that would write, for the label."""
        ...

    def draft(self, request: DraftRequest, told: Callable[[DraftSentence], None]) -> DraftOutcome:
        """Word the reply; `told` gets each sentence once it passed the guard, on the caller's thread.

        Sentences that were told are still withdrawn when the whole is refused.
        """
        ...

    def cancel(self) -> None:
        """End the draft under way within 100 ms."""
        ...
