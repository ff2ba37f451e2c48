"""BERT as its authors describe it, in numpy: the reference that llama.cpp's vectors are held against.

The weights keep the names that Hugging Face's `BertModel` gives them.
"""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.embedding_model.safetensors import Weights

Floats = np.ndarray[Any, np.dtype[np.float32]]
# Written without blanks: each sign is a word.
_CHINESE = range(0x4E00, 0xA000)
_ERF = np.frompyfunc(math.erf, 1, 1)


@dataclass(frozen=True, slots=True)
class Bert:
    """A model: its measures, its words in the order of their numbers, its weights."""

    heads: int
    epsilon: float
    words: tuple[str, ...]
    weights: Mapping[str, Weights]

    @property
    def layers(self) -> int:
        """How many blocks it has."""
        return len({name.split(".")[2] for name in self.weights if name.startswith("encoder.layer.")})

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.weights["embeddings.word_embeddings.weight"].shape[1])

    @property
    def positions(self) -> int:
        """How many tokens it can read at once."""
        return int(self.weights["embeddings.position_embeddings.weight"].shape[0])


def tokens(model: Bert, text: str, most: int) -> list[int]:
    """WordPiece, lower case and without accents; cut to `most`, [CLS] and [SEP] included."""
    number = {word: at for at, word in enumerate(model.words)}
    found = [piece for word in _words(text) for piece in _pieces(word, number)]
    return [number["[CLS]"], *found[: most - 2], number["[SEP]"]]


def _words(text: str) -> list[str]:
    """Runs of letters and digits, and each sign alone."""
    spaced = ""
    for letter in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(letter)
        if kind == "Mn":
            continue
        ascii_sign = letter.isascii() and letter.isprintable() and not letter.isalnum() and letter != " "
        alone = ascii_sign or kind.startswith("P") or ord(letter) in _CHINESE
        spaced += f" {letter} " if alone else letter
    return spaced.split()


def _pieces(word: str, number: Mapping[str, int]) -> list[int]:
    """The longest known beginning, then the longest known continuation, and so on, however long the word."""
    found, start = [], 0
    while start < len(word):
        end = next(
            (end for end in range(len(word), start, -1) if ("##" if start else "") + word[start:end] in number), None
        )
        if end is None:
            return [number["[UNK]"]]
        found.append(number[("##" if start else "") + word[start:end]])
        start = end
    return found


def vector(model: Bert, read: Sequence[int]) -> Floats:
    """The mean of the last layer over every token, of length 1."""
    return of_length_one(states(model, read).mean(axis=0))


def of_length_one(values: Floats) -> Floats:
    """The same direction."""
    found: Floats = (values / np.linalg.norm(values)).astype(np.float32)
    return found


def states(model: Bert, read: Sequence[int]) -> Floats:
    """What the last layer makes of each token."""
    weights = model.weights
    state = (
        weights["embeddings.word_embeddings.weight"][list(read)].astype(np.float32)
        + weights["embeddings.position_embeddings.weight"][: len(read)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    state = _normed(model, state, "embeddings.LayerNorm")
    for layer in range(model.layers):
        state = _block(model, state, f"encoder.layer.{layer}")
    return state


def _block(model: Bert, state: Floats, name: str) -> Floats:
    seen = _attended(model, state, f"{name}.attention.self")
    state = _normed(
        model, state + _linear(model, seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
    )
    inner = _linear(model, state, f"{name}.intermediate.dense")
    inner = inner * 0.5 * (1 + _ERF(inner / math.sqrt(2)).astype(np.float32))
    return _normed(model, state + _linear(model, inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")


def _attended(model: Bert, state: Floats, name: str) -> Floats:
    length, width = state.shape
    queries, keys, values = (
        _linear(model, state, f"{name}.{part}").reshape(length, model.heads, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = queries @ keys.transpose(0, 2, 1) / math.sqrt(width // model.heads)
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    mixed: Floats = (scores / scores.sum(axis=-1, keepdims=True) @ values).transpose(1, 0, 2).reshape(length, width)
    return mixed


def _linear(model: Bert, state: Floats, name: str) -> Floats:
    found: Floats = state @ model.weights[f"{name}.weight"].T + model.weights[f"{name}.bias"]
    return found


def _normed(model: Bert, state: Floats, name: str) -> Floats:
    spread = np.sqrt(state.var(axis=-1, keepdims=True) + model.epsilon)
    found: Floats = (state - state.mean(axis=-1, keepdims=True)) / spread
    return found * model.weights[f"{name}.weight"] + model.weights[f"{name}.bias"]
