"""Which cell of the sources each part of a draft's sentence comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.reading import Part, Reading, Token


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two stops; `stop` is the one before it."""

    stop: str
    tokens: tuple[Token, ...]

    @property
    def keys(self) -> frozenset[str]:
        """What it speaks of."""
        return frozenset(token.key for token in self.tokens if token.content)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The cells of one sentence in the order said, each with its keys; or why it has none."""

    cells: tuple[Cell, ...]
    reasons: tuple[Why, ...] = ()


@dataclass(slots=True)
class _Run:
    cells: list[Cell]
    keys: frozenset[str]
    stop: str


def segments(reading: Reading) -> tuple[Segment, ...]:
    """A sentence cut at its stops and at the words that join clauses; a stop with nothing said is dropped."""
    found: list[Segment] = []
    stop = ""
    tokens: list[Token] = []
    for token in reading.tokens:
        if token.part in (Part.BREAK, Part.CLAUSE):
            if any(one.content for one in tokens):
                found.append(Segment(stop, tuple(tokens)))
                stop, tokens = token.form, []
            else:
                stop = token.form
        else:
            tokens.append(token)
    if any(one.content for one in tokens):
        found.append(Segment(stop, tuple(tokens)))
    return tuple(found)


def align(reading: Reading, cells: Sequence[Cell]) -> Aligned:
    """Find for each segment the one cell that holds all of it."""
    runs: list[_Run] = []
    for segment in segments(reading):
        holding = [cell for cell in cells if segment.keys <= cell.allowed]
        if not holding:
            return Aligned((), (_why_not(segment, cells),))
        kept = [cell for cell in runs[-1].cells if cell in holding] if runs else []
        if kept:
            runs[-1].cells, runs[-1].keys = kept, runs[-1].keys | segment.keys
        else:
            runs.append(_Run(holding, segment.keys, segment.stop))
    return _chosen(runs)


def _why_not(segment: Segment, cells: Sequence[Cell]) -> Why:
    known = frozenset().union(*(cell.allowed for cell in cells))
    return Why.WRONG_SENTENCE if segment.keys <= known else Why.FOREIGN_WORDS


def _chosen(runs: Sequence[_Run]) -> Aligned:
    """One cell for each run, none twice, and none brought forward past a mere comma."""
    chosen: list[Cell] = []
    for run in runs:
        left = [cell for cell in run.cells if cell not in chosen]
        if not left:
            return Aligned((), (Why.WRONG_SENTENCE,))
        chosen.append(max(left, key=lambda cell: (len(run.keys & cell.own), -cell.sentence, -cell.place)))
    for before, (cell, run) in zip(chosen, list(zip(chosen, runs, strict=True))[1:], strict=False):
        if cell.sentence == before.sentence and cell.place < before.place and run.stop in (",", "(", ")", "-", "–"):
            return Aligned((), (Why.WRONG_SENTENCE,))
    return Aligned(tuple(chosen))
