"""Finding personal data in a text, and writing what it is in its place."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from aparte.privacy.accounts import find_accounts
from aparte.privacy.addresses import find_addresses
from aparte.privacy.emails import find_emails
from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.numbers import find_numbers, national
from aparte.privacy.people import find_people
from aparte.privacy.plates import find_plates
from aparte.privacy.reading import Page, bare
from aparte.privacy.spoken import find_spoken

_RECOGNISERS = (find_emails, find_accounts, find_numbers, find_spoken, find_plates, find_people, find_addresses)
_STRENGTH = {kind: strength for strength, kind in enumerate(Kind)}
# A replacement may bring together what stood apart; each further look finds less.
_MOST_LOOKS = 5
_BETWEEN_PARTS = re.compile(r"[ ,\-–/(\n]{0,3}")


def find(text: str, allowed: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """The personal data in `text`, in order and apart from each other.

    `allowed` are phrases that are public, such as the directory's telephones and places: a
    telephone, an address or an email that one of them holds is left out. Fast enough to be called
    at each key, in a time that grows as the text does, whatever the text.
    """
    page = Page.of(text)
    public = _public(allowed)
    found = (one for recogniser in _RECOGNISERS for one in recogniser(page))
    kept = [one for one in found if not (allowed and public.holds(page.text[one.start : one.end], one.kind))]
    return tuple(_apart(page, sorted(kept)))


def mask(text: str, allowed: frozenset[str] = frozenset()) -> str:
    """`text` with each piece of personal data replaced by its kind; masking again changes nothing."""
    for _ in range(_MOST_LOOKS):
        masked = replace(text, find(text, allowed))
        if masked == text:
            break
        text = masked
    return text


def replace(text: str, findings: Iterable[Finding]) -> str:
    """`text` with those findings, in order and apart, replaced."""
    parts = []
    done = 0
    for one in findings:
        parts += [text[done : one.start], one.replacement]
        done = one.end
    return "".join([*parts, text[done:]])


@dataclass(frozen=True, slots=True)
class _Public:
    """What may be shown: national telephone numbers, emails in small letters, phrases as bare words."""

    phones: frozenset[str]
    emails: frozenset[str]
    phrases: frozenset[str]

    def holds(self, text: str, kind: Kind) -> bool:
        if kind is Kind.PHONE:
            return national(text) in self.phones
        if kind is Kind.EMAIL:
            return text.lower() in self.emails
        words = bare(text)
        if kind is Kind.ADDRESS:
            street = bare(text.split(",", maxsplit=1)[0].split("\n", maxsplit=1)[0])
            return any(f" {part} " in f" {phrase} " for phrase in self.phrases for part in (words, street))
        return kind is Kind.NAME and words in self.phrases


@lru_cache(maxsize=8)
def _public(allowed: frozenset[str]) -> _Public:
    found = [(phrase[one.start : one.end], one.kind) for phrase in allowed for one in _all(phrase)]
    return _Public(
        phones=frozenset(national(text) for text, kind in found if kind is Kind.PHONE),
        emails=frozenset(text.lower() for text, kind in found if kind is Kind.EMAIL),
        phrases=frozenset(bare(phrase) for phrase in allowed),
    )


def _all(text: str) -> Iterator[Finding]:
    page = Page.of(text)
    for recogniser in (find_emails, find_numbers):
        yield from recogniser(page)


def _apart(page: Page, findings: Collection[Finding]) -> Iterator[Finding]:
    """Overlapping findings made one, of the strongest kind; the parts of one address too."""
    last: Finding | None = None
    for one in findings:
        if last is None:
            last = one
        elif one.start < last.end:
            kind = min(last.kind, one.kind, key=_STRENGTH.__getitem__)
            last = Finding(last.start, max(last.end, one.end), kind)
        elif one.kind is last.kind is Kind.ADDRESS and _BETWEEN_PARTS.fullmatch(page.text, last.end, one.start):
            last = Finding(last.start, one.end, Kind.ADDRESS)
        else:
            yield last
            last = one
    if last is not None:
        yield last
