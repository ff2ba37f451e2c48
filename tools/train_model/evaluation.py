"""What the shipped file is worth: on articles and words that it never saw, judged by the real guard."""

import argparse
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import llama_cpp
from tokenizers import Tokenizer

from aparte.assist.drafting.guard.guard import Guard
from aparte.assist.drafting.prompt import ANSWER_TOKENS, messages
from aparte.assist.drafting.slots import SlottedSources, marks, put
from aparte.core.errors import AparteError
from tools.train_model import vocabulary, wording
from tools.train_model.asked import Asked, Asking, opened_base
from tools.train_model.corpus import Chapter, read_corpus
from tools.train_model.examples import Example, Examples
from tools.train_model.running import continued, opened
from tools.train_model.vocabulary import END, conversation

_WORD = re.compile(r"[a-zà-öø-ÿœ]{3,}", re.IGNORECASE)


@dataclass(slots=True)
class Score:
    """Counts of one set; `examples` are replies that were accepted though they differ from what was expected."""

    name: str
    prompts: int = 0
    slots_right: int = 0
    exact: int = 0
    accepted: int = 0
    wrong: int = 0
    expected_accepted: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """For a JSON file."""
        return {
            "name": self.name, "prompts": self.prompts, "slots_right": self.slots_right, "exact": self.exact,
            "accepted": self.accepted, "accepted_differing": self.wrong, "expected_accepted": self.expected_accepted,
            "refused_for": dict(self.reasons), "examples": self.examples,
        }  # fmt: skip


class Evaluation:
    """One file of weights with the tokenizer it was trained with."""

    def __init__(self, model: llama_cpp.Llama, tokenizer: Tokenizer) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._end = tokenizer.token_to_id(END)

    def write(self, prompt: str) -> tuple[str, bool]:
        """The model's reply, and whether it ended by itself."""
        ids, given = conversation(self._tokenizer, Example(prompt, ""))
        written = continued(self._model, ids[:given], ANSWER_TOKENS, self._end)
        text = self._model.detokenize(written, special=False).decode("utf-8", "replace")
        return text, len(written) < ANSWER_TOKENS

    def copying(self, name: str, examples: Iterable[Example]) -> Score:
        """Prompts with the answers expected; nothing is guarded."""
        score = Score(name)
        for one in examples:
            text, _ = self.write(one.prompt)
            score.prompts += 1
            score.exact += text == one.answer
            score.slots_right += marks(text) == marks(one.answer)
        return score

    def drafting(self, name: str, asking: Asking, asked: Iterable[Asked]) -> Score:
        """Real questions on the sentences that the program would show, each reply before the guard."""
        score = Score(name)
        for one in asked:
            try:
                sources = put([(each.case, each.text) for each in one.evidence.shown], one.chapter.book)
            except AparteError:
                continue
            self._draft(score, asking, one, sources)
        return score

    def _draft(self, score: Score, asking: Asking, one: Asked, sources: SlottedSources) -> None:
        question = one.evidence.question
        guard = Guard(one.evidence, sources, asking.base.relevance(asking.base.answer(question).query))
        prompt = messages(question, sources)[-1].text
        text, finished = self.write(prompt)
        expected = wording.answer([(each.case, each.text) for each in sources.sentences])
        judged = guard.judge(text, finished=finished)
        score.prompts += 1
        score.exact += text == expected
        score.slots_right += marks(text) == marks(expected)
        score.expected_accepted += not guard.judge(expected).reasons
        score.accepted += not judged.reasons
        score.reasons.update(why.value for why in judged.reasons)
        if not judged.reasons and _meaning(text) != _meaning(expected):
            score.wrong += 1
            score.examples.append({"prompt": prompt, "expected": expected, "written": text})


def _meaning(text: str) -> tuple[tuple[int, ...], list[str]]:
    return marks(text), sorted(word.lower() for word in _WORD.findall(text))


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
    evaluation = Evaluation(opened(asked.file), vocabulary.opened(asked.folder / "tokenizer.json"))
    asking = opened_base(asked.base, asked.folder / "base")
    scores = []
    for name, exchanged in (("articles never seen", False), ("articles and words never seen", True)):
        examples = Examples(corpus, corpus.held_out, 2026, exchanged=exchanged)
        scores.append(evaluation.copying(name, itertools.islice(examples, asked.most)))
    for name, chapters in (
        ("questions on articles never seen", corpus.held_out),
        ("questions on the base", corpus.learned),
    ):
        scores.append(evaluation.drafting(name, asking, asking.ask(chapters, _spread(chapters, asked.most))))
    for score in scores:
        told = score.as_dict()
        del told["examples"]
        print(told, flush=True)
    if asked.json:
        asked.json.write_text(json.dumps([score.as_dict() for score in scores], ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
