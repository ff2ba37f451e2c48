"""Which words of a text met the question, and the part of a passage worth showing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aparte.core.suggestion import Reason, ReasonKind, Span
from aparte.kb.analysis import terms
from aparte.kb.lexicon import Lexicon, concept_term
from aparte.kb.query import Alternative, Query, Unit

QUOTE_CHARS = 230
LEAST_TELLING = 0.31
_KEPT_TEXTS = 1024
_PIECE = re.compile(r"[^.!?;\n]*[.!?;]?(?:\s+|\n|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text met a word of the question."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True)
class Match(Place):
    """A place where a unit of a query was met, and by which alternative."""

    alternative: Alternative


Wanted = Mapping[str, tuple[Unit, Alternative]]


def wanted(query: Query) -> Wanted:
    """What each index term stands for in a query: the typed unit that it serves best.

    Words that hold for any subject ("ans", "jour") are not worth a mark when others are.
    """
    typed = [unit for unit in query.units if unit.typed]
    telling = [unit for unit in typed if unit.telling > LEAST_TELLING] or typed
    best: dict[str, tuple[Unit, Alternative]] = {}
    for unit in telling:
        for option in unit.alternatives:
            known = best.get(option.term)
            if known is None or option.weight * unit.weight > known[1].weight * known[0].weight:
                best[option.term] = (unit, option)
    return best


class Quoter:
    """Marks and cuts passages for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        # The same passages stay on screen from key to key.
        self._places = lru_cache(maxsize=_KEPT_TEXTS)(self._analysed)

    def matches(self, text: str, wanted: Wanted) -> list[Match]:
        """Every place of `text` that meets what is `wanted`, in reading order, without overlaps."""
        places = self._places(text)
        met = sorted((place, term) for term in wanted.keys() & places.keys() for place in places[term])
        return _without_overlaps([_match(Span(start, end), wanted[term]) for (_, start, end), term in met])

    def _analysed(self, text: str) -> dict[str, list[tuple[int, int, int]]]:
        """Where each index term of `text` stands: its number among all, start and end."""
        words = terms(text)
        found = [(word.stem, word.start, word.end) for word in words if word.content]
        hits = self._lexicon.concepts([word.stem for word in words])
        found.extend((concept_term(hit.concept), words[hit.first].start, words[hit.last - 1].end) for hit in hits)
        places: dict[str, list[tuple[int, int, int]]] = {}
        for number, (term, start, end) in enumerate(found):
            places.setdefault(term, []).append((number, start, end))
        return places

    def quote(self, text: str, matches: Sequence[Place]) -> tuple[str, tuple[Span, ...]]:
        """At most about `QUOTE_CHARS` characters, whole sentences, around what was met."""
        pieces = _pieces(text) if len(text) > QUOTE_CHARS else ()
        if not pieces:
            start, end = 0, len(text)
        else:
            start, end = _best_run(pieces, matches)
        raw = text[start:end]
        lead = len(raw) - len(raw.lstrip())
        start += lead
        shown = raw.strip().rstrip(" |").replace("\n", " ")
        marks = tuple(
            Span(match.span.start - start, match.span.end - start)
            for match in matches
            if match.span.start >= start and match.span.end <= start + len(shown)
        )
        return shown, marks


def places(text: str, stems: frozenset[str]) -> list[Place]:
    """Every place of `text` whose word has one of `stems`."""
    return [Place(Span(term.start, term.end), term.stem) for term in terms(text) if term.stem in stems and term.content]


def reasons(texts: Iterable[tuple[str, Sequence[Match]]]) -> tuple[Reason, ...]:
    """Why texts matched: each typed word once, with the article's own words that it met."""
    found: dict[str, Reason] = {}
    for text, match in ((text, match) for text, matches in texts for match in matches):
        kind, shown = match.alternative.kind, text[match.span.start : match.span.end].lower()
        typed = match.word
        if typed and (typed not in found or (found[typed].kind is not ReasonKind.TYPED and kind is ReasonKind.TYPED)):
            found[typed] = Reason(kind, typed, shown)
    return tuple(found.values())


@lru_cache(maxsize=_KEPT_TEXTS)
def _pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences and lines of a text are."""
    return tuple(found.span() for found in _PIECE.finditer(text) if found.group().strip())


def _match(span: Span, met: tuple[Unit, Alternative]) -> Match:
    return Match(span, met[0].word, met[1])


def _without_overlaps(found: list[Match]) -> list[Match]:
    found.sort(key=lambda match: (match.span.start, -match.span.end))
    kept: list[Match] = []
    for match in found:
        if not kept or match.span.start >= kept[-1].span.end:
            kept.append(match)
    return kept


def _best_run(pieces: Sequence[tuple[int, int]], matches: Sequence[Place]) -> tuple[int, int]:
    """The run of whole pieces, within the length, that holds the most different words."""
    best, best_value = pieces[0], -1.0
    for first, (start, _) in enumerate(pieces):
        end = start
        for _, stop in pieces[first:]:
            if stop - start > QUOTE_CHARS and end > start:
                break
            end = stop
        words = {match.word for match in matches if start <= match.span.start < end}
        value = len(words) - 0.001 * first
        if value > best_value:
            best, best_value = (start, end), value
    return best
