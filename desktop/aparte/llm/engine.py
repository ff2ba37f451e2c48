"""One model that writes, in llama.cpp. Loaded in the worker process alone.

The prompt's state is kept and cut where we say.
"""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as native

from aparte.llm.loaded import ABORTED, AbortedError, EngineError, Loaded

# The prompt is read by so many tokens: a cancel is noticed between two operations, and one operation on
# more tokens would outlast it on a slow machine.
BATCH = 64

Logits = np.ndarray[Any, np.dtype[np.float32]]


class Engine(Loaded):
    """A loaded model with its context, for one thread at a time.

    `stop` is asked between two operations; `held` are the tokens whose state is in memory.
    """

    def __init__(self, path: str, context: int, threads: int, stop: Callable[[], bool]) -> None:
        super().__init__(path)
        self.held: list[int] = []
        self._context = self._open(context, threads)
        self._told.clear()
        self._memory = native.llama_get_memory(self._context)
        self.size = int(native.llama_vocab_n_tokens(self._vocabulary))
        # ctypes keeps no reference of its own: without this one the callback would be collected.
        self._stop = native.ggml_abort_callback(lambda _data: stop())
        native.llama_set_abort_callback(self._context, self._stop, None)

    def _open(self, context: int, threads: int) -> Any:  # noqa: ANN401 - a pointer
        if not native.llama_model_has_decoder(self._model) or native.llama_model_has_encoder(self._model):
            raise EngineError("not a model that writes")
        asked = native.llama_context_default_params()
        asked.n_ctx, asked.n_batch, asked.n_ubatch, asked.n_seq_max = context, BATCH, BATCH, 1
        asked.n_threads = asked.n_threads_batch = threads
        # With a sliding window the state before it would be gone, and the kept prefix with it.
        asked.swa_full = True
        asked.no_perf = True
        opened = native.llama_init_from_model(self._model, asked)
        if not opened:
            raise EngineError(self.trouble or "no context")
        return opened

    def use_threads(self, threads: int) -> None:
        """Work with so many threads from now on."""
        native.llama_set_n_threads(self._context, threads, threads)

    @property
    def begins_with(self) -> int | None:
        """The token that every prompt must begin with, if any."""
        token = int(native.llama_vocab_bos(self._vocabulary))
        return token if native.llama_vocab_get_add_bos(self._vocabulary) and token >= 0 else None

    def name_of(self, token: int) -> str:
        """A special token as templates write it; empty for none."""
        if not 0 <= token < self.size:
            return ""
        return bytes(native.llama_vocab_get_text(self._vocabulary, token) or b"").decode("utf-8", "replace")

    @property
    def bos_name(self) -> str:
        """What templates call `bos_token`."""
        return self.name_of(native.llama_vocab_bos(self._vocabulary))

    @property
    def eos_name(self) -> str:
        """What templates call `eos_token`."""
        return self.name_of(native.llama_vocab_eos(self._vocabulary))

    def ends(self, token: int) -> bool:
        """Whether the answer is over with it."""
        return bool(native.llama_vocab_is_eog(self._vocabulary, token))

    def piece(self, token: int) -> bytes:
        """The bytes a token adds to a text; half a character perhaps."""
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            length = native.llama_token_to_piece(self._vocabulary, token, buffer, room, 0, False)
            if length >= 0:
                return buffer.raw[:length]
            room = -length

    def keep(self, length: int) -> None:
        """Forget the tokens held beyond `length`; all of them when the model can't forget some."""
        if length >= len(self.held):
            return
        if not native.llama_memory_seq_rm(self._memory, 0, length, -1):
            native.llama_memory_clear(self._memory, True)
            length = 0
        del self.held[length:]

    def read(self, tokens: Sequence[int]) -> None:
        """Go on with `tokens`. Raises `AbortedError` (what was read of them is forgotten) or `EngineError`."""
        for start in range(0, len(tokens), BATCH):
            part = tokens[start : start + BATCH]
            given = (native.llama_token * len(part))(*part)
            result = native.llama_decode(self._context, native.llama_batch_get_one(given, len(part)))
            if result:
                self._forget_half_read()
                raise AbortedError if result == ABORTED else EngineError(f"decode {result}")
            self.held += part

    def _forget_half_read(self) -> None:
        if not native.llama_memory_seq_rm(self._memory, 0, len(self.held), -1):
            native.llama_memory_clear(self._memory, True)
            self.held.clear()

    def logits(self) -> Logits:
        """How likely each token is to come next; valid until the next `read`."""
        pointer = native.llama_get_logits_ith(self._context, -1)
        if not pointer:
            raise EngineError("no logits")
        return np.ctypeslib.as_array(pointer, (self.size,))

    def state(self) -> bytes:
        """The state of the tokens held."""
        room = native.llama_state_seq_get_size(self._context, 0)
        data = (ctypes.c_uint8 * room)()
        length = native.llama_state_seq_get_data(self._context, data, room, 0)
        return bytes(memoryview(data)[:length])

    def restore(self, state: bytes, tokens: Sequence[int]) -> bool:
        """Take up a state that `state` gave for `tokens`; whether it worked."""
        native.llama_memory_clear(self._memory, True)
        self.held.clear()
        data = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if native.llama_state_seq_set_data(self._context, data, len(state), 0) == 0:
            native.llama_memory_clear(self._memory, True)
            return False
        self.held += tokens
        return True
