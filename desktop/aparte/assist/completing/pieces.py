"""Text cut into pieces that join back into it: words, numbers and signs, each with the space before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

START = "\n"
"""Stands before the first piece of each sentence."""

_PIECE = re.compile(
    r"""[ ]?(?:
      https?://[^\s,;)]+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | (?:[\w-]+\.)+(?:example|fr|org|com|eu)\b
      | \d+(?:[.,]\d+)? | [^\W\d_]+(?:-[^\W\d_]+)*['’]? | [^\w\s] | _
    )""",
    re.VERBOSE,
)
ENDS = frozenset(".!?…")
STOPS = frozenset('.,!?…()[]:;«»–|/*#_"')
"""Signs that no offer holds: a word taken with the wrong sign behind it costs more than it saves."""
_READ = 300
_LINES = re.compile(r"[\r\n\u2028\u2029]+")
# The beginning of an email or web address, whose own signs end no word.
_ADDRESS = re.compile(r"[ ]?(?:\S*@\S*|\S*\w\.\w\S*|https?:\S*)$")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands before the cursor: whole pieces, then the beginning of one, which is one space between words.

    `opening` when a sentence begins at the cursor.
    """

    context: tuple[str, ...]
    begun: str
    opening: bool

    def rest(self, offered: Sequence[str]) -> str:
        """The characters of the offered pieces that are not typed yet."""
        rest = "".join(offered)[len(self.begun) :]
        return rest[:1].upper() + rest[1:] if self.opening else rest


def pieces(text: str) -> list[str]:
    """The pieces of a text, `START` before each sentence, whose first word is in small letters.

    An acronym keeps its capitals. Joined, the pieces of one sentence are the sentence.
    """
    return [piece for line in _LINES.split(text) for piece in _of_line(line)]


def _small(word: str) -> str:
    """A sentence's first word as it would be written inside one."""
    return word if len(word) > 1 and word[1].isupper() else word[:1].lower() + word[1:]


def typed(before: str) -> Typed | None:
    """Where the cursor stands; None where nothing may be offered: right after the end of a sentence."""
    lines = _LINES.split(before[-_READ:])
    line = _BLANKS.sub(" ", lines[-1])
    found = pieces(line)
    if not line.strip():
        return Typed((START,), "", opening=True)
    if line.endswith(" "):
        ended = found[-1] in ENDS
        return Typed((START,) if ended else tuple(found), "" if ended else " ", opening=ended)
    address = _ADDRESS.search(line)
    if address:
        return Typed(tuple(pieces(line[: address.start()])) or (START,), address.group(), opening=False)
    last = found.pop()
    return None if last in ENDS else Typed(tuple(found), last, opening=False)


def _of_line(line: str) -> Iterator[str]:
    first = True
    for found in _PIECE.finditer(_BLANKS.sub(" ", line).strip()):
        piece = found.group().replace("’", "'")
        if first:
            yield START
            yield _small(piece.lstrip())
        else:
            yield piece
        # A sentence ends where the next one begins with a capital: "art. 12" and "M. Roubaud" don't matter here.
        first = piece in ENDS and _begins(found.string, found.end())


def _begins(line: str, at: int) -> bool:
    return line[at : at + 1] == " " and not line[at + 1 : at + 2].islower()
