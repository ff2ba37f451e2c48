"""Question files: one JSON object a line with `question`, `expected` ids and `style`."""

import json
from dataclasses import dataclass
from pathlib import Path

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Question:
    """A citizen's question; `expected` is empty when no article of the base answers."""

    text: str
    expected: frozenset[str]
    style: str


def read_questions(path: Path) -> list[Question]:
    """The questions of a file; a line that misses a field names itself."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        entry = json.loads(line)
        if "question" not in entry:
            raise ValueError(f"{path.name}, line {number}: no question")
        found.append(
            Question(
                str(entry["question"]), frozenset(entry.get("expected") or ()), str(entry.get("style") or "unknown")
            )
        )
    return found
