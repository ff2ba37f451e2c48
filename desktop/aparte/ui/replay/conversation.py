"""Sample conversations: what a citizen says, turn by turn."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from aparte.core.errors import BaseUnavailableError


@dataclass(frozen=True, slots=True)
class Conversation:
    """`turns` are the citizen's sentences in the order they were said."""

    title: str
    channel: str
    turns: tuple[str, ...]


def read_conversation(path: Path) -> Conversation:
    """The conversation in `path`; `BaseUnavailableError` when it is none."""
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
        turns = tuple(str(turn["say"]) for turn in data["turns"])
        return Conversation(str(data["title"]), str(data["channel"]), turns)
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError) as error:
        raise BaseUnavailableError(
            f"La conversation d'exemple {path.name} est illisible : corrigez son fichier."
        ) from error


def conversations(folder: Path) -> list[Conversation]:
    """Every conversation of the folder, in the order of their files."""
    found = [read_conversation(path) for path in sorted(folder.glob("*.yaml"))]
    if not found:
        raise BaseUnavailableError(f"Aucune conversation d'exemple dans {folder}.")
    return found
