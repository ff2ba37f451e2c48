"""Bodies that say the same in the same words: Jaccard index of their word 5-grams."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from aparte.kb.text import tokens

GRAM = 5
TOO_LIKE = 0.3


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five folded words."""
    words = [token.form for token in tokens(text)]
    return frozenset(tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1))


def near_duplicates(bodies: Mapping[str, str], limit: float = TOO_LIKE) -> list[tuple[str, str, float]]:
    """The pairs of ids whose index is over `limit`, in id order, with that index."""
    sets = {name: grams(body) for name, body in sorted(bodies.items())}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, held in sets.items():
        for gram in held:
            holders[gram].append(name)
    shared = Counter(pair for names in holders.values() for pair in combinations(names, 2))
    found = []
    for (first, second), common in sorted(shared.items()):
        index = common / (len(sets[first]) + len(sets[second]) - common)
        if index > limit:
            found.append((first, second, index))
    return found
