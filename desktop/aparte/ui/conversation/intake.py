"""What may enter the text field: everything but what would freeze or corrupt it."""

from dataclasses import dataclass

LONGEST = 4_000
"""Characters the field holds: ten minutes of dictation; a longer text is kept beside it."""

_REMOVED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65279))
_LINES = {0x2028: "\n", 0x2029: "\n", 0xFFFC: None}


@dataclass(frozen=True, slots=True)
class Intake:
    """`text` enters the field; `cut` is how many characters stayed outside, `nulls` removed."""

    text: str
    cut: int
    nulls: int


def take_in(incoming: str, room: int) -> Intake:
    """Clean a pasted or dropped text and cut it to the room that is left.

    Control characters and lone surrogates go, every line ends in a line feed. The cut falls on a
    space when there is one near.
    """
    nulls = incoming.count("\0")
    head = incoming[: room + nulls + 1_000]
    clean = head.replace("\r\n", "\n").replace("\r", "\n").translate(_REMOVED | _LINES)
    clean = clean.encode("utf-8", "replace").decode("utf-8", "replace")
    outside = len(incoming) - len(head)
    if len(clean) <= room and outside == 0:
        return Intake(clean, 0, nulls)
    kept = _cut(clean, room)
    return Intake(kept, len(clean) - len(kept) + outside, nulls)


def _cut(text: str, room: int) -> str:
    kept = text[: max(room, 0)]
    space = max(kept.rfind(" "), kept.rfind("\n"))
    return kept[:space] if space > room - 80 else kept
