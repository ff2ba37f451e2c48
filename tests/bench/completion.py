"""Keystrokes that completion saves on replies and notes it has never seen, and how often it offers the wrong word.

The agent is simulated at each key. A character typed is one key, capitals and accents included. Ctrl+Right
takes the next word of the offer with the signs stuck to it, and costs one key; End takes all of it and costs
one key. An offer is taken only as far as it is right to the letter, and only when that saves a key. What
is offered after taking is asked again. `completions_heldout.jsonl` was written before the completer, of
the same base's articles but not in their words; the completer's few settings were chosen on
`completions_dev.jsonl`.
"""

import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from aparte.assist.completing.completer import Completing, CompletionRequest
from aparte.assist.completing.phrases import PhraseCompleter
from aparte.assist.completing.texts import article_texts, learned_texts
from aparte.core.article import Article
from aparte.kb.seed import SeedFolder
from tests.bench.completion_model import chosen_model, started
from tests.bench.passages import SEED_FOLDER
from tests.bench.report import machine, table, write_json
from tools.train_model.completing import FirstOf, ModelCompleter

HERE = Path(__file__).parent
HELD_OUT = HERE / "completions_heldout.jsonl"
# A model is asked at each word, which takes its time: one text in three.
_EACH_WITH_MODEL = 3
# The words that Ctrl+Right takes, as the field cuts them.
_WORD = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Sample:
    """One text to type, a "reply" or a "note", and what is cited beside it."""

    kind: str
    text: str
    cited: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What typing some texts cost, and what was offered on the way."""

    characters: int = 0
    keys: int = 0
    asked: int = 0
    offered: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def saved(self) -> float:
        """The share of the keys that was saved."""
        return 1 - self.keys / self.characters if self.characters else 0.0

    def figures(self) -> dict[str, float]:
        """Everything, as shares and milliseconds."""
        took = np.array(self.seconds or [0.0]) * 1000
        return {
            "texts_characters": self.characters,
            "keys_saved": round(self.saved, 4),
            "offers_per_key": round(self.offered / max(self.asked, 1), 4),
            "wrong_per_key": round(self.wrong / max(self.asked, 1), 4),
            "wrong_among_offers": round(self.wrong / max(self.offered, 1), 4),
            "p50_ms": round(float(np.percentile(took, 50)), 3),
            "p95_ms": round(float(np.percentile(took, 95)), 3),
            "p99_ms": round(float(np.percentile(took, 99)), 3),
            "worst_ms": round(float(took.max()), 3),
        }


def read_samples(path: Path, articles: Mapping[str, Article], *, cited: bool = True) -> list[Sample]:
    """The texts of a file, with the whole article cited beside each, or nothing."""
    return [
        Sample(
            str(row["kind"]),
            str(row["text"]),
            tuple(text for one in row["articles"] for text in article_texts(articles[one])) if cited else (),
        )
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def typed(completer: Completing, samples: Sequence[Sample]) -> Tally:
    """Every text, typed with the completer's help."""
    tally = Tally()
    for sample in samples:
        at = 0
        while at < len(sample.text):
            begun = time.perf_counter()
            offer = completer.complete(CompletionRequest(sample.text[:at], sample.cited))
            tally.seconds.append(time.perf_counter() - begun)
            characters, keys = _taken(offer, sample.text[at:], tally)
            at += characters
            tally.keys += keys
        tally.characters += len(sample.text)
    return tally


def _taken(offer: str, rest: str, tally: Tally) -> tuple[int, int]:
    """How many characters come at this point, and for how many keys."""
    tally.asked += 1
    if not offer:
        return 1, 1
    tally.offered += 1
    if rest.startswith(offer) and len(offer) > 1:
        return len(offer), 1
    right, words = 0, 0
    for word in _WORD.findall(offer):
        if not rest.startswith(word, right):
            break
        right += len(word)
        words += 1
    if not words:
        tally.wrong += 1
    return (right, words) if right > words else (1, 1)


def _rows(named: Mapping[str, Tally]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for name, tally in named.items():
        figures = tally.figures()
        row = (
            name,
            f"{tally.saved:.1%}",
            f"{figures['offers_per_key']:.1%}",
            f"{figures['wrong_per_key']:.1%}",
            f"{figures['wrong_among_offers']:.1%}",
            figures["p50_ms"],
            figures["p99_ms"],
        )
        rows.append(row)
    return rows


def main() -> int:
    """Type the held-out texts with counts of words, with and without a cited article, and with a model."""
    seed = SeedFolder(SEED_FOLDER)
    articles = {article.id: article for article in seed.articles()}
    names = [one.name for one in seed.services().values()]
    begun = time.perf_counter()
    completer = PhraseCompleter(learned_texts(articles.values(), seed.closure_codes()), names)
    made = time.perf_counter() - begun
    samples = read_samples(HELD_OUT, articles)
    print(machine())
    print(f"{len(samples)} texts; made in {made:.2f} s, {completer.bytes() / 1e6:.1f} MB of counts")
    named = {
        "counts": typed(completer, samples),
        "counts, replies": typed(completer, [one for one in samples if one.kind == "reply"]),
        "counts, notes": typed(completer, [one for one in samples if one.kind == "note"]),
        "counts, nothing cited": typed(completer, read_samples(HELD_OUT, articles, cited=False)),
    }
    chosen = chosen_model()
    if chosen is None:
        print("no model: the counts alone")
    else:
        with started(*chosen) as writer:
            model = ModelCompleter(writer, names)
            few = samples[::_EACH_WITH_MODEL]
            print(f"{chosen[0].name} on {len(few)} of the texts")
            named |= {
                "counts, those texts": typed(completer, few),
                "model": typed(model, few),
                "counts, then model": typed(FirstOf(completer, model), few),
            }
    print()
    print(
        table(
            ("typed with", "saved", "offers a key", "wrong a key", "wrong of offers", "p50 ms", "p99 ms"), _rows(named)
        )
    )
    write_json(
        {
            "machine": machine(),
            "texts": len(samples),
            "made_seconds": round(made, 3),
            "counts_bytes": completer.bytes(),
            "model": chosen[0].name if chosen else "",
            "typed": {name: tally.figures() for name, tally in named.items()},
        }
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
