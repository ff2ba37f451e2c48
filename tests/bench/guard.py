"""What the guard lets through: attacks (none should), good drafts (most should), and a model's own replies.

Runs on the drafts written by hand, those that the guard was made with and, apart and where they are
there, those written after it was frozen without looking at it; `-v` shows what went wrong among the first.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from aparte.assist.drafting.draft import Why
from aparte.assist.drafting.guard.guard import Guard
from aparte.assist.drafting.slots import MARK, SIGN, UnslottableError, marks
from aparte.kb.base import KnowledgeBase
from aparte.kb.seed import SeedFolder
from tests.bench.draft_replies import measure_shipped
from tests.bench.drafts import ATTACKS, GOOD, HELD_OUT, HERE, DraftCase, modelled, read_drafts
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import open_articles
from tests.bench.replies_seed import read_cases
from tests.bench.report import machine, table, write_json


@dataclass(frozen=True, slots=True)
class Verdict:
    """One case, the text that was judged, and why it was refused; no reason when it was accepted."""

    case: DraftCase
    text: str
    reasons: tuple[Why, ...]


def judge(base: KnowledgeBase, case: DraftCase) -> Verdict:
    """The guard's word on one draft; sources that can't go into a prompt are never drafted."""
    try:
        sources = case.sources()
    except UnslottableError:
        return Verdict(case, case.draft, (Why.NOT_DRAFTABLE,))
    text = modelled(case, sources).text
    relevance = base.relevance(base.answer(case.evidence.question).query)
    return Verdict(case, text, Guard(case.evidence, sources, relevance).judge(text).reasons)


def exchanged(base: KnowledgeBase, cases: Sequence[DraftCase]) -> dict[str, int]:
    """Each good draft that passes, with each two of its slots exchanged: how many, and how many are refused."""
    tried = refused = 0
    for case in cases:
        sources = case.sources()
        relevance = base.relevance(base.answer(case.evidence.question).query)
        guard = Guard(case.evidence, sources, relevance)
        text = modelled(case, sources).text
        if guard.judge(text).reasons:
            continue
        known = sources.by_number()
        for one, other in combinations(sorted(set(marks(text))), 2):
            if known[one].text.lower() != known[other].text.lower():
                tried += 1
                refused += bool(guard.judge(_exchange(text, one, other)).reasons)
    print(f"\nslots exchanged in a good draft: {refused} of {tried} refused")
    return {"exchanged": tried, "exchanged_refused": refused}


def _exchange(text: str, one: int, other: int) -> str:
    places = {one: other, other: one}
    return MARK.sub(lambda found: f"{SIGN}{places.get(int(found.group(1)), int(found.group(1)))}", text)


def by_kind(verdicts: Sequence[Verdict]) -> list[list[str]]:
    """For each kind of case: how many, and how many were refused."""
    whole = Counter(verdict.case.kind for verdict in verdicts)
    refused = Counter(verdict.case.kind for verdict in verdicts if verdict.reasons)
    return [[kind, str(count), str(refused[kind])] for kind, count in sorted(whole.items())]


def measure(base: KnowledgeBase, end: str) -> dict[str, int]:
    """Both files of one set."""
    found: dict[str, int] = {}
    for name, key, unwanted in ((ATTACKS, "attacks", False), (GOOD, "good", True)):
        if not (HERE / f"{name}{end}.jsonl").exists():
            continue
        verdicts = [judge(base, case) for case in read_drafts(HERE / f"{name}{end}.jsonl")]
        found[key] = len(verdicts)
        found[f"{key}_refused"] = sum(bool(verdict.reasons) for verdict in verdicts)
        if not verdicts:
            continue
        print(f"\n{name}{end}: {found[f'{key}_refused']} of {found[key]} refused")
        print(table(["kind", "cases", "refused"], by_kind(verdicts)))
        if "-v" in sys.argv and not end:
            explain([verdict for verdict in verdicts if bool(verdict.reasons) is unwanted])
    return found


def explain(verdicts: Sequence[Verdict]) -> None:
    """Each case as the guard saw it."""
    for verdict in verdicts:
        print(f"\n{verdict.case.id} ? {verdict.case.evidence.question}")
        for sentence in verdict.case.evidence.shown:
            print(f"  | {sentence.case} : {sentence.text}" if sentence.case else f"  | {sentence.text}")
        print(f"  > {verdict.case.draft}\n  {', '.join(verdict.reasons) or 'accepted'}")


def main() -> int:
    """Run both sets and write the figures."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        base = open_articles(SeedFolder(SEED_FOLDER).articles(), folder)
        results: dict[str, object] = dict(measure(base, ""))
        results |= exchanged(base, read_drafts(HERE / f"{GOOD}.jsonl"))
        results["held_out"] = measure(base, HELD_OUT)
    results |= measure_shipped(read_cases(HERE / "replies_seed.jsonl"))
    write_json(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
