"""What limits a sentence from its head: « Pour un mineur : », « Si la carte est perdue, »."""

from aparte.assist.drafting.guard.french import Mark
from aparte.assist.drafting.guard.reading import read
from aparte.assist.reply.cases import Circumstances


def begins_with_if(text: str) -> bool:
    """Whether a sentence is told of one case only."""
    return any(token.key == Mark.IF for token in read(text).tokens[:2])


def is_condition(case: str) -> bool:
    """Whether a heading says whose case it is, rather than what is spoken of."""
    reading = read(case)
    if any(tie.mark in (Mark.IF, Mark.EXCEPT, Mark.WITHOUT, Mark.LESS, Mark.MORE) for tie in reading.ties):
        return True
    said = Circumstances.of(case)
    told = any(said.sides) or said.days or said.months or said.letters or said.ages or said.quotient is not None
    return bool(told) or any(token.form in ("pour", "chez", "avec") for token in reading.tokens[:1])
