"""Weights to start from that already copy: heads that see the token before, and heads that find what followed it.

Two layers of attention learn this by themselves, after millions of tokens. Written down, it costs
nothing, and training goes on from there: it may change all of it.

The first layer copies the one and the two tokens before into places of their own (a constant
part of every token's vector, turned by its position, is what such a head looks for). The second
compares them with the present token and the one before it, and brings what came next.
"""

import math

import torch
from torch import Tensor

from tools.train_model.network import Llama

_CONSTANT, _SPREAD = 0.25, 0.05
_SHARP = 8.0
_MATCH = 2.5
_GAIN = 6.0
_SLOW = 0.006


@torch.no_grad()
def set_copying_heads(model: Llama, chance: torch.Generator) -> None:
    """Write the copying heads into a model that was just made; the other weights stay random."""
    shape = model.shape
    size = shape.width // shape.heads
    own = shape.width - 2 * size
    tokens = model.tokens.weight
    tokens.normal_(0.0, _SPREAD, generator=chance)
    tokens[:, own:] *= 0.05
    tokens[:, 0] = _CONSTANT
    model.last_norm.fill_(1.5)
    seen = _rows(size, own, chance)
    for head, distance in enumerate((1, 2)):
        _looks_back(model, head, distance, seen)
    for head in range(2):
        _continues(model, head, seen, chance)


def _looks_back(model: Llama, head: int, distance: int, seen: Tensor) -> None:
    """A head of the first layer that brings the token `distance` before, as `seen` shows it."""
    shape = model.shape
    size, block = shape.width // shape.heads, model.blocks[0]
    query, key, value = _pieces(model, 0, head)
    speeds = shape.rope_base ** (-torch.arange(size // 2) / (size // 2))
    mean = math.sqrt(_SPREAD**2 * seen.shape[1] / shape.width + _CONSTANT**2 / shape.width)
    strength = _SHARP * mean / _CONSTANT
    query.zero_()
    key.zero_()
    query[0::2, 0] = strength
    key[0::2, 0] = strength * torch.cos(distance * speeds)
    key[1::2, 0] = strength * torch.sin(distance * speeds)
    value.zero_()
    value[:, : seen.shape[1]] = seen
    out = block.attention_out.weight[:, head * size : (head + 1) * size]
    out.zero_()
    start = seen.shape[1] + head * size
    out[start : start + size] = torch.eye(size) * mean


def _continues(model: Llama, head: int, seen: Tensor, chance: torch.Generator) -> None:
    """A head of the second layer that finds where the last two tokens stood before, and brings what followed."""
    shape = model.shape
    size, own = shape.width // shape.heads, seen.shape[1]
    query, key, value = _pieces(model, 1, head)
    speeds = shape.rope_base ** (-torch.arange(size // 2) / (size // 2))
    # Only pairs that hardly turn over a whole prompt can compare what stands far apart.
    first = int((speeds > _SLOW).sum()) * 2
    half = (size - first) // 2
    rows = torch.arange(half) + head * half
    query.zero_()
    key.zero_()
    query[first : first + half, :own] = seen[rows] * _MATCH
    key[first + torch.arange(half), own + rows] = _MATCH
    query[first + half + torch.arange(half), own + rows] = _MATCH
    key[first + half + torch.arange(half), own + size + rows] = _MATCH
    brought = _rows(size, own, chance)
    value.zero_()
    value[:, :own] = brought
    out = model.blocks[1].attention_out.weight[:, head * size : (head + 1) * size]
    out.zero_()
    out[:own] = brought.T * _GAIN * _SPREAD


def _pieces(model: Llama, layer: int, head: int) -> tuple[Tensor, Tensor, Tensor]:
    size = model.shape.width // model.shape.heads
    whole = model.blocks[layer].query_key_value.weight.view(3, model.shape.heads, size, model.shape.width)
    return whole[0, head], whole[1, head], whole[2, head]


def _rows(count: int, width: int, chance: torch.Generator) -> Tensor:
    """Orthogonal rows that leave the constant part alone."""
    drawn = torch.randn(width - 1, count, generator=chance)
    found, _ = torch.linalg.qr(drawn)
    return torch.cat((torch.zeros(count, 1), found.T), dim=1)
