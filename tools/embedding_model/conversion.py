"""A BERT's weights and words written as a GGUF file that llama.cpp turns texts into vectors with."""

from pathlib import Path

import gguf
import numpy as np

from tools.embedding_model.network import Bert

_NAMES = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
# llama.cpp adds these to each other: they stay in 32 bits.
_WHOLE = ("position_embd.weight", "token_types.weight")
_SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_HALF = (gguf.GGMLQuantizationType.F16, gguf.LlamaFileType.MOSTLY_F16)
_EIGHTS = (gguf.GGMLQuantizationType.Q8_0, gguf.LlamaFileType.MOSTLY_Q8_0)


def write_gguf(
    model: Bert,
    path: Path,
    *,
    name: str,
    context: int,
    licence: str = "",
    languages: tuple[str, ...] = (),
    pooling: gguf.PoolingType | None = gguf.PoolingType.MEAN,
    eights: bool = True,
) -> Path:
    """Write the file: matrices at Q8_0, or in half precision; tables and vectors as they need to be read."""
    kind, file_type = _EIGHTS if eights else _HALF
    writer = gguf.GGUFWriter(path, "bert")
    writer.add_name(name)
    if licence:
        writer.add_license(licence)
    if languages:
        writer.add_languages(list(languages))
    writer.add_context_length(context)
    writer.add_embedding_length(model.width)
    writer.add_block_count(model.layers)
    writer.add_feed_forward_length(int(model.weights["encoder.layer.0.intermediate.dense.weight"].shape[0]))
    writer.add_head_count(model.heads)
    writer.add_layer_norm_eps(model.epsilon)
    writer.add_causal_attention(value=False)
    if pooling is not None:
        writer.add_pooling_type(pooling)
    writer.add_file_type(file_type)
    _add_tokenizer(writer, model)
    for told, weights in model.weights.items():
        renamed = _renamed(told)
        if renamed is None:
            continue
        whole = weights.astype(np.float32)
        if whole.ndim == 2 and renamed not in _WHOLE:
            writer.add_tensor(renamed, gguf.quants.quantize(whole, kind), raw_dtype=kind)
        else:
            writer.add_tensor(renamed, whole)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_tokenizer(writer: gguf.GGUFWriter, model: Bert) -> None:
    """WordPiece as llama.cpp wants it: a mark before what begins a word, nothing before what goes on."""
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([_marked(word) for word in model.words])
    types = [gguf.TokenType.CONTROL if word in _SPECIALS else gguf.TokenType.NORMAL for word in model.words]
    types[model.words.index("[UNK]")] = gguf.TokenType.UNKNOWN
    writer.add_token_types(types)
    writer.add_token_type_count(2)
    for add, word in (
        (writer.add_pad_token_id, "[PAD]"),
        (writer.add_unk_token_id, "[UNK]"),
        (writer.add_bos_token_id, "[CLS]"),
        (writer.add_sep_token_id, "[SEP]"),
        (writer.add_mask_token_id, "[MASK]"),
    ):
        if word in model.words:
            add(model.words.index(word))
    writer.add_bool("tokenizer.ggml.normalizer.lowercase", val=True)
    writer.add_bool("tokenizer.ggml.normalizer.strip_accents", val=True)


def _marked(word: str) -> str:
    if word in _SPECIALS or (word.startswith("[") and word.endswith("]")):
        return word
    return word[2:] if word.startswith("##") else f"▁{word}"


def _renamed(told: str) -> str | None:
    """llama.cpp's name; None for what makes no vector (the pooler, numbers of positions)."""
    base, _, end = told.rpartition(".")
    if base in _NAMES:
        return f"{_NAMES[base]}.{end}"
    if base.startswith("encoder.layer."):
        number, _, part = base.removeprefix("encoder.layer.").partition(".")
        return f"blk.{number}.{_NAMES[part]}.{end}"
    return None
