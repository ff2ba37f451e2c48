"""How well the search answers: ranks by style, abstention, and conversations that change subject.

Runs on the seed, on the real articles beside the checkout when they are there, or on any base
and questions named by ARTICLES and QUESTIONS (one JSON object a line; see README).
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aparte.core.article import Article
from aparte.core.suggestion import Verdict
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.jsonl import read_jsonl
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tests.bench.questions import OUT_OF_SCOPE, Question, read_questions
from tests.bench.report import machine, table, write_json

HERE = Path(__file__).parent
REAL = HERE.parents[2] / "shared" / "data"
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question asked: the rank of the first expected article (0 when not in the list)."""

    question: Question
    rank: int
    refused: bool


def ask(base: KnowledgeBase, questions: Iterable[Question]) -> list[Outcome]:
    """Every question, as typed to its end."""
    outcomes = []
    for question in questions:
        answer = base.answer(question.text, limit=DEPTH)
        ids = [item.article_id for item in answer.items]
        ranks = [ids.index(expected) + 1 for expected in question.expected if expected in ids]
        outcomes.append(Outcome(question, min(ranks, default=0), answer.verdict is Verdict.UNSURE))
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """R@1, R@3, R@5, MRR and the share refused, over questions that have an answer."""
    count = max(len(outcomes), 1)
    return {
        "questions": float(len(outcomes)),
        **{f"r_at_{k}": sum(0 < outcome.rank <= k for outcome in outcomes) / count for k in (1, 3, 5)},
        "mrr": sum(1 / outcome.rank for outcome in outcomes if outcome.rank) / count,
        "refused_in_scope": sum(outcome.refused for outcome in outcomes) / count,
    }


def abstention(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> dict[str, float]:
    """Precision and recall of "no safe answer", a question without an answer being the positive."""
    caught = sum(outcome.refused for outcome in outside)
    refused = caught + sum(outcome.refused for outcome in inside)
    return {
        "refused_out_of_scope": caught / max(len(outside), 1),
        "abstention_precision": caught / max(refused, 1),
        "abstention_recall": caught / max(len(outside), 1),
    }


def report(name: str, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Print one base's table and return its figures."""
    inside = [outcome for outcome in outcomes if outcome.question.expected]
    outside = [outcome for outcome in outcomes if not outcome.question.expected]
    styles = sorted({outcome.question.style for outcome in inside} - {OUT_OF_SCOPE})
    by_style = {style: figures([outcome for outcome in inside if outcome.question.style == style]) for style in styles}
    overall = figures(inside) | abstention(inside, outside)
    headings = ["style", "questions", "R@1", "R@3", "R@5", "MRR", "refused"]
    keys = ["questions", "r_at_1", "r_at_3", "r_at_5", "mrr", "refused_in_scope"]
    rows = [[style, *(_rounded(key, row[key]) for key in keys)] for style, row in by_style.items()]
    print(f"\n{name}\n{table(headings, [*rows, ['all', *(_rounded(key, overall[key]) for key in keys)]])}")
    print(
        f"out of scope: {len(outside)} questions, {overall['refused_out_of_scope']:.1%} refused; "
        f"in scope refused: {overall['refused_in_scope']:.1%}; "
        f"abstention precision {overall['abstention_precision']:.3f}, recall {overall['abstention_recall']:.3f}"
    )
    return {**overall, "by_style": by_style}


def converse(base: KnowledgeBase, path: Path) -> dict[str, float]:
    """Conversations typed turn after turn: is the right article first once a turn is typed?"""
    turns, changed = [], []
    for line in path.read_text("utf-8").splitlines():
        said, before = "", frozenset[str]()
        for turn in json.loads(line)["turns"]:
            said = f"{said} {turn['text']}".strip()
            expected = frozenset(turn["expected"])
            ids = [item.article_id for item in base.answer(said + "\n", limit=3).items]
            turns.append((bool(ids[:1] and ids[0] in expected), bool(expected & set(ids))))
            if before and not before & expected:
                changed.append(turns[-1])
            before = expected
    found = {
        "turns": float(len(turns)),
        "turn_r_at_1": sum(first for first, _ in turns) / len(turns),
        "turn_r_at_3": sum(three for _, three in turns) / len(turns),
        "changes": float(len(changed)),
        "change_r_at_1": sum(first for first, _ in changed) / max(len(changed), 1),
        "change_r_at_3": sum(three for _, three in changed) / max(len(changed), 1),
    }
    print("\nconversations\n" + table(list(found), [[_rounded(key, value) for key, value in found.items()]]))
    return found


def open_articles(articles: Iterable[Article], folder: str) -> KnowledgeBase:
    """A base over any articles with the language of the seed."""
    return build_base(Path(folder), articles, SeedFolder(SEED_FOLDER).language(), "bench", full_text=False)


def main() -> int:
    """Run on the bases that are named, or on those that are there."""
    articles, questions = os.environ.get("ARTICLES"), os.environ.get("QUESTIONS")
    if bool(articles) != bool(questions):
        print("ARTICLES and QUESTIONS go together.", file=sys.stderr)
        return 2
    print(machine())
    if articles and questions:
        write_json(_other("given base", Path(articles), Path(questions)))
        return 0
    results: dict[str, object] = {}
    real = (REAL / "service_public_fiches.jsonl", REAL / "questions_dev.jsonl")
    if all(path.exists() for path in real):
        results = _other("service-public.fr, development questions", *real)
    with tempfile.TemporaryDirectory() as folder:
        base = open_articles(SeedFolder(SEED_FOLDER).articles(), folder)
        seed = report("seed base", ask(base, read_questions(HERE / "questions_seed.jsonl")))
        talks = converse(base, HERE / "conversations.jsonl")
    # The figures asked for are those of the dev set where it is there, of the seed otherwise.
    write_json({**(results or seed), "seed": seed, "conversations": talks})
    return 0


def _other(name: str, articles: Path, questions: Path) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        base = open_articles(read_jsonl(articles), folder)
        return report(name, ask(base, read_questions(questions)))


def _rounded(key: str, value: float) -> object:
    return int(value) if key in ("questions", "turns", "changes") else value


if __name__ == "__main__":
    sys.exit(main())
