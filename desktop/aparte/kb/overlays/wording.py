"""Words to be replaced, found however a text writes them: "25 €", "25 euros", "9h", "9 h 00"."""

import re
from collections.abc import Sequence

_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|\S")
_SPACE = r"[\s\u00a0\u202f]*"
_EMPHASIS = r"(?:\*\*|__|`)?"
_EURO = r"(?:€|euros?\b|eur\b)"
_HOUR = r"(?:heures?\b|h(?![^\W\d_]))"
_EUROS = frozenset({"€", "euro", "euros", "eur"})
_HOURS = frozenset({"h", "heure", "heures"})
_APOSTROPHES = "'’ʼ‘´"


def pattern_of(wordings: Sequence[str]) -> re.Pattern[str] | None:
    """What finds any of these wordings in a text, each as whole words; None when there is none."""
    # The longest first: what is left of it would make no sense.
    found = [one for one in map(_pattern, sorted(wordings, key=len, reverse=True)) if one]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _pattern(words: str) -> str:
    pieces = _PIECE.findall(words)
    if not pieces:
        return ""
    written = [_piece(piece, pieces, at) for at, piece in enumerate(pieces)]
    body = f"{_SPACE}{_EMPHASIS}{_SPACE}".join(written)
    before = r"(?<![\w,.])" if pieces[0][0].isalnum() else ""
    # "25" is no part of "25,50" nor of "250"; what ends a sentence is none of its words.
    after = r"(?!\w|[.,]\d)" if pieces[-1][-1].isalnum() else ""
    return f"{before}{body}{after}"


def _piece(piece: str, pieces: Sequence[str], at: int) -> str:
    low = piece.casefold()
    after_number = at > 0 and pieces[at - 1][0].isdigit()
    if low in _EUROS and (after_number or piece == "€"):
        return _EURO
    if low in _HOURS and after_number:
        more = at + 1 < len(pieces) and pieces[at + 1][0].isdigit()
        return _HOUR if more else rf"{_HOUR}(?:{_SPACE}00(?!\d))?"
    if piece[0].isdigit():
        return _number(piece, pieces, at)
    if piece in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    return re.escape(piece)


def _number(piece: str, pieces: Sequence[str], at: int) -> str:
    whole, sign, cents = piece.replace(",", ".").partition(".")
    euros = at + 1 < len(pieces) and pieces[at + 1].casefold() in _EUROS
    if sign:
        # "7,50 €" and "7,5 €" are one fee; a date's "12.10" has no euro behind it.
        return rf"{whole}[.,]{cents.rstrip('0') or '0'}0*" if euros and cents.strip("0") else rf"{whole}[.,]{cents}"
    return rf"{whole}(?:[.,]00?(?!\d))?" if euros else whole
