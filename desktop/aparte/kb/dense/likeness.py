"""How near each article is to a question, and what that adds to the words it was found by.

Measured on two bases against reciprocal rank fusion, which was worse on both: docs/benchmarks.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aparte.kb.impact import Floats, Ints
from aparte.kb.ranking import Weight

# What the nearest article gains, as a share of what the words give the best one.
STRENGTH = 0.1
# Articles that no word met enter three at most, and nearer than this, between the middle one (0) and the
# nearest (1): some article is the nearest to any nonsense, and what a model says does not tell that apart.
LEAST_SHARE, MOST_NEAR = 0.5, 3
_TRIFLE = np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each article the cosine of its nearest passage, NaN where none was read, and that passage.

    `of` names the generation of the base that they are numbered in.
    """

    articles: Floats
    passages: Ints
    of: str = ""


def shares(likeness: Likeness) -> Floats:
    """1 for the nearest article, 0 for the middle one and those farther away: models differ in scale, not in order."""
    near = likeness.articles
    found = np.zeros(near.size, np.float32)
    known = np.isfinite(near)
    if not known.any():
        return found
    middle, most = float(np.median(near[known])), float(near[known].max())
    if most - middle > _TRIFLE:
        found[known] = np.clip((near[known] - middle) / (most - middle), 0.0, 1.0)
    return found


def blended(weight: Weight, likeness: Likeness, starts: Ints, strength: float = STRENGTH) -> Weight:
    """What words and meaning give together; the passage that words met stays the one that is quoted."""
    share = shares(likeness)
    words = weight.articles
    best = float(words.max(initial=0.0))
    scores = words + np.float32(strength * (best or 1.0)) * share
    scores[(words <= 0) & ~_near_enough(words, share)] = 0.0
    passages = weight.passages.copy()
    unmet = (np.maximum.reduceat(passages, starts) <= 0) & (likeness.passages >= 0)
    passages[likeness.passages[unmet]] = _TRIFLE
    return Weight(scores, passages)


def _near_enough(words: Floats, share: Floats) -> NDArray[np.bool_]:
    """The articles that meaning alone may bring."""
    alone = np.flatnonzero((words <= 0) & (share >= LEAST_SHARE))
    found = np.zeros(words.size, np.bool_)
    found[alone[np.argsort(-share[alone], kind="stable")[:MOST_NEAR]]] = True
    return found
