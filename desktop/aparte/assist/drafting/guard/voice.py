"""Active and passive: who accompanies is not who is accompanied."""

from collections.abc import Iterator, Sequence

from aparte.assist.drafting.guard.cells import Cell
from aparte.assist.drafting.guard.reading import Part, Reading, Token

_BEING = frozenset("est sont sera seront etre ete soit soient se s".split())
_DENYING = frozenset(["pas", "plus", "jamais"])
_ARTICLES = frozenset("l le la les un une votre vos son sa ses leur leurs ce cet cette ces".split())


def voice_changed(reading: Reading, cells: Sequence[Cell]) -> bool:
    """Whether what is done to something is said to be done by it, or the contrary: it stays before the verb."""
    said = tuple(_verbs(reading.tokens))
    for cell in cells:
        for key, passive, before in _verbs(cell.tokens):
            if any(key == one and passive is not now and before & first for one, now, first in said):
                return True
    return False


def _is_passive(led: Sequence[str]) -> bool:
    """Whether the words right before a verb make it passive: « sont », « n'est pas », « se »."""
    return bool(led) and (led[-1] in _BEING or (led[-1] in _DENYING and bool(_BEING & set(led))))


def _verbs(tokens: Sequence[Token]) -> Iterator[tuple[str, bool, frozenset[str]]]:
    """Each verb whose voice can be told, whether it is passive, and what stands before it in its clause."""
    before: set[str] = set()
    led: list[str] = []
    for at, token in enumerate(tokens):
        if token.part in (Part.BREAK, Part.CLAUSE):
            before, led = set(), []
        elif token.content:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if token.part is Part.WORD and before and _is_passive(led):
                yield token.key, True, frozenset(before)
            elif token.part is Part.WORD and before and not led and after and after.form in _ARTICLES:
                yield token.key, False, frozenset(before)
            before.add(token.key)
            led = []
        else:
            led.append(token.form)
