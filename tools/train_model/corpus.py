"""What the seed base offers to learn from: statements, facts, cases and questions, article by article."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from aparte.assist.drafting.names import NameBook
from aparte.assist.reply.splitting import statements
from aparte.core.article import Article, Fact, FactKind
from aparte.core.contact import ClosureCode
from aparte.kb.reading import read_yaml
from aparte.kb.seed import SeedFolder

LABELS = {
    FactKind.FEE: "Coût",
    FactKind.DELAY: "Délai",
    FactKind.WHERE: "Où",
    FactKind.WHEN: "Quand",
    FactKind.APPOINTMENT: "Rendez-vous",
    FactKind.VALIDITY: "Validité",
}
PAPERS = "À apporter"
_HELD_OUT_EACH = 11


@dataclass(frozen=True, slots=True)
class Chapter:
    """One article as material: `sections` are a heading and its statements, `facts` a label and its values."""

    article: Article
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    book: NameBook

    @property
    def held_out(self) -> bool:
        """Whether it is kept for the evaluation: nothing of it is ever trained on."""
        return hashlib.sha256(self.article.id.encode()).digest()[0] % _HELD_OUT_EACH == 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole base, split; `talk` are everyday ways of asking, `codes` what contacts are closed with."""

    learned: tuple[Chapter, ...]
    held_out: tuple[Chapter, ...]
    talk: tuple[str, ...]
    codes: tuple[ClosureCode, ...]
    services: tuple[str, ...]


def read_corpus(folder: Path) -> Corpus:
    """The corpus of a base's folder."""
    seed = SeedFolder(folder)
    every = chapters(seed)
    talk = [str(said) for row in read_yaml(folder / "situations.yaml") for said in row["said"]]
    return Corpus(
        tuple(one for one in every if not one.held_out),
        tuple(one for one in every if one.held_out),
        tuple(talk),
        seed.closure_codes(),
        tuple(service.name for service in seed.services().values()),
    )


def chapters(seed: SeedFolder) -> tuple[Chapter, ...]:
    """Every article of a base as material."""
    services = tuple(seed.services().values())
    return tuple(
        Chapter(article, _sections(article), _facts(article), NameBook.of(services, [article]))
        for article in seed.articles()
    )


def _sections(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for section in article.sections:
        said = tuple(one for one in statements(section.body) if 12 <= len(one) <= 420 and not one.endswith((":", "?")))
        if said:
            found.append((section.heading, tuple(re.sub(r"\s+", " ", one) for one in said)))
    return tuple(found)


def _facts(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_label: dict[str, list[str]] = {}
    for fact in article.facts:
        by_label.setdefault(LABELS[fact.kind], []).append(_worded(fact))
    papers = [f"{one.label} ({one.condition})" if one.condition else one.label for one in article.documents]
    if papers:
        by_label[PAPERS] = papers
    return tuple((label, tuple(values)) for label, values in by_label.items())


def _worded(fact: Fact) -> str:
    return f"{fact.value} ({fact.condition})" if fact.condition else fact.value
