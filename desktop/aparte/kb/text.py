"""French text as tokens: folding, elisions and sentences, with offsets in the original."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A letter may be followed by its accents apart, as macOS and some documents write them.
# "2,80" is one word: its parts are other numbers.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|(?:[^\W_][\u0300-\u036f]*)+", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?…\n])\s+|\n+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ﬁ": "fi", "ﬂ": "fl"})
_APOSTROPHES = "'’ʼ‘´`"
ELISIONS = frozenset(["l", "d", "j", "n", "s", "m", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"])
MAX_WORD = 40
# Short words whose accent is their meaning: without it they would be stop words.
_ACCENT_MATTERS = {"né": "nee", "nés": "nee", "nées": "nee", "où": "ou?", "dû": "du?"}


class Token(NamedTuple):
    """A word as written: its folded form and where it stands, `[start, end)` in characters."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents or ligatures: "Œuvrée" gives "oeuvree"."""
    whole = unicodedata.normalize("NFC", word.lower())
    if whole in _ACCENT_MATTERS:
        return _ACCENT_MATTERS[whole]
    decomposed = unicodedata.normalize("NFKD", whole.translate(_LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def tokens(text: str) -> Iterator[Token]:
    """The words of `text`, elided articles and pronouns left out.

    An unbroken run longer than `MAX_WORD` is no word and is passed over.
    """
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > MAX_WORD:
            continue
        form = fold(match.group())
        if form in ELISIONS and end < len(text) and text[end] in _APOSTROPHES:
            continue
        if form:
            yield Token(form, start, end)


def folded(text: str) -> str:
    """The words of a text as the search reads them: by them two texts are the same."""
    return " ".join(token.form for token in tokens(text))


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of `text` with their offset, empty ones left out."""
    found: list[tuple[int, str]] = []
    position = 0
    for end in _SENTENCE_END.finditer(text):
        found.append((position, text[position : end.start()]))
        position = end.end()
    found.append((position, text[position:]))
    return [(offset, sentence) for offset, sentence in found if sentence.strip()]
