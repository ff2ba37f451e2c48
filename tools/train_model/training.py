"""The training run: seeded, kept every few minutes, and ended by the clock or by its number of steps."""

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from tools.train_model import vocabulary
from tools.train_model.asked import kept_prompts
from tools.train_model.batches import IGNORED, Batch, batches, repeated
from tools.train_model.corpus import Corpus, read_corpus
from tools.train_model.examples import Example, Examples
from tools.train_model.network import Llama, Shape
from tools.train_model.optimizer import Muon
from tools.train_model.phrases import Phrases
from tools.train_model.starting import set_copying_heads

_MATRIX_RATE, _OTHER_RATE = 0.01, 1.5e-3
_WARM_UP_STEPS = 400
_DECAY = 0.45
_KEEP_EVERY_SECONDS = 150.0


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: `steps` of about `tokens` each; the first `copying` on random sequences said twice."""

    folder: Path
    base: Path
    steps: int
    tokens: int
    copying: int
    seed: int
    threads: int
    shape: Shape
    phrases: float


class Run:
    """A model being trained, from its checkpoint when there is one."""

    def __init__(self, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        self.plan = plan
        self.corpus = read_corpus(plan.base)
        self.tokenizer = _tokenizer(plan, self.corpus)
        self.model = Llama(plan.shape)
        set_copying_heads(self.model, torch.Generator().manual_seed(plan.seed))
        inside = [(name, one) for name, one in self.model.named_parameters() if one.dim() == 2 and "tokens" not in name]
        self._muon = Muon([(one, _parts(name)) for name, one in inside])
        others = [one for name, one in self.model.named_parameters() if one.dim() == 1 or "tokens" in name]
        self._adam = torch.optim.AdamW(others, _OTHER_RATE, betas=(0.9, 0.95), weight_decay=0.0, fused=True)
        self.step, self.seen, self.seconds = 0, 0, 0.0
        if self._checkpoint.exists():
            self._restore()

    @property
    def _checkpoint(self) -> Path:
        return self.plan.folder / "checkpoint.pt"

    def run(self) -> None:
        """Train to the end of the plan."""
        source = self._batches()
        began = kept = told = time.monotonic()
        losses: list[float] = []
        while self.step < self.plan.steps:
            losses.append(self._one(next(source)))
            now = time.monotonic()
            if now - told > 15.0:
                pace = self.seen / (self.seconds + now - began)
                print(
                    f"step {self.step} loss {sum(losses) / len(losses):.4f} tokens {self.seen} pace {pace:.0f}/s",
                    flush=True,
                )
                told, losses = now, []
            if now - kept > _KEEP_EVERY_SECONDS:
                self._keep(now - began)
                kept = now
        self._keep(time.monotonic() - began)

    def _one(self, batch: Batch) -> float:
        rate = _rate(self.step, self.plan.steps)
        told = batch.targets != IGNORED
        scores = self.model.scores(self.model.hidden(batch.tokens)[told])
        loss = functional.cross_entropy(scores, batch.targets[told])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._muon.step(_MATRIX_RATE * rate)
        for group in self._adam.param_groups:
            group["lr"] = _OTHER_RATE * rate
        self._adam.step()
        self.model.zero_grad(set_to_none=True)
        self.step += 1
        self.seen += batch.useful
        return float(loss.detach())

    def _batches(self) -> Iterator[Batch]:
        chance = torch.Generator().manual_seed(self.plan.seed + self.step)
        # Seeded by where it starts, so that a run that goes on doesn't see its first examples again.
        seed = self.plan.seed + 7919 * self.step
        asked = kept_prompts(
            self.plan.folder / "asked.json", self.plan.base, self.plan.folder / "base", self.corpus.learned
        )
        rewriting = Examples(self.corpus, self.corpus.learned, seed, asked=asked)
        phrases = Phrases(self.corpus, self.corpus.learned, seed)
        mixed = _mixed(iter(rewriting), iter(phrases), self.plan.phrases, seed)
        real = batches(mixed, self.tokenizer, self.plan.tokens, self.plan.shape.context, seed)
        while True:
            if self.step < self.plan.copying and self.step % 4:
                yield repeated(self.plan.shape.vocabulary, self.plan.tokens, chance)
            else:
                yield next(real)

    def _keep(self, seconds: float) -> None:
        state = {
            "model": self.model.state_dict(),
            "adam": self._adam.state_dict(),
            "muon": self._muon.state(),
            "step": self.step,
            "seen": self.seen,
            "seconds": self.seconds + seconds,
            "shape": self.plan.shape.as_dict(),
        }
        fresh = self._checkpoint.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self._checkpoint)

    def _restore(self) -> None:
        state: dict[str, Any] = torch.load(self._checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self._adam.load_state_dict(state["adam"])
        self._muon.restore(state["muon"])
        self.step, self.seen, self.seconds = state["step"], state["seen"], state["seconds"]
        print(f"goes on from step {self.step}", flush=True)


def _parts(name: str) -> int:
    return 3 if "query_key_value" in name else 2 if "gate_up" in name else 1


def _rate(step: int, steps: int) -> float:
    """Up in a few steps, level, then down to nothing."""
    left = (steps - step) / (_DECAY * steps)
    return max(0.01, min(1.0, (step + 1) / _WARM_UP_STEPS, left))


def _mixed(first: Iterator[Example], second: Iterator[Example], share: float, seed: int) -> Iterator[Example]:
    chance = random.Random(seed)  # noqa: S311
    while True:
        yield next(second if chance.random() < share else first)


def _tokenizer(plan: Plan, corpus: Corpus) -> Tokenizer:
    path = plan.folder / "tokenizer.json"
    if not path.exists():
        plain = Examples(corpus, corpus.learned, plan.seed, exchanged=False)
        phrases = Phrases(corpus, corpus.learned, plan.seed)
        texts = [part for one in itertools.islice(plain, 12_000) for part in (one.prompt, one.answer)]
        texts += [one.answer for one in itertools.islice(phrases, 4_000)]
        made = vocabulary.trained(texts, plan.shape.vocabulary)
        plan.folder.mkdir(parents=True, exist_ok=True)
        made.save(str(path))
    return vocabulary.opened(path)


def main() -> None:
    """`python -m tools.train_model.training --folder DIR`; called again, it goes on from its checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the tokenizer and the checkpoint are kept")
    parser.add_argument("--base", type=Path, default=Path("kb_seed"))
    parser.add_argument("--steps", type=int, default=6_950)
    parser.add_argument("--tokens", type=int, default=2_048, help="tokens a step")
    parser.add_argument("--copying", type=int, default=0, help="first steps, mostly on random sequences said twice")
    parser.add_argument("--phrases", type=float, default=0.2, help="share of phrase completion")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--vocabulary", type=int, default=2_048)
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--feed-forward", type=int, default=512)
    asked = parser.parse_args()
    shape = Shape(asked.vocabulary, asked.width, asked.layers, asked.width // 32, asked.feed_forward)
    plan = Plan(
        asked.folder,
        asked.base,
        asked.steps,
        asked.tokens,
        asked.copying,
        asked.seed,
        asked.threads,
        shape,
        asked.phrases,
    )
    run = Run(plan)
    plan.folder.joinpath("shape.json").write_text(json.dumps(shape.as_dict()), "utf-8")
    run.run()


if __name__ == "__main__":
    main()
