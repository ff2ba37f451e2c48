"""Completion without a model: what most often follows, in the cited texts first, in the base's next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from aparte.assist.completing.cited import CitedTexts, cited_texts
from aparte.assist.completing.completer import CompletionRequest
from aparte.assist.completing.counts import ORDER, Counts, Ids, Shares
from aparte.assist.completing.pieces import STOPS, Typed, typed
from aparte.assist.completing.values import Names, next_of_value, warranted

MOST_WORDS = 200_000
_EACH = 12
_CERTAIN = 0.95


@dataclass(frozen=True, slots=True)
class Tuning:
    """How the two sources are weighed, and how sure an offer must be; chosen on `completions_dev.jsonl`.

    `first` and `rest` are the least probability of the next word and of the whole offer. `cited` is the
    weight of the cited texts when their last 0, 1, 2 or 3 pieces are those typed. `doubt` and
    `cited_doubt` say how much a context with many different followers leaves to shorter contexts.
    `shortest` is in characters, `longest` in words and signs.
    """

    first: float = 0.7
    rest: float = 0.3
    cited: tuple[float, float, float, float] = (0.4, 0.5, 0.75, 0.9)
    doubt: float = 0.8
    cited_doubt: float = 2.2
    shortest: int = 2
    longest: int = 10


class PhraseCompleter:
    """Offers the rest of a phrase from counts of words; keeps nothing of what is typed."""

    def __init__(
        self,
        texts: Iterable[str],
        names: Iterable[str] = (),
        *,
        tuning: Tuning | None = None,
        most: int = MOST_WORDS,
    ) -> None:
        """Count the first `most` words of `texts`; `names` are those of the services."""
        self._counts = Counts(texts, most)
        self._names = Names(names)
        self._tuning = tuning or Tuning()

    def bytes(self) -> int:
        """What the counts take in memory, the words themselves left out."""
        return self._counts.bytes()

    def complete(self, request: CompletionRequest) -> str:
        """The most likely rest, when it is likely enough."""
        place = typed(request.before)
        if place is None:
            return ""
        cited = cited_texts(request.cited)
        offered = warranted(place.context, self._offer(place, cited), cited, self._names)
        rest = place.rest(offered)
        return rest if len(rest.strip()) >= self._tuning.shortest else ""

    def _offer(self, place: Typed, cited: CitedTexts) -> list[str]:
        offered: list[str] = []
        sure, least, begun = 1.0, self._tuning.first, place.begun
        while len(offered) < self._tuning.longest:
            piece, share = self._next([*place.context, *offered], begun, cited)
            sure *= share
            if sure < least or piece.strip() in STOPS:
                break
            offered.append(piece)
            # A word already typed whole offers nothing yet: what follows it is the first thing offered.
            least, begun = (least if piece == begun else self._tuning.rest), ""
        return offered

    def _next(self, context: Sequence[str], begun: str, cited: CitedTexts) -> tuple[str, float]:
        """The most likely next piece that begins with what is typed of it, and its probability."""
        point = _Point(self._counts, cited, context, begun)
        options = point.options()
        if not options:
            return "", 0.0
        certain = next_of_value(context, options, cited)
        if certain:
            return certain, _CERTAIN
        shares, others = point.shares(options, self._tuning.doubt)
        quoted, depth = point.quoted(options, self._tuning.cited_doubt)
        weight = self._tuning.cited[depth] if cited.size else 0.0
        mixed = weight * quoted + (1.0 - weight) * shares
        best = int(np.argmax(mixed))
        whole = float(mixed.sum()) + (1.0 - weight) * others if begun.strip() else 1.0
        return options[best], float(mixed[best]) / whole


class _Point:
    """One place in a phrase: what both sources know of what follows."""

    def __init__(self, counts: Counts, cited: CitedTexts, context: Sequence[str], begun: str) -> None:
        self._counts = counts
        self._cited = cited
        self._begun = begun
        self._low, self._high = counts.range(begun)
        known = counts.numbers(context)
        self._contexts = [known[len(known) - length :] for length in range(1, len(known) + 1)]
        self._beside = self._followers(context)

    def options(self) -> list[str]:
        """The pieces worth weighing."""
        found: dict[str, None] = {}
        contexts = [*self._contexts, []] if self._begun.strip() else self._contexts
        for context in contexts:
            for number in self._counts.likely(context, self._low, self._high, _EACH):
                found[self._counts.piece(number)] = None
        beside: list[Iterable[str]] = [*self._beside, *([self._cited.words] if self._begun.strip() else [])]
        for pieces in beside:
            found |= dict.fromkeys(piece for piece in pieces if piece.startswith(self._begun))
        return list(found)

    def shares(self, options: Sequence[str], doubt: float) -> tuple[Shares, float]:
        """The probability of each option in the base, and that of the other words that begin so, together."""
        counts, low, high = self._counts, self._low, self._high
        known: Ids = np.array([counts.number(piece) for piece in options], dtype=np.int64)
        shares = (counts.often((), known) + 0.1) / max(counts.size, 1)
        mass = counts.mass((), low, high) / max(counts.size, 1)
        for context in self._contexts:
            total, kinds = counts.followers(context)
            if not total:
                break
            sure = total / (total + doubt * kinds)
            shares = sure * counts.often(context, known) / total + (1 - sure) * shares
            mass = sure * counts.mass(context, low, high) / total + (1 - sure) * mass
        return shares, max(mass - float(shares.sum()), 0.0)

    def quoted(self, options: Sequence[str], doubt: float) -> tuple[Shares, int]:
        """The probability of each option in the cited texts, and how long a context of theirs was typed."""
        size = max(self._cited.size, 1)
        shares = np.array([self._cited.words.get(piece, 0) / size for piece in options])
        for followers in self._beside:
            total = followers.total()
            sure = total / (total + doubt * len(followers))
            shares = sure * np.array([followers[piece] / total for piece in options]) + (1 - sure) * shares
        return shares, len(self._beside)

    def _followers(self, context: Sequence[str]) -> list[Counter[str]]:
        """What follows the last one, two and three pieces in the cited texts, as far as they are there."""
        found: list[Counter[str]] = []
        for length in range(1, min(ORDER, len(context) + 1)):
            followers = self._cited.after(context[-length:])
            if not followers:
                break
            found.append(followers)
        return found
