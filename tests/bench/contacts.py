"""Written contacts with their right closure code: one JSON object a line (contacts_seed.jsonl).

`part` is "development" (looked at while the predictor was made), "holdout" (written last, and
only measured) or "confirmed" (what the warm predictor has learned from).
"""

import json
from dataclasses import dataclass
from pathlib import Path

CONTACTS = Path(__file__).parent / "contacts_seed.jsonl"
DEVELOPMENT, HOLDOUT, CONFIRMED = "development", "holdout", "confirmed"


@dataclass(frozen=True, slots=True)
class WrittenContact:
    """What an agent typed, in which style, the articles opened in order, and the right code."""

    id: str
    part: str
    style: str
    code: str
    opened: tuple[str, ...]
    text: str


def read_contacts(path: Path = CONTACTS) -> list[WrittenContact]:
    """The contacts of a file, in its order."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        WrittenContact(row["id"], row["part"], row["style"], row["code"], tuple(row["opened"]), row["text"])
        for row in rows
    ]
