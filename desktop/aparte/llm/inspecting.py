"""Whether a GGUF file can be a model for Aparté, judged from its header: what it is for, and whether it adds up.

This spares whoever adds a model a wrong download; it proves nothing of the weights, which the digest
and the canary are for.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from aparte.core.model import ModelKind
from aparte.llm.gguf_header import GgufError, Header, Tensor, read_header

_MOST_BLOCKS, _MOST_HEADS = 1_000, 4_096
_MOST_WIDTH, _MOST_FORWARD = 131_072, 1 << 24
_MOST_CONTEXT, _MOST_TOKENS = 1 << 24, 1 << 22
_BLOCK = re.compile(r"blk\.(\d+)\.")
# `general.type` of what goes with a model and is none.
_PARTS = {
    "adapter": "un adaptateur (LoRA)",
    "mmproj": "la partie « images » d'un modèle",
    "imatrix": "une table de quantification",
}
# Architectures that turn a text into a vector, by llama.cpp's names.
_EMBEDDERS = frozenset(
    "bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert gemma-embedding "
    "llama-embed t5encoder".split()
)
# GGUF's number for a model that compares two texts and makes no vector.
_RERANKS = 4
# Architectures that neither converse nor make vectors of a text.
_OTHERS = frozenset("clip t5 dream llada llada-moe rnd1 wavtokenizer-dec".split())


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a sound header says: its own name for itself, what it is for, and its measures.

    `context` is in tokens, what the model was made for; `weights` in bytes.
    """

    name: str
    architecture: str
    kind: ModelKind
    context: int
    vocabulary: int
    blocks: int
    weights: int


def inspect(path: Path) -> Inspected:
    """What the file holds. Raises `GgufError` when it is no model that Aparté can use, or `OSError`."""
    header = read_header(path)
    architecture = _architecture(header)
    inspected = Inspected(
        name=header.text("general.name"),
        architecture=architecture,
        kind=_kind(header, architecture),
        context=_bounded(header, f"{architecture}.context_length", _MOST_CONTEXT),
        vocabulary=header.items("tokenizer.ggml.tokens"),
        blocks=_bounded(header, f"{architecture}.block_count", _MOST_BLOCKS),
        weights=header.size - header.begins,
    )
    _check_measures(header, inspected)
    if inspected.kind is ModelKind.CHAT and not header.text("tokenizer.chat_template").strip():
        raise GgufError(
            "Ce modèle n'a pas de gabarit de conversation : choisissez sa version « instruct » ou « chat ».",
        )
    return inspected


def _architecture(header: Header) -> str:
    architecture = header.text("general.architecture")
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,60}", architecture):
        raise _absurd("son architecture")
    part = _PARTS.get(header.text("general.type"))
    if part is not None or architecture in _OTHERS:
        what = part or f"un modèle d'un autre genre ({architecture})"
        raise GgufError(f"Ce fichier est {what} : Aparté ne s'en sert pas.")
    if (header.number("split.count") or 1) > 1:
        raise GgufError(
            "Ce fichier est un morceau de modèle : réunissez les morceaux avec « llama-gguf-split --merge ».",
        )
    return architecture


def _kind(header: Header, architecture: str) -> ModelKind:
    pooled = header.number(f"{architecture}.pooling_type") or 0
    if pooled == _RERANKS:
        raise GgufError("Ce fichier classe des textes déjà trouvés (« reranker ») : Aparté ne s'en sert pas.")
    return ModelKind.EMBEDDING if architecture in _EMBEDDERS or pooled > 0 else ModelKind.CHAT


def _check_measures(header: Header, inspected: Inspected) -> None:
    prefix = inspected.architecture
    width = _bounded(header, f"{prefix}.embedding_length", _MOST_WIDTH)
    for key, most in (("feed_forward_length", _MOST_FORWARD), ("attention.head_count", _MOST_HEADS)):
        # Some architectures give one for each block, as a list.
        if header.number(f"{prefix}.{key}") is not None:
            _bounded(header, f"{prefix}.{key}", most, least=0)
    if not 0 < inspected.vocabulary <= _MOST_TOKENS:
        raise _absurd("son vocabulaire")
    embeddings = header.tensors.get("token_embd.weight")
    if embeddings is None or _sides(embeddings) != (width, inspected.vocabulary):
        raise _absurd("sa table de mots")
    blocks = {int(found.group(1)) for name in header.tensors if (found := _BLOCK.match(name))}
    # Some models keep blocks of another use apart: most must be there, and none beyond.
    if not blocks or max(blocks) >= inspected.blocks or 2 * len(blocks) < inspected.blocks:
        raise _absurd("le nombre de ses couches")


def _sides(tensor: Tensor) -> tuple[int, int]:
    return tensor.sides[0], tensor.sides[1] if len(tensor.sides) > 1 else 1


def _bounded(header: Header, key: str, most: int, least: int = 1) -> int:
    value = header.number(key)
    if value is None or not least <= value <= most:
        raise _absurd(f"« {key} »")
    return value


def _absurd(what: str) -> GgufError:
    return GgufError(f"Ce fichier dit de lui-même une chose impossible ({what}) : téléchargez le modèle de nouveau.")
