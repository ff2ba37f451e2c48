"""What `aparte doctor` tells of a machine, one thing at a time."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters; a failure keeps the program from its work."""

    FINE = "fine"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, what was seen, and what to do about it; all in French."""

    subject: str
    level: Level
    detail: str
    advice: str = ""
