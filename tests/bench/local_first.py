"""The town's articles and the State's in one base: is the local one first where both answer?

Needs the real articles and questions beside the checkout. `twins.jsonl` names the local article of
the seed that treats the same subject as a national one. The seed's own questions say what its
articles lose to the national ones; the national questions without a local twin, what is lost the
other way.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aparte.core.article import Origin
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.jsonl import read_jsonl
from aparte.kb.ranking import Tuning
from aparte.kb.seed import SeedFolder
from aparte.kb.storage import current_folder, open_generation
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import DEPTH, HERE, REAL
from tests.bench.questions import Question, read_questions
from tests.bench.report import machine, table, write_json

LEADS = tuple(float(lead) for lead in os.environ.get("LEADS", "1 1.1 1.2 1.3 1.4 1.5").split())


@dataclass(frozen=True, slots=True)
class Questions:
    """Those of the seed, the national ones that a local article answers too, and the others."""

    seed: Sequence[Question]
    shared: Sequence[tuple[Question, frozenset[str]]]
    national: Sequence[Question]


def measure(base: KnowledgeBase, asked: Questions) -> dict[str, float]:
    """Shares of the questions, over each set."""
    seed = [_offered(base, question) for question in asked.seed]
    shared = [(_offered(base, question), question, local) for question, local in asked.shared]
    national = [_offered(base, question) for question in asked.national]
    return {
        "seed_r_at_1": _first(seed, asked.seed),
        "seed_national_first": sum(ids[:1] != [] and origin is Origin.NATIONAL for ids, origin in seed) / len(seed),
        "shared_local_before": sum(_rank(ids, local) < _rank(ids, q.expected) for (ids, _), q, local in shared)
        / len(shared),
        "shared_either_first": sum(min(_rank(ids, local), _rank(ids, q.expected)) == 0 for (ids, _), q, local in shared)
        / len(shared),
        "national_r_at_1": _first(national, asked.national),
    }


def read_asked() -> Questions:
    """The questions of both bases that have an answer."""
    lines = (HERE / "twins.jsonl").read_text("utf-8").splitlines()
    twins = {entry["national"]: entry["local"] for entry in map(json.loads, lines)}
    dev = [question for question in read_questions(REAL / "questions_dev.jsonl") if question.expected]
    local = {question.text: frozenset(twins[one] for one in question.expected if one in twins) for question in dev}
    return Questions(
        seed=[question for question in read_questions(HERE / "questions_seed.jsonl") if question.expected],
        shared=[(question, local[question.text]) for question in dev if local[question.text]],
        national=[question for question in dev if not local[question.text]],
    )


def main() -> int:
    """Print the figures for each lead that a national article may have."""
    articles = REAL / "service_public_fiches.jsonl"
    if not articles.exists():
        print("The real articles are not beside the checkout: nothing to measure.", file=sys.stderr)
        return 2
    asked = read_asked()
    seed = SeedFolder(SEED_FOLDER)
    language = seed.language()
    print(machine())
    print(f"questions: seed {len(asked.seed)}, shared {len(asked.shared)}, national only {len(asked.national)}")
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        build_base(root, [*seed.articles(), *read_jsonl(articles)], language, "bench", full_text=False).close()
        current = current_folder(root)
        if current is None:
            raise RuntimeError("no index was built")
        for lead in LEADS:
            base = KnowledgeBase(open_generation(current), language, tuning=Tuning(local_lead=lead))
            found[str(lead)] = measure(base, asked)
            base.close()
    names = list(next(iter(found.values())))
    print(table(["lead", *names], [[lead, *figures.values()] for lead, figures in found.items()]))
    write_json(found)
    return 0


def _offered(base: KnowledgeBase, question: Question) -> tuple[list[str], Origin | None]:
    items = base.answer(question.text, limit=DEPTH).items
    return [item.article_id for item in items], items[0].origin if items else None


def _first(offered: Sequence[tuple[list[str], Origin | None]], questions: Sequence[Question]) -> float:
    pairs = zip(offered, questions, strict=True)
    return sum(bool(ids) and ids[0] in question.expected for (ids, _), question in pairs) / len(questions)


def _rank(ids: Sequence[str], wanted: frozenset[str]) -> int:
    return min((ids.index(one) for one in wanted if one in ids), default=DEPTH)


if __name__ == "__main__":
    sys.exit(main())
