"""What the reply without a model holds: the facts that were asked for, facts of another case, its length.

Runs on `replies_seed.jsonl` (each question with the facts a receptionist would give, and those of
other cases), and on the real articles beside the checkout, where they are there.
"""

import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.assist.reply.replier import Replier
from aparte.assist.reply.reply import Reply
from aparte.assist.reply.splitting import split, statements
from aparte.kb.base import KnowledgeBase
from aparte.kb.jsonl import read_jsonl
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import REAL, open_articles
from tests.bench.questions import read_questions
from tests.bench.replies_seed import Case, read_cases
from tests.bench.report import machine, table, write_json

HERE = Path(__file__).parent
TODAY = date(2026, 11, 26)
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and what was replied; `took_ms` from the question to the text."""

    case: Case
    reply: Reply | None
    text: str
    took_ms: float

    @property
    def found(self) -> int:
        """How many of the expected facts the reply holds."""
        return sum(_holds(self.text, fact) for fact in self.case.expected)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The facts of another case that it holds."""
        return tuple(fact for fact in self.case.forbidden if _holds(self.text, fact))

    @property
    def astray(self) -> bool:
        """Whether it speaks from another article than the expected, or should not speak at all."""
        return self.reply is not None and self.reply.article_id not in self.case.articles


def ask(base: KnowledgeBase, cases: Sequence[Case]) -> list[Outcome]:
    """Every question, replied to from the first article of the list."""
    replier = Replier(base)
    replier.reply("une question pour rien sur la carte", TODAY)
    outcomes = []
    for case in cases:
        began = time.perf_counter()
        reply = replier.reply(case.question, TODAY)
        text = reply.text(with_source=False) if reply else ""
        outcomes.append(Outcome(case, reply, text, (time.perf_counter() - began) * 1000))
    return outcomes


def wording(base: KnowledgeBase, outcomes: Sequence[Outcome]) -> dict[str, float]:
    """What the reply itself takes once the articles are ranked: its first time, and at the next pause.

    On the clock, and on the processor: where other programs run, only the second is the reply's own.
    """
    replier = Replier(base)
    taken: dict[str, list[float]] = {f"{name}_{clock}": [] for name in ("first", "again") for clock in ("ms", "cpu_ms")}
    statements.cache_clear()
    for outcome in outcomes:
        answer = base.answer(outcome.case.question)
        if answer.items:
            article, section = base.article(answer.items[0].article_id), answer.items[0].section
            for name in ("first", "again"):
                began, busy = time.perf_counter(), time.thread_time()
                replier.word(outcome.case.question, answer, article, section, TODAY)
                taken[f"{name}_ms"].append((time.perf_counter() - began) * 1000)
                taken[f"{name}_cpu_ms"].append((time.thread_time() - busy) * 1000)
    return {f"{name}_p95": _share(times, 0.95) for name, times in taken.items()}


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Counts over questions that have an answer, then over the others; lengths and time over all replies."""
    inside = [outcome for outcome in outcomes if outcome.case.articles]
    outside = [outcome for outcome in outcomes if not outcome.case.articles]
    replied = [outcome for outcome in outcomes if outcome.reply]
    facts = [outcome for outcome in inside if outcome.reply and outcome.case.expected]
    return {
        "questions": float(len(inside)),
        "refused": float(sum(outcome.reply is None for outcome in inside)),
        "all_facts": float(sum(outcome.found == len(outcome.case.expected) for outcome in facts)),
        "some_facts": float(sum(0 < outcome.found < len(outcome.case.expected) for outcome in facts)),
        "no_fact": float(sum(outcome.found == 0 for outcome in facts)),
        "wrong_fact": float(sum(bool(outcome.wrong) for outcome in inside)),
        "astray": float(sum(outcome.astray for outcome in inside)),
        "unanswerable": float(len(outside)),
        "unanswerable_refused": float(sum(outcome.reply is None for outcome in outside)),
        **lengths(replied),
        "ms_p95": _share([outcome.took_ms for outcome in outcomes], 0.95),
    }


def lengths(replied: Sequence[Outcome]) -> dict[str, float]:
    """Sentences and words of a reply: the middle one and the longest tenth; a fact line is a sentence."""
    sentences = [float(_sentences(outcome.text)) for outcome in replied]
    words = [float(len(outcome.text.split())) for outcome in replied]
    return {
        "sentences_p50": _share(sentences, 0.5),
        "sentences_p90": _share(sentences, 0.9),
        "words_p50": _share(words, 0.5),
        "words_p90": _share(words, 0.9),
    }


def report(name: str, outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Print one set's figures and return them."""
    found = figures(outcomes)
    print(f"\n{name}")
    print(table(["figure", "value"], [[key, f"{value:g}"] for key, value in found.items()]))
    return found


def real(base: KnowledgeBase, questions: Path) -> dict[str, float]:
    """On real articles: does the reply come from the expected one, how long is it, how fast?"""
    cases = [
        Case(question.text, tuple(sorted(question.expected)), (), (), held_out=False)
        for question in read_questions(questions)
    ]
    outcomes = ask(base, cases)
    inside = [outcome for outcome in outcomes if outcome.case.articles]
    outside = [outcome for outcome in outcomes if not outcome.case.articles]
    replied = [outcome for outcome in inside if outcome.reply]
    found = {
        "questions": float(len(inside)),
        "replies": float(len(replied)),
        "from_expected": float(sum(not outcome.astray for outcome in replied)),
        "wrong_article": float(sum(outcome.astray for outcome in replied)),
        "refused": float(len(inside) - len(replied)),
        "unanswerable": float(len(outside)),
        "unanswerable_refused": float(sum(outcome.reply is None for outcome in outside)),
        **lengths(replied),
        "ms_p95": _share([outcome.took_ms for outcome in outcomes], 0.95),
        **wording(base, outcomes),
    }
    print("\nservice-public.fr, development questions")
    print(table(["figure", "value"], [[key, f"{value:g}"] for key, value in found.items()]))
    return found


def main() -> int:
    """Run on the seed, and on the real articles where they are there; `-v` shows what went wrong."""
    print(machine())
    cases = read_cases(HERE / "replies_seed.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        base = open_articles(SeedFolder(SEED_FOLDER).articles(), folder)
        outcomes = ask(base, cases)
        speed = wording(base, outcomes)
    seen = [outcome for outcome in outcomes if not outcome.case.held_out]
    results: dict[str, object] = {
        "seen": report("seed, questions worked with", seen),
        "held_out": report("seed, held out", [outcome for outcome in outcomes if outcome.case.held_out]),
    }
    results["speed"] = speed
    print(f"\nseed, milliseconds\n{table(list(speed), [list(speed.values())])}")
    if "-v" in sys.argv:
        _explain(seen)
    paths = (REAL / "service_public_fiches.jsonl", REAL / "questions_dev.jsonl")
    if all(path.exists() for path in paths):
        with tempfile.TemporaryDirectory() as folder:
            results["service_public"] = real(open_articles(read_jsonl(paths[0]), folder), paths[1])
    write_json(results)
    return 0


def _explain(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        missing = outcome.found < len(outcome.case.expected)
        if missing or outcome.wrong or outcome.astray:
            said = outcome.reply.article_id if outcome.reply else "(no reply)"
            print(f"\n? {outcome.case.question}\n  expected {outcome.case.expected}, from {said}")
            print(f"  wrong {outcome.wrong}\n  {outcome.text}")


def _holds(text: str, fact: str) -> bool:
    """Whether a text states a fact: "5 €" is not in "25 €", nor "1 mois" in "11 mois"."""
    written, sought = _BLANKS.sub(" ", text.lower()), _BLANKS.sub(" ", fact.lower())
    return re.search(rf"(?<![\w,])(?<!\d[ ]){re.escape(sought)}(?!\w)", written) is not None


def _sentences(text: str) -> int:
    return sum(1 if line.startswith("- ") else len(split(line)) for line in text.splitlines() if line.strip())


def _share(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2) if ordered else 0.0


if __name__ == "__main__":
    sys.exit(main())
