"""The closure code list: read from `closure_codes.yaml`, and found by typing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from aparte.core.contact import ClosureCode
from aparte.core.errors import BaseUnavailableError
from aparte.kb.reading import UNREADABLE, read_yaml
from aparte.kb.stem import stem
from aparte.kb.stopwords import LINKS
from aparte.kb.text import tokens


def load_closure_codes(path: Path) -> tuple[ClosureCode, ...]:
    """Every code in the list's own order, each parent before its children.

    Empty when the file is absent; raises `BaseUnavailableError` when it can't be read.
    """
    if not path.exists():
        return ()
    try:
        found = tuple(_codes(read_yaml(path)["codes"]))
    except UNREADABLE as error:
        raise BaseUnavailableError(
            f"Le fichier {path.name} de la base est illisible : « aparte kb check » dit à quelle ligne."
        ) from error
    seen: set[str] = set()
    for code in found:
        if code.code in seen:
            raise BaseUnavailableError(
                f"Le code « {code.code} » est deux fois dans {path.name} : gardez une seule des deux lignes."
            )
        seen.add(code.code)
    return found


def leaves(codes: Iterable[ClosureCode]) -> tuple[ClosureCode, ...]:
    """The second level: what a demand is closed with."""
    return tuple(code for code in codes if code.parent)


def selectable(codes: Iterable[ClosureCode], today: date) -> tuple[ClosureCode, ...]:
    """What an agent may choose on that day: a valid code of the second level whose parent is valid."""
    known = tuple(codes)
    closed = {code.code for code in known if not code.valid_on(today)}
    return tuple(code for code in leaves(known) if not {code.code, code.parent} & closed)


def find_codes(codes: Sequence[ClosureCode], typed: str, today: date) -> tuple[ClosureCode, ...]:
    """What the agent may mean by `typed`, best first; the whole list when nothing is typed.

    Each word typed begins a word of the code, its label, its aliases or its family, accents
    optional, in any order. What holds them all in one place comes first: the code, then the
    label, then an alias, then several of them, then the family. When no code holds every word,
    those that hold most of them.
    """
    words = _typed(typed)
    families = {code.code: code for code in codes if not code.parent}
    valid = [(code, _haystack(code, families.get(code.parent))) for code in selectable(codes, today)]
    whole = [(rank, code) for code, haystack in valid if (rank := haystack.rank(words)) is not None]
    found = whole or [(-met, code) for code, haystack in valid if (met := haystack.met(words))]
    return tuple(code for _, code in sorted(found, key=lambda row: row[0]))


@dataclass(frozen=True, slots=True)
class _Haystack:
    """The words by which one code is found."""

    code: tuple[str, ...]
    label: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    family: tuple[str, ...]

    def rank(self, words: Sequence[str]) -> int | None:
        """0 for the code itself, then worse and worse; None when a word is nowhere."""
        if "".join(words) == self.code[-1]:
            return 0
        whole = self.whole()
        places = (self.code, self.label[:1], self.label, *self.aliases, whole, (*whole, *self.family))
        ranks = (1, 2, 3, *([4] * len(self.aliases)), 5, 6)
        return next((rank for rank, place in zip(ranks, places, strict=True) if _holds(place, words)), None)

    def met(self, words: Sequence[str]) -> int:
        """How many words it holds, its family left out."""
        return sum(_holds(self.whole(), [word]) for word in words)

    def whole(self) -> tuple[str, ...]:
        """The words of the code, its label and its aliases."""
        return (*self.code, *self.label, *(word for alias in self.aliases for word in alias))


@lru_cache(maxsize=1024)
def _haystack(code: ClosureCode, parent: ClosureCode | None) -> _Haystack:
    family = (parent.code, parent.label, *parent.aliases) if parent else ()
    return _Haystack(
        code=(*_words(code.code), _compact(code.code)),
        label=_words(code.label),
        aliases=tuple(map(_words, code.aliases)),
        family=_words(" ".join((*family, code.description))),
    )


def _holds(place: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(_meets(word, written) for written in place) for word in words)


def _meets(word: str, written: str) -> bool:
    """Whether `word` begins `written`, or is another form of it."""
    return written.startswith(word) or (len(word) > 3 and stem(word) == stem(written))


def _typed(text: str) -> list[str]:
    """The words to look for: articles and prepositions count only when nothing else is typed."""
    words = list(_words(text))
    return [word for word in words if word not in LINKS] or words


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokens(text))


def _compact(code: str) -> str:
    return "".join(_words(code))


def _codes(rows: Iterable[dict[str, Any]]) -> Iterator[ClosureCode]:
    for row in rows:
        parent = _code(row, "")
        yield parent
        for child in row.get("children") or ():
            yield _code(child, parent.code)


def _code(row: dict[str, Any], parent: str) -> ClosureCode:
    return ClosureCode(
        code=_text(row["code"]),
        label=_text(row["label"]),
        parent=parent,
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        aliases=tuple(_text(alias) for alias in _list(row.get("aliases"))),
        description=_text(row["description"]) if row.get("description") else "",
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("a text was expected")
    return " ".join(value.split())


def _list(value: object) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise TypeError("a list was expected")
    return value or []


def _day(value: object) -> date | None:
    if value is None:
        return None
    if type(value) is not date:  # a moment is a date too, and no day
        raise TypeError("a day was expected")
    return value
