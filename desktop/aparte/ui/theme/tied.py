"""Figures that no end of line may cut: amounts, durations, telephone numbers."""

import re

_GROUPS = re.compile(r"(?<=\d) (?=\d)")
_UNIT = re.compile(r"(?<=\d) (?=[€%]|(?:h|ans?|mois|jours?|semaines?)\b)")
_RANGE = re.compile(r"(?<=\d) à (?=\d)")


def tied(text: str) -> str:
    """`text`, as long as it was, whose figures stay on one line with what they count.

    “25 €”, “15 000”, “03 53 01 10 00”, “guichets 1 à 4”.
    """
    return _RANGE.sub("\u00a0à\u00a0", _UNIT.sub("\u00a0", _GROUPS.sub("\u00a0", text)))
