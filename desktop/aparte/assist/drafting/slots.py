"""Slots: every value and name of the sources, put aside before a model sees them and back after it wrote.

Numbers run over all the sentences of a prompt, in reading order. A text that stands twice in one
sentence is one slot there; in another sentence it is another slot, so that a slot says which
sentence it comes from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from aparte.assist.drafting.names import NameBook, likely
from aparte.assist.drafting.values import Kind, Span, figures, values
from aparte.core.errors import AparteError

SIGN = "§"
MARK = re.compile(rf"{SIGN}(\d+)")
# What numbers the sentences of a prompt, marks its slots or tells its speakers apart.
_RESERVED = re.compile(rf"[{SIGN}\[\]<>]|###|```")


class UnslottableError(AparteError):
    """A source that can't go into a prompt: it holds the very signs by which a prompt is read."""


class UnknownSlotError(AparteError):
    """A text names a slot that nothing stands for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What `§number` stands for: `text` as the source writes it; `sentence` is the source's place, from 0."""

    number: int
    text: str
    kind: Kind
    sentence: int

    @property
    def mark(self) -> str:
        """How a model sees it."""
        return f"{SIGN}{self.number}"


@dataclass(frozen=True, slots=True)
class Slotted:
    """A sentence without its values: `text`, and the `case` that limits it, empty when none does."""

    text: str
    case: str = ""

    def line(self) -> str:
        """As the prompt has it, the case first."""
        return f"{self.case} : {self.text}" if self.case else self.text


@dataclass(frozen=True, slots=True)
class SlottedSources:
    """The sentences of one prompt and all their slots, `slots[n - 1]` being `§n`."""

    sentences: tuple[Slotted, ...]
    slots: tuple[Slot, ...]

    def kept(self, count: int) -> "SlottedSources":
        """The first `count` sentences alone, their slots unchanged."""
        return SlottedSources(self.sentences[:count], tuple(slot for slot in self.slots if slot.sentence < count))

    def by_number(self) -> Mapping[int, Slot]:
        """Each slot under its number."""
        return {slot.number: slot for slot in self.slots}


def spans(text: str, book: NameBook) -> tuple[Span, ...]:
    """The values and names of one sentence, in order and apart."""
    taken: list[Span] = []
    found = list(values(text))
    # The name of a service is not taken out of its own email.
    written = [one for one in found if one.kind in (Kind.EMAIL, Kind.URL)]
    for one in chain(written, book.find(text), found, likely(text)):
        if one.start < one.end and _is_free(one, taken):
            taken.append(one)
    taken += [one for start, end in _between(taken, len(text)) for one in figures(text, start, end)]
    return tuple(sorted(taken, key=lambda one: one.start))


def put(sources: Iterable[tuple[str, str]], book: NameBook | None = None) -> SlottedSources:
    """The slots of several sources, each a case (or nothing) and a sentence, in the order of a prompt.

    Raises `UnslottableError` when one holds a sign by which a prompt is read.
    """
    book = book or NameBook()
    sentences: list[Slotted] = []
    slots: list[Slot] = []
    for at, (case, text) in enumerate(sources):
        if _RESERVED.search(case) or _RESERVED.search(text):
            raise UnslottableError("Cet extrait ne peut pas être reformulé : lisez-le dans la fiche.")
        marks: dict[str, Slot] = {}
        limited, said = (_marked(part, book, at, marks, slots) for part in (case, text))
        sentences.append(Slotted(said, limited))
    return SlottedSources(tuple(sentences), tuple(slots))


def fill(text: str, slots: Sequence[Slot]) -> str:
    """`text` with each mark replaced by what it stands for, exactly; raises `UnknownSlotError`."""
    known = {slot.number: slot.text for slot in slots}

    def written(mark: re.Match[str]) -> str:
        number = int(mark.group(1))
        if number not in known:
            raise UnknownSlotError("Le brouillon cite une valeur qui n'est pas dans la fiche.")
        return known[number]

    return MARK.sub(written, text)


def marks(text: str) -> tuple[int, ...]:
    """The numbers of the slots that a text names, in order."""
    return tuple(int(number) for number in MARK.findall(text))


def _marked(text: str, book: NameBook, sentence: int, known: dict[str, Slot], slots: list[Slot]) -> str:
    parts: list[str] = []
    done = 0
    for span in spans(text, book):
        value = text[span.start : span.end]
        slot = known.get(value)
        if slot is None:
            slot = known[value] = Slot(len(slots) + 1, value, span.kind, sentence)
            slots.append(slot)
        parts += [text[done : span.start], slot.mark]
        done = span.end
    return "".join([*parts, text[done:]])


def _is_free(one: Span, taken: Sequence[Span]) -> bool:
    return all(one.end <= other.start or other.end <= one.start for other in taken)


def _between(taken: Sequence[Span], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for one in sorted(taken, key=lambda one: one.start):
        yield at, one.start
        at = one.end
    yield at, length
