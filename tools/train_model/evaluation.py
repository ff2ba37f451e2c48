"""What the exported file is worth: on articles and words that it never saw, and as drafts before the real guard."""

import argparse
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from aparte.assist.drafting.draft import Draft, Refused
from aparte.assist.drafting.drafter import Drafter
from aparte.assist.drafting.prompt import ANSWER_TOKENS, fitted
from aparte.assist.drafting.slots import SlottedSources, fill, marks, put
from aparte.core.clock import FixedClock
from aparte.core.model import Message, ModelStanding, Role, Writing
from tools.train_model import vocabulary, wording
from tools.train_model.asked import TODAY, Asked, Asking, opened_base
from tools.train_model.corpus import Chapter, read_corpus
from tools.train_model.examples import Example, Examples
from tools.train_model.running import Bench, opened

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Score:
    """Counts of one set; `examples` are drafts that were accepted though they don't say what was expected."""

    name: str
    prompts: int = 0
    slots_right: int = 0
    exact: int = 0
    accepted: int = 0
    differing: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """For a JSON file."""
        return {
            "name": self.name,
            "prompts": self.prompts,
            "slots_right": self.slots_right,
            "exact": self.exact,
            "accepted": self.accepted,
            "accepted_differing": self.differing,
            "refused_for": dict(self.reasons),
            "examples": self.examples,
        }


def copying(name: str, bench: Bench, examples: Iterable[Example]) -> Score:
    """Prompts with the answers expected; nothing is guarded."""
    score = Score(name)
    for one in examples:
        asked = Writing((Message(Role.USER, one.prompt),), ANSWER_TOKENS)
        text = bench.write(asked, lambda _: None).text
        score.prompts += 1
        score.exact += text == one.answer
        score.slots_right += marks(text) == marks(one.answer)
    return score


def drafting(name: str, bench: Bench, asking: Asking, asked: Iterable[Asked]) -> Score:
    """Real questions through the program's own path, from the reply to a draft or a refusal."""
    drafter = Drafter(
        asking.base,
        asking.services,
        bench,
        FixedClock(datetime.combine(TODAY, time(12), UTC)),
        lambda: ModelStanding.READY,
    )
    score = Score(name)
    for one in asked:
        outcome = drafter.draft(one.request, lambda _: None)
        score.prompts += 1
        if isinstance(outcome, Refused):
            score.reasons.update(why.value for why in outcome.reasons)
        if not isinstance(outcome, Draft):
            continue
        prompt, written = bench.last
        expected, sources = _expected(one, bench, asking)
        score.accepted += 1
        score.exact += written == expected
        score.slots_right += marks(written) == marks(expected)
        if _said(fill(written, sources.slots)) != _said(fill(expected, sources.slots)):
            score.differing += 1
            score.examples.append({"prompt": prompt, "expected": expected, "written": written})
    return score


def _expected(one: Asked, bench: Bench, asking: Asking) -> tuple[str, SlottedSources]:
    """What the rules say for the sentences that found room in the prompt."""
    shown = ((each.case, each.text) for each in one.evidence.shown)
    sources = put(shown, asking.gatherer.names(one.evidence))
    prompt = fitted(one.request.question, sources, bench.count)
    kept = prompt.sources if prompt else sources
    return wording.answer([(each.case, each.text) for each in kept.sentences]), kept


def _said(text: str) -> list[str]:
    """The words of a reply, whatever their order and signs."""
    return sorted(word.lower() for word in _WORD.findall(text))


def _spread(chapters: tuple[Chapter, ...], most: int) -> int:
    """Of how many questions one is asked, for about `most` of them."""
    return max(1, -(-sum(len(one.article.questions) for one in chapters) // most))


def main() -> None:
    """`python -m tools.train_model.evaluation --folder DIR --file MODEL.gguf`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the run's folder")
    parser.add_argument("--file", type=Path, required=True, help="the file to judge")
    parser.add_argument("--base", type=Path, default=Path("kb_seed"))
    parser.add_argument("--most", type=int, default=200, help="prompts of each set")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    asked = parser.parse_args()
    corpus = read_corpus(asked.base)
    bench = Bench(opened(asked.file), vocabulary.opened(asked.folder / "tokenizer.json"))
    asking = opened_base(asked.base, asked.folder / "base")
    scores = []
    for name, exchanged in (("articles never seen", False), ("articles and words never seen", True)):
        examples = Examples(corpus, corpus.held_out, 2026, exchanged=exchanged)
        scores.append(copying(name, bench, itertools.islice(examples, asked.most)))
    for name, chapters in (("drafts, articles never seen", corpus.held_out), ("drafts, the base", corpus.learned)):
        questions = asking.ask(chapters, _spread(chapters, asked.most))
        scores.append(drafting(name, bench, asking, questions))
    for score in scores:
        print({key: value for key, value in score.as_dict().items() if key != "examples"}, flush=True)
    if asked.json:
        asked.json.write_text(json.dumps([score.as_dict() for score in scores], ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
