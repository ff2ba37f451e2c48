"""A slotted French text as the guard reads it: what it speaks of, and the marks tied to what they bear on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from aparte.assist.drafting.guard.french import (
    AFTERWORDS,
    CLAUSES,
    IDIOMS,
    JOINING,
    LONGEST_MARK,
    MARKS,
    NEGATORS,
    PEOPLE,
    PERSON,
    Mark,
    meaning,
)
from aparte.kb.text import fold

_TOKEN = re.compile(r"§\d+|[^\W\d_]+(?:-[^\W\d_]+)*['’]?|\d+|[^\w\s]")
_CLITIC = re.compile(r"-(?:les|le|la|vous|nous|moi|toi|lui|leur|y|en|ils?|elles?|on|ce|ci|là|t)$", re.IGNORECASE)
_HYPHENED = frozenset(["rendez-vous", "celle-ci", "celui-ci", "ceux-ci", "celles-ci", "au-delà", "là-bas", "ci-dessus"])
_INFINITIVE = re.compile(r".{2,}(?:er|ir|re|oir)$")
_REACH = 7
# Marks that refer back by themselves.
_WHOLE = frozenset(["passe ce delai"])
_TIMED = re.compile(r"(?:au|aux|de|du|d|des|la|le|les|l|que|qu|votre|vos|son|sa|ses|toute?|leur|un|une|ce|cette)$")
_COPULAS = frozenset("est sont sera seront soit soient etre pas plus reste restent".split()) - {"plus"}


class Part(StrEnum):
    """What a token is to the guard."""

    SLOT = "slot"
    WORD = "word"
    MARK = "mark"
    CLAUSE = "clause"
    BREAK = "break"
    JOINING = "joining"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `form` as written, folded; `key` by which it is compared."""

    part: Part
    form: str
    key: str

    @property
    def content(self) -> bool:
        """Whether it must come from a source."""
        return self.part in (Part.SLOT, Part.WORD)


@dataclass(frozen=True, slots=True)
class Tie:
    """A mark and the key of what it bears on, empty when nothing follows."""

    mark: Mark
    key: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's tokens in order, and its ties in order."""

    tokens: tuple[Token, ...]
    ties: tuple[Tie, ...]

    def keys(self) -> tuple[str, ...]:
        """The keys of what it speaks of, in order."""
        return tuple(token.key for token in self.tokens if token.content)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read a slotted text."""
    tokens = tuple(_tokens(_forms(text)))
    return Reading(tokens, tuple(_ties(tokens)))


def _forms(text: str) -> list[str]:
    """The folded words, a pronoun tied by a hyphen apart from its verb."""
    found: list[str] = []
    for raw in _TOKEN.findall(text):
        clitic = _CLITIC.search(raw) if raw.lower() not in _HYPHENED else None
        for part in (raw[: clitic.start()], clitic.group()[1:]) if clitic else (raw,):
            word = part.rstrip("'’") or part
            found.append("dès*" if word.lower() == "dès" else fold(word) or word)
    return found


def _tokens(forms: Sequence[str]) -> Iterator[Token]:
    at = 0
    while at < len(forms):
        length, token = _phrase(forms, at) or (1, _single(forms, at))
        yield token
        at += length


def _phrase(forms: Sequence[str], at: int) -> tuple[int, Token] | None:
    for length in range(min(LONGEST_MARK, len(forms) - at), 0, -1):
        said = tuple(forms[at : at + length])
        if said in IDIOMS:
            return length, Token(Part.JOINING, " ".join(said), "")
        mark = MARKS.get(said)
        if mark:
            return length, Token(Part.MARK, " ".join(said), mark)
    if (
        forms[at] in ("est", "sont")
        and forms[at + 1 : at + 2] == ["a"]
        and _INFINITIVE.match("".join(forms[at + 2 : at + 3]))
    ):
        return 2, Token(Part.MARK, f"{forms[at]} a", Mark.MUST)
    return None


def _single(forms: Sequence[str], at: int) -> Token:
    form = forms[at]
    if form.startswith("§"):
        return Token(Part.SLOT, form, form)
    if not form[0].isalnum():
        return Token(Part.BREAK, form, form)
    if form in CLAUSES:
        return Token(Part.CLAUSE, form, form)
    if form in ("n", "ne", "non") or form in NEGATORS:
        return Token(Part.MARK, form, Mark.NOT)
    if form in JOINING:
        return Token(Part.JOINING, form, "")
    return Token(Part.WORD, form, PERSON if form in PEOPLE else meaning(form))


def _ties(tokens: Sequence[Token]) -> Iterator[Tie]:
    consumed: set[int] = set()
    for at, token in enumerate(tokens):
        if token.part is not Part.MARK or at in consumed:
            continue
        mark = Mark(token.key)
        if token.form in ("n", "ne"):
            mark = _negation(tokens, at, consumed)
            if mark is Mark.STRAY:
                yield Tie(mark, "")
                continue
        yield Tie(mark, _borne_on(tokens, at, mark))


def _negation(tokens: Sequence[Token], at: int, consumed: set[int]) -> Mark:
    """What "ne" begins: a negation, whose second word is taken with it, or "ne … que"."""
    for place in range(at + 1, min(at + 1 + _REACH, len(tokens))):
        form = tokens[place].form
        if tokens[place].part is Part.BREAK and form in ".;:!?":
            break
        if form in ("pas", "plus", "point", "guere", "rien"):
            consumed.add(place)
            return Mark.NOT
        if form == "jamais":
            consumed.add(place)
            return Mark.NEVER
        if form in ("que", "qu"):
            return Mark.ONLY
        if form in NEGATORS:
            return Mark.NOT
    return Mark.NOT if _denied_before(tokens, at) else Mark.STRAY


def _denied_before(tokens: Sequence[Token], at: int) -> bool:
    """« Aucune amende n'est demandée », « ni l'un ni l'autre ne vient »."""
    return any(
        token.key in (Mark.NONE, Mark.NEVER) or token.form in NEGATORS for token in tokens[max(0, at - _REACH) : at]
    )


def _borne_on(tokens: Sequence[Token], at: int, mark: Mark) -> str:
    """The next thing said, or for a limit at the end of a phrase the one before it."""
    if tokens[at].form in _WHOLE:
        return ""
    if tokens[at].form == "avant" and at and tokens[at - 1].part is Part.SLOT and _ends(tokens, at):
        return tokens[at - 1].key  # "3 semaines avant", wherever it stands
    after = _next(tokens, at, mark)
    if tokens[at].form in AFTERWORDS and at and tokens[at - 1].form in _COPULAS:
        impersonal = at > 1 and tokens[at - 2].form in ("il", "c")
        after = after if impersonal else ""
    before = next((tokens[place].key for place in range(at - 1, -1, -1) if tokens[place].content), "")
    if mark in (Mark.MOST, Mark.LEAST, Mark.LATEST, Mark.EARLIEST):
        direct = tokens[at + 1] if at + 1 < len(tokens) else None
        follows = direct is not None and (direct.content or (direct.part is Part.JOINING and direct.form != "avant"))
        return after if follows and after else before
    return after or ("" if mark is Mark.NOT and _by_pronoun(tokens, at) else before)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing follows that it could govern."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or (not after.content and not _TIMED.match(after.form))


def _by_pronoun(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].form in ("le", "la", "les", "l", "y", "en")


def _next(tokens: Sequence[Token], at: int, mark: Mark) -> str:
    for token in tokens[at + 1 :]:
        if token.part is Part.BREAK:
            return ""
        if token.content:
            return token.key
        if token.part is Part.MARK and mark in (Mark.NOT, Mark.NEVER) and token.key in (Mark.MUST, Mark.MAY):
            return token.key
    return ""
