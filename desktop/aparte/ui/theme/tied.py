"""What no end of line may cut: amounts, durations, telephone numbers, French punctuation."""

import re

_GROUPS = re.compile(r"(?<=\d) (?=\d)")
_UNIT = re.compile(r"(?<=\d) (?=[€%]|(?:h|ans?|mois|jours?|semaines?)\b)")
_MINUTES = re.compile(r"(?<=\d[ \u00a0]h) (?=\d\d\b)")
_RANGE = re.compile(r"(?<=\d) à (?=\d)")
_POINTS = re.compile(r" (?=[:;?!»](?:\s|$))|(?<=«) ")


def tied(text: str) -> str:
    """`text`, as long as it was, whose figures stay on one line with what they count.

    “25 €”, “15 000”, “03 53 01 10 00”, “guichets 1 à 4”, “8 h 30”; so does a mark with its word:
    “demande :”, “« perdu »”.
    """
    for place in (_MINUTES, _GROUPS, _UNIT, _POINTS):
        text = place.sub("\u00a0", text)
    return _RANGE.sub("\u00a0à\u00a0", text)
