"""A finished file in llama.cpp, as the program runs it."""

from pathlib import Path

import llama_cpp

CONTEXT = 512


def opened(path: Path) -> llama_cpp.Llama:
    """The file in llama.cpp, on one thread."""
    return llama_cpp.Llama(str(path), n_ctx=CONTEXT, n_threads=1, n_threads_batch=1, use_mmap=False, verbose=False)


def continued(model: llama_cpp.Llama, tokens: list[int], most: int, end: int) -> list[int]:
    """What the model goes on with, always the likeliest token, up to `end` or `most` tokens."""
    found: list[int] = []
    model.reset()
    for token in model.generate(tokens, temp=0.0, top_k=1, repeat_penalty=1.0):
        if token == end or len(found) >= most or len(tokens) + len(found) >= model.n_ctx() - 1:
            break
        found.append(token)
    return found
