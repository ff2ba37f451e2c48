"""A small BERT with random weights, and a real embedder with its real worker process on a model's file."""

import hashlib
import math
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

from aparte.core.lanes import FreeLane
from aparte.core.model import ModelEntry, ModelKind, Vectors
from aparte.llm.embedder import LocalEmbedder
from aparte.llm.keeper import Installed, Surroundings
from aparte.llm.life import Limits
from tests.fakes.models import TEXT
from tools.embedding_model.conversion import write_gguf
from tools.embedding_model.network import Bert, Floats
from tools.embedding_model.safetensors import Weights

_SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@dataclass(frozen=True, slots=True)
class Size:
    """What a small BERT is made of; `fill` puts one value in all its weights."""

    width: int = 64
    layers: int = 2
    heads: int = 4
    inner: int = 128
    positions: int = 128
    seed: int = 1
    fill: float | None = None


# Slow enough that what comes meanwhile can be seen.
SLOW = Size(width=384, layers=6, heads=6, inner=1536, positions=512)


def small_bert(size: Size | None = None) -> Bert:
    """Its words are those of a text, and letters for the others."""
    size = size or Size()
    words = _words()
    chance = np.random.default_rng(size.seed)

    def filled(*shape: int) -> Weights:
        if size.fill is not None:
            return np.full(shape, size.fill, np.float32)
        return (chance.standard_normal(shape, np.float32) * np.float32(1 / math.sqrt(shape[-1]))).astype(np.float32)

    def norm(name: str) -> dict[str, Weights]:
        return {f"{name}.weight": np.ones(size.width, np.float32), f"{name}.bias": 0.1 * filled(size.width)}

    def linear(name: str, out: int, into: int) -> dict[str, Weights]:
        return {f"{name}.weight": filled(out, into), f"{name}.bias": filled(out)}

    weights: dict[str, Weights] = {
        "embeddings.word_embeddings.weight": filled(len(words), size.width),
        "embeddings.position_embeddings.weight": filled(size.positions, size.width),
        "embeddings.token_type_embeddings.weight": filled(2, size.width),
        **norm("embeddings.LayerNorm"),
        **linear("pooler.dense", size.width, size.width),
    }
    for layer in range(size.layers):
        block = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            weights |= linear(f"{block}.attention.{part}", size.width, size.width)
        weights |= norm(f"{block}.attention.output.LayerNorm")
        weights |= linear(f"{block}.intermediate.dense", size.inner, size.width)
        weights |= linear(f"{block}.output.dense", size.width, size.inner)
        weights |= norm(f"{block}.output.LayerNorm")
    return Bert(size.heads, 1e-12, words, weights)


def _words() -> tuple[str, ...]:
    plain = "".join(one for one in unicodedata.normalize("NFD", TEXT.lower()) if unicodedata.category(one) != "Mn")
    known = {word.strip(".,:;?!'’") for part in plain.split() for word in part.replace("'", " ").split()}
    letters = [chr(code) for code in range(ord("!"), ord("A"))] + [chr(code) for code in range(ord("["), 0x7F)]
    return tuple(dict.fromkeys([*_SPECIALS, *letters, *(f"##{letter}" for letter in letters), *sorted(known - {""})]))


def write_bert(path: Path, size: Size | None = None, pooling: gguf.PoolingType | None = gguf.PoolingType.MEAN) -> Path:
    """The small BERT as a file that llama.cpp loads."""
    model = small_bert(size)
    name = "Modèle de test"
    return write_gguf(model, path, name=name, context=model.positions, pooling=pooling, eights=False)


def embedding_entry(path: Path, *, name: str = "Sens", sha256: str = "", memory_mb: int = 50) -> ModelEntry:
    """What the manifest would say of a file."""
    digest = sha256 or hashlib.sha256(path.read_bytes()).hexdigest()
    return ModelEntry(name, path.name, digest, "aucune", ("fr",), 512, memory_mb, ModelKind.EMBEDDING)


@contextmanager
def embedder(
    path: Path,
    cache: Path,
    *,
    entry: ModelEntry | None = None,
    limits: Limits | None = None,
    around: Surroundings | None = None,
    checked: bool = True,
) -> Iterator[LocalEmbedder]:
    """An embedder on `path`, closed at the end."""
    lane = FreeLane("embedding")
    made = LocalEmbedder(Installed(entry or embedding_entry(path), path, cache), lane, limits, around, checked=checked)
    try:
        yield made
    finally:
        made.close()
        lane.close()


def rows(vectors: Vectors | None) -> Floats:
    """One row a text."""
    assert vectors is not None
    return np.frombuffer(vectors.values, "<f4").reshape(vectors.count, vectors.size)
