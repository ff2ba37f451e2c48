"""The network: a small Llama, laid out so that its weights go into a GGUF file unchanged."""

from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of one model; `context` is the most tokens that its card promises."""

    vocabulary: int
    width: int = 256
    layers: int = 4
    heads: int = 8
    feed_forward: int = 640
    context: int = 512
    rope_base: float = 1_000_000.0
    epsilon: float = 1e-5

    def as_dict(self) -> dict[str, int | float]:
        """For a checkpoint."""
        return asdict(self)


class _Block(nn.Module):
    """Attention then feed-forward, each behind its norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.epsilon = shape.epsilon
        self.attention_norm = nn.Parameter(torch.ones(width))
        self.query_key_value = nn.Linear(width, 3 * width, bias=False)
        self.attention_out = nn.Linear(width, width, bias=False)
        self.feed_norm = nn.Parameter(torch.ones(width))
        self.gate_up = nn.Linear(width, 2 * shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, width, bias=False)

    def forward(self, hidden: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        """One layer over a batch of whole sequences."""
        batch, length, width = hidden.shape
        normed = functional.rms_norm(hidden, (width,), self.attention_norm, self.epsilon)
        query, key, value = self.query_key_value(normed).view(batch, length, 3, self.heads, -1).unbind(2)
        mixed = functional.scaled_dot_product_attention(
            _turned(query, cosine, sine).transpose(1, 2),
            _turned(key, cosine, sine).transpose(1, 2),
            value.transpose(1, 2),
            is_causal=True,
        )
        hidden = hidden + self.attention_out(mixed.transpose(1, 2).reshape(batch, length, width))
        normed = functional.rms_norm(hidden, (width,), self.feed_norm, self.epsilon)
        gate, up = self.gate_up(normed).chunk(2, dim=-1)
        return cast("Tensor", hidden + self.down(functional.silu(gate) * up))


def _turned(vectors: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rotary positions on neighbouring pairs, as llama.cpp's "llama" architecture wants them."""
    even, odd = vectors[..., 0::2], vectors[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1).flatten(-2)


class Llama(nn.Module):
    """The whole network; the token vectors serve at both ends."""

    cosine: Tensor
    sine: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(_Block(shape) for _ in range(shape.layers))
        self.last_norm = nn.Parameter(torch.ones(shape.width))
        half = shape.width // shape.heads // 2
        speeds = shape.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
        angles = torch.outer(torch.arange(shape.context, dtype=torch.float32), speeds)
        self.register_buffer("cosine", angles.cos()[:, None, :], persistent=False)
        self.register_buffer("sine", angles.sin()[:, None, :], persistent=False)
        nn.init.normal_(self.tokens.weight, std=0.02)
        for name, weights in self.named_parameters():
            if name.endswith("weight") and not name.startswith("tokens"):
                last = name.endswith(("attention_out.weight", "down.weight"))
                nn.init.normal_(weights, std=0.02 / (2 * shape.layers) ** 0.5 if last else 0.02)

    def hidden(self, tokens: Tensor) -> Tensor:
        """The last normed vectors, batch × length × width."""
        length = tokens.shape[1]
        hidden = self.tokens(tokens)
        for block in self.blocks:
            hidden = block(hidden, self.cosine[:length], self.sine[:length])
        return functional.rms_norm(hidden, (self.shape.width,), self.last_norm, self.shape.epsilon)

    def scores(self, vectors: Tensor) -> Tensor:
        """The score of every token after each vector."""
        return functional.linear(vectors, self.tokens.weight)
