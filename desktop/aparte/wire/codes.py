"""Codes that are read on paper, typed or scanned: the one that enrols a workstation, and the team's.

Both are three groups of six letters, 89 bits. The first is the server's, which forgets it once used. The
team's is known to the workstations alone: it proves a newcomer to the others, and is never sent.
"""

import re
from dataclasses import dataclass

# No 0/O, 1/I/L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP = 3, 6
LENGTH = GROUPS * GROUP
_SCANNED = re.compile(r"(?P<address>[a-z][a-z0-9+.-]*://[^\s#]+?)/?\s*#\s*(?P<code>\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a printed sheet says in one line: the server's address and the codes."""

    address: str
    code: str


def letters_of(text: str) -> str:
    """The letters of a code, however it was typed."""
    return "".join(letter for letter in text.upper() if letter in LETTERS)


def grouped(letters: str) -> str:
    """Letters as a code is written, such as « 7K4PQ2-M8RTVW-3XYZ9A »."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def split(text: str) -> tuple[str, str]:
    """The enrolment code and the team's, which may follow it; a text of another length stays as it was typed."""
    letters = letters_of(text)
    if len(letters) != 2 * LENGTH:
        return text.strip(), ""
    return grouped(letters[:LENGTH]), grouped(letters[LENGTH:])


def scannable(address: str, code: str, team: str = "") -> str:
    """One line for a QR code; what follows « # » is sent to nobody by whatever opens it."""
    return f"{address.rstrip('/')}/#{code}" + (f".{team}" if team else "")


def scanned(text: str) -> Scanned | None:
    """What `scannable` wrote, as a scanner types it; None for anything else."""
    met = _SCANNED.fullmatch(text.strip())
    return None if met is None else Scanned(met["address"], met["code"])
