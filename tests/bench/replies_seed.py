"""The questions of `replies_seed.jsonl`: what a reply must hold, and what belongs to another case."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """A citizen's question.

    `articles` may answer it, none when nothing does; `expected` facts are all needed; `forbidden`
    ones hold for another person, place or season; `held_out` when the reply was never tuned on it.
    """

    question: str
    articles: tuple[str, ...]
    expected: tuple[str, ...]
    forbidden: tuple[str, ...]
    held_out: bool


def read_cases(path: Path) -> list[Case]:
    """Every question of the file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        found.append(
            Case(
                entry["question"],
                tuple(entry["articles"]),
                tuple(entry["expected"]),
                tuple(entry["forbidden"]),
                bool(entry["held_out"]),
            )
        )
    return found
