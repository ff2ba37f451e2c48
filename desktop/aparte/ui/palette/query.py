"""What the agent writes in the palette, made readable for the search."""

import re

_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "\u202f": " ", "\u00a0": " "})


def to_search(typed: str) -> str:
    """French quotes become the search's, without the spaces inside them.

    A quote left open while typing is closed, so that each key still gives an answer.
    """
    text = typed.translate(_QUOTES)
    closed = text + '"' * (text.count('"') % 2)
    return re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', closed).replace('""', "").strip()
