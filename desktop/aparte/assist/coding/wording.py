"""Why a code is offered, in French."""

from dataclasses import dataclass

MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for a code: words said, title of the last article opened, and of the nearest one.

    `learned` is true when what agents confirmed before speaks for it too.
    """

    words: tuple[str, ...] = ()
    opened: str = ""
    nearest: str = ""
    learned: bool = False


def why(grounds: Grounds) -> str:
    """A line, the strongest ground first: « Fiche ouverte : Déchèterie. Mots : carte, gravats. »."""
    parts = []
    if grounds.opened:
        parts.append(_ended(f"Fiche ouverte : {grounds.opened}"))
    if grounds.words:
        parts.append(_ended(f"Mots : {', '.join(dict.fromkeys(grounds.words[:MOST_WORDS]))}"))
    if grounds.nearest and not grounds.opened:
        parts.append(_ended(f"Fiche la plus proche : {grounds.nearest}"))
    if grounds.learned:
        parts.append("Déjà confirmé pour des mots semblables.")
    return " ".join(parts) or "Proposé d'après les suggestions affichées."


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", "!", ".", "…")) else f"{sentence}."
