"""The texts that stand beside what is typed, read for what may come next."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from aparte.assist.completing.pieces import START, pieces

_PART = "\x1f"


class CitedTexts:
    """The pieces of the cited texts: what follows what, and what they hold word for word.

    Attributes: `words`, each piece and how often it comes; `size`, how many there are.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._stream: list[str] = []
        for text in texts:
            self._stream += pieces(text.replace("*", ""))
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for at, piece in enumerate(self._stream):
            self._places[piece].append(at)
        self.words = {piece: len(places) for piece, places in self._places.items() if piece != START}
        self.size = sum(self.words.values())
        self._line = "".join(_part(piece) for piece in self._stream)

    def after(self, context: Sequence[str]) -> Counter[str]:
        """What follows a context within a sentence, and how often."""
        length, stream, found = len(context), self._stream, Counter[str]()
        for at in self._places.get(context[-1], ()):
            begun = at + 1 - length
            if begun < 0 or at + 1 == len(stream) or (length > 1 and stream[begun : at + 1] != context):
                continue
            if stream[at + 1] != START:
                found[stream[at + 1]] += 1
        return found

    def holds(self, run: Sequence[str]) -> bool:
        """Whether the texts hold these pieces, one after the other, in one sentence."""
        return _PART + "".join(_part(piece) for piece in run) in self._line

    def following(self, run: Sequence[str]) -> frozenset[str]:
        """The pieces that come right after a run, wherever it stands; empty where a sentence ends."""
        written, found, at = _PART + "".join(_part(piece) for piece in run), set(), 0
        while (at := self._line.find(written, at)) >= 0:
            at += len(written) - 1
            found.add(self._line[at + 1 : self._line.find(_PART, at + 1)].rstrip(START))
        return frozenset(found)


@lru_cache(maxsize=4)
def cited_texts(texts: tuple[str, ...]) -> CitedTexts:
    """The texts of one article are read once, not at each key."""
    return CitedTexts(texts)


def _part(piece: str) -> str:
    return _PART + piece + _PART if piece == START else piece.strip().lower() + _PART
