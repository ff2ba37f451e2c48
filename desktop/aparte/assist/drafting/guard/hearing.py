"""A sentence of a draft as the guard heard it."""

from dataclasses import dataclass, field

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.reading import Reading


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence of the draft with the cells it rests on, in the order said."""

    text: str
    reading: Reading
    cells: tuple[Cell, ...]
    reasons: frozenset[Why] = field(default=frozenset())
