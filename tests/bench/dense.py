"""Search by meaning beside search by words: ranks by style, refusals, and what a search costs.

Needs an embedding model: EMBEDDING=folder with a GGUF file and its `models.toml`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aparte.core.article import Article
from aparte.core.lanes import FreeLane
from aparte.core.model import Vectors
from aparte.core.suggestion import Verdict
from aparte.kb.base import Answer, KnowledgeBase
from aparte.kb.dense.likeness import Likeness
from aparte.kb.dense.vector_file import VectorFile
from aparte.kb.dense.vectors import PassageVectors
from aparte.kb.impact import Floats
from aparte.kb.jsonl import read_jsonl
from aparte.kb.seed import SeedFolder
from aparte.llm.embedder import LocalEmbedder
from aparte.llm.keeper import Installed
from aparte.llm.manifest import Owner, read_folder
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import DEPTH, HERE, REAL, Outcome, abstention, figures, open_articles
from tests.bench.questions import Question, read_questions
from tests.bench.report import machine, table, write_json

BATCH = 32
KEPT = Path(".bench") / "vectors"
SPEED_ROWS, SPEED_SIZE, SPEED_QUESTIONS = 60_000, 384, 40
_KEYS, _REFUSALS = ("r_at_1", "r_at_3", "mrr"), ("refused_in_scope", "refused_out_of_scope")
Embed = Callable[[Sequence[str]], Vectors]
Ask = Callable[[str], Vectors]
Ranking = Callable[[KnowledgeBase, str, Likeness], tuple[list[str], bool]]


def by_words(base: KnowledgeBase, text: str, _: Likeness) -> tuple[list[str], bool]:
    """The list as it appears at once."""
    return _told(base.answer(text, limit=DEPTH))


def fused(base: KnowledgeBase, text: str, likeness: Likeness) -> tuple[list[str], bool]:
    """The list as it is refined."""
    answer = base.refined(text, likeness, limit=DEPTH)
    return _told(answer) if answer is not None else by_words(base, text, likeness)


def fused_at(strength: float) -> Ranking:
    """The same with another weight of meaning."""

    def ranking(base: KnowledgeBase, text: str, likeness: Likeness) -> tuple[list[str], bool]:
        answer = base.refined(text, likeness, limit=DEPTH, strength=strength)
        return _told(answer) if answer is not None else by_words(base, text, likeness)

    return ranking


def by_meaning(base: KnowledgeBase, _: str, likeness: Likeness) -> tuple[list[str], bool]:
    """The nearest articles alone."""
    ids = [card.id for card in base.cards()]
    return [ids[at] for at in np.argsort(-likeness.articles)[:DEPTH].tolist()], False


def by_ranks(base: KnowledgeBase, text: str, likeness: Likeness) -> tuple[list[str], bool]:
    """Reciprocal rank fusion, with the constant and the weight that did best (10 and 0.25)."""
    words = [item.article_id for item in base.answer(text, limit=50).items]
    ids = [card.id for card in base.cards()]
    near = [ids[at] for at in np.argsort(-likeness.articles)[:50].tolist()]
    scores: dict[str, float] = {}
    for weight, ranked in ((1.0, words), (0.25, near)):
        for rank, article_id in enumerate(ranked, start=1):
            scores[article_id] = scores.get(article_id, 0.0) + weight / (10 + rank)
    return sorted(scores, key=lambda one: -scores[one])[:DEPTH], False


RANKINGS: dict[str, Ranking] = {
    "words": by_words,
    "words and meaning": fused,
    **{f"the same, meaning at {strength}": fused_at(strength) for strength in (0.1, 0.2, 0.8)},
    "reciprocal ranks": by_ranks,
    "meaning alone": by_meaning,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A model to measure with; vectors of one `fingerprint` are kept from one run to the next."""

    name: str
    fingerprint: str
    embed: Embed
    ask: Ask


def measured(
    name: str, articles: Iterable[Article], questions: Sequence[Question], model: Measured
) -> dict[str, object]:
    """Every ranking of one base with one model; prints the tables."""
    with tempfile.TemporaryDirectory() as folder, closing(open_articles(articles, folder)) as base:
        vectors = PassageVectors(base.texts(), KEPT / name, model.fingerprint)
        vectors.prepare(lambda: True)
        before, begun = vectors.read, time.perf_counter()
        while passages := vectors.missing(BATCH):
            vectors.add(passages, model.embed(vectors.texts(passages)))
        speed = (vectors.read - before) / (time.perf_counter() - begun)
        near = [vectors.likeness(model.ask(question.text)) for question in questions]
        found = {
            name: _figures(base, questions, [one for one in near if one is not None], ranking)
            for name, ranking in RANKINGS.items()
        }
    print(f"{vectors.total} passages" + (f", {speed:.0f} read a second" if before == 0 else ", read before"))
    rows = [[name, *(_cell(name, key, one[key]) for key in (*_KEYS, *_REFUSALS))] for name, one in found.items()]
    print(table(["ranking", "R@1", "R@3", "MRR", "refused", "refused out of scope"], rows))
    styles = sorted({style for style in found["words"] if style.startswith("style ")})
    print(
        table(["R@1 / R@3", *found], [[style[6:], *(_pair(one, style) for one in found.values())] for style in styles])
    )
    return {"passages": vectors.total, **({"passages_a_second": speed} if before == 0 else {}), **found}


def _figures(
    base: KnowledgeBase, questions: Sequence[Question], near: Sequence[Likeness], ranking: Ranking
) -> dict[str, object]:
    outcomes = []
    for question, likeness in zip(questions, near, strict=True):
        ids, refused = ranking(base, question.text, likeness)
        ranks = [ids.index(expected) + 1 for expected in question.expected if expected in ids]
        outcomes.append(Outcome(question, min(ranks, default=0), refused))
    inside = [one for one in outcomes if one.question.expected]
    outside = [one for one in outcomes if not one.question.expected]
    styles = sorted({one.question.style for one in inside})
    by_style = {f"style {style}": figures([one for one in inside if one.question.style == style]) for style in styles}
    return {**figures(inside), **abstention(inside, outside), **by_style}


def _told(answer: Answer) -> tuple[list[str], bool]:
    return [item.article_id for item in answer.items], answer.verdict is Verdict.UNSURE


def _cell(name: str, key: str, value: object) -> object:
    """The rankings that are there for comparison refuse nothing."""
    return "" if key in _REFUSALS and RANKINGS[name] in (by_meaning, by_ranks) else value


def _pair(found: dict[str, object], style: str) -> str:
    of = found[style]
    return f"{of['r_at_1']:.3f} / {of['r_at_3']:.3f}" if isinstance(of, dict) else ""


def speed() -> dict[str, float]:
    """A search of 60,000 vectors of a small model, read from the disk's cache; what it takes, and what it loses."""
    random = np.random.default_rng(2026)
    with tempfile.TemporaryDirectory() as folder:
        file = VectorFile(Path(folder) / "speed", "bench", SPEED_SIZE)
        exact: list[Floats] = []
        for first in range(0, SPEED_ROWS, 4096):
            rows = _unit(random.standard_normal((min(4096, SPEED_ROWS - first), SPEED_SIZE)))
            keys = np.arange(first + 1, first + 1 + len(rows), dtype=np.uint64)
            file.append(keys, rows)
            exact.append(rows)
        asked = _unit(random.standard_normal((SPEED_QUESTIONS, SPEED_SIZE)))
        loss = max(float(np.abs(np.concatenate([r @ q for r in exact]) - file.likeness(q)).max()) for q in asked[:5])
        exact.clear()
        before = memory_mb()
        begun = time.perf_counter()
        file = VectorFile(file.path, "bench", SPEED_SIZE)
        opened = time.perf_counter() - begun
        times = []
        for question in asked:
            begun = time.perf_counter()
            file.likeness(question)
            times.append((time.perf_counter() - begun) * 1000)
        found = {
            "rows": float(SPEED_ROWS),
            "open_ms": opened * 1000,
            "search_p50_ms": float(np.percentile(times, 50)),
            "search_p95_ms": float(np.percentile(times, 95)),
            "memory_mb": max(0.0, memory_mb() - before),
            "disk_mb": file.path.stat().st_size / 1e6,
            "largest_error": loss,
        }
    print("\nsearch\n" + table(list(found), [list(found.values())]))
    return found


def memory_mb() -> float:
    """What this process keeps in memory now, on Linux."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def _unit(rows: "np.typing.NDArray[np.float64]") -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def bases() -> Iterable[tuple[str, Iterable[Article], list[Question]]]:
    """The seed, and the real articles where they are."""
    articles = Path(os.environ.get("ARTICLES") or REAL / "service_public_fiches.jsonl")
    questions = Path(os.environ.get("QUESTIONS") or REAL / "questions_dev.jsonl")
    if articles.exists() and questions.exists():
        yield "service-public.fr", read_jsonl(articles), read_questions(questions)
    yield "seed", SeedFolder(SEED_FOLDER).articles(), read_questions(HERE / "questions_seed.jsonl")


def run(model: Measured) -> dict[str, object]:
    """Both bases with one model."""
    found = {}
    for base, articles, questions in bases():
        print(f"\n{base}, {model.name}")
        found[base] = measured(base, articles, questions, model)
    return {**found}


def with_gguf(folder: Path) -> dict[str, object]:
    """With the model that a `models.toml` lists, through the worker process."""
    (listed,) = read_folder(folder, Owner.USER).listed
    with tempfile.TemporaryDirectory() as cache:
        lane = FreeLane("embedding")
        embedder = LocalEmbedder(Installed(listed.entry, listed.path, Path(cache)), lane)
        try:
            return run(
                Measured(
                    f"{listed.entry.name} ({', '.join(listed.entry.languages)})",
                    embedder.fingerprint,
                    lambda texts: _had(embedder.embed_passages(texts)),
                    lambda text: _had(embedder.embed_question(text, 60.0)),
                )
            )
        finally:
            embedder.close()
            lane.close()


def _had(vectors: Vectors | None) -> Vectors:
    if vectors is None:
        raise RuntimeError("the embedder was closed")
    return vectors


def main() -> int:
    """What can be measured with the models that are named."""
    print(machine())
    results: dict[str, object] = {"search": speed()}
    if folder := os.environ.get("EMBEDDING"):
        results["gguf"] = with_gguf(Path(folder))
    else:
        print("No model: name one with EMBEDDING=folder.", file=sys.stderr)
    write_json(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
