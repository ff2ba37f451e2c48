"""A base of any size for the speed benches: French text grown from the seed, seeded and repeatable.

Sentences of the seed are recombined and one content word in eight is replaced by another of the
base or by a made-up one, drawn with a Zipf law, so that the vocabulary grows as it does in real
bases: about 45,000 forms at 60,000 passages.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from aparte.core.article import Article, Origin, Section
from aparte.kb.passages import plain
from aparte.kb.seed import SeedFolder
from aparte.kb.stopwords import is_content
from aparte.kb.text import fold

SEED_FOLDER = Path(__file__).parents[2] / "kb_seed"
PASSAGES_AN_ARTICLE = 11
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SYLLABLES = (
    "ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo fu ga ge go ja je la le li lo lu ma me mi mo mu "
    "na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo tra tre pla pli bri "
    "cro fra gri pro ter mar cou tai lan men ron vil ser por gal bel tin"
).split()


class PassageGarden:
    """Grows articles from the sentences of the seed."""

    def __init__(self, seed: int = 2026, folder: Path = SEED_FOLDER) -> None:
        self._random = random.Random(seed)
        articles = list(SeedFolder(folder).articles())
        texts = [plain(section.body) for article in articles for section in article.sections]
        self._sentences = [found.strip() for text in texts for found in _SENTENCE.findall(text) if len(found) > 40]
        self._titles = [article.title for article in articles]
        self._themes = sorted({article.breadcrumb[-1] for article in articles if article.breadcrumb})
        words = sorted(
            {word for sentence in self._sentences for word in _WORD.findall(sentence) if is_content(fold(word))}
        )
        self._random.shuffle(words)
        self._words = words + [self._made_up() for _ in range(40_000)]

    def articles(self, passages: int) -> Iterator[Article]:
        """Articles that hold about `passages` passages in all."""
        for number in range(max(1, passages // PASSAGES_AN_ARTICLE)):
            yield self._article(number)

    def _article(self, number: int) -> Article:
        title = self._changed(self._random.choice(self._titles))
        sections = tuple(
            Section(self._changed(self._random.choice(self._titles)), self._paragraph())
            for _ in range(PASSAGES_AN_ARTICLE)
        )
        theme = self._random.choice(self._themes)
        return Article(
            id=f"G{number}", title=title, origin=Origin.NATIONAL, theme=theme, breadcrumb=(theme,), sections=sections
        )

    def _paragraph(self) -> str:
        text = ""
        while len(text) < 420:
            text += self._changed(self._random.choice(self._sentences)) + " "
        return text.strip()[:590]

    def _changed(self, sentence: str) -> str:
        return str(_WORD.sub(self._maybe_other, sentence))

    def _maybe_other(self, found: re.Match[str]) -> str:
        if self._random.random() > 0.125:
            return str(found.group())
        rank = min(int(self._random.paretovariate(0.35)), 10**9) % len(self._words)
        return str(self._words[rank])

    def _made_up(self) -> str:
        return "".join(self._random.choice(_SYLLABLES) for _ in range(self._random.randint(2, 4)))
