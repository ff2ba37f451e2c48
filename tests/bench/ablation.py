"""What each part of the search brings: the quality bench with one part taken out at a time."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from aparte.core.article import Article
from aparte.kb.base import KnowledgeBase
from aparte.kb.impact import Field
from aparte.kb.index import ARTICLE_FIELDS, PASSAGE_FIELDS, index_of
from aparte.kb.jsonl import read_jsonl
from aparte.kb.query import Weights
from aparte.kb.ranking import Tuning
from aparte.kb.seed import SeedFolder
from aparte.kb.storage import current_folder, open_generation
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import HERE, REAL, ask, figures, open_articles
from tests.bench.questions import Question, read_questions
from tests.bench.report import machine, table, write_json

WHOLE, TUNING = Weights(), Tuning()
UNBOUNDED = 1e9


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of ranking: how queries are read, how evidence adds up, what each field weighs."""

    weights: Weights = WHOLE
    tuning: Tuning = TUNING
    articles: tuple[Field, ...] = ARTICLE_FIELDS
    passages: tuple[Field, ...] = PASSAGE_FIELDS


def without(name: str) -> Variant:
    """The search with one field of the articles left out."""
    return Variant(articles=tuple(replace(one, weight=0.0) if one.name == name else one for one in ARTICLE_FIELDS))


def weighing(fields: Sequence[Field], weight: float) -> tuple[Field, ...]:
    """The fields, each at the same weight."""
    return tuple(replace(field, weight=weight) for field in fields)


PARTS: dict[str, Variant] = {
    "everything": Variant(),
    "no spelling repair": Variant(replace(WHOLE, repair=0.0)),
    "no equivalents (acronyms, synonyms)": Variant(replace(WHOLE, same=0.0)),
    "no one-way links (everyday words)": Variant(replace(WHOLE, said=0.0)),
    "no aspects (price, delay, place)": Variant(replace(WHOLE, intent=0.0)),
    "no situations": Variant(replace(WHOLE, situation=0.0)),
    "one word unbounded": Variant(tuning=Tuning(saturation=UNBOUNDED)),
    "every field at one weight": Variant(articles=weighing(ARTICLE_FIELDS, 1.0)),
    "one rarity for all fields": Variant(
        articles=tuple(replace(one, own=0.0) for one in ARTICLE_FIELDS),
        passages=tuple(replace(one, own=0.0) for one in PASSAGE_FIELDS),
    ),
    "no title field": without("title"),
    "no themes": without("breadcrumb"),
    "no questions": without("questions"),
    "no keywords": without("keywords"),
    "no headings": without("headings"),
    "no body": without("body"),
    "no passages": Variant(passages=weighing(PASSAGE_FIELDS, 0.0)),
    "passages alone": Variant(articles=weighing(ARTICLE_FIELDS, 0.0)),
    "stems alone": Variant(Weights(repair=0, same=0, said=0, intent=0, situation=0), Tuning(saturation=UNBOUNDED)),
}


def ablate(articles: Sequence[Article], questions: Sequence[Question]) -> dict[str, dict[str, float]]:
    """The figures of every variant over one base."""
    language = SeedFolder(SEED_FOLDER).language()
    with tempfile.TemporaryDirectory() as folder:
        open_articles(articles, folder).close()
        with closing(open_generation(current_folder(Path(folder)) or Path(folder))) as generation:
            parts = generation.parts()
            found = {}
            for name, variant in PARTS.items():
                index = index_of(parts, articles=variant.articles, passages=variant.passages)
                base = KnowledgeBase(
                    replace(generation, index=index), language, weights=variant.weights, tuning=variant.tuning
                )
                found[name] = figures([outcome for outcome in ask(base, questions) if outcome.question.expected])
            return found


def main() -> int:
    """Print one table a base."""
    print(machine())
    results = {"seed": ablate(list(SeedFolder(SEED_FOLDER).articles()), read_questions(HERE / "questions_seed.jsonl"))}
    if (REAL / "questions_dev.jsonl").exists():
        real = list(read_jsonl(REAL / "service_public_fiches.jsonl"))
        results["service-public.fr"] = ablate(real, read_questions(REAL / "questions_dev.jsonl"))
    for base, variants in results.items():
        rows = [[name, *(row[key] for key in ("r_at_1", "r_at_3", "r_at_5", "mrr"))] for name, row in variants.items()]
        print(f"\n{base}\n{table(['variant', 'R@1', 'R@3', 'R@5', 'MRR'], rows)}")
    write_json(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
