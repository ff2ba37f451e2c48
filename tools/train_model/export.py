"""From a checkpoint to a quantised GGUF file, and the proof that both say the same."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import gguf
import llama_cpp
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from tools.train_model import vocabulary
from tools.train_model.network import Llama, Shape
from tools.train_model.vocabulary import BOS, CHAT_TEMPLATE, CONTROL, END, PAD, PRE, SLOTS, SYSTEMS

NAME = "aparte-demo"
_LICENCE = "EUPL-1.2"


def load(folder: Path) -> tuple[Llama, Tokenizer, int]:
    """The model of a run's folder, its tokenizer, and how many tokens it has seen."""
    state: dict[str, Any] = torch.load(folder / "checkpoint.pt", weights_only=True)
    model = Llama(Shape(**state["shape"]))
    model.load_state_dict(state["model"])
    return model.eval(), vocabulary.opened(folder / "tokenizer.json"), int(state["seen"])


def write_gguf(model: Llama, tokenizer: Tokenizer, path: Path) -> None:
    """The model in half precision; matrices keep their layout, the pairs of the rotary positions included."""
    shape = model.shape
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(NAME)
    writer.add_license(_LICENCE)
    writer.add_languages(["fr"])
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_tokenizer(writer, tokenizer, shape.vocabulary)
    for name, tensor in _tensors(model).items():
        kept = tensor.detach().numpy()
        writer.add_tensor(name, kept.astype(np.float16) if kept.ndim == 2 else kept.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def quantised(source: Path, path: Path) -> None:
    """Write `path` from a half-precision file, at Q8_0; raises `RuntimeError` when llama.cpp refuses."""
    wanted = llama_cpp.llama_model_quantize_default_params()
    wanted.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
    wanted.nthread = 1
    if llama_cpp.llama_model_quantize(str(source).encode(), str(path).encode(), wanted):
        raise RuntimeError(f"llama.cpp could not quantise {source}")


def tokenised_alike(model: llama_cpp.Llama, tokenizer: Tokenizer, texts: list[str]) -> int:
    """How many of `texts` get other tokens from llama.cpp than from the tokenizer that was trained."""
    return sum(
        model.tokenize(text.encode(), add_bos=False, special=False) != tokenizer.encode(text).ids for text in texts
    )


def greedy(model: Llama, tokens: list[int], most: int, end: int) -> list[int]:
    """What the network goes on with, always the likeliest token; whole sequence again at each one."""
    found: list[int] = []
    with torch.no_grad():
        while len(found) < most and len(tokens) + len(found) < model.shape.context:
            last = model.hidden(torch.tensor([[*tokens, *found]]))[:, -1]
            token = int(model.scores(last).argmax())
            if token == end:
                break
            found.append(token)
    return found


def digest(path: Path) -> str:
    """The SHA-256 of a file, for the manifest."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _add_tokenizer(writer: gguf.GGUFWriter, tokenizer: Tokenizer, size: int) -> None:
    by_id = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    tokens = [token for token, _ in by_id]
    # Training may end with fewer merges than asked for; the rows left over name nothing.
    tokens += [f"<|unused{at}|>" for at in range(len(tokens), size)]
    kinds = [_kind(token) for token in tokens]
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(PRE)
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    writer.add_bos_token_id(tokenizer.token_to_id(BOS))
    writer.add_eos_token_id(tokenizer.token_to_id(END))
    writer.add_pad_token_id(tokenizer.token_to_id(PAD))
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def _kind(token: str) -> int:
    if token in CONTROL:
        return int(gguf.TokenType.CONTROL)
    if token in (*SLOTS, *SYSTEMS):
        return int(gguf.TokenType.USER_DEFINED)
    return int(gguf.TokenType.UNUSED if token.startswith("<|unused") else gguf.TokenType.NORMAL)


def _tensors(model: Llama) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {"token_embd.weight": model.tokens.weight, "output_norm.weight": model.last_norm}
    for at, block in enumerate(model.blocks):
        query, key, value = block.query_key_value.weight.chunk(3)
        gate, up = block.gate_up.weight.chunk(2)
        found |= {
            f"blk.{at}.attn_norm.weight": block.attention_norm,
            f"blk.{at}.attn_q.weight": query,
            f"blk.{at}.attn_k.weight": key,
            f"blk.{at}.attn_v.weight": value,
            f"blk.{at}.attn_output.weight": block.attention_out.weight,
            f"blk.{at}.ffn_norm.weight": block.feed_norm,
            f"blk.{at}.ffn_gate.weight": gate,
            f"blk.{at}.ffn_up.weight": up,
            f"blk.{at}.ffn_down.weight": block.down.weight,
        }
    return {name: tensor.contiguous() for name, tensor in found.items()}


def main() -> None:
    """`python -m tools.train_model.export --folder DIR --into FILE`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the run's folder")
    parser.add_argument("--into", type=Path, required=True, help="the quantised file to write")
    asked = parser.parse_args()
    model, tokenizer, seen = load(asked.folder)
    half = asked.folder / f"{NAME}-f16.gguf"
    write_gguf(model, tokenizer, half)
    asked.into.parent.mkdir(parents=True, exist_ok=True)
    fresh = asked.into.with_suffix(".new")
    quantised(half, fresh)
    fresh.replace(asked.into)
    print(f"{asked.into}: {asked.into.stat().st_size} bytes, {seen} tokens seen, sha256 {digest(asked.into)}")


if __name__ == "__main__":
    main()
