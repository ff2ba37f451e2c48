"""A model of a billion parameters made on the spot: real size, speed and memory, without a word that means anything.

The shape is TinyLlama's (22 blocks of 2,048, feed-forward 5,632, 32 heads over 4 of keys, 32,000 tokens)
with tied embeddings: 1.03 billion parameters, quantised at Q4_K_M by llama.cpp itself.
"""

import ctypes
import os
import tempfile
import time
from pathlib import Path

from llama_cpp import llama_cpp as native

from tests.fakes.models import Shape, write_model

BILLION = Shape(
    width=2048, blocks=22, heads=32, heads_kv=4, inner=5632, words=32_000, context=2048, half=True, alike=True
)
KEPT = Path(__file__).parents[2] / ".bench" / "billion-q4_k_m.gguf"


def big_model() -> Path:
    """The file, made in about two minutes the first time; `make clean` removes it."""
    if not KEPT.exists():
        KEPT.parent.mkdir(exist_ok=True)
        began = time.monotonic()
        with tempfile.TemporaryDirectory(dir=KEPT.parent) as folder:
            quantised = quantise(write_model(Path(folder) / "f16.gguf", BILLION), native.LLAMA_FTYPE_MOSTLY_Q4_K_M)
            quantised.replace(KEPT)
        print(f"made {KEPT.name}, {KEPT.stat().st_size >> 20} MB, in {time.monotonic() - began:.0f} s")
    return KEPT


def quantise(source: Path, kind: int) -> Path:
    """The same model with fewer bits, beside it."""
    target = source.with_name("quantised.gguf")
    silent = native.llama_log_callback(lambda _level, _text, _data: None)
    native.llama_log_set(silent, None)
    asked = native.llama_model_quantize_default_params()
    asked.ftype, asked.nthread = kind, os.cpu_count() or 1
    failed = native.llama_model_quantize(os.fsencode(source), os.fsencode(target), ctypes.byref(asked))
    assert not failed, "not quantised"
    return target
