"""Small models with random weights, made on the spot: they load, answer and stop like real ones, and mean nothing."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import gguf
import numpy as np

TEXT = (
    "Pour refaire votre carte d'identité, prenez rendez-vous à la mairie avec une photo et un justificatif de "
    "domicile. La carte est gratuite, sauf en cas de perte : elle coûte alors 25 euros. Le service est ouvert du "
    "lundi au vendredi de 9 heures à 17 heures. Où faut-il s'adresser pour les actes de naissance ? Au service de "
    "l'état civil, au premier étage. L'acte est envoyé par la poste sous huit jours. "
)
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a model is made of; `keys` replace or add keys of its header, None leaves one out.

    `fill` puts one value in all its weights; `half` writes its matrices in 16 bits; `words` makes up tokens
    until there are so many; with `alike`, every block has the weights of the first, which are then made and
    held once; `pieces` makes a tokenizer of sentence pieces, as Llama 2 and Gemma have.
    """

    width: int = 64
    blocks: int = 2
    heads: int = 4
    heads_kv: int = 4
    inner: int = 128
    merges: int = 200
    words: int = 0
    context: int = 1024
    template: str | None = CHATML
    seed: int = 1
    keys: Mapping[str, Any] = field(default_factory=dict)
    fill: float | None = None
    half: bool = False
    pieces: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens of a byte-level tokenizer with its merges."""

    tokens: tuple[str, ...]
    merges: tuple[str, ...]


def write_model(path: Path, shape: Shape | None = None) -> Path:
    """Write a model that llama.cpp loads, unless its shape is one that it should refuse."""
    shape = shape or Shape()
    writer = gguf.GGUFWriter(path, "llama")
    for key, value in (_header(shape) | dict(shape.keys)).items():
        _add(writer, key, value)
    words = _add_pieces(writer) if shape.pieces else _add_tokenizer(writer, shape)
    if shape.template is not None:
        writer.add_chat_template(shape.template)
    for name, weights in _weights(shape, words):
        writer.add_tensor(name, weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _header(shape: Shape) -> dict[str, Any]:
    return {
        "general.name": "Modèle de test",
        "llama.context_length": shape.context,
        "llama.embedding_length": shape.width,
        "llama.block_count": shape.blocks,
        "llama.feed_forward_length": shape.inner,
        "llama.attention.head_count": shape.heads,
        "llama.attention.head_count_kv": shape.heads_kv,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.dimension_count": shape.width // shape.heads,
        "general.file_type": 1 if shape.half else 0,
    }


def _add(writer: gguf.GGUFWriter, key: str, value: Any) -> None:
    if isinstance(value, str):
        writer.add_string(key, value)
    elif isinstance(value, float):
        writer.add_float32(key, value)
    elif isinstance(value, int):
        writer.add_uint32(key, value)


def _add_tokenizer(writer: gguf.GGUFWriter, shape: Shape) -> int:
    """Byte pairs; returns how many tokens there are."""
    words = vocabulary(shape.merges, shape.words)
    special = len(words.tokens) - len(SPECIALS)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(list(words.tokens))
    writer.add_token_types([gguf.TokenType.NORMAL] * special + [gguf.TokenType.CONTROL] * len(SPECIALS))
    writer.add_token_merges(list(words.merges))
    writer.add_bos_token_id(special)
    writer.add_eos_token_id(special + 2)
    writer.add_pad_token_id(special)
    writer.add_add_bos_token(value=False)
    return len(words.tokens)


def _add_pieces(writer: gguf.GGUFWriter) -> int:
    """Sentence pieces: letters, the frequent pairs of words that begin with a mark, bytes for the rest."""
    letters, merged = sorted(set(TEXT.replace(" ", "▁") + "?")), list[str]()
    spelled = {word: list("▁" + word) for word in TEXT.split()}
    while len(merged) < 100:
        pairs = Counter(pair for parts in spelled.values() for pair in pairwise(parts))
        best = max(sorted(pairs), key=lambda pair: pairs[pair])
        merged.append("".join(best))
        spelled = {word: _merged(parts, best) for word, parts in spelled.items()}
    kind = gguf.TokenType
    tokens = [("<unk>", kind.UNKNOWN), ("<s>", kind.CONTROL), ("</s>", kind.CONTROL)]
    tokens += [(name, kind.CONTROL) for name in SPECIALS[1:]]
    tokens += [(f"<0x{byte:02X}>", kind.BYTE) for byte in range(256)]
    tokens += [(text, kind.NORMAL) for text in (*merged, *letters)]
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _ in tokens])
    writer.add_token_types([one for _, one in tokens])
    writer.add_token_scores([-float(rank) for rank in range(len(tokens))])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_eot_token_id(4)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(value=True)
    return len(tokens)


Weights = np.ndarray[Any, np.dtype[Any]]


def _weights(shape: Shape, words: int) -> Iterator[tuple[str, Weights]]:
    """Every tensor by name; the embeddings serve as output too."""
    chance = np.random.default_rng(shape.seed)
    yield "token_embd.weight", _filled(chance, (words, shape.width), shape)
    block: dict[str, Weights] = {}
    for at in range(shape.blocks):
        if not (block and shape.alike):
            block = {name: _filled(chance, size, shape) for name, size in _block_sizes(shape).items()}
        for name, weights in block.items():
            yield f"blk.{at}.{name}.weight", weights
    yield "output_norm.weight", _filled(chance, (shape.width,), shape)


def _block_sizes(shape: Shape) -> dict[str, tuple[int, ...]]:
    width, kv = shape.width, shape.width // shape.heads * shape.heads_kv
    return {
        "attn_norm": (width,),
        "attn_q": (width, width),
        "attn_k": (kv, width),
        "attn_v": (kv, width),
        "attn_output": (width, width),
        "ffn_norm": (width,),
        "ffn_gate": (shape.inner, width),
        "ffn_up": (shape.inner, width),
        "ffn_down": (width, shape.inner),
    }


def _filled(chance: np.random.Generator, size: tuple[int, ...], shape: Shape) -> Weights:
    kind = np.float16 if shape.half and len(size) > 1 else np.float32
    if shape.fill is not None:
        return np.full(size, shape.fill, kind)
    if len(size) == 1:
        return np.ones(size, np.float32)
    # Large enough that each token's own words are felt above those of the one before.
    return (chance.standard_normal(size, np.float32) * np.float32(1.5 / math.sqrt(size[-1]))).astype(kind)


@cache
def vocabulary(merges: int, words: int = 0) -> Vocabulary:
    """All bytes, the most frequent pairs of `TEXT` merged, made-up tokens, then the special ones."""
    letters = byte_letters()
    counts = Counter(" " + word for word in TEXT.split())
    spelled = {word: [letters[byte] for byte in word.encode()] for word in counts}
    tokens, made = [letters[byte] for byte in range(256)], list[str]()
    for _ in range(merges):
        pairs: Counter[tuple[str, str]] = Counter()
        for word, count in counts.items():
            for pair in pairwise(spelled[word]):
                pairs[pair] += count
        if not pairs:
            break
        best = max(sorted(pairs), key=lambda pair: pairs[pair])
        made.append(" ".join(best))
        tokens.append("".join(best))
        spelled = {word: _merged(parts, best) for word, parts in spelled.items()}
    known = list(dict.fromkeys(tokens))
    known += [f"mot{number}" for number in range(words - len(known) - len(SPECIALS))]
    return Vocabulary((*known, *SPECIALS), tuple(made))


def _merged(parts: list[str], pair: tuple[str, str]) -> list[str]:
    out: list[str] = []
    for part in parts:
        if out and (out[-1], part) == pair:
            out[-1] += part
        else:
            out.append(part)
    return out


def byte_letters() -> dict[int, str]:
    """GPT-2's printable letter for each byte."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + at) for at, byte in enumerate(others)}
