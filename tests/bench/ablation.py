"""What each part of the search brings: the quality bench with one part taken out at a time."""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aparte.core.article import Article
from aparte.kb.base import KnowledgeBase
from aparte.kb.jsonl import read_jsonl
from aparte.kb.query import Weights
from aparte.kb.ranking import Tuning
from aparte.kb.seed import SeedFolder
from aparte.kb.storage import current_folder, open_generation
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import HERE, REAL, ask, figures, open_articles
from tests.bench.questions import Question, read_questions
from tests.bench.report import machine, table, write_json

WHOLE = Weights()
UNBOUNDED = 1e9
PARTS: dict[str, tuple[Weights, Tuning]] = {
    "everything": (WHOLE, Tuning()),
    "no spelling repair": (replace(WHOLE, repair=0.0), Tuning()),
    "no equivalents (acronyms, synonyms)": (replace(WHOLE, same=0.0), Tuning()),
    "no one-way links (everyday words)": (replace(WHOLE, said=0.0), Tuning()),
    "no aspects (price, delay, place)": (replace(WHOLE, intent=0.0), Tuning()),
    "no situations": (replace(WHOLE, situation=0.0), Tuning()),
    "one word unbounded": (WHOLE, Tuning(saturation=UNBOUNDED)),
    "stems alone": (Weights(repair=0, same=0, said=0, intent=0, situation=0), Tuning(saturation=UNBOUNDED)),
}


def ablate(articles: Sequence[Article], questions: Sequence[Question]) -> dict[str, dict[str, float]]:
    """The figures of every variant over one base."""
    language = SeedFolder(SEED_FOLDER).language()
    with tempfile.TemporaryDirectory() as folder:
        open_articles(articles, folder)
        generation = open_generation(current_folder(Path(folder)) or Path(folder))
        found = {}
        for name, (weights, tuning) in PARTS.items():
            base = KnowledgeBase(generation, language, weights=weights, tuning=tuning)
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
