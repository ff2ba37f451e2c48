"""Notes with their personal data marked: « Rappeler {phone|06 39 98 12 34} »."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.masking import find

FOLDER = Path(__file__).parent
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Case:
    """A note and the personal data it holds."""

    text: str
    expected: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the pieces of one kind, and of the words around them."""

    pieces: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """`missed` and `excess` show the pieces not wholly found, and the words masked for nothing."""

    kinds: dict[Kind, Count]
    words: int
    missed: tuple[str, ...]
    excess: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of the pieces of which every sign was found."""
        pieces = sum(count.pieces for count in self.kinds.values())
        return sum(count.found for count in self.kinds.values()) / pieces if pieces else 1.0

    @property
    def false_share(self) -> float:
        """Share of the words outside personal data that were masked."""
        return len(self.excess) / self.words if self.words else 0.0


def read_cases(name: str) -> list[Case]:
    """The cases of a file beside this one: a note begins a line, and goes on while a mark is open."""
    lines = re.split(r"\n(?![^{\n]*\})", (FOLDER / name).read_text("utf-8").strip())
    return [case(line) for line in lines if not line.startswith("#")]


def case(marked: str) -> Case:
    """The note of a line with its marks taken away."""
    text, done = "", 0
    expected = []
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        expected.append(Finding(len(text), len(text) + len(mark.group(2)), Kind(mark.group(1))))
        text += mark.group(2)
        done = mark.end()
    return Case(text + marked[done:], tuple(expected))


def measure(cases: Iterable[Case]) -> Measure:
    """How the recognisers do on these notes."""
    pieces = dict.fromkeys(Kind, 0)
    found = dict.fromkeys(Kind, 0)
    words, missed, excess = 0, [], []
    for one in cases:
        findings = find(one.text)
        masked = {place for finding in findings for place in range(finding.start, finding.end)}
        personal = {place for piece in one.expected for place in range(piece.start, piece.end)}
        for piece in one.expected:
            whole = all(place in masked for place in range(piece.start, piece.end))
            pieces[piece.kind] += 1
            found[piece.kind] += whole
            if not whole:
                missed.append(f"{piece.kind}: {one.text[piece.start : piece.end]!r} in {one.text!r}")
        for word in re.finditer(r"\S+", one.text):
            place = set(range(*word.span()))
            if place & personal:
                continue
            words += 1
            if place & masked:
                excess.append(f"{word.group()!r} in {one.text!r}")
    kinds = {kind: Count(pieces[kind], found[kind]) for kind in Kind}
    return Measure(kinds, words, tuple(missed), tuple(excess))
