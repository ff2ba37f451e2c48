"""What a draft may rest on: the sentences shown to the model, and those it is held against."""

from dataclasses import dataclass
from datetime import date

from aparte.assist.reply.reply import Citation


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """One statement of the base, with the condition that limits it.

    `text` is a sentence, a whole list, or a fact laid out ("Coût : 25 € (carte perdue ou volée)").
    `case` is the heading that limits it, empty when none does; `title` is its article's;
    `review_by` is when the article must be read again.
    """

    text: str
    citation: Citation
    title: str
    case: str = ""
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One question, the sentences chosen to answer it, and the rest of what was found.

    `shown` go into the prompt, in this order, and only they may be said; `others` are what the same
    passages hold besides: a value of `shown` is refused when one of `others` answers better with
    another. `today` decides what is past its review date.
    """

    question: str
    shown: tuple[SourceSentence, ...]
    others: tuple[SourceSentence, ...]
    today: date
