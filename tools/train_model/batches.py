"""Batches of examples of like length, a fixed number of tokens each."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from tools.train_model.examples import Example
from tools.train_model.vocabulary import PAD, conversation

_POOL = 768
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Batch:
    """`tokens`, and for each the next one to be told, or IGNORED; `useful` counts what is no padding."""

    tokens: Tensor
    targets: Tensor
    useful: int


def batches(examples: Iterator[Example], tokenizer: Tokenizer, size: int, longest: int, seed: int) -> Iterator[Batch]:
    """Endless batches of about `size` tokens; an example longer than `longest` tokens is left out."""
    chance = random.Random(seed)  # noqa: S311
    pad = tokenizer.token_to_id(PAD)
    while True:
        pool = [conversation(tokenizer, one) for one in itertools.islice(examples, _POOL)]
        pool = sorted((one for one in pool if len(one[0]) <= longest), key=lambda one: len(one[0]))
        groups: list[list[tuple[list[int], int]]] = [[]]
        for one in pool:
            if groups[-1] and (len(groups[-1]) + 1) * len(one[0]) > size:
                groups.append([])
            groups[-1].append(one)
        chance.shuffle(groups)
        for group in groups:
            yield _batch(group, pad)


def _batch(group: list[tuple[list[int], int]], pad: int) -> Batch:
    length = max(len(ids) for ids, _ in group) - 1
    tokens = torch.full((len(group), length), pad)
    targets = torch.full((len(group), length), IGNORED)
    for row, (ids, asked) in enumerate(group):
        tokens[row, : len(ids) - 1] = torch.tensor(ids[:-1])
        targets[row, asked - 1 : len(ids) - 1] = torch.tensor(ids[asked:])
    return Batch(tokens, targets, sum(len(ids) for ids, _ in group))


def repeated(vocabulary: int, size: int, chance: torch.Generator) -> Batch:
    """Random tokens said twice: only copying tells the second half, so copying is what it teaches."""
    half = int(torch.randint(12, 100, (1,), generator=chance))
    once = torch.randint(0, vocabulary, (max(1, size // (2 * half)), half), generator=chance)
    twice = torch.cat((once, once), dim=1)
    targets = twice[:, 1:].clone()
    targets[:, : half - 1] = IGNORED
    return Batch(twice[:, :-1], targets, twice.numel())
